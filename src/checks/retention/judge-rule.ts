import type { Params } from '../../schemas/params/retention-enforced.ts';
import type { CheckOutcome, View } from '../contract.ts';
import { judgeMechanism, storeSide } from './judge-mechanism.ts';
import type { Judged, Limits } from './judge-store.ts';
import { judgeStore } from './judge-store.ts';
import type { Subject } from './matching.ts';
import { mechanismOf } from './mechanism.ts';
import { ruleSeen } from './outcome.ts';
import { namesStore } from './references.ts';
import type { Rule } from './rules.ts';
import { periodText, ruleLine } from './rules.ts';
import { judgeTenantChoice } from './tenant-choice.ts';
import { subjectsUnder } from './under.ts';

/** Whether something ends the data when the rule says: the settings of the stores under it, and what `enforcedBy` names. */
export function judgeRule(params: Params, view: View, rule: Rule, subjects: readonly Subject[]): Judged {
  const under = subjectsUnder(rule, subjects).filter(({ resolution }) => !resolution.inherited);
  const limits = limitsOf(params, view, rule);
  const stores = storesUnder(view, rule, under);
  const settings = stores.flatMap((store) => {
    // What is declared to stay has no end that a setting could miss.
    if (store.fact === null || rule.longest === null) return [];
    const judged = judgeStore({ ...store, fact: store.fact }, limits, storeSide(rule));
    return judged === null ? [] : [judged];
  });
  const mechanism = mechanismOf(view, rule, under, params.events);
  const ownSetting = mechanism.kind === 'store' && stores.includes(mechanism.store);
  // A rule about stores alone is kept by their own settings, with no reference needed.
  const selfKept = mechanism.kind === 'none' && under.every((one) => one.kind === 'store');
  // An event ends the keeping, not a clock: whether it does is another question, unless this clause asks it.
  const needed = rule.longest !== null || params.events || params.ruleRequired || params.perTenant;
  const all =
    settings.length > 0 && (selfKept || ownSetting)
      ? settings
      : [...settings, judgeMechanism(view, rule, under, mechanism, limits, needed)];
  if (!params.perTenant) return together(all);
  const chosen = judgeTenantChoice(view, rule, mechanism);
  const { outcomes, advisories } = together(all);
  // What is the same for all tenants may end in time, and is not what was promised.
  return { outcomes: chosen.length === 0 ? outcomes : [...outcomes.filter(isNoPass), ...chosen], advisories };
}

function isNoPass({ status }: CheckOutcome): boolean {
  return status !== 'pass';
}

function limitsOf(params: Params, view: View, rule: Rule): Limits {
  return {
    min: params.compare === 'equal' ? rule.shortest : null,
    max: rule.longest,
    bound: rule.row.keep === undefined ? null : `declared ${rule.row.keep}`,
    longCode: 'longer-than-declared',
    softMin: false,
    contradicted: true,
    args: { rule: rule.id, declared: periodText(rule), limit: `declared ${periodText(rule)}` },
    declaredDays: rule.row.enforcedBy?.days ?? null,
    related: [{ place: ruleLine(view, rule, 'keep'), note: `rule ${rule.id}: ${periodText(rule)}` }],
    seen: [ruleSeen(view, rule)],
  };
}

/** Log stores and buckets that come under the rule, and the store that its match names. */
function storesUnder(view: View, rule: Rule, under: readonly Subject[]): View['stores'] {
  const named = rule.row.match?.store;
  return view.stores.filter(
    (store) =>
      under.some((one) => one.kind === 'store' && one.of.id === store.id) ||
      (named !== undefined && rule.row.match?.entity === undefined && namesStore(named, store)),
  );
}

function together(all: readonly Judged[]): Judged {
  return { outcomes: all.flatMap((one) => one.outcomes), advisories: all.flatMap((one) => one.advisories) };
}
