import type { Store } from '../model/fact.ts';
import type { Params } from '../schemas/params/retention-enforced.ts';
import type { Check, CheckOutcome, View, ViewStore } from './contract.ts';
import { nothing, outcome } from './outcome.ts';
import { entitiesWithoutRule, rulesOfRecords } from './retention/in-class.ts';
import { judgeRule } from './retention/judge-rule.ts';
import type { Judged } from './retention/judge-store.ts';
import { judgeStore } from './retention/judge-store.ts';
import type { Subject } from './retention/matching.ts';
import { subjectsOf } from './retention/matching.ts';
import { ofSubject } from './retention/outcome.ts';
import { isAccepted } from './retention/reasons.ts';
import type { Rule } from './retention/rules.ts';
import { boundText, lengthOf, rulesOf } from './retention/rules.ts';

/** Whether a mechanism ends data when its declared period does, and within the window of the policy. */
export const check: Check<Params> = (params, view) => {
  const rules = rulesOf(view);
  const subjects = subjectsOf(view, rules);
  const asked = rulesAsked(params, rules, subjects);
  const timed = asked.filter((rule) => rule.longest !== null || rule.row.enforcedBy !== undefined);
  // Rules first: a life without end that also contradicts a declaration is reported as that.
  const judged = [...timed.map((rule) => judgeRule(params, view, rule, subjects)), ...boundedStores(params, view)];
  const outcomes = once(judged.flatMap((one) => one.outcomes));
  const open = [
    ...entitiesWithoutRule(params.records ?? [], view, subjects),
    ...untimed(params.records ?? [], subjects),
  ]
    .map((subject) => outcome({ ...ofSubject(view, subject), code: 'no-rule', status: 'unresolved' }))
    // A store that is held to the bounds is judged without a rule.
    .filter((one) => !outcomes.some((other) => other.identity === one.identity));
  if (outcomes.length === 0 && open.length === 0) return absence(params, view, asked.length);
  return { outcomes: [...outcomes, ...open], absence: null, advisories: judged.flatMap((one) => one.advisories) };
};

/** What comes under a rule that does not say how long: no more is known of it than without one. */
function untimed(records: readonly string[], subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ resolution: { rule, inherited, record } }) => {
    if (rule === null || inherited || record === null || !records.includes(record)) return false;
    return rule.keep === null && rule.until.length === 0 && rule.row.enforcedBy === undefined;
  });
}

function rulesAsked(
  { records, reasons }: Params,
  rules: readonly Rule[],
  subjects: readonly Subject[],
): readonly Rule[] {
  if (records === undefined && reasons === undefined) return rules;
  const ofRecords = records === undefined ? [] : rulesOfRecords(records, rules, subjects);
  return rules.filter(
    (rule) => ofRecords.includes(rule) || (reasons !== undefined && isAccepted(rule.reasons, reasons)),
  );
}

function boundedStores(params: Params, view: View): Judged[] {
  const { records, min, max } = params;
  if (records === undefined || (min === undefined && max === undefined)) return [];
  return view.stores
    .filter((store) => isOfRecords(store, records))
    .flatMap((store) => {
      const limits = {
        min: lengthOf(min),
        max: lengthOf(max),
        bound: boundText(params),
        longCode: 'too-long' as const,
        softMin: params.minIs === 'soft',
        contradicted: false,
        args: {
          rule: null,
          declared: null,
          limit: `published ${boundText(params)}`,
          policy: boundText(params),
          min: min ?? null,
          max: max ?? null,
        },
        declaredDays: null,
        related: [],
        seen: [{ fact: 'bound', args: { bound: boundText(params) }, place: null }],
      };
      const judged =
        store.fact === null ? null : judgeStore({ ...store, fact: store.fact as Store }, limits, 'content');
      return judged === null ? [] : [judged];
    });
}

/** A store that is declared to hold nothing personal is out of the question. */
function isOfRecords(store: ViewStore, records: readonly string[]): boolean {
  if (store.declared?.row.personal === false) return false;
  return records.some((record) => record === store.record || (record === 'log' && store.storeKind === 'log-group'));
}

/** A store under bounds and under a rule may fail both for one and the same reason: that is one outcome. */
function once(outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  const seen = new Set<string>();
  return outcomes.filter((one) => {
    const key = `${one.code} ${one.identity} ${one.attribute} ${one.bound}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function absence(params: Params, view: View, rules: number): ReturnType<typeof nothing> {
  if (view.manifest === null || view.manifest.retention.length === 0) return nothing('nothing-declared');
  if (params.reasons !== undefined && rules === 0)
    return nothing('reason-absent', { reasons: params.reasons.join(', ') });
  if (params.records !== undefined && rules === 0)
    return nothing('record-absent', { records: params.records.join(', ') });
  return nothing('no-period-declared');
}
