/** Whether the words of a phrase ("date of birth") stand together, in order, in a list of words. */
export function hasPhrase(words: readonly string[], phrase: string): boolean {
  const wanted = phrase.split(' ');
  for (let start = 0; start + wanted.length <= words.length; start += 1) {
    if (wanted.every((word, i) => words[start + i] === word)) return true;
  }
  return false;
}

/** Longest phrase of a list that stands in the words; null when none does. */
export function longestPhrase(words: readonly string[], phrases: readonly string[]): string | null {
  let best: string | null = null;
  for (const phrase of phrases) {
    if (hasPhrase(words, phrase) && (best === null || phrase.split(' ').length > best.split(' ').length)) best = phrase;
  }
  return best;
}
