import type { Packed } from '../text/packed.ts';
import type { Category } from './category.ts';
import type { DocumentRoleWords } from './document.ts';
import type { FamilyWords } from './family.ts';
import type { ModelLibrary } from './model-library.ts';
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
  readonly modelLibraries: readonly ModelLibrary[];
  readonly words: readonly WordList[];
  readonly documents: readonly DocumentRoleWords[];
  readonly families: readonly FamilyWords[];
  /** What names are looked up in, as the build worked it out. */
  readonly lexicon: CompiledLexicon;
  /** Cloud regions by vendor id. */
  readonly regions: Regions;
}

/** Phrases by their first word, each followed by two numbers: what they mean to whoever compiled them. */
export type CompiledPhrases = Packed;

/** Reading thousands of phrases takes longer than a small scan, so the build does it once. */
export interface CompiledLexicon {
  /** Phrase, index of its category, index of its row in `names` (-1: a near-miss). */
  readonly names: CompiledPhrases;
  /** Phrase, index of its record class, its use: 0 yes, 1 when the entity holds personal data, 2 near-miss. */
  readonly records: CompiledPhrases;
  /** Word lists by id: phrase, 1 (0: a near-miss), 0. */
  readonly lists: Readonly<Record<string, CompiledPhrases>>;
  /** How the catalogue's other phrases read as words, where that is not what they are written as. */
  readonly readings: Readonly<Record<string, string>>;
}
