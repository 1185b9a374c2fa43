import type { AuditReport } from '../../schemas/report.ts';
import { outcomeLines, outcomesOf } from './outcomes.ts';

/** What gave a vendor away, what it is for, and what follows. */
export function explainVendor(target: string, report: AuditReport): string[] | null {
  const wanted = target.toLowerCase();
  const vendors = report.inventory.vendors.filter(({ name, id }) => [name.toLowerCase(), id].includes(wanted));
  if (vendors.length === 0) return null;
  const names = vendors.map(({ name }) => name);
  const outcomes = outcomesOf(report).filter(
    ({ subject, family }) => family === 'subprocessor-listed' && names.includes(subject),
  );
  return [
    ...vendors.flatMap(({ name, company, role, purposes, declared, signals }) => [
      `${name}${company === null || company === name ? '' : ` (${company})`}: ${role}${purposes.length === 0 ? '' : `, for ${purposes.join(', ')}`}; ${declared === null ? 'no row of privaudit.yaml declares it' : `declared in ${declared}`}`,
      ...signals.map(
        ({ kind, strength, text, file, startLine }) => `  - ${kind} ${text} (${file}:${startLine}), ${strength} sign`,
      ),
    ]),
    ...outcomeLines(outcomes, false),
  ];
}
