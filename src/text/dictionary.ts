import { takeApart } from './compounds.ts';
import { type CompiledLanguages, type Reading, readingsIn } from './languages.ts';
import { type Packed, unpack } from './packed.ts';

/** A phrase of a language in a name: where it ends, and what it means. */
export interface PhraseReading extends Reading {
  readonly last: number;
}

export interface English {
  /** Whether a word is one of names in English, whatever it may mean elsewhere. */
  knows(word: string): boolean;
  read(word: string): readonly string[];
}

const SHORTEST_COMPOUND = 6;
const LONGEST_COMPOUND = 48;
const SHORTEST_SINGULAR = 3;

/** Looks words and phrases of other languages up, plurals and compounds included. */
export class Dictionary {
  readonly #compiled: CompiledLanguages;
  readonly #english: English;
  /** By their last letter. */
  readonly #plurals = new Map<string, (readonly [string, string, number])[]>();
  readonly #sure = new Map<string, Reading | null>();
  readonly #phrases = new Map<string, readonly string[]>();
  #starts: ReadonlySet<string> | null = null;

  constructor(compiled: CompiledLanguages, english: English) {
    this.#compiled = compiled;
    this.#english = english;
    for (const plural of compiled.plurals) {
      const letter = plural[0].slice(-1);
      this.#plurals.set(letter, [...(this.#plurals.get(letter) ?? []), plural]);
    }
  }

  /** A word that is of one language without doubt, or a compound of such words. */
  sure(word: string): Reading | null {
    let reading = this.#sure.get(word);
    if (reading === undefined) {
      reading = this.#english.knows(word) ? null : this.#lookedUp(word);
      this.#sure.set(word, reading);
    }
    return reading;
  }

  /** A word of many uses, as the languages that are spoken around it mean it. */
  beside(word: string, languages: number): Reading | null {
    const { beside } = this.#compiled;
    const readingsOf = (one: string) =>
      readingsIn(beside, one).filter((reading) => (reading.languages & languages) !== 0);
    const own = readingsOf(word);
    const readings = own.length > 0 ? own : this.#singulars(word, languages).flatMap(readingsOf);
    const [first] = readings;
    // Two languages that are spoken alike may mean two things.
    if (first === undefined || readings.some((one) => one.words.join(' ') !== first.words.join(' '))) return null;
    return { words: first.words, languages: first.languages & languages };
  }

  /** The longest phrase that starts at a word. */
  phraseAt(parts: readonly string[], start: number): PhraseReading | null {
    const rows = this.#phrasesFrom(parts[start] ?? '');
    let best: PhraseReading | null = null;
    for (let i = 0; i + 2 < rows.length; i += 3) {
      const languages = Number(rows[i + 2]);
      const last = this.#endOf((rows[i] ?? '').split(' '), languages, parts, start);
      if (last !== null && (best === null || last > best.last))
        best = { words: (rows[i + 1] ?? '').split(' '), languages, last };
    }
    return best;
  }

  startsPhrase(word: string): boolean {
    return this.#phrasesFrom(word).length > 0;
  }

  /** Whether a word may be left out in one of the languages. */
  isSmall(word: string, languages: number): boolean {
    const { small } = this.#compiled;
    return Object.hasOwn(small, word) && ((small[word] ?? 0) & languages) !== 0;
  }

  /** Phrases that start with a word, or with its singular. */
  #phrasesFrom(first: string): readonly string[] {
    let rows = this.#phrases.get(first);
    if (rows === undefined) {
      const { phrases } = this.#compiled;
      const own = unpack(phrases, first);
      const ofSingulars = this.#singulars(first, -1).flatMap((one) => unpack(phrases, one));
      rows = ofSingulars.length === 0 ? own : [...own, ...ofSingulars];
      this.#phrases.set(first, rows);
    }
    return rows;
  }

  /** Where a phrase that starts at `start` ends; small words may stand between its own. */
  #endOf(phrase: readonly string[], languages: number, parts: readonly string[], start: number): number | null {
    let at = start;
    for (let i = 1; i < phrase.length; i += 1) {
      at += 1;
      while (parts[at] !== phrase[i]) {
        const part = parts[at];
        if (part === undefined) return null;
        if (this.#singulars(part, languages).includes(phrase[i] ?? '')) break;
        if (!this.isSmall(part, languages)) return null;
        at += 1;
      }
    }
    return at;
  }

  #lookedUp(word: string): Reading | null {
    const { words, compounds } = this.#compiled;
    const whole = this.#inTable(words, word, -1);
    if (whole !== null) return whole;
    if (word.length < SHORTEST_COMPOUND || word.length > LONGEST_COMPOUND || this.#english.read(word).length > 1)
      return null;
    return this.#mayStart(word) ? takeApart(word, compounds, (part) => this.#partReadings(part)) : null;
  }

  #inTable(table: Packed, word: string, languages: number): Reading | null {
    for (const reading of readingsIn(table, word)) if ((reading.languages & languages) !== 0) return reading;
    for (const [ending, instead, of] of this.#pluralsOf(word)) {
      const spoken = of & languages;
      if (spoken === 0) continue;
      for (const reading of readingsIn(table, word.slice(0, word.length - ending.length) + instead))
        if ((reading.languages & spoken) !== 0) return { ...reading, languages: reading.languages & of };
    }
    return null;
  }

  #singulars(word: string, languages: number): string[] {
    return this.#pluralsOf(word)
      .filter(([, , of]) => (of & languages) !== 0)
      .map(([ending, instead]) => word.slice(0, word.length - ending.length) + instead);
  }

  #pluralsOf(word: string): CompiledLanguages['plurals'] {
    const byLetter = this.#plurals.get(word.charAt(word.length - 1)) ?? [];
    return byLetter.filter(([ending]) => word.length >= ending.length + SHORTEST_SINGULAR && word.endsWith(ending));
  }

  #partReadings(part: string): readonly Reading[] {
    const readings = readingsIn(this.#compiled.parts, part);
    const whole = this.#inTable(this.#compiled.words, part, this.#compiled.compounds);
    return whole === null ? readings : [...readings, whole];
  }

  #mayStart(word: string): boolean {
    this.#starts ??= new Set(this.#compiled.starts.split(' '));
    return this.#starts.has(word.slice(0, 2)) || this.#starts.has(word.slice(0, 3));
  }
}
