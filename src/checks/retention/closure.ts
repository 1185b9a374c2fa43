import type { Subject } from './matching.ts';
import type { Rule } from './rules.ts';
import { recordsOf } from './under.ts';

/** Records that are closed by themselves: `closed` is the end of the ticket or talk there, not of the account. */
const CLOSED_BY_ITSELF: ReadonlySet<string | null> = new Set(['support', 'chat', 'transcript']);

/** Whether a rule keeps data after the relation with the person has ended (settled 12). */
export function isAfterClosure(rule: Rule, subjects: readonly Subject[]): boolean {
  if (rule.after === 'subscription-end' || rule.after === 'deletion-request') return true;
  if (rule.after !== 'closed') return false;
  const records = recordsOf(rule, subjects);
  return records.length === 0 || !records.every((record) => CLOSED_BY_ITSELF.has(record));
}
