import { isNumber } from './words.ts';

/** rules/catalog/languages, compiled. Languages are bits of a number; readings are pairs of English words and such numbers. */
export interface CompiledLanguages {
  /** Languages that write compounds as one word. */
  readonly compounds: number;
  /** Languages that say what a thing is before whose it is. */
  readonly headFirst: number;
  /** Endings of plurals, what stands in their place, and the languages. */
  readonly plurals: readonly (readonly [string, string, number])[];
  readonly small: Readonly<Record<string, number>>;
  readonly words: Readings;
  readonly beside: Readings;
  readonly parts: Readings;
  /** Phrases by their first word, without small words: phrase, English, languages. */
  readonly phrases: Readonly<Record<string, readonly (string | number)[]>>;
  /** The first three letters of what compounds are made of. */
  readonly starts: string;
  /** English words for people: what may stand before a field's name to say whose it is. */
  readonly people: readonly string[];
}

type Readings = Readonly<Record<string, readonly (string | number)[]>>;

interface Reading {
  readonly words: readonly string[];
  readonly languages: number;
}

/** Languages and the parts taken so far. */
type Taken = Map<number, readonly (readonly string[])[]>;

interface Group {
  readonly words: readonly string[];
  /** Zero for what is no foreign word. */
  readonly languages: number;
}

export interface English {
  /** Whether a word is one of names in English, whatever it may mean elsewhere. */
  knows(word: string): boolean;
  read(word: string): readonly string[];
}

const SHORTEST_COMPOUND = 6;
const LONGEST_COMPOUND = 48;
const SHORTEST_SINGULAR = 3;
const SHORTEST_PART = 2;
const LONGEST_PART = 18;
/** Stay behind the rest in every language: `cliente_id`. */
const LAST = new Set(['id', 'uuid', 'latitude', 'longitude']);
/** Stay before it: `tiene_telefono`. */
const FIRST = new Set(['is', 'has']);

/** Reads names of other languages in English words and in English order. */
export class ForeignWords {
  readonly #compiled: CompiledLanguages;
  readonly #english: English;
  /** By their last letter. */
  readonly #plurals = new Map<string, (readonly [string, string, number])[]>();
  readonly #sure = new Map<string, Reading | null>();
  readonly #phrases = new Map<string, readonly (string | number)[]>();
  #people: ReadonlySet<string> | null = null;
  #starts: ReadonlySet<string> | null = null;

  constructor(compiled: CompiledLanguages, english: English) {
    this.#compiled = compiled;
    this.#english = english;
    for (const plural of compiled.plurals) {
      const letter = plural[0].slice(-1);
      this.#plurals.set(letter, [...(this.#plurals.get(letter) ?? []), plural]);
    }
  }

  /** The words of a name in English; null where none is foreign. `spoken`: languages of what stands around it. */
  read(parts: readonly string[], spoken: number): string[] | null {
    if (spoken === 0 && !this.#maySpeak(parts)) return null;
    const told = this.#groups(parts);
    const own = mostSpoken(told.map(({ languages }) => languages));
    if (own === 0 && spoken === 0) return null;
    const active = spoken || own;
    const groups: Group[] = [];
    told.forEach((group, i) => {
      const [word = ''] = group.words;
      if (group.languages !== 0) groups.push(group);
      else if (i > 0 && this.#isSmall(word, active | own)) return;
      else groups.push(this.#beside(word, active) ?? { words: this.#english.read(word), languages: 0 });
    });
    const shown = mostSpoken(groups.map(({ languages }) => languages));
    if (shown === 0) return null;
    const speaking = shown & active || shown;
    const foreign = groups.filter(({ languages }) => languages !== 0);
    const turn = (speaking & ~this.#compiled.headFirst) === 0 && foreign.length * 2 >= groups.length;
    const ordered = turn ? this.#inEnglishOrder(groups) : this.#whoseFirst(groups);
    return ordered.filter((group, i) => !isSame(group, ordered[i - 1])).flatMap(({ words }) => words);
  }

  /** The languages that most words of some names are of; zero where none is foreign. */
  languagesOf(names: readonly (readonly string[])[]): number {
    const seen = new Map<string, number>();
    for (const parts of names) {
      if (!this.#maySpeak(parts)) continue;
      for (const { words, languages } of this.#groups(parts)) if (languages !== 0) seen.set(words.join(' '), languages);
    }
    return mostSpoken([...seen.values()]);
  }

  /** Nearly all names are English: one look at each word tells. */
  #maySpeak(parts: readonly string[]): boolean {
    return parts.some((part) => this.#sureReading(part) !== null || this.#phrasesFrom(part).length > 0);
  }

  /** Phrases and words that are of one language without doubt; others as they are. */
  #groups(parts: readonly string[]): Group[] {
    const groups: Group[] = [];
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] ?? '';
      const phrase = this.#phraseAt(parts, i);
      if (phrase !== null) i = phrase.last;
      groups.push(phrase ?? this.#sureReading(part) ?? { words: [part], languages: 0 });
    }
    return groups;
  }

  #phraseAt(parts: readonly string[], start: number): (Group & { last: number }) | null {
    const rows = this.#phrasesFrom(parts[start] ?? '');
    let best: (Group & { last: number }) | null = null;
    for (let i = 0; i + 2 < rows.length; i += 3) {
      const languages = Number(rows[i + 2]);
      const last = this.#endOf(String(rows[i]).split(' '), languages, parts, start);
      if (last !== null && (best === null || last > best.last))
        best = { words: String(rows[i + 1]).split(' '), languages, last };
    }
    return best;
  }

  /** Phrases that start with a word, or with its singular. */
  #phrasesFrom(first: string): readonly (string | number)[] {
    let rows = this.#phrases.get(first);
    if (rows === undefined) {
      const { phrases } = this.#compiled;
      const own = Object.hasOwn(phrases, first) ? (phrases[first] ?? []) : [];
      const ofSingulars = this.#singulars(first, -1).flatMap((one) =>
        Object.hasOwn(phrases, one) ? (phrases[one] ?? []) : [],
      );
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
        if (!this.#isSmall(part, languages)) return null;
        at += 1;
      }
    }
    return at;
  }

  #isSmall(word: string, languages: number): boolean {
    const { small } = this.#compiled;
    return Object.hasOwn(small, word) && ((small[word] ?? 0) & languages) !== 0;
  }

  /** Words without doubt, and compounds of a language's words. */
  #sureReading(word: string): Reading | null {
    let reading = this.#sure.get(word);
    if (reading === undefined) {
      reading = this.#english.knows(word) ? null : this.#lookedUp(word);
      this.#sure.set(word, reading);
    }
    return reading;
  }

  #lookedUp(word: string): Reading | null {
    const { words, compounds } = this.#compiled;
    const whole = this.#inTable(words, word, -1);
    if (whole !== null) return whole;
    if (word.length < SHORTEST_COMPOUND || word.length > LONGEST_COMPOUND || this.#english.read(word).length > 1)
      return null;
    return this.#takeApart(word, compounds);
  }

  #beside(word: string, languages: number): Group | null {
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

  #inTable(table: Readings, word: string, languages: number): Reading | null {
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

  /** The English of the fewest words of one language that make up the whole; null when none do. */
  #takeApart(word: string, compounds: number): Reading | null {
    if (!this.#mayStart(word)) return null;
    const best = Array.from({ length: word.length + 1 }, (): Taken => new Map());
    for (let language = 1; language <= compounds; language <<= 1)
      if ((language & compounds) !== 0) best[0]?.set(language, []);
    for (let start = 0; start < word.length; start += 1) {
      const before = best[start];
      if (before === undefined || before.size === 0) continue;
      const furthest = Math.min(word.length - (start === 0 ? 1 : 0), start + LONGEST_PART);
      for (let end = start + SHORTEST_PART; end <= furthest; end += 1) {
        const readings = this.#partReadings(word.slice(start, end), compounds);
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

  #partReadings(part: string, compounds: number): readonly Reading[] {
    const readings = readingsIn(this.#compiled.parts, part);
    const whole = this.#inTable(this.#compiled.words, part, compounds);
    return whole === null ? readings : [...readings, whole];
  }

  #mayStart(word: string): boolean {
    this.#starts ??= new Set(this.#compiled.starts.split(' '));
    return this.#starts.has(word.slice(0, 2)) || this.#starts.has(word.slice(0, 3));
  }

  /** `numero telefono cliente` as customer, telephone, number. */
  #inEnglishOrder(groups: readonly Group[]): readonly Group[] {
    let end = groups.length;
    while (end > 1 && isLast(groups[end - 1])) end -= 1;
    let start = 0;
    if (end > 1 && this.#isFirst(groups[0])) start = 1;
    return [...groups.slice(0, start), ...groups.slice(start, end).reverse(), ...groups.slice(end)];
  }

  /** `naam_ouder` as parent, name: what belongs to whom may be said either way. */
  #whoseFirst(groups: readonly Group[]): readonly Group[] {
    const last = groups.at(-1);
    if (groups.length < 2 || last === undefined || last.languages === 0 || !this.#isPerson(last)) return groups;
    return [last, ...groups.slice(0, -1)];
  }

  #isFirst(group: Group | undefined): boolean {
    return group !== undefined && (this.#isPerson(group) || FIRST.has(group.words.join(' ')));
  }

  #isPerson({ words }: Group): boolean {
    this.#people ??= new Set(this.#compiled.people);
    return this.#people.has(words.join(' '));
  }
}

/** `direccion_domicilio` says the same twice. */
function isSame(a: Group, b: Group | undefined): boolean {
  return b !== undefined && a.words.join(' ') === b.words.join(' ');
}

function isLast(group: Group | undefined): boolean {
  return group?.words.length === 1 && (isNumber(group.words[0]) || LAST.has(group.words[0] ?? ''));
}

const NONE: readonly Reading[] = [];

function readingsIn(table: Readings, word: string): readonly Reading[] {
  if (!Object.hasOwn(table, word)) return NONE;
  const row = table[word] ?? [];
  const readings: Reading[] = [];
  for (let i = 0; i + 1 < row.length; i += 2)
    readings.push({ words: String(row[i]).split(' '), languages: Number(row[i + 1]) });
  return readings;
}

/** The languages that occur most often; several where they are level. */
function mostSpoken(masks: readonly number[]): number {
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
