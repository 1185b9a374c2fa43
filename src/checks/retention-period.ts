import type { Params } from '../schemas/params/retention-period.ts';
import type { Days } from '../text/duration.ts';
import { exactDays, isLonger, isShorter } from '../text/duration.ts';
import type { Args, Check, CheckAdvisory, CheckOutcome, View } from './contract.ts';
import { nothing, outcome } from './outcome.ts';
import { entitiesWithoutRule, rulesOfRecords } from './retention/in-class.ts';
import { subjectsOf } from './retention/matching.ts';
import { ofRule, ofSubject, ruleSeen } from './retention/outcome.ts';
import { isAccepted } from './retention/reasons.ts';
import type { Rule } from './retention/rules.ts';
import { boundText, lengthOf, periodText, ruleLine, rulesOf } from './retention/rules.ts';
import { isFollowed } from './retention/under.ts';

/** Whether the declared period of a record class lies inside what the policy publishes. */
export const check: Check<Params> = (params, view) => {
  const rules = rulesOf(view);
  const subjects = subjectsOf(view, rules);
  const judged = rulesOfRecords([params.record], rules, subjects).filter(
    // Before the period starts: another rule says what follows.
    (rule) => !(isClosure(params) && isFollowed(rule, subjects)),
  );
  const open = entitiesWithoutRule([params.record], view, subjects);
  if (judged.length === 0 && open.length === 0) return nothing('record-absent', { record: params.record });
  const results = judged.map((rule) => judge(params, view, rule));
  const unruled = open.map((subject) =>
    outcome({ ...ofSubject(view, subject), code: 'no-rule', status: 'unresolved', args: { record: params.record } }),
  );
  return {
    outcomes: [...results.flatMap((one) => one.outcomes), ...unruled],
    absence: null,
    advisories: results.flatMap((one) => one.advisories),
  };
};

interface Judged {
  readonly outcomes: readonly CheckOutcome[];
  readonly advisories: readonly CheckAdvisory[];
}

type Key = 'keep' | 'after' | 'until' | 'reason' | 'law';

function judge(params: Params, view: View, rule: Rule): Judged {
  const bound = boundText(params);
  const args: Args = {
    rule: rule.id,
    record: params.record,
    declared: periodText(rule),
    bound,
    min: params.min ?? null,
    max: params.max ?? null,
    published: params.max ?? params.min ?? null,
    after: rule.after ?? 'nothing named',
    until: rule.until.join(', ') || null,
  };
  const seen = [
    ruleSeen(view, rule),
    { fact: 'bound', args: { bound: bound ?? `until ${params.until?.join(', ')}` }, place: null },
  ];
  const made = (code: string, key: Key, more: Partial<CheckOutcome> = {}): CheckOutcome =>
    outcome({
      ...ofRule(view, rule, key),
      code,
      status: 'fail',
      attribute: key,
      bound: key === 'keep' ? bound : null,
      evidence: seen,
      ...more,
      args: { ...args, ...more.args },
    });

  const life = lifeOf(params, rule);
  if (life === null && params.until === undefined) {
    return { outcomes: [made('no-period', 'keep', { status: 'unresolved' })], advisories: [] };
  }
  const found: CheckOutcome[] = [];
  const advisories: CheckAdvisory[] = [];
  const length = life === null ? { code: null, soft: false } : measure(params, life);
  if (length.code !== null && length.soft) {
    advisories.push({ code: 'shorter-than-published', args, place: ruleLine(view, rule, 'keep') });
  } else if (length.code !== null) {
    found.push(made(length.code, 'keep'));
  }
  if (params.anchor !== undefined && !sameAnchor(params.anchor, rule)) {
    found.push(made('wrong-anchor', 'after', { bound: `after ${params.anchor}`, args: { anchor: params.anchor } }));
  }
  const missing = (params.until ?? []).filter((event) => !rule.until.includes(event) && rule.after !== event);
  if (missing.length > 0) found.push(made('no-end-event', 'until', { args: { missing: missing.join(', ') } }));
  if (params.reasons !== undefined && !isAccepted(rule.reasons, params.reasons)) {
    const words = { allowed: params.reasons.join(', '), given: rule.reasons.join(', ') || null };
    found.push(made('wrong-reason', 'reason', { args: words }));
  }
  if (params.lawRequired && rule.row.law === undefined) found.push(made('no-law', 'law'));
  if (found.length > 0) return { outcomes: found, advisories };
  return { outcomes: [made('within', 'keep', { status: 'pass', grade: 'declared' })], advisories };
}

interface Life {
  readonly shortest: Days;
  readonly longest: Days;
}

/** How long data lives after the anchor; null where nothing is said. An event that is the anchor itself ends it at once. */
function lifeOf(params: Params, rule: Rule): Life | 'endless' | null {
  if (params.min === undefined && params.max === undefined) return null;
  if (rule.keep === 'indefinite') return 'endless';
  if (rule.longest !== null && rule.shortest !== null) return { shortest: rule.shortest, longest: rule.longest };
  if (rule.until.length === 0) return null;
  const endsWithAnchor = rule.until.some(
    (event) => event === params.anchor || (event === 'account-closed' && isClosure(params)),
  );
  return endsWithAnchor ? { shortest: exactDays(0), longest: exactDays(0) } : 'endless';
}

function isClosure(params: Params): boolean {
  return params.anchor === 'subscription-end' || params.anchor === 'closed';
}

function measure(params: Params, life: Life | 'endless'): { readonly code: string | null; readonly soft: boolean } {
  if (life === 'endless') return { code: 'indefinite', soft: false };
  const max = lengthOf(params.max);
  const min = lengthOf(params.min);
  if (max !== null && isLonger(life.longest, max)) return { code: 'too-long', soft: false };
  if (min !== null && isShorter(life.shortest, min)) return { code: 'too-short', soft: params.minIs === 'soft' };
  return { code: null, soft: false };
}

/** A row is created on its record's date, and what names no anchor counts from its creation. Any other anchor moves the end. */
function sameAnchor(asked: NonNullable<Params['anchor']>, rule: Rule): boolean {
  if (rule.after === null) return asked === 'created' || rule.keep === null;
  const atCreation = (anchor: string): boolean => anchor === 'created' || anchor === 'record-date';
  return rule.after === asked || (atCreation(asked) && atCreation(rule.after));
}
