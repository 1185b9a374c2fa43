import { ForeignWords } from './foreign-words.ts';
import type { CompiledLanguages } from './languages.ts';
import { lazy } from './lazy.ts';
import { englishWords, nameWords, type Vocabulary } from './name-words.ts';
import type { Packed } from './packed.ts';
import { openedWords } from './phrase-lists.ts';
import { singular } from './words.ts';

/** rules/catalog/words/, as far as names are concerned. */
export interface WordLists {
  readonly id: string;
  readonly words: readonly string[];
  readonly nearMisses: readonly string[];
  readonly meanings: Readonly<Record<string, string>>;
  /** Words of other languages, beside the list `vocabulary`. */
  readonly languages?: CompiledLanguages;
}

const NO_VOCABULARY: Vocabulary = { meanings: new Map(), pieces: new Set(), foreign: null };

/** The catalogue, as far as lists of words are concerned. */
export interface ListedWords {
  readonly words: readonly WordLists[];
  /** Their phrases by id, as the build has read them. */
  readonly lexicon: { readonly lists: Readonly<Record<string, Packed>> };
}

/**
 * A test on names: whether a phrase of the list stands in the name, and not only inside a near-miss. Names are read with
 * the list `vocabulary`, where there is one. A list that is not there fits nothing.
 */
export function wordListTest({ words, lexicon }: ListedWords, id: string): (name: string) => boolean {
  const vocabulary = lazy(() => vocabularyOf(words.find((list) => list.id === 'vocabulary')));
  const list = lazy(() => openedWords(lexicon.lists[id] ?? {}));
  return (name) => list().has(nameWords(name, vocabulary()));
}

/** What names are read with, from the list `vocabulary`. */
const vocabularies = new WeakMap<WordLists, Vocabulary>();

/** One list is asked for by every test on names of a run. */
export function vocabularyOf(list: WordLists | undefined): Vocabulary {
  if (list === undefined) return NO_VOCABULARY;
  const known = vocabularies.get(list);
  if (known) return known;
  const meanings = new Map(Object.entries(list.meanings).map(([word, meaning]) => [word, meaning.split(' ')]));
  // Short abbreviations would be found in every other word.
  const pieces = new Set([...list.words, ...[...meanings.keys()].filter((word) => word.length >= 4)]);
  const english: Vocabulary = { meanings, pieces, foreign: null };
  const vocabulary: Vocabulary = {
    ...english,
    foreign:
      list.languages === undefined
        ? null
        : new ForeignWords(list.languages, {
            knows: (word) => [word, singular(word)].some((one) => meanings.has(one) || pieces.has(one)),
            read: (word) => englishWords(word, english),
          }),
  };
  vocabularies.set(list, vocabulary);
  return vocabulary;
}
