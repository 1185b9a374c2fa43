import type { ReportOutcome } from '../schemas/report.ts';

/** Accepted under every clause that it breaks. */
export function isWaived(finding: ReportOutcome): boolean {
  return (
    finding.clauses.length > 0 && finding.clauses.every((id) => finding.waivers.some(({ clause }) => clause === id))
  );
}
