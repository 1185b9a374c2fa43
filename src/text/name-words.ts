import type { ForeignWords } from './foreign-words.ts';
import { withoutAccents } from './languages.ts';
import { singular, splitWords } from './words.ts';

/** What names are read with: abbreviations and the pieces of names that are run together. */
export interface Vocabulary {
  /** `dob` to `date of birth`, by the singular. */
  readonly meanings: ReadonlyMap<string, readonly string[]>;
  /** Words that others are built of: `post` and `code` of `postcode`. A name that is one of them stays whole. */
  readonly pieces: ReadonlySet<string>;
  /** Words of other languages; null where the catalogue has none. */
  readonly foreign: ForeignWords | null;
}

const LONGEST_PIECE = 14;
const LONGEST_NAME = 48;

/**
 * The words of a name in one form: split, singular, abbreviations written out, run-together names taken apart, words of other
 * languages in English. `custDOB`, `cust_dob`, `customerdateofbirth` and `kundengeburtsdatum` all give `customer date of birth`.
 * `spoken`: the languages of what stands around the name, as `spokenIn` tells them.
 */
export function nameWords(name: string, vocabulary: Vocabulary, spoken = 0): string[] {
  const parts = partsOf(name);
  return vocabulary.foreign?.read(parts, spoken) ?? parts.flatMap((word) => englishWords(word, vocabulary));
}

/** The languages, other than English, that most words of some names are of; zero where none is. */
export function spokenIn(names: readonly string[], { foreign }: Vocabulary): number {
  return foreign?.languagesOf(names.map(partsOf)) ?? 0;
}

/** `eMail` and `e_mail` are one word in every language, though some have an `e` of their own. */
function withoutSplitMail(parts: readonly string[]): readonly string[] {
  const at = parts.findIndex((part, i) => part === 'e' && /^mails?$/.test(parts[i + 1] ?? ''));
  return at === -1 ? parts : [...parts.slice(0, at), 'email', ...parts.slice(at + 2)];
}

/** A name is asked for its language and then for its words. */
const split = new Map<string, readonly string[]>();

function partsOf(name: string): readonly string[] {
  let parts = split.get(name);
  if (parts === undefined) {
    parts = withoutSplitMail(splitWords(withoutAccents(name)));
    if (split.size < MOST_WORDS) split.set(name, parts);
  }
  return parts;
}

export function englishWords(word: string, vocabulary: Vocabulary): readonly string[] {
  let seen = meanings.get(vocabulary);
  if (seen === undefined) {
    seen = new Map();
    meanings.set(vocabulary, seen);
  }
  let meaning = seen.get(word);
  if (meaning === undefined) {
    meaning = meaningOf(word, vocabulary);
    if (seen.size < MOST_WORDS) seen.set(word, meaning);
  }
  return meaning;
}

/** Names of a schema share their words: each is read once. */
const meanings = new WeakMap<Vocabulary, Map<string, readonly string[]>>();
const MOST_WORDS = 50_000;

function meaningOf(word: string, vocabulary: Vocabulary): readonly string[] {
  const written = vocabulary.meanings.get(word);
  if (written !== undefined) return written;
  const one = singular(word);
  const meaning = vocabulary.meanings.get(one);
  if (meaning !== undefined) return meaning;
  if (one.length < 5 || one.length > LONGEST_NAME || vocabulary.pieces.has(one)) return [one];
  const pieces = takeApart(one, vocabulary) ?? (one === word ? null : takeApart(word, vocabulary));
  if (pieces === null) return [one];
  return pieces.flatMap((piece) => vocabulary.meanings.get(piece) ?? [singular(piece)]);
}

/** The fewest known pieces that make up the whole word; null when none do. */
function takeApart(word: string, { pieces }: Vocabulary): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    let shortest: string[] | null = null;
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start += 1) {
      const before = best[start];
      if (before === null || before === undefined) continue;
      if (shortest !== null && before.length + 1 >= shortest.length) continue;
      const piece = word.slice(start, end);
      if (pieces.has(piece)) shortest = [...before, piece];
    }
    best.push(shortest);
  }
  return best[word.length] ?? null;
}
