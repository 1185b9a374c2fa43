import type { Store } from '../../model/fact.ts';
import type { Days } from '../../text/duration.ts';
import { exactDays, formatDays, isLonger, isShorter } from '../../text/duration.ts';
import type { Args, CheckAdvisory, CheckOutcome, Facet, ViewStore } from '../contract.ts';
import { ofStore, outcome } from '../outcome.ts';
import { daysToSet } from './allowed-days.ts';
import type { StoreLife } from './store-life.ts';
import { facetFor, lifeOfStore, settingPlace, settingSeen, topicOf } from './store-life.ts';

/** What a store's life is held to: bounds of the policy, or the declared period (then `max` alone). */
export interface Limits {
  readonly min: Days | null;
  readonly max: Days | null;
  /** `max P24M`; of the fingerprint. */
  readonly bound: string | null;
  /** Code of a life that is too long. */
  readonly longCode: 'too-long' | 'longer-than-declared';
  readonly softMin: boolean;
  /** The manifest says otherwise than the code. */
  readonly contradicted: boolean;
  readonly args: Args;
  /** Days the manifest gives where the code has none; null: it gives none. */
  readonly declaredDays: number | null;
  /** Beside the store: the rule that it is held to. */
  readonly related: CheckOutcome['related'];
  readonly seen: CheckOutcome['evidence'];
}

export interface Judged {
  readonly outcomes: readonly CheckOutcome[];
  readonly advisories: readonly CheckAdvisory[];
}

/** Holds what a store's settings do to limits. Null: the kind of store has no such setting. */
export function judgeStore(
  view: ViewStore & { readonly fact: Store },
  limits: Limits,
  of: 'content' | 'backup',
): Judged | null {
  const { fact } = view;
  const life = lifeOfStore(fact, of);
  if (life.is === 'none') return null;
  const topic = topicOf(fact, view.record, of);
  const suggested = daysToSet(fact, limits.min, limits.max);
  const attribute = life.from.attribute;
  const args: Args = {
    attribute: attribute ?? 'its retention',
    absent: life.from.state === 'default',
    bound: limits.bound,
    days: 'days' in life ? life.days : null,
    length: 'days' in life ? formatDays(exactDays(life.days)) : null,
    suggested,
    setting: suggested === null ? null : `${attribute ?? 'retention in days'} = ${suggested}`,
    found: attribute,
    first: fact.implied ? ', which has to be declared for that' : null,
    reason: life.is === 'unknown' ? life.reason : null,
    ...limits.args,
  };
  const made = (code: string, status: CheckOutcome['status'], facet: Facet): CheckOutcome =>
    outcome({
      ...ofStore(view),
      place: settingPlace(fact, life.from),
      code,
      status,
      grade: status === 'pass' ? 'code' : null,
      origin: 'code',
      attribute,
      // A life without end breaks every bound alike: one finding, whoever asks.
      bound: life.is === 'days' ? limits.bound : null,
      topic,
      facet: facetFor(topic, facet),
      contradicted: status === 'fail' && limits.contradicted,
      args,
      related: limits.related,
      evidence: [settingSeen(fact, life.from), ...limits.seen],
    });
  const one = (...outcomes: CheckOutcome[]): Judged => ({ outcomes, advisories: [] });

  switch (life.is) {
    case 'never':
      return one(made('never-expires', 'fail', 'set'));
    case 'only-current':
      return one(made('only-current-versions', 'fail', 'lifecycle'));
    case 'off':
      return one(made('disabled', 'fail', 'enabled'));
    case 'unknown':
      return one(made('period-unresolved', 'unresolved', 'set'));
    case 'at-runtime':
      return one(atRuntime(limits, made));
    case 'days':
      return inDays(life, limits, made, args);
  }
}

type Made = (code: string, status: CheckOutcome['status'], facet: Facet) => CheckOutcome;

/** The switch is seen in code; the length is only what the manifest says (settled 17). */
function atRuntime(limits: Limits, made: Made): CheckOutcome {
  const { declaredDays } = limits;
  if (declaredDays === null) return { ...made('ttl-at-runtime', 'unresolved', 'set') };
  const days = exactDays(declaredDays);
  const args = { ...made('within', 'pass', 'set').args, days: declaredDays, length: formatDays(days) };
  if (limits.max !== null && isLonger(days, limits.max)) {
    return { ...made(limits.longCode, 'fail', 'max_period'), origin: 'declaration', contradicted: false, args };
  }
  return { ...made('enforced', 'pass', 'set'), grade: 'declared', args };
}

function inDays(life: Extract<StoreLife, { is: 'days' }>, limits: Limits, made: Made, args: Args): Judged {
  const days = exactDays(life.days);
  if (limits.max !== null && isLonger(days, limits.max)) {
    return { outcomes: [made(limits.longCode, 'fail', 'max_period')], advisories: [] };
  }
  const short = limits.min !== null && isShorter(days, limits.min);
  if (short && !limits.softMin) return { outcomes: [made('too-short', 'fail', 'min_period')], advisories: [] };
  const pass = made('enforced', 'pass', limits.max === null ? 'min_period' : 'max_period');
  const remark = { code: 'shorter-than-published', args: { ...args, subject: pass.subject }, place: pass.place };
  return { outcomes: [pass], advisories: short ? [remark] : [] };
}
