import type { TypeKind } from '../../schemas/category.ts';
import { longestHits, type PhraseHit, standsAt } from '../../text/phrase-index.ts';
import { isNumber } from '../../text/words.ts';
import { type ContextKind, type EntityContext, isAbout } from './context.ts';
import type { CategoryRules, Lexicon, NameMeaning, NameRules } from './lexicon.ts';

/** What a field's name says for one category, before type and comment are heard. */
export interface NameScore {
  readonly rules: CategoryRules;
  readonly score: number;
  readonly phrase: readonly string[];
  /** What the name was judged in; differs from the entity's where a word before says more (`author_email`). */
  readonly context: ContextKind;
  /** The context comes from the name itself. */
  readonly byName: boolean;
  /** Of a person, and one of a list of values: its number there says as much. */
  readonly coded: boolean;
  /** May be of few characters. */
  readonly short: boolean;
}

/** An unknown word after the phrase may make something else of it; one before a word of many uses nearly always does. */
const UNKNOWN_TAIL = 0.4;
const UNKNOWN_LEAD = 0.3;
/** `company_email` in a table of things is the company's. */
const THING_LEAD = 0.75;

const KEYS: ReadonlySet<string> = new Set(['id', 'uuid', 'key', 'lookup']);

/** Evidence of a name for every category it can speak for, best row each. */
export function nameScores(
  words: readonly string[],
  entity: EntityContext,
  type: TypeKind,
  lexicon: Lexicon,
): NameScore[] {
  const found = lexicon.names.find(words);
  if (found.length === 0) return [];
  const hits = found.filter(({ value, start }) => !isForeign(value.row, words.slice(0, start), entity));
  const misses = hits.filter(({ value }) => value.row === null);
  const best = new Map<string, NameScore>();
  for (const hit of longestHits(hits.filter(({ value }) => value.row !== null))) {
    const { row, category: rules } = hit.value;
    if (row === null || misses.some((miss) => miss.value.category === rules && overlaps(miss, hit))) continue;
    // A `session device` is a person's, though a device is none, and so is a `connection history`.
    const isNotIn = (phrase: readonly string[]): boolean =>
      endsWith(entity.head, phrase) &&
      phrase.length >=
        Math.max(
          lexicon.list('person-record').endLength(entity.head),
          lexicon.list('person-record').endLength(entity.words),
        );
    if (rules.notIn.some(isNotIn)) continue;
    const scored = scoreOf(hit, row, rules, words, entity, type, lexicon);
    const known = best.get(rules.id);
    if (known === undefined || scored.score > known.score) best.set(rules.id, scored);
  }
  return [...best.values()];
}

function scoreOf(
  hit: PhraseHit<NameMeaning>,
  row: NameRules,
  rules: CategoryRules,
  words: readonly string[],
  entity: EntityContext,
  type: TypeKind,
  lexicon: Lexicon,
): NameScore {
  const lead = words.slice(0, hit.start);
  const { context, byName } = contextOf(lead, entity, lexicon);
  const { evidence } = row;
  const owned = context === 'thing' && !byName && entity.hasKey ? evidence.owned : undefined;
  const weight = owned ?? evidence[context === 'unknown' ? 'weight' : context] ?? impliedWeight(row, context);
  const coded = evidence.coded && (context === 'person' || context === 'linked');
  const tail = words.slice(hit.end);
  const factor = tailFactor(tail, rules, lexicon) * leadFactor(lead, row, rules, entity, type, lexicon);
  const ofThing = byName && context === 'thing' ? THING_LEAD : 1;
  // A key says what a person is, and of nobody it is only a key.
  const isKey = evidence.coded && !coded && tail.some((word) => KEYS.has(word));
  return {
    rules,
    score: isKey ? 0 : weight * factor * ofThing,
    phrase: words.slice(hit.start, hit.end),
    context,
    byName,
    coded,
    short: evidence.short,
  };
}

function impliedWeight(row: NameRules, context: ContextKind): number {
  const { weight } = row.evidence;
  // Where the row names its entities, what else is known of them is weighed already.
  if (row.in !== null && context === 'thing') return weight;
  if (context === 'person') return weight + (1 - weight) * 0.5;
  if (context === 'linked') return weight + (1 - weight) * 0.3;
  return weight * 0.55;
}

/** `owner_email` speaks of a person in any table, `company_email` of a thing even in a person's. */
function contextOf(
  lead: readonly string[],
  { kind, head }: EntityContext,
  lexicon: Lexicon,
): { context: ContextKind; byName: boolean } {
  let end = lead.length;
  while (end > 0 && (lexicon.list('neutral').has(lead.slice(end - 1, end)) || isNumber(lead[end - 1]))) end -= 1;
  const told = lead.slice(0, end);
  // `provider_name` in `providers` says no more than `name`.
  if (kind !== 'thing' && told.length > 0 && told.join(' ') === head.join(' ')) return { context: kind, byName: false };
  if (lexicon.list('thing').endsIn(told)) return { context: kind === 'person' ? 'unknown' : 'thing', byName: true };
  if (lexicon.list('person').has(lead)) return { context: 'person', byName: true };
  return { context: kind, byName: false };
}

/** The last word says what a field holds: `email_template` is a template and `password_changed_at` a time. */
function tailFactor(tail: readonly string[], rules: CategoryRules, lexicon: Lexicon): number {
  let factor = 1;
  for (const word of tail) {
    const one = [word];
    if (rules.tails.has(word) || isNumber(word)) continue;
    if (lexicon.list('other-head').has(one)) return 0;
    if (!lexicon.list('transparent-tail').has(one) && !lexicon.list('neutral').has(one)) factor = UNKNOWN_TAIL;
  }
  return factor;
}

function leadFactor(
  lead: readonly string[],
  row: NameRules,
  rules: CategoryRules,
  entity: EntityContext,
  type: TypeKind,
  lexicon: Lexicon,
): number {
  const isFlag = type === 'flag' && rules.category.types.includes('flag');
  if (!isFlag && lexicon.list('flag-lead').has(lead)) return 0;
  if (!row.evidence.alone || isBlock(row, lead, entity)) return 1;
  const isKnown = (word: string): boolean => {
    const one = [word];
    return (
      word.length === 1 ||
      isNumber(word) ||
      entity.words.includes(word) ||
      lexicon.list('person').has(one) ||
      lexicon.list('neutral').has(one) ||
      (isFlag && lexicon.list('flag-lead').has(one))
    );
  };
  if (lead.every(isKnown)) return 1;
  return lexicon.list('thing').endsIn(lead) ? 0 : UNKNOWN_LEAD;
}

/** `payment_zone` beside `payment_city`: what both start with is a block of columns, whatever it means. */
function isBlock({ beside }: NameRules, lead: readonly string[], { columns }: EntityContext): boolean {
  return beside !== null && lead.length > 0 && beside.some((phrase) => columns.has(`${lead.join(' ')} ${phrase}`));
}

/** A row for other entities. */
function isForeign(row: NameRules | null, lead: readonly string[], entity: EntityContext): boolean {
  if (row === null) return false;
  // `billing_state` stands beside `billing_city`, or beside a plain `city`.
  const stands = row.beside === null || row.beside.some((phrase) => entity.columns.has(phrase));
  if (!stands && !isBlock(row, lead, entity)) return true;
  if (row.without.some((phrase) => entity.columns.has(phrase))) return true;
  return row.in !== null && !isAbout(entity, row.in);
}

function overlaps(a: PhraseHit<unknown>, b: PhraseHit<unknown>): boolean {
  return a.start < b.end && b.start < a.end;
}

function endsWith(words: readonly string[], phrase: readonly string[]): boolean {
  return standsAt(words, phrase, words.length - phrase.length);
}
