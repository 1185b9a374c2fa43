import type { Params } from '../../schemas/params/retention-declared.ts';
import type { CheckOutcome, View } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { isAfterClosure } from './closure.ts';
import type { Subject } from './matching.ts';
import { ofRule, ofSubject, ruleSeen } from './outcome.ts';
import type { Reason } from './reasons.ts';
import { isAccepted } from './reasons.ts';
import type { Rule } from './rules.ts';
import { ruleText } from './rules.ts';
import { recordsOf, subjectsUnder } from './under.ts';

/** What is wrong with a rule by itself: no end, no reason, or one that the policy does not give. */
export function judgeRule(params: Params, view: View, rule: Rule, subjects: readonly Subject[]): CheckOutcome[] {
  const under = subjectsUnder(rule, subjects);
  const related = under.map((subject) => ({
    place: ofSubject(view, subject).place,
    note: `${ofSubject(view, subject).subject} comes under it`,
  }));
  const fail = (
    code: string,
    key: 'keep' | 'reason' | 'after',
    args: CheckOutcome['args'] = {},
    bound: string | null = null,
  ): CheckOutcome =>
    outcome({
      ...ofRule(view, rule, key),
      code,
      status: 'fail',
      attribute: key,
      bound,
      args: { rule: rule.id, says: ruleText(rule), ...args },
      related,
      evidence: [ruleSeen(view, rule)],
    });
  const found: CheckOutcome[] = [];
  if (rule.keep === 'indefinite' && !params.allowIndefinite) found.push(fail('indefinite', 'keep'));
  if (rule.keep === null && rule.until.length === 0) found.push(fail('no-period', 'keep'));
  else if (params.needsTrigger && lacksTrigger(rule)) found.push(fail('no-trigger', 'after'));
  const atClosure = isAfterClosure(rule, subjects);
  const allowed = allowedReasons(params, rule, subjects, atClosure);
  if (allowed === null && params.needsReason && rule.reasons.length === 0) {
    found.push(
      fail('no-reason', 'reason', { allowed: 'whichever is true (service, contract, legal-obligation, ...)' }),
    );
  }
  if (allowed !== null) {
    const args = { allowed: allowed.join(', '), given: rule.reasons.join(', ') };
    if (rule.reasons.length === 0) found.push(fail('no-reason', 'reason', args));
    else if (!isAccepted(rule.reasons, allowed)) {
      found.push(
        // Policies that allow other reasons are other findings.
        fail(
          atClosure && params.reasonsAfterClosure ? 'reason-after-closure' : 'reason-not-allowed',
          'reason',
          args,
          `reasons ${allowed.join(' ')}`,
        ),
      );
    }
  }
  const triggers = params.endTriggers;
  if (triggers !== undefined && !atClosure && !followsOne(rule, triggers)) {
    found.push(fail('no-end-trigger', 'after', { allowed: triggers.join(', '), given: rule.after }));
  }
  return found;
}

/** Null: the reason is not asked of this rule. */
function allowedReasons(
  params: Params,
  rule: Rule,
  subjects: readonly Subject[],
  atClosure: boolean,
): readonly Reason[] | null {
  if (atClosure && params.reasonsAfterClosure !== undefined) return params.reasonsAfterClosure;
  // What outlives the account answers to the clause on closure (settled 12).
  if (params.reasons === undefined || (atClosure && params.endTriggers !== undefined)) return null;
  const records = recordsOf(rule, subjects);
  const elsewhere = (record: string | null): boolean => params.reasonsExcept.some((except) => except === record);
  return records.length > 0 && records.every(elsewhere) ? null : params.reasons;
}

/** A period without a beginning never ends. */
function lacksTrigger({ keep, after, until }: Rule): boolean {
  return keep !== 'indefinite' && after === null && until.length === 0;
}

function followsOne(rule: Rule, triggers: NonNullable<Params['endTriggers']>): boolean {
  return triggers.some((trigger) => trigger === rule.after || rule.until.some((event) => event === trigger));
}
