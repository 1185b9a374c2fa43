import type { AuditReport, ReportClause, ReportOutcome } from '../../schemas/report.ts';
import { code, details, prose, table } from '../../text/markdown.ts';
import { COLUMNS, type Column, columnOf } from '../wording.ts';
import { cut, type Limits, placeOf } from './limits.ts';

const DECIDED: readonly Column[] = ['broken', 'kept'];

/** One row per promise: the decided ones at once, the others folded away. */
export function resultsSection({ clauses, findings }: AuditReport, limits: Limits): string[] {
  const decided = DECIDED.flatMap((column) => clauses.filter((clause) => columnOf(clause) === column));
  const { shown, more } = cut(decided, limits);
  return [
    '## Results per promise',
    '',
    ...(decided.length === 0
      ? ['No promise was found kept or broken.']
      : table(
          ['Clause', 'Promise', 'Result', 'Severity', 'Outcomes', 'Reason'],
          shown.map((clause) => decidedRow(clause, waivedUnder(clause, findings))),
        )),
    ...more,
    '',
    ...COLUMNS.filter((column) => !DECIDED.includes(column)).flatMap((column) => folded(column, clauses, limits)),
  ];
}

function waivedUnder({ id }: ReportClause, findings: readonly ReportOutcome[]): number {
  return findings.filter(({ waivers }) => waivers.some(({ clause }) => clause === id)).length;
}

function decidedRow(clause: ReportClause, waived: number): string[] {
  const broken = clause.findings.length - waived;
  const counts = [
    clause.status === 'fail' ? `${broken} found broken` : '',
    waived > 0 ? `${waived} waived` : '',
    `${clause.passes} kept`,
    clause.unresolved > 0 ? `${clause.unresolved} unknown` : '',
  ];
  return [
    code(clause.id),
    prose(clause.summary),
    clause.status === 'fail' ? '**broken**' : `kept (${clause.grade ?? 'no grade'})`,
    clause.severity,
    clause.passes === 0 && clause.findings.length === 0 ? '' : counts.filter((one) => one !== '').join(', '),
    prose(clause.reason),
  ];
}

function folded(column: Column, clauses: readonly ReportClause[], limits: Limits): string[] {
  const own = clauses.filter((clause) => columnOf(clause) === column);
  if (own.length === 0) return [];
  const { shown, more } = cut(own, limits);
  const reasoned = column !== 'no check yet' || own.some(({ reason }) => reason !== 'no check yet');
  const rows = shown.map((clause) => [
    code(clause.id),
    prose(clause.summary),
    clause.severity,
    ...(reasoned ? [becauseOf(clause)] : []),
  ]);
  const title = `${column.charAt(0).toUpperCase()}${column.slice(1)}: ${own.length}`;
  return details(title, [...table(['Clause', 'Promise', 'Severity', ...(reasoned ? ['Because'] : [])], rows), ...more]);
}

function becauseOf({ reason, because }: ReportClause): string {
  const seen = because.slice(0, 3).map(({ note, file, startLine }) => {
    const place = code(placeOf(file, startLine));
    return place === '' ? prose(note) : `${prose(note)} (${place})`;
  });
  const more = because.length > 3 ? [`${because.length - 3} more`] : [];
  return [prose(reason), ...seen, ...more].join('<br>');
}
