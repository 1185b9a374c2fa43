import type { View, ViewEntity, ViewStore } from '../contract.ts';
import { namesEntity, namesStore } from './references.ts';
import type { Rule } from './rules.ts';
import { arePhases, saysTheSame } from './rules.ts';

/** Most specific first. */
const LEVELS = ['entity', 'store', 'category', 'record', 'default'] as const;
export type Level = (typeof LEVELS)[number];

export interface Resolution {
  /** Null: no rule matches. */
  readonly rule: Rule | null;
  readonly level: Level | null;
  /** The parent's rule, taken over by an entity that is personal only by foreign key. */
  readonly inherited: boolean;
  /** Rules as specific as `rule` that say otherwise. */
  readonly rivals: readonly Rule[];
  /** Rules as specific as `rule` for another phase of the keeping: after closure, or before. */
  readonly phases: readonly Rule[];
  /** Rules that fit as well, and yield to a more specific one. */
  readonly yielding: readonly Rule[];
  /** Record class: as the rule says, else as the subject's own. */
  readonly record: string | null;
}

export type Subject =
  | { readonly kind: 'entity'; readonly of: ViewEntity; readonly resolution: Resolution }
  | { readonly kind: 'store'; readonly of: ViewStore; readonly resolution: Resolution };

const NOTHING = { rule: null, level: null, inherited: false, rivals: [], phases: [], yielding: [] };

/** Every stored entity, and every log store and bucket that needs a rule of its own (settled 5), with the rule it comes under. */
export function subjectsOf(view: View, rules: readonly Rule[]): readonly Subject[] {
  return [
    ...view.entities
      .filter((one) => one.entity.usage === 'stored')
      .map((of): Subject => ({ kind: 'entity', of, resolution: resolveEntity(view, rules, of) })),
    ...view.stores
      .filter((store) => needsRule(store, view))
      .map((of): Subject => ({ kind: 'store', of, resolution: resolveStore(rules, of) })),
  ];
}

/**
 * Log stores and buckets that hold people's data, and stores declared to hold them of which no entity is known; a declaration
 * that there is none wins.
 */
function needsRule(store: ViewStore, view: View): boolean {
  const { personal } = store.declared?.row ?? {};
  if (personal === false) return false;
  if (store.record === 'log' || store.storeKind === 'log-group' || store.bucketHolds) return true;
  return (
    personal === true &&
    store.entities.length === 0 &&
    // Entities that may be in it answer for it.
    !view.entities.some((one) => one.personal && one.store === null)
  );
}

function resolveEntity(view: View, rules: readonly Rule[], of: ViewEntity): Resolution {
  const own = choose(
    rules,
    of.record,
    (rule) => entityLevel(view, rule, of),
    (rule) => categoryDepth(view, rule, of),
  );
  if (!of.linked || own.level === 'entity' || own.level === 'record') return own;
  const parent = view.entities.find((other) => other.entity.id === of.parent);
  if (parent === undefined || parent.linked) return own;
  const inherited = resolveEntity(view, rules, parent);
  return { ...inherited, inherited: true, rivals: [], record: of.record };
}

function resolveStore(rules: readonly Rule[], of: ViewStore): Resolution {
  const record = of.record ?? (of.storeKind === 'log-group' ? 'log' : null);
  return choose(
    rules,
    record,
    (rule) => storeLevel(rule, of, record),
    () => 0,
  );
}

function choose(
  rules: readonly Rule[],
  record: string | null,
  levelOf: (rule: Rule) => Level | null,
  depthOf: (rule: Rule) => number,
): Resolution {
  for (const level of LEVELS) {
    const fitting = rules.filter((rule) => levelOf(rule) === level);
    // The manifest wins over a note.
    const rows = fitting.filter(({ noted }) => noted === null);
    const matching = rows.length > 0 ? rows : fitting;
    // Among categories the longer key is the more specific one.
    const depth = level === 'category' ? Math.max(0, ...matching.map(depthOf)) : 0;
    const best = level === 'category' ? matching.filter((rule) => depthOf(rule) === depth) : matching;
    const [rule, ...others] = best;
    if (rule === undefined) continue;
    const sameQuestion = others.filter(
      (other) => level !== 'category' || other.row.match?.category === rule.row.match?.category,
    );
    return {
      rule,
      level,
      inherited: false,
      rivals: sameQuestion.filter((other) => !saysTheSame(rule, other) && !arePhases(rule, other)),
      phases: sameQuestion.filter((other) => arePhases(rule, other)),
      yielding: rules.filter((other) => levelOf(other) !== null && !best.includes(other)),
      record: level === 'entity' || level === 'store' ? (rule.row.record ?? record) : record,
    };
  }
  return { ...NOTHING, record };
}

/** The most specific key of the rule's match, when all its keys fit; null otherwise. */
function entityLevel(view: View, rule: Rule, of: ViewEntity): Level | null {
  const match = rule.row.match ?? {};
  const { entity, store, category } = match;
  if (rule.noted !== null) return rule.noted.entity === of.entity.id ? 'entity' : null;
  if (entity !== undefined && !namesEntity(entity, of)) return null;
  if (store !== undefined && !isHeldBy(view, of, store)) return null;
  if (category !== undefined && !of.tags.some((tag) => view.categories.isUnder(tag.category, category))) return null;
  if (match.record !== undefined && match.record !== of.record) return null;
  return levelOfKeys(rule, of.record);
}

function storeLevel(rule: Rule, of: ViewStore, record: string | null): Level | null {
  const match = rule.row.match ?? {};
  if (match.entity !== undefined || match.category !== undefined) return null;
  if (match.store !== undefined && !namesStore(match.store, of)) return null;
  if (match.record !== undefined && match.record !== record) return null;
  return levelOfKeys(rule, record);
}

function levelOfKeys(rule: Rule, record: string | null): Level | null {
  const match = rule.row.match ?? {};
  const named = LEVELS.find((level) => match[level] !== undefined);
  if (named !== undefined) return named;
  // A rule without a match is about its record class.
  return rule.row.record !== undefined && rule.row.record === record ? 'record' : null;
}

function isHeldBy(view: View, of: ViewEntity, reference: string): boolean {
  const held = view.stores.find((store) => store.id === of.store?.id);
  return held === undefined ? of.store?.id === `store:${reference}` : namesStore(reference, held);
}

function categoryDepth(view: View, rule: Rule, of: ViewEntity): number {
  const category = rule.row.match?.category;
  if (category === undefined || !of.tags.some((tag) => view.categories.isUnder(tag.category, category))) return 0;
  return category.split('.').length;
}
