import type { Entity, Field } from '../../model/fact.ts';
import { standsAt } from '../../text/phrase-index.ts';
import { isNumber } from '../../text/words.ts';
import type { Lexicon, RestRules } from './lexicon.ts';
import { tablePrefix, withoutPrefix } from './prefix.ts';

/**
 * What the rows of an entity are: a person, something of a person's (an order, a session, a message), a thing, or not told.
 * Ambiguous names hang on it: `name` is personal data in `customers` and none in `products`.
 */
export type ContextKind = 'person' | 'linked' | 'unknown' | 'thing';

export interface EntityContext {
  readonly kind: ContextKind;
  /** Its name tells nothing, and a key of a person makes it `linked`. */
  readonly byKey: boolean;
  /** A column points at a person, or at the case of a patient. */
  readonly hasKey: boolean;
  /** Words of its name, canonical. */
  readonly words: readonly string[];
  /** The same up to the word that says what a row is. */
  readonly head: readonly string[];
  /** That word is a thing's, whoever the thing belongs to. */
  readonly isThing: boolean;
  /** Languages other than English that its names are of: what words of many uses are read in. */
  readonly spoken: number;
  /** What all names of fields start with and none of them means. */
  readonly prefix: string;
  /** Names of all its fields, as words. */
  readonly columns: ReadonlySet<string>;
  /** The field that alone is the primary key. */
  readonly key: Field | null;
  /** What its columns are where no name says more and the rows are of persons. */
  readonly rest: RestRules | null;
}

const contexts = new WeakMap<Lexicon, WeakMap<Entity, EntityContext>>();

/** Worked out once for each entity: categories, record classes and sign-ups all ask for it. */
export function entityContext(entity: Entity, lexicon: Lexicon): EntityContext {
  let known = contexts.get(lexicon);
  if (known === undefined) {
    known = new WeakMap();
    contexts.set(lexicon, known);
  }
  let context = known.get(entity);
  if (context === undefined) {
    context = contextOf(entity, lexicon);
    known.set(entity, context);
  }
  return context;
}

function contextOf(entity: Entity, lexicon: Lexicon): EntityContext {
  const spoken = lexicon.spokenIn(entity);
  const words = lexicon.wordsOf(entity.name, spoken);
  const head = withoutWrappers(words, lexicon);
  const isThing = lexicon.list('thing').endsIn(head) && !lexicon.list('person-record').endsIn(words);
  // `customer_` and `company_` say whose the field is, `entry_` says nothing.
  const isIdle = (short: string) => {
    const told = lexicon.wordsOf(short, spoken);
    return (
      !lexicon.list('person').has(told) && !lexicon.list('thing').has(told) && lexicon.names.find(told).length === 0
    );
  };
  const prefix = tablePrefix(entity, isIdle);
  const names = entity.fields.map((field) => lexicon.wordsOf(withoutPrefix(field.name, prefix), spoken));
  const columns = new Set(names.map((name) => name.join(' ')));
  const about = lexicon.rests.find((rules) => isAbout({ words, head, isThing }, rules.in)) ?? null;
  const byName = kindOf(entity, words, spoken, lexicon);
  const caseKeys = names.filter((name) => lexicon.list('case-key').endLength(name) === name.length).length;
  const ofProgram = PROGRAM_KEYS.some((one) => columns.has(one));
  const pointsAtOne = entity.fields.some(
    (field, index) => pointsAtPerson(field, lexicon) && !(ofProgram && names[index]?.join(' ') === 'client id'),
  );
  const hasKey = pointsAtOne || caseKeys > 0;
  // A `pid` alone may be a process.
  const byKey = byName === 'unknown' && (pointsAtOne || caseKeys > (about === null ? 1 : 0));
  const rest = hasKey || lexicon.list('person').has(words) ? about : null;
  const kind = byKey ? 'linked' : kindByColumns(byName, head, names, lexicon);
  const keys = entity.fields.filter(({ primaryKey }) => primaryKey);
  const key = keys.length === 1 ? (keys[0] ?? null) : null;
  return { kind, byKey, hasKey, words, head, isThing, spoken, prefix, columns, key, rest };
}

/** Beside one of these `client_id` is the name of a program towards a server (OAuth), and no client's. */
const PROGRAM_KEYS = ['client secret', 'client secret hash', 'token endpoint'];

/** Whether rows of an entity are one of these. `registration_template` is a template, whatever its name holds before. */
export function isAbout(
  { words, head, isThing }: Pick<EntityContext, 'words' | 'head' | 'isThing'>,
  phrases: readonly (readonly string[])[],
): boolean {
  const endsWith = (all: readonly string[], phrase: readonly string[]) =>
    standsAt(all, phrase, all.length - phrase.length);
  const holds = (phrase: readonly string[]) => words.some((_, start) => standsAt(words, phrase, start));
  return phrases.some((phrase) => endsWith(head, phrase) || endsWith(words, phrase) || (!isThing && holds(phrase)));
}

/**
 * Rows of a landlord's `tenants` are people, those of a service's are customers' spaces; a `client` with a secret is a
 * program: where the name is of both kinds, the columns tell.
 */
function kindByColumns(
  byName: ContextKind,
  head: readonly string[],
  names: readonly (readonly string[])[],
  lexicon: Lexicon,
): ContextKind {
  if (!lexicon.list('person-or-thing').endsIn(head)) return byName;
  const count = (id: 'person-column' | 'thing-column') =>
    names.filter((name) => name.length > 0 && lexicon.list(id).endLength(name) === name.length).length;
  const ofPersons = count('person-column');
  if (byName === 'thing' && ofPersons > 0) return ofPersons > 1 ? 'person' : 'unknown';
  return byName === 'person' && count('thing-column') > 0 ? 'thing' : byName;
}

function kindOf(entity: Entity, words: readonly string[], spoken: number, lexicon: Lexicon): ContextKind {
  const byName = kindByName(words, lexicon);
  if (byName !== 'unknown') return byName;
  if (entity.storedName !== entity.name) {
    const byStoredName = kindByName(lexicon.wordsOf(entity.storedName, spoken), lexicon);
    if (byStoredName !== 'unknown') return byStoredName;
  }
  return 'unknown';
}

/** The last word says what a row is: `user_role` is a role. `user_info` and `users_archive` are still users. */
function kindByName(words: readonly string[], lexicon: Lexicon): ContextKind {
  const head = withoutWrappers(words, lexicon);
  if (lexicon.list('person').endsIn(head)) return 'person';
  if (lexicon.list('person-record').endsIn(head) || lexicon.list('person-record').endsIn(words)) return 'linked';
  const ofPerson = lexicon.list('person').has(head);
  if (lexicon.list('thing').endsIn(head)) return ofPerson ? 'linked' : 'thing';
  return ofPerson ? 'linked' : 'unknown';
}

function withoutWrappers(words: readonly string[], lexicon: Lexicon): readonly string[] {
  let end = words.length;
  while (end > 1 && (lexicon.list('wrapper').has(words.slice(end - 1, end)) || isNumber(words[end - 1]))) end -= 1;
  return words.slice(0, end);
}

/**
 * A key of a person: by the table it references, or by its name (`author_id`). Who created or changed a row is kept almost
 * everywhere and says nothing about what the row is.
 */
export function pointsAtPerson(field: Field, lexicon: Lexicon): boolean {
  const words = lexicon.wordsOf(field.name);
  if (lexicon.list('audit').has(words)) return false;
  if (field.references !== null)
    return lexicon.list('person').endsIn(withoutWrappers(lexicon.wordsOf(field.references.table), lexicon));
  const at = Math.max(words.lastIndexOf('id'), words.lastIndexOf('uuid'));
  // `patient_id`, and `person_id_patient` where several people stand side by side.
  const role = words.slice(at + 1);
  return (
    at > 0 &&
    lexicon.list('person').endsIn(words.slice(0, at)) &&
    (role.length === 0 || (role.length < 3 && lexicon.list('person').has(role)))
  );
}
