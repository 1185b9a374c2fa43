import { type Packed, unpack } from './packed.ts';
import { PhraseIndex } from './phrase-index.ts';

/** A list of rules/catalog/words as phrases. */
export interface Words {
  /** Whether a phrase of the list stands in the words, outside a near-miss. */
  has(words: readonly string[]): boolean;
  /** Whether the words end in a phrase of the list, outside a near-miss. */
  endsIn(words: readonly string[]): boolean;
  /** Words of the longest phrase that they end in; 0: none. */
  endLength(words: readonly string[]): number;
}

/** Compiled phrases as an index: what starts with a word is looked at when that word is first met. */
export function openedPhrases<T>(phrases: Packed, meaning: (a: number, b: number) => T | undefined): PhraseIndex<T> {
  return new PhraseIndex((first) => {
    const flat = unpack(phrases, first);
    const rows: { words: readonly string[]; value: T }[] = [];
    for (let i = 0; i + 2 < flat.length; i += 3) {
      const value = meaning(Number(flat[i + 1]), Number(flat[i + 2]));
      if (value !== undefined) rows.push({ words: (flat[i] ?? '').split(' '), value });
    }
    return rows;
  });
}

/** A word list as a test on names: near-misses win. */
export function openedWords(phrases: Packed): Words {
  const index = openedPhrases(phrases, (yes) => yes === 1);
  const hits = (words: readonly string[]) => {
    const all = index.find(words);
    const misses = all.filter((hit) => !hit.value);
    return all.filter((hit) => hit.value && !misses.some((miss) => miss.start <= hit.start && miss.end >= hit.end));
  };
  const single = new Map<string, boolean>();
  const hasOne = (word: string): boolean => {
    let known = single.get(word);
    if (known === undefined) {
      known = hits([word]).length > 0;
      single.set(word, known);
    }
    return known;
  };
  return {
    // Most questions are about one word.
    has: (words) => (words.length === 1 ? hasOne(words[0] ?? '') : hits(words).length > 0),
    endsIn: (words) => hits(words).some((hit) => hit.end === words.length),
    endLength: (words) => Math.max(0, ...hits(words).map(({ start, end }) => (end === words.length ? end - start : 0))),
  };
}
