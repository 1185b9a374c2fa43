import { standsAt } from './phrase-index.ts';

/** Whether the words of a phrase ("date of birth") stand together, in order, in a list of words. */
export function hasPhrase(words: readonly string[], phrase: string): boolean {
  const wanted = phrase.split(' ');
  return words.some((_, start) => standsAt(words, wanted, start));
}
