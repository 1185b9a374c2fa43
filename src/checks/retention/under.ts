import type { Resolution, Subject } from './matching.ts';
import type { Rule } from './rules.ts';
import { arePhases, startsAtClosure } from './rules.ts';

/** Every rule that speaks of a subject: the chosen one, its rivals, and the rules of its other phases. */
export function rulesOver({ rule, rivals, phases }: Resolution): readonly Rule[] {
  return rule === null ? [] : [rule, ...rivals, ...phases];
}

/** Subjects that a rule holds for. */
export function subjectsUnder(rule: Rule, subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ resolution }) => resolution.rule === rule || resolution.phases.includes(rule));
}

/** Record classes of what a rule is about: its own word, else those of its subjects. */
export function recordsOf(rule: Rule, subjects: readonly Subject[]): readonly (string | null)[] {
  if (rule.record !== null) return [rule.record];
  return subjectsUnder(rule, subjects).map(({ resolution }) => resolution.record);
}

/** Whether another rule says what becomes of the same data once the relation has ended. */
export function isFollowed(rule: Rule, subjects: readonly Subject[]): boolean {
  if (startsAtClosure(rule)) return false;
  return subjects.some(({ resolution }) => {
    const all = rulesOver(resolution);
    return all.includes(rule) && all.some((other) => arePhases(rule, other));
  });
}
