import type { View } from '../contract.ts';
import type { Subject } from './matching.ts';
import type { Rule } from './rules.ts';
import { rulesOver } from './under.ts';

/** Rules about these record classes: by their own word, or because something of the class comes under them. */
export function rulesOfRecords(
  records: readonly string[],
  rules: readonly Rule[],
  subjects: readonly Subject[],
): Rule[] {
  return rules.filter((rule) => {
    if (rule.record !== null) return records.includes(rule.record);
    return subjects.some(
      ({ resolution }) =>
        rulesOver(resolution).includes(rule) &&
        !resolution.inherited &&
        resolution.record !== null &&
        records.includes(resolution.record),
    );
  });
}

/**
 * Entities and stores of these classes that no rule speaks of. A linked entity goes with its parent: it is open only where the
 * parent is of another class, so that its rule answers another question.
 */
export function entitiesWithoutRule(records: readonly string[], view: View, subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ kind, of, resolution }) => {
    if (resolution.record === null || !records.includes(resolution.record)) return false;
    if (kind === 'store' || !of.linked) return resolution.rule === null;
    if (!resolution.inherited && resolution.rule !== null) return false;
    const parent = view.entities.find((other) => other.entity.id === of.parent);
    return parent !== undefined && parent.record !== of.record;
  });
}
