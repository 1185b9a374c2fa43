import { ForeignWords } from './foreign-words.ts';
import type { CompiledLanguages } from './languages.ts';
import { lazy } from './lazy.ts';
import { englishWords, nameWords, type Vocabulary } from './name-words.ts';
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

/**
 * A test on names: whether a phrase of the list stands in the name, and not only inside a near-miss. Names are read with
 * the list `vocabulary`, where there is one. A list that is not there fits nothing.
 */
export function wordListTest(lists: readonly WordLists[], id: string): (name: string) => boolean {
  const vocabulary = lazy(() => vocabularyOf(lists.find((list) => list.id === 'vocabulary')));
  const list = lists.find((one) => one.id === id);
  const read = (phrase: string): readonly string[] => nameWords(phrase, vocabulary());
  const phrases = lazy(() => (list?.words ?? []).map(read));
  const misses = lazy(() => (list?.nearMisses ?? []).map(read));
  return (name) => {
    const words = read(name);
    const hits = placesOf(words, phrases());
    if (hits.length === 0) return false;
    const covers = placesOf(words, misses());
    return hits.some(([start, end]) => !covers.some(([from, to]) => from <= start && to >= end));
  };
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

function placesOf(words: readonly string[], phrases: readonly (readonly string[])[]): [number, number][] {
  const places: [number, number][] = [];
  for (const phrase of phrases) {
    for (let start = 0; start + phrase.length <= words.length; start += 1) {
      if (phrase.every((word, i) => words[start + i] === word)) places.push([start, start + phrase.length]);
    }
  }
  return places;
}
