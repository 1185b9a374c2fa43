import type { FileSource } from './files/contract.ts';
import type { Pack } from './model/pack.ts';
import type { AuditReport } from './schemas/report.ts';

export interface AuditOptions {
  readonly source: FileSource;
  /** Folder that `source` shows; packs of one's own are looked up from here. */
  readonly root: string;
  /** Paths that are judged, relative to the root; facts come from the whole root. */
  readonly paths?: readonly string[];
  /** Packs by id, path, or already loaded; absent: the manifest's, else `common`. */
  readonly packs?: readonly (string | Pack)[];
  /** Path of the manifest relative to the root; null: none is read. Absent: privaudit.yaml where there is one. */
  readonly manifest?: string | null;
  readonly baseline?: string | null;
  readonly asOf: string;
  readonly failOn?: AuditReport['settings']['failOn'];
  /** Absent: what the manifest says. */
  readonly strict?: readonly string[];
  /** Ids of clauses, or starts of them (`velonoc/7`); empty: all. */
  readonly only?: readonly string[];
  readonly allowEmpty?: boolean;
  /** V8 flag setter for WASM compilation; the process's own state, so the caller brings it. */
  readonly setFlag?: (flag: string) => void;
  readonly onStep?: (step: string) => void;
}
