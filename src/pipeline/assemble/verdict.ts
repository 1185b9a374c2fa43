import { SEVERITIES } from '../../model/pack.ts';
import { isWaived } from '../../model/waived.ts';
import type { AuditReport, ReportClause, ReportOutcome, Severity } from '../../schemas/report.ts';

export interface VerdictInput {
  readonly clauses: readonly ReportClause[];
  readonly findings: readonly ReportOutcome[];
  readonly advisories: number;
  readonly failOn: Severity | 'none';
  readonly strict: readonly string[];
  readonly recognised: boolean;
  readonly allowEmpty: boolean;
}

/** The verdict of the run, and why; verdict and exit code always agree (report.md, "How a status comes about" 5 and 6). */
export function verdictOf(input: VerdictInput): AuditReport['summary'] {
  const { clauses, findings, failOn, strict } = input;
  const counted = findings.filter((finding) => !isWaived(finding) && !finding.baselined);
  const failing = failOn === 'none' ? [] : counted.filter(({ severity }) => isAtLeast(severity, failOn));
  const reasons: string[] = [];
  if (failing.length > 0)
    reasons.push(`${failing.length} ${failing.length === 1 ? 'finding' : 'findings'} at or over ${failOn}`);
  reasons.push(...strictReasons(clauses, strict));
  const checkable = clauses.filter(
    ({ family, reasonCode }) =>
      family !== null &&
      family !== 'attestation' &&
      reasonCode !== 'declared-not-applicable' &&
      // Only a part of it is asked, and nothing there is broken: it stands under no check yet.
      reasonCode !== 'no-check',
  );
  const assessed = checkable.some(({ status }) => status !== 'not-assessed');
  let verdict: AuditReport['summary']['verdict'] = reasons.length > 0 ? 'fail' : 'pass';
  if (verdict === 'pass' && (!input.recognised || !assessed)) {
    verdict = 'nothing-assessed';
    reasons.push(
      input.recognised ? 'every clause that has a check is not assessed' : 'no kind of input was recognised',
    );
  }
  const exitCode = verdict === 'fail' ? 1 : verdict === 'pass' || input.allowEmpty ? 0 : 3;
  if (reasons.length === 0)
    reasons.push(
      findings.length > counted.length ? 'every finding is waived or in the baseline' : 'no promise was found broken',
    );
  return {
    verdict,
    exitCode,
    reasons,
    checkable: checkable.length,
    decided: checkable.filter(({ status }) => status === 'pass' || status === 'fail').length,
    clauses: countBy(
      clauses.map(({ status }) => status),
      ['pass', 'fail', 'not-applicable', 'needs-attestation', 'not-assessed'],
    ),
    findings: {
      ...countBy(
        counted.map(({ severity }) => severity),
        SEVERITIES,
      ),
      waived: findings.filter(isWaived).length,
      baselined: findings.filter((finding) => finding.baselined && !isWaived(finding)).length,
    },
    advisories: input.advisories,
  };
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

function strictReasons(clauses: readonly ReportClause[], strict: readonly string[]): string[] {
  const tests: Readonly<Record<string, { what: string; fits: (clause: ReportClause) => boolean }>> = {
    'not-assessed': {
      what: 'not assessed',
      fits: ({ status, reasonCode }) => status === 'not-assessed' && reasonCode !== 'no-check',
    },
    'needs-attestation': { what: 'to attest', fits: ({ status }) => status === 'needs-attestation' },
    declared: { what: 'only declared', fits: ({ status, grade }) => status === 'pass' && grade === 'declared' },
    waived: { what: 'kept only through waivers', fits: ({ status, grade }) => status === 'pass' && grade === 'waived' },
  };
  return strict.flatMap((word) => {
    const test = tests[word];
    const hits = test ? clauses.filter(test.fits).length : 0;
    return test && hits > 0 ? [`strict: ${hits} ${hits === 1 ? 'clause' : 'clauses'} ${test.what}`] : [];
  });
}

function countBy<K extends string>(values: readonly K[], keys: readonly K[]): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}
