import type { View, ViewEntity, ViewStore } from '../checks/contract.ts';
import type { Pack } from '../model/pack.ts';
import type { Catalog } from '../schemas/catalog.ts';
import type { YamlPart } from '../text/edit-yaml.ts';

/** Everything a draft of privaudit.yaml is written from. */
export interface DraftInput {
  /** With the manifest that is there, or none: what is declared already is left out of a draft. */
  readonly view: View;
  readonly packs: readonly Pack[];
  readonly catalog: Catalog;
  /** Of the project. */
  readonly name: string;
  /** As `project.packs` is to have them: ids, or folders relative to the root. */
  readonly packNames: readonly string[];
}

/** What the sections share: names that resolve, and the ids of stores. */
export interface DraftContext extends DraftInput {
  /** What the manifest may call an entity; null where every name fits another one too. */
  readonly nameOf: (entity: ViewEntity) => string | null;
  /** The id in `datastores`, declared or drafted; null for a store that gets no row. */
  readonly idOfStore: (store: ViewStore) => string | null;
}

/** A top-level key of the manifest, as far as it is missing. */
export interface Section {
  readonly key: string;
  readonly kind: 'list' | 'mapping';
  /** What people have to know before they fill it in; sentences. */
  readonly about: readonly string[];
  /** Rows, or keys. */
  readonly parts: readonly YamlPart[];
  /** Said at the end of a new section. */
  readonly after: readonly string[];
  /** Nothing was found: only a new manifest asks for it. */
  readonly onlyNew: boolean;
  /** What its parts are called when there is one, and when there are more; null: not worth counting. */
  readonly nouns: readonly [one: string, many: string] | null;
}

export type DraftSection = (context: DraftContext) => Section;

export const TODO = 'TODO';

/** A row or key without remarks above it. */
export function part(...lines: readonly string[]): YamlPart {
  return { before: [], lines };
}
