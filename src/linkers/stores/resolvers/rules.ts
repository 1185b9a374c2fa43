import type { Place } from '../../../model/span.ts';
import type { EvaluatedValue } from '../../terraform/evaluated.ts';
import { type Leaf, scalarOf } from '../path.ts';
import { placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';

/** What one lifecycle rule does to the objects of a bucket. */
export interface RuleReading {
  readonly days: number | 'never';
  /** Why it deletes nothing. */
  readonly reason: string;
  readonly attribute: string;
  readonly value: EvaluatedValue | null;
  /** Why days cannot be known, or why the rule may not apply. */
  readonly doubt: string | null;
}

/** A rule that deletes nothing for sure. */
export function idle(attribute: string, reason: string, leaf: Leaf | null = null): RuleReading {
  return { days: 'never', reason, attribute, value: leaf?.value ?? null, doubt: null };
}

/** A rule that deletes after the days of its attribute; `doubt` says why it may not. */
export function deletes(attribute: string, leaf: Leaf, value: EvaluatedValue, doubt: string | null): RuleReading {
  const days = Number(scalarOf(value) ?? Number.NaN);
  const unknown = Number.isFinite(days) && days >= 0 ? null : reasonOf(value);
  return {
    days: Number.isFinite(days) ? days : 'never',
    reason: '',
    attribute,
    value: leaf.value,
    doubt: unknown ?? doubt ?? leaf.doubt,
  };
}

/** Of several rules the one that deletes first counts; one that cannot be read may shorten the time, but not lengthen it. */
export function firstToDelete(rules: readonly RuleReading[], here: Place): Reading | null {
  const [first] = rules;
  if (first === undefined) return null;
  const sure = rules.filter(({ days, doubt }) => days !== 'never' && doubt === null);
  const shortest = sure.reduce<RuleReading | null>(
    (best, rule) => (best === null || rule.days < best.days ? rule : best),
    null,
  );
  const rule = shortest ?? rules.find(({ doubt }) => doubt !== null) ?? first;
  const place = rule.value === null ? here : placeOf(rule.value);
  if (rule.doubt !== null) return { property: unresolved(rule.doubt, rule.attribute, place), doubt: null };
  const reason = rule.days === 'never' ? rule.reason : null;
  return {
    property: { state: 'set', value: rule.days, attribute: rule.attribute, place, reason, source: null },
    doubt: null,
  };
}
