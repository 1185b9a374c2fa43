import { Dictionary, type English } from './dictionary.ts';
import { type CompiledLanguages, mostSpoken, type Reading } from './languages.ts';
import { isNumber } from './words.ts';

/** Stay behind the rest in every language: `cliente_id`. */
const LAST = new Set(['id', 'uuid', 'latitude', 'longitude']);
/** Stay before it: `tiene_telefono`. */
const FIRST = new Set(['is', 'has']);

/** Reads names of other languages in English words and in English order. */
export class ForeignWords {
  readonly #compiled: CompiledLanguages;
  readonly #english: English;
  readonly #dictionary: Dictionary;
  #people: ReadonlySet<string> | null = null;

  constructor(compiled: CompiledLanguages, english: English) {
    this.#compiled = compiled;
    this.#english = english;
    this.#dictionary = new Dictionary(compiled, english);
  }

  /** The words of a name in English; null where none is foreign. `spoken`: languages of what stands around it. */
  read(parts: readonly string[], spoken: number): string[] | null {
    if (spoken === 0 && !this.#maySpeak(parts)) return null;
    const told = this.#groups(parts);
    const own = mostSpoken(told.map(({ languages }) => languages));
    if (own === 0 && spoken === 0) return null;
    const active = spoken || own;
    const groups: Reading[] = [];
    told.forEach((group, i) => {
      const [word = ''] = group.words;
      if (group.languages !== 0) groups.push(group);
      else if (i > 0 && this.#dictionary.isSmall(word, active | own)) return;
      else groups.push(this.#dictionary.beside(word, active) ?? { words: this.#english.read(word), languages: 0 });
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
    return parts.some((part) => this.#dictionary.sure(part) !== null || this.#dictionary.startsPhrase(part));
  }

  /** Phrases and words that are of one language without doubt; others as they are. */
  #groups(parts: readonly string[]): Reading[] {
    const groups: Reading[] = [];
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] ?? '';
      const phrase = this.#dictionary.phraseAt(parts, i);
      if (phrase !== null) i = phrase.last;
      groups.push(phrase ?? this.#dictionary.sure(part) ?? { words: [part], languages: 0 });
    }
    return groups;
  }

  /** `numero telefono cliente` as customer, telephone, number. */
  #inEnglishOrder(groups: readonly Reading[]): readonly Reading[] {
    let end = groups.length;
    while (end > 1 && isLast(groups[end - 1])) end -= 1;
    let start = 0;
    if (end > 1 && this.#isFirst(groups[0])) start = 1;
    return [...groups.slice(0, start), ...groups.slice(start, end).reverse(), ...groups.slice(end)];
  }

  /** `naam_ouder` as parent, name: what belongs to whom may be said either way. */
  #whoseFirst(groups: readonly Reading[]): readonly Reading[] {
    const last = groups.at(-1);
    if (groups.length < 2 || last === undefined || last.languages === 0 || !this.#isPerson(last)) return groups;
    return [last, ...groups.slice(0, -1)];
  }

  #isFirst(group: Reading | undefined): boolean {
    return group !== undefined && (this.#isPerson(group) || FIRST.has(group.words.join(' ')));
  }

  #isPerson({ words }: Reading): boolean {
    this.#people ??= new Set(this.#compiled.people);
    return this.#people.has(words.join(' '));
  }
}

/** `direccion_domicilio` says the same twice. */
function isSame(a: Reading, b: Reading | undefined): boolean {
  return b !== undefined && a.words.join(' ') === b.words.join(' ');
}

function isLast(group: Reading | undefined): boolean {
  return group?.words.length === 1 && (isNumber(group.words[0]) || LAST.has(group.words[0] ?? ''));
}
