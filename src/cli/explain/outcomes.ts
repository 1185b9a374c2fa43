import { joinFixes } from '../../reporters/fixes.ts';
import type { AuditReport, ReportOutcome } from '../../schemas/report.ts';

export function outcomesOf({ findings, unresolved, passes }: AuditReport): ReportOutcome[] {
  return [...findings, ...unresolved, ...passes];
}

export function explainClause(target: string, report: AuditReport): string[] | null {
  const clause = report.clauses.find(({ id }) => id === target);
  if (clause === undefined) return null;
  const outcomes = outcomesOf(report).filter(({ clauses }) => clauses.includes(target));
  return [
    `${clause.id} (${clause.section}): ${clause.summary}`,
    `  ${clause.status}${clause.grade === null ? '' : `, grade ${clause.grade}`}: ${clause.reason}`,
    ...clause.because.map(
      ({ note, file, startLine }) => `  because ${note}${file === null ? '' : ` (${file}:${startLine})`}`,
    ),
    ...outcomeLines(outcomes),
  ];
}

/** By rule, family, subject, fingerprint or place (`file`, `file:line`). */
export function explainOutcomes(target: string, report: AuditReport): string[] | null {
  const outcomes = outcomesOf(report).filter(
    ({ ruleId, family, fingerprint, subject, location }) =>
      [ruleId, family, subject, location.file, `${location.file}:${location.startLine}`].includes(target) ||
      (target.length >= 8 && fingerprint.startsWith(target)),
  );
  return outcomes.length === 0 ? null : outcomeLines(outcomes);
}

/** What each came to and what was seen; why and how to mend it once for all of one rule. */
export function outcomeLines(outcomes: readonly ReportOutcome[], withEvidence = true): string[] {
  const groups = new Map<string, ReportOutcome[]>();
  for (const outcome of outcomes) {
    const key = [outcome.status, outcome.ruleId, outcome.why].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()].flatMap((group) => [
    ...group.flatMap(({ status, message, location, ruleId, fingerprint, evidence }) => [
      `  ${status}: ${message} (${location.file}:${location.startLine}) [${ruleId}, ${fingerprint.slice(0, 12)}]`,
      ...(withEvidence ? evidence : []).map(
        ({ note, file, startLine }) => `    saw ${note}${file === null ? '' : ` (${file}:${startLine})`}`,
      ),
    ]),
    ...(group[0]?.status === 'pass' ? [] : [`    why ${group[0]?.why}`, ...fixLines(group)]),
  ]);
}

/** What is pasted is pasted once. */
function fixLines(outcomes: readonly ReportOutcome[]): string[] {
  const { kind, first, whole } = joinFixes(outcomes);
  if (kind === 'none') return [];
  const texts = kind === 'each' ? outcomes.map(({ fix }) => fix) : [kind === 'list' ? whole : first];
  const more = kind === 'alike' && outcomes.length > 1 ? ' (likewise for the others)' : '';
  return texts.flatMap((text) => {
    const [sentence, ...yaml] = text.split('\n');
    return [`    fix ${sentence}${more}`, ...yaml.map((line) => `        ${line}`)];
  });
}
