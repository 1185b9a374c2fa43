import type { Entity } from '../../model/fact.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { Category, NameEvidence } from '../../schemas/category.ts';
import { nameWords, spokenIn, type Vocabulary } from '../../text/name-words.ts';
import type { PhraseIndex } from '../../text/phrase-index.ts';
import { openedPhrases, openedWords, type Words } from '../../text/phrase-lists.ts';
import { vocabularyOf } from '../../text/word-list.ts';
import { type CommentEvidence, commentIndex } from './comments.ts';

/** What a phrase in a field's name stands for: evidence for a category, or a near-miss that rules it out. */
export interface NameMeaning {
  readonly category: CategoryRules;
  readonly row: NameRules | null;
}

/** What a phrase in an entity's name says of its record class. */
export interface RecordMeaning {
  readonly id: string;
  readonly use: 'yes' | 'when-personal' | 'near-miss';
}

export interface CategoryRules {
  readonly id: string;
  readonly category: Category;
  readonly tails: ReadonlySet<string>;
  readonly notIn: readonly (readonly string[])[];
  readonly rows: readonly NameRules[];
}

/** A category by what is left over in entities of its own. */
export interface RestRules {
  readonly category: Category;
  readonly in: readonly (readonly string[])[];
  readonly weight: number;
}

export interface NameRules {
  readonly evidence: NameEvidence;
  readonly in: readonly (readonly string[])[] | null;
  readonly beside: readonly string[] | null;
  readonly without: readonly string[];
}

/** The catalogue in the form in which names are looked up. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly names: PhraseIndex<NameMeaning>;
  readonly comments: CommentEvidence;
  readonly rests: readonly RestRules[];
  /** Lists by id; an empty one where the catalogue has none of that id. */
  readonly list: (id: WordListId) => Words;
  /** The words of a name; `spoken`: languages of what stands around it. */
  readonly wordsOf: (name: string, spoken?: number) => readonly string[];
  /** Languages other than English that the names of an entity are of. */
  readonly spokenIn: (entity: Entity) => number;
  readonly records: PhraseIndex<RecordMeaning>;
}

export type WordListId =
  | 'person'
  | 'thing'
  | 'person-record'
  | 'person-or-thing'
  | 'person-column'
  | 'thing-column'
  | 'wrapper'
  | 'flag-lead'
  | 'neutral'
  | 'transparent-tail'
  | 'other-head'
  | 'audit'
  | 'administrative'
  | 'case-key'
  | 'hashed'
  | 'encrypted'
  | 'tokenised'
  | 'staff'
  | 'login';

/** What of a catalogue names are read with. */
export type NameCatalog = Pick<Catalog, 'categories' | 'words' | 'records' | 'lexicon'>;

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
  const seen = new Map<number, Map<string, readonly string[]>>();
  const wordsOf = (name: string, spoken = 0): readonly string[] => {
    let known = seen.get(spoken);
    if (known === undefined) {
      known = new Map();
      seen.set(spoken, known);
    }
    let words = known.get(name);
    if (words === undefined) {
      words = nameWords(name.slice(-LONGEST_NAME), vocabulary, spoken);
      known.set(name, words);
    }
    return words;
  };
  const languages = new WeakMap<Entity, number>();
  const compiled = catalog.lexicon;
  const phraseWords = (phrase: string) => (compiled.readings[phrase] ?? phrase).split(' ');
  const rules = new Map<number, CategoryRules>();
  const rulesOf = (index: number): CategoryRules | undefined => {
    const category = catalog.categories[index];
    const known = rules.get(index) ?? (category && categoryRules(category, phraseWords));
    if (known !== undefined) rules.set(index, known);
    return known;
  };
  const lists = new Map<string, Words>();
  let comments: CommentEvidence | null = null;
  return {
    vocabulary,
    names: openedPhrases(compiled.names, (index, row) => {
      const category = rulesOf(index);
      return category && { category, row: category.rows[row] ?? null };
    }),
    records: openedPhrases(compiled.records, (index, use) => {
      const record = catalog.records[index];
      return record && { id: record.id, use: RECORD_USES[use] ?? 'near-miss' };
    }),
    rests: catalog.categories.flatMap((category) =>
      category.rest === undefined
        ? []
        : [{ category, in: category.rest.in.map(phraseWords), weight: category.rest.weight }],
    ),
    // Most schemas have no comments.
    comments: {
      find: (comment) => {
        comments ??= commentIndex(catalog.categories);
        return comments.find(comment);
      },
    },
    list: (id) => {
      let list = lists.get(id);
      if (list === undefined) {
        list = openedWords(compiled.lists[id] ?? {});
        lists.set(id, list);
      }
      return list;
    },
    wordsOf,
    spokenIn: (entity) => {
      let spoken = languages.get(entity);
      if (spoken === undefined) {
        const names = [entity.name, ...entity.fields.map((field) => field.name)];
        spoken = spokenIn(
          names.map((name) => name.slice(-LONGEST_NAME)),
          vocabulary,
        );
        languages.set(entity, spoken);
      }
      return spoken;
    },
  };
}

const RECORD_USES: readonly RecordMeaning['use'][] = ['yes', 'when-personal', 'near-miss'];

function categoryRules(category: Category, wordsOf: (phrase: string) => readonly string[]): CategoryRules {
  return {
    id: category.id,
    category,
    tails: new Set(category.tails.flatMap(wordsOf)),
    notIn: category.notIn.map(wordsOf),
    rows: category.names.map((evidence) => ({
      evidence,
      in: evidence.in?.map(wordsOf) ?? null,
      beside: evidence.beside?.map((phrase) => wordsOf(phrase).join(' ')) ?? null,
      without: (evidence.without ?? []).map((phrase) => wordsOf(phrase).join(' ')),
    })),
  };
}
