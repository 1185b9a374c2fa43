import type { Reading } from './languages.ts';

/** Languages and the parts taken so far. */
type Taken = Map<number, readonly (readonly string[])[]>;

const SHORTEST_PART = 2;
const LONGEST_PART = 18;

/** The English of the fewest parts of one language that make up the whole word; null when none do. */
export function takeApart(
  word: string,
  compounds: number,
  readingsOf: (part: string) => readonly Reading[],
): Reading | null {
  const best = Array.from({ length: word.length + 1 }, (): Taken => new Map());
  for (let language = 1; language <= compounds; language <<= 1)
    if ((language & compounds) !== 0) best[0]?.set(language, []);
  for (let start = 0; start < word.length; start += 1) {
    const before = best[start];
    if (before === undefined || before.size === 0) continue;
    const furthest = Math.min(word.length - (start === 0 ? 1 : 0), start + LONGEST_PART);
    for (let end = start + SHORTEST_PART; end <= furthest; end += 1) {
      const readings = readingsOf(word.slice(start, end));
      for (const [language, taken] of readings.length === 0 ? [] : before) {
        const reading = readings.find(({ languages }) => (languages & language) !== 0);
        const known = best[end]?.get(language);
        if (reading !== undefined && (known === undefined || known.length > taken.length + 1))
          best[end]?.set(language, [...taken, reading.words]);
      }
    }
  }
  for (const [languages, taken] of best[word.length] ?? []) return { words: taken.flat(), languages };
  return null;
}
