import type { Category } from './category.ts';
import type { FamilyWords } from './family.ts';
import type { ProviderRow } from './provider.ts';
import type { RecordClass } from './record.ts';
import type { Regions } from './regions.ts';
import type { Vendor } from './vendor.ts';
import type { WordList } from './words.ts';

/** rules/catalog/, compiled. Every list is sorted by id. */
export interface Catalog {
  /** sha256 over the compiled rules. */
  readonly digest: string;
  readonly categories: readonly Category[];
  readonly vendors: readonly Vendor[];
  readonly providers: readonly ProviderRow[];
  readonly records: readonly RecordClass[];
  readonly words: readonly WordList[];
  readonly families: readonly FamilyWords[];
  /** How phrases of the catalogue read as words, where that is not what they are written as: worked out by the build. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Cloud regions by vendor id. */
  readonly regions: Regions;
}
