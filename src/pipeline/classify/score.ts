import type { Field } from '../../model/fact.ts';
import { compareCodeUnits } from '../../model/order.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../../model/tag.ts';
import type { Category, TypeKind } from '../../schemas/category.ts';
import { standsAt } from '../../text/phrase-index.ts';
import { isNumber } from '../../text/words.ts';
import type { CommentHit } from './comments.ts';
import type { ContextKind, EntityContext } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import { type NameScore, nameScores } from './name-evidence.ts';
import { withoutPrefix } from './prefix.ts';
import { protectionOf } from './protection.ts';
import { restOf } from './rest.ts';
import { capacity, typeKind } from './type-kind.ts';

/** Below it a field gets no tag: not even a doubtful one. */
export const REPORT_THRESHOLD = 0.25;

/** What is not personal by itself stays under the threshold, however clear its name. */
const DOUBTFUL = PERSONAL_THRESHOLD - 0.05;
const NEVER_SURE = 0.99;
const TOO_SHORT = 0.2;

/** How much a type counts that a category does not name. Flags and times hold none of what their names speak of. */
const OTHER_TYPES: Readonly<Record<TypeKind, number>> = {
  text: 0.6,
  number: 0.25,
  flag: 0,
  date: 0,
  time: 0,
  json: 0.6,
  binary: 0.6,
  uuid: 0.3,
  network: 0.5,
  point: 0.3,
  other: 0.7,
};

const CONTEXTS: Readonly<Record<ContextKind, string | null>> = {
  person: 'entity is a person',
  linked: "entity is a person's",
  thing: 'entity is a thing',
  unknown: null,
};

/** What speaks for one category. */
export interface Scored {
  readonly category: Category;
  readonly confidence: number;
  readonly phraseLength: number;
  readonly reasons: readonly string[];
}

/** The best category of a field; null when none reaches the report threshold. */
export function tagOf(
  field: Field,
  entity: EntityContext,
  lexicon: Lexicon,
  categories: ReadonlyMap<string, Category>,
): Tag | null {
  const words = lexicon.wordsOf(withoutPrefix(field.name, entity.prefix), entity.spoken);
  const type = typeKind(field);
  const comments = field.comment === null ? new Map<string, CommentHit>() : lexicon.comments.find(field.comment);
  const names = nameScores(words, entity, type, lexicon);
  const plain = withoutNumbers(words);
  if (plain !== words) names.push(...nameScores(plain, entity, type, lexicon));
  const scored = names.map((name) =>
    join(field, entity, type, words, name.rules.category, name, comments.get(name.rules.id) ?? null),
  );
  for (const [id, comment] of comments) {
    const category = categories.get(id);
    if (category !== undefined && !names.some((name) => name.rules.id === id))
      scored.push(join(field, entity, type, words, category, null, comment));
  }
  const told = scored.sort(byConfidence)[0];
  const rest =
    told !== undefined && told.confidence >= PERSONAL_THRESHOLD ? null : restOf(field, words, entity, lexicon);
  const best = rest ?? told;
  if (best === undefined || best.confidence < REPORT_THRESHOLD) return null;
  const { id, special } = best.category;
  const confidence = Math.round(best.confidence * 100) / 100;
  const protection = field.encrypted === true ? 'encrypted' : protectionOf(words, id, lexicon);
  const seen = field.encrypted === true ? 'encrypted by its definition' : `name says ${protection}`;
  return {
    id: field.id,
    category: id,
    confidence,
    special,
    reasons: protection === null ? best.reasons : [...best.reasons, seen],
    by: 'classifier',
    protection,
  };
}

/** `emergency1Name` and `parent_2_phone` are columns of groups that are numbered. */
function withoutNumbers(words: readonly string[]): readonly string[] {
  const isBetween = (word: string, i: number) => isNumber(word) && i > 0 && i < words.length - 1;
  return words.some(isBetween) ? words.filter((word) => !isNumber(word)) : words;
}

/** The surer one; of equals the one with more words behind it. */
function byConfidence(a: Scored, b: Scored): number {
  return (
    b.confidence - a.confidence || b.phraseLength - a.phraseLength || compareCodeUnits(a.category.id, b.category.id)
  );
}

/** Joins all that speaks for one category; each piece of evidence takes away from the doubt that is left. */
function join(
  field: Field,
  entity: EntityContext,
  type: TypeKind,
  words: readonly string[],
  category: Category,
  name: NameScore | null,
  comment: CommentHit | null,
): Scored {
  const reasons: string[] = [];
  let doubt = 1;
  if (name !== null) {
    doubt *= 1 - name.score;
    reasons.push(`name tokens ${name.phrase.join('+')}`);
    const context = name.byName
      ? name.context === 'person'
        ? 'name speaks of a person'
        : 'name speaks of a thing'
      : CONTEXTS[name.context];
    if (context !== null) reasons.push(context);
  }
  // Beside the name of a thing's field, the same words again say nothing of a person.
  const repeats = name?.context === 'thing' && comment?.phrase === name.phrase.join(' ');
  if (comment !== null && !repeats) {
    doubt *= 1 - comment.weight * (name === null ? 1 : 0.6);
    reasons.push(`comment says ${comment.phrase}`);
  }
  // The supplier's telephone number is as long as the customer's.
  const ofThing = name?.context === 'thing';
  if (!ofThing && field.length !== null && category.length.usual.includes(field.length)) {
    doubt *= 0.75;
    reasons.push(`length ${field.length}`);
  }
  if (category.unique && field.unique) {
    doubt *= 0.85;
    reasons.push('unique');
  }
  if (category.check !== undefined && field.checks.some((check) => check.unit === category.check)) {
    doubt *= 0.6;
    reasons.push(`constraint in ${category.check}`);
  }
  const isCode = name?.coded === true && (type === 'number' || type === 'uuid');
  const fits = isCode || category.types.includes(type);
  if (fits && type !== 'text') reasons.push(`${TYPE_WORDS[type]} type`);
  let confidence = (1 - doubt) * (fits ? 1 : OTHER_TYPES[type]);
  if (name?.short !== true && capacity(field, type) < category.length.least) confidence *= TOO_SHORT;
  if ((isPointer(field, words.at(-1)) && !isCode) || (!category.types.includes('uuid') && isOwnKey(words, entity)))
    confidence = Math.min(confidence, DOUBTFUL);
  // A row of such a table is a value that many people share, and no person.
  if (category.shared && (field.unique || entity.key === field)) confidence = Math.min(confidence, DOUBTFUL);
  return {
    category,
    confidence: Math.min(confidence, category.personal ? NEVER_SURE : DOUBTFUL),
    phraseLength: name?.phrase.length ?? 0,
    reasons,
  };
}

/** A key holds no more than which row of another table it points at; `country references countries (code)` holds the code. */
function isPointer(field: Field, lastWord: string | undefined): boolean {
  return field.references !== null && (lastWord === 'id' || lastWord === 'uuid');
}

/** `email_id` in a table of e-mails is the number of one of them; the id of a session or a passkey is what it is worth. */
function isOwnKey(words: readonly string[], { head }: EntityContext): boolean {
  const own = words.length - 1;
  return own > 0 && words[own] === 'id' && standsAt(head, words.slice(0, own), head.length - own);
}

const TYPE_WORDS: Readonly<Record<TypeKind, string>> = {
  text: 'text',
  number: 'numeric',
  flag: 'boolean',
  date: 'temporal',
  time: 'temporal',
  json: 'structured',
  binary: 'binary',
  uuid: 'identifier',
  network: 'network',
  point: 'geographic',
  other: 'own',
};
