import type { Place } from '../../model/span.ts';
import type { Evidence, View } from '../contract.ts';
import { ofStore } from '../outcome.ts';
import type { Subject } from './matching.ts';
import { nameInManifest } from './references.ts';
import type { Rule } from './rules.ts';
import { ruleLine, ruleText } from './rules.ts';

/** Who and where: a rule as a subject. */
export function ofRule(view: View, rule: Rule, key?: Parameters<typeof ruleLine>[2]) {
  return { subject: rule.id, identity: `. retention ${rule.id}`, place: ruleLine(view, rule, key) };
}

/** Who and where: an entity or store as a subject. */
export function ofSubject(view: View, subject: Subject): { subject: string; identity: string; place: Place } {
  if (subject.kind === 'store') return ofStore(subject.of);
  const { entity } = subject.of;
  return { subject: nameInManifest(view, subject.of), identity: entity.id, place: entity.place };
}

/** The rule as evidence. */
export function ruleSeen(view: View, rule: Rule): Evidence {
  return {
    fact: 'rule',
    args: { rule: rule.id, says: ruleText(rule), reason: rule.reasons.join(', ') || 'none given' },
    place: ruleLine(view, rule),
  };
}
