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
import { ofRule, ofSubject, ruleSeen } from './retention/outcome.ts';
import { isAccepted } from './retention/reasons.ts';
import { ruleIdFor } from './retention/references.ts';
import type { Rule } from './retention/rules.ts';
import { boundText, lengthOf, rulesOf } from './retention/rules.ts';
import { tenantSetting } from './retention/tenant-choice.ts';
import { vendorsFor } from './retention/vendors.ts';

/** Whether a mechanism ends data when its declared period does, and within the window of the policy. */
export const check: Check<Params> = (params, view) => {
  const rules = rulesOf(view);
  const subjects = subjectsOf(view, rules);
  const inScope = rulesAsked(params, rules, subjects);
  const asked = params.perTenant ? offered(inScope) : inScope;
  const timed = asked.filter((rule) => isTimed(params, rule));
  const endless = asked.filter((rule) =>
    params.ruleRequired ? !endsInTime(params, view, rule) : params.events && neverEnds(rule),
  );
  // Rules first: a life without end that also contradicts a declaration is reported as that.
  const judged = [
    ...timed.filter((rule) => !endless.includes(rule)).map((rule) => judgeRule(params, view, rule, subjects)),
    ...boundedStores(params, view),
  ];
  const outcomes = once([
    ...judged.flatMap((one) => one.outcomes),
    ...endless.map((rule) => withoutEnd(view, rule)),
    ...vendorsWithoutRule(params, view, asked),
  ]);
  const open = withoutRule(params, view, subjects, asked)
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

/** One rule that leaves tenants the choice keeps the promise; without one every rule of the records lacks it. */
function offered(rules: readonly Rule[]): readonly Rule[] {
  const choices = rules.filter((rule) => rule.row.perTenant?.setting !== undefined);
  return choices.length > 0 ? choices : rules;
}

function isTimed(params: Params, rule: Rule): boolean {
  if (rule.longest !== null || rule.row.enforcedBy !== undefined) return true;
  return params.perTenant || (params.events && rule.until.length > 0);
}

function endsInTime(params: Params, view: View, rule: Rule): boolean {
  if (rule.longest !== null || rule.row.enforcedBy?.days !== undefined) return true;
  return (params.perTenant ? tenantSetting(view, rule) : rule.row.perTenant?.setting) !== undefined;
}

function neverEnds(rule: Rule): boolean {
  return rule.keep === 'indefinite' && rule.until.length === 0 && rule.row.enforcedBy === undefined;
}

function withoutEnd(view: View, rule: Rule): CheckOutcome {
  const code = rule.keep === 'indefinite' ? 'indefinite' : 'no-period';
  const args = { rule: rule.id };
  const evidence = [ruleSeen(view, rule)];
  return outcome({ ...ofRule(view, rule, 'keep'), code, status: 'fail', attribute: 'keep', args, evidence });
}

/** Data of these classes that no rule speaks of: a finding where a rule has to be there, else what another clause asks. */
function withoutRule(params: Params, view: View, subjects: readonly Subject[], asked: readonly Rule[]): CheckOutcome[] {
  const open = entitiesWithoutRule(params.records ?? [], view, subjects);
  if (!params.ruleRequired)
    return [...open, ...untimed(params.records ?? [], subjects)].map((subject) =>
      outcome({ ...ofSubject(view, subject), code: 'no-rule', status: 'unresolved' }),
    );
  if (params.perTenant && asked.some((rule) => tenantSetting(view, rule) !== undefined)) return [];
  return open
    .filter((subject) => subject.kind === 'store' || subject.of.personal)
    .map((subject) => {
      const who = ofSubject(view, subject);
      return outcome({ ...who, code: 'no-rule', status: 'fail', args: stub(subject.resolution.record, who.subject) });
    });
}

/** A vendor that counts or records for us holds such records too; any rule about them is taken to speak of it. */
function vendorsWithoutRule(params: Params, view: View, asked: readonly Rule[]): CheckOutcome[] {
  if (!params.ruleRequired || asked.length > 0) return [];
  return vendorsFor(params.vendorPurposes, view).map(({ id, name, signals }) => {
    const place = signals[0]?.place ?? view.manifestPlace('retention');
    const who = { subject: name, identity: `. vendor ${id}`, place };
    return outcome({ ...who, code: 'no-rule', status: 'fail', args: stub(params.records?.[0] ?? null, name) });
  });
}

function stub(record: string | null, name: string): CheckOutcome['args'] {
  return { record: record ?? 'these', id: ruleIdFor(name) };
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
  if (params.ruleRequired) return nothing('record-absent', { records: params.records?.join(', ') ?? 'any kind' });
  if (view.manifest === null || view.manifest.retention.length === 0) return nothing('nothing-declared');
  if (params.reasons !== undefined && rules === 0)
    return nothing('reason-absent', { reasons: params.reasons.join(', ') });
  if (params.records !== undefined && rules === 0)
    return nothing('record-absent', { records: params.records.join(', ') });
  return nothing('no-period-declared');
}
