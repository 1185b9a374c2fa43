import { type Packed, unpack } from './packed.ts';

/** rules/catalog/languages, compiled. Languages are bits of a number; readings are pairs of English words and such numbers. */
export interface CompiledLanguages {
  /** Languages that write compounds as one word. */
  readonly compounds: number;
  /** Languages that say what a thing is before whose it is. */
  readonly headFirst: number;
  /** Endings of plurals, what stands in their place, and the languages. */
  readonly plurals: readonly (readonly [string, string, number])[];
  readonly small: Readonly<Record<string, number>>;
  readonly words: Packed;
  readonly beside: Packed;
  readonly parts: Packed;
  /** Phrases by their first word, without small words: phrase, English, languages. */
  readonly phrases: Packed;
  /** The first three letters of what compounds are made of. */
  readonly starts: string;
  /** English words for people: what may stand before a field's name to say whose it is. */
  readonly people: readonly string[];
}

/** English words, and the languages in which a word means them. */
export interface Reading {
  readonly words: readonly string[];
  readonly languages: number;
}

/** What a word means in a table. */
export function readingsIn(table: Packed, word: string): readonly Reading[] {
  const row = unpack(table, word);
  const readings: Reading[] = [];
  for (let i = 0; i + 1 < row.length; i += 2)
    readings.push({ words: (row[i] ?? '').split(' '), languages: Number(row[i + 1]) });
  return readings;
}

/** The languages that occur most often; several where they are level. */
export function mostSpoken(masks: readonly number[]): number {
  let most = 0;
  let spoken = 0;
  for (let language = 1; language <= Math.max(0, ...masks); language <<= 1) {
    const count = masks.filter((mask) => (mask & language) !== 0).length;
    if (count > most) [most, spoken] = [count, language];
    else if (count === most && count > 0) spoken |= language;
  }
  return spoken;
}

/** Letters without their accents; scripts other than the Latin one stay. */
export function withoutAccents(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđ]/g, (letter) => SPELLED[letter] ?? letter);
}

const SPELLED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };
