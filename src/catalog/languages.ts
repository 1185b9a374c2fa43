import type { Language } from '../schemas/language.ts';
import { type CompiledLanguages, withoutAccents } from '../text/languages.ts';
import { nameWords } from '../text/name-words.ts';
import { pack } from '../text/packed.ts';
import { vocabularyOf, type WordLists } from '../text/word-list.ts';

/** Word lists, of which `vocabulary` brings the words of other languages along. */
export function withLanguages<T extends WordLists>(
  lists: readonly T[],
  languages: readonly Language[],
): (T & { readonly languages?: CompiledLanguages })[] {
  const vocabulary = vocabularyOf(lists.find(({ id }) => id === 'vocabulary'));
  const read = (phrase: string): string => nameWords(phrase, vocabulary).join(' ');
  const people = (lists.find(({ id }) => id === 'person')?.words ?? []).map(read);
  return lists.map((list) =>
    list.id === 'vocabulary' ? { ...list, languages: compileLanguages(languages, people, read) } : list,
  );
}

function compileLanguages(
  languages: readonly Language[],
  people: readonly string[],
  read: (phrase: string) => string,
): CompiledLanguages {
  const words: Table = Object.create(null);
  const beside: Table = Object.create(null);
  const parts: Table = Object.create(null);
  const phrases: Table = Object.create(null);
  const small: Record<string, number> = Object.create(null);
  const plurals = new Map<string, [string, string, number]>();
  languages.forEach((language, i) => {
    const bit = 1 << i;
    const little = new Set(language.small.map(withoutAccents));
    for (const word of little) small[word] = (small[word] ?? 0) | bit;
    for (const [ending, instead] of Object.entries(language.plurals)) {
      const key = `${ending} ${instead}`;
      plurals.set(key, [ending, instead, (plurals.get(key)?.[2] ?? 0) | bit]);
    }
    for (const [meaning, word] of spelled(language.words)) {
      const english = read(meaning);
      const own = word.split(' ').filter((one, at) => at === 0 || !little.has(one));
      if (own.length === 1) addReading(words, word, english, bit);
      else addPhrase(phrases, own, english, bit);
    }
    for (const [english, word] of spelled(language.beside)) addReading(beside, word, read(english), bit);
    for (const [english, word] of spelled(language.parts)) addReading(parts, word, read(english), bit);
  });
  for (const [word, readings] of Object.entries(words)) {
    if (readings[0] === word) throw new Error(`languages: ${word} is English: it tells no other language`);
    if (readings.length > 2)
      throw new Error(
        `languages: ${word} is ${readings.filter((_, at) => at % 2 === 0).join(' and ')}: put it into beside`,
      );
  }
  const compounds = maskOf(languages, (language) => language.compounds);
  return {
    compounds,
    headFirst: maskOf(languages, ({ headFirst }) => headFirst),
    plurals: [...plurals.values()],
    small,
    words: pack(words),
    beside: pack(beside),
    parts: pack(parts),
    phrases: pack(phrases),
    starts: startsOf(compounds, words, parts),
    people: [...new Set(people)],
  };
}

type Table = Record<string, (string | number)[]>;

function maskOf(languages: readonly Language[], is: (language: Language) => boolean): number {
  return languages.reduce((mask, language, i) => (is(language) ? mask | (1 << i) : mask), 0);
}

function startsOf(compounds: number, ...tables: Table[]): string {
  const starts = tables.flatMap((table) =>
    Object.entries(table)
      .filter(([, readings]) => readings.some((languages) => (Number(languages) & compounds) !== 0))
      .map(([word]) => word.slice(0, 3)),
  );
  return [...new Set(starts)].join(' ');
}

/** Each spelling of each word: `ä` is also written `ae`. */
function spelled(words: Language['words']): [string, string][] {
  return Object.entries(words).flatMap(([english, foreign]) =>
    foreign.flatMap((word) => {
      const written = word.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter);
      return [...new Set([word, written].map(withoutAccents))].map((one): [string, string] => [english, one]);
    }),
  );
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

function addReading(table: Table, word: string, english: string, bit: number): void {
  const readings = table[word] ?? [];
  const at = readings.indexOf(english);
  if (at === -1) readings.push(english, bit);
  else readings[at + 1] = Number(readings[at + 1]) | bit;
  table[word] = readings;
}

function addPhrase(table: Table, words: readonly string[], english: string, bit: number): void {
  const [first = ''] = words;
  const phrase = words.join(' ');
  const rows = table[first] ?? [];
  for (let i = 0; i + 2 < rows.length; i += 3) {
    if (rows[i] !== phrase || rows[i + 1] !== english) continue;
    rows[i + 2] = Number(rows[i + 2]) | bit;
    return;
  }
  rows.push(phrase, english, bit);
  table[first] = rows;
}
