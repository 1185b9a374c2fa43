import type { Declaration } from '../model/declaration.ts';
import type { Environment } from '../model/fact.ts';
import type { Catalog } from '../schemas/catalog.ts';

/**
 * What linkers are given: all declarations of all files (sorted by file and place), the catalogue and two pure answers
 * about paths.
 */
export interface LinkInput {
  readonly declarations: readonly Declaration[];
  readonly catalog: Catalog;
  /** All listed paths, sorted. */
  readonly files: readonly string[];
  /** Nearest folder with a package manifest, or the folder itself for Terraform roots; `.` at the top. */
  readonly scopeOf: (path: string) => string;
  /** `test` below test, fixture and example folders. */
  readonly environmentOf: (path: string) => Environment;
}
