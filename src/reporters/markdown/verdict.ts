import { SEVERITIES } from '../../model/pack.ts';
import type { AuditReport } from '../../schemas/report.ts';
import { prose, table } from '../../text/markdown.ts';
import { COLUMNS, countColumns, isThin, verdictCounts } from '../wording.ts';

/** The opinion first: one word, its counts and the threshold behind it. */
export function verdictSection(report: AuditReport): string[] {
  const { summary, settings, packs, clauses } = report;
  const subjects = packs.map(({ policy, title }) => policy.company ?? title).join(', ');
  return [
    '# Privacy audit',
    '',
    `**${wordOf(report)}** – ${verdictCounts(report).join('; ')}. Exit code ${summary.exitCode}.`,
    '',
    `Judged against ${prose(subjects)} on ${report.scope.asOf}. ${thresholdOf(report)} Reasons: ${prose(summary.reasons.join('; '))}.`,
    '',
    ...table(
      ['Promises of', ...COLUMNS],
      packs.map(({ id }) => {
        const counts = countColumns(clauses.filter(({ pack }) => pack === id));
        return [prose(id), ...COLUMNS.map((column) => String(counts[column]))];
      }),
    ),
    '',
    ...table(
      ['Findings', ...SEVERITIES, 'waived', 'in the baseline'],
      [
        [
          settings.failOn === 'none' ? 'counted' : `counted (fails from ${settings.failOn})`,
          ...SEVERITIES.map((one) => String(summary.findings[one])),
          String(summary.findings.waived),
          String(summary.findings.baselined),
        ],
      ],
    ),
  ];
}

function wordOf({ summary }: AuditReport): string {
  if (summary.verdict === 'fail') return 'FAIL';
  if (summary.verdict === 'nothing-assessed') return 'INCOMPLETE: nothing could be assessed';
  if (summary.clauses.fail > 0) return 'NOT FAILED: promises are broken, but no finding counts at this threshold';
  return isThin(summary)
    ? 'INCOMPLETE: nothing was found broken, but most promises with a check are undecided'
    : 'PASS';
}

function thresholdOf({ settings }: AuditReport): string {
  const strict = settings.strict.length === 0 ? '' : ` Strict about: ${settings.strict.map(prose).join(', ')}.`;
  return settings.failOn === 'none'
    ? `No finding fails the run.${strict}`
    : `A finding of severity ${settings.failOn} or over fails the run.${strict}`;
}
