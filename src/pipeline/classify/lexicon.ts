import type { Catalog } from '../../schemas/catalog.ts';
import type { Category, NameEvidence } from '../../schemas/category.ts';
import { nameWords, type Vocabulary } from '../../text/name-words.ts';
import { vocabularyOf } from '../../text/word-list.ts';
import { type CommentEvidence, commentIndex } from './comments.ts';
import { PhraseIndex } from './phrase-index.ts';

/** What a phrase in a field's name stands for: evidence for a category, or a near-miss that rules it out. */
export interface NameMeaning {
  readonly category: CategoryRules;
  readonly row: NameRules | null;
}

export interface CategoryRules {
  readonly id: string;
  readonly category: Category;
  readonly tails: ReadonlySet<string>;
  readonly notIn: readonly (readonly string[])[];
}

export interface NameRules {
  readonly evidence: NameEvidence;
  readonly in: readonly (readonly string[])[] | null;
}

/** A list of rules/catalog/words as phrases. */
export interface Words {
  /** Whether a phrase of the list stands in the words, outside a near-miss. */
  has(words: readonly string[]): boolean;
  /** Whether the words end in a phrase of the list, outside a near-miss. */
  endsIn(words: readonly string[]): boolean;
}

/** The catalogue in the form in which names are looked up. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly names: PhraseIndex<NameMeaning>;
  readonly comments: CommentEvidence;
  /** Lists by id; an empty one where the catalogue has none of that id. */
  readonly list: (id: WordListId) => Words;
  readonly wordsOf: (name: string) => readonly string[];
  /** Words of a phrase of the catalogue, as the build read it. */
  readonly phraseWords: (phrase: string) => readonly string[];
}

export type WordListId =
  | 'person'
  | 'thing'
  | 'person-record'
  | 'wrapper'
  | 'flag-lead'
  | 'neutral'
  | 'transparent-tail'
  | 'other-head'
  | 'audit'
  | 'hashed'
  | 'encrypted'
  | 'tokenised'
  | 'staff'
  | 'login';

/** What of a catalogue names are read with. */
export type NameCatalog = Pick<Catalog, 'categories' | 'words' | 'readings'>;

/** Characters of a name that are looked at: no real one is longer, and the work grows with the square of its words. */
const LONGEST_NAME = 200;

const lexicons = new WeakMap<NameCatalog, Lexicon>();

/** The lexicon of a catalogue; made once for each. */
export function lexiconOf(catalog: NameCatalog): Lexicon {
  let lexicon = lexicons.get(catalog);
  if (lexicon === undefined) {
    lexicon = makeLexicon(catalog);
    lexicons.set(catalog, lexicon);
  }
  return lexicon;
}

function makeLexicon(catalog: NameCatalog): Lexicon {
  const vocabulary = vocabularyOf(catalog.words.find((list) => list.id === 'vocabulary'));
  const seen = new Map<string, readonly string[]>();
  const wordsOf = (name: string): readonly string[] => {
    let words = seen.get(name);
    if (words === undefined) {
      words = nameWords(name.slice(-LONGEST_NAME), vocabulary);
      seen.set(name, words);
    }
    return words;
  };
  const { readings } = catalog;
  const phraseWords = readings === undefined ? wordsOf : (phrase: string) => (readings[phrase] ?? phrase).split(' ');
  const names = new PhraseIndex<NameMeaning>();
  for (const category of catalog.categories) addCategory(names, category, phraseWords);
  const lists = new Map(catalog.words.map((list) => [list.id, wordsIn(list, phraseWords)]));
  const none: Words = { has: () => false, endsIn: () => false };
  return {
    vocabulary,
    names,
    comments: commentIndex(catalog.categories),
    list: (id) => lists.get(id) ?? none,
    wordsOf,
    phraseWords,
  };
}

function addCategory(
  names: PhraseIndex<NameMeaning>,
  category: Category,
  wordsOf: (name: string) => readonly string[],
): void {
  const rules: CategoryRules = {
    id: category.id,
    category,
    tails: new Set(category.tails.flatMap((word) => wordsOf(word))),
    notIn: category.notIn.map(wordsOf),
  };
  for (const evidence of category.names) {
    const row: NameRules = { evidence, in: evidence.in?.map(wordsOf) ?? null };
    const distinct = new Map(evidence.words.map((phrase) => [wordsOf(phrase).join(' '), wordsOf(phrase)]));
    for (const words of distinct.values()) names.add(words, { category: rules, row });
  }
  for (const phrase of category.nearMisses) names.add(wordsOf(phrase), { category: rules, row: null });
}

/** A word list as a test on names: near-misses win. Shared with the tests of the lists and with record classes. */
export function wordsIn(
  list: { readonly words: readonly string[]; readonly nearMisses: readonly string[] },
  wordsOf: (name: string) => readonly string[],
): Words {
  const index = new PhraseIndex<boolean>();
  for (const phrase of list.words) index.add(wordsOf(phrase), true);
  for (const phrase of list.nearMisses) index.add(wordsOf(phrase), false);
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
  };
}
