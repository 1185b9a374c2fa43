import type { AuditReport, ReportClause, ReportOutcome } from '../../schemas/report.ts';
import { block, code, prose, table } from '../../text/markdown.ts';
import { isWaived } from '../counted.ts';

/** GitHub cuts its view at 512,000 bytes: long lists end with a number, and the JSON report has the rest. */
const LONGEST_LIST = 300;

export function capped<T>(items: readonly T[], line: (item: T) => string[]): string[] {
  const shown = items.slice(0, LONGEST_LIST).flatMap(line);
  return items.length > LONGEST_LIST
    ? [...shown, '', `${items.length - LONGEST_LIST} more: see the JSON report.`]
    : shown;
}

const WORDS: Readonly<Record<ReportClause['status'], string>> = {
  pass: 'kept',
  fail: '**broken**',
  'not-applicable': 'does not apply',
  'needs-attestation': 'to attest',
  'not-assessed': 'cannot tell',
};

export function scopeSection({ scope, settings }: AuditReport): string[] {
  const commit =
    scope.commit === null
      ? 'not in git'
      : `${code(scope.commit)}, ${scope.dirty ? 'with uncommitted changes' : 'clean'}`;
  return [
    '## Scope',
    '',
    ...table(
      ['', ''],
      [
        ['Commit', commit],
        ['Day of the audit', scope.asOf],
        ['Judged', settings.roots.map(code).join(', ')],
        ['Files', `${scope.filesListed} listed, ${scope.filesRead} read (${scope.bytesRead} bytes)`],
        [
          'Left out',
          settings.excluded.map(({ pattern, files }) => `${code(pattern)} (${files})`).join(', ') || 'nothing',
        ],
        ['Narrowed to', settings.only.map(code).join(', ') || 'every clause'],
      ],
    ),
    ...(scope.skipped.length === 0
      ? []
      : ['', 'Not read:', '', ...capped(scope.skipped, ({ file, reason }) => [`- ${code(file)}: ${prose(reason)}`])]),
  ];
}

export function methodSection(): string[] {
  return [
    '## Method and limits',
    '',
    'A static examination: schemas, infrastructure code, dependencies, settings, policy documents and the declarations of the team were read; nothing was run, and no system was looked into. A pass of grade `code` was seen in code, of grade `document` in a document; `declared` rests on the word of the team that nothing in the code contradicts; `attested` on a named person; `waived` on an accepted exception. What a file would have said that could not be read counts as unknown, never as kept. Promises without a check are listed as such.',
  ];
}

export function criteriaSection({ packs, settings, tool }: AuditReport): string[] {
  const rows = packs.map(({ id, title, version, digest, policy }) => [
    code(id),
    prose(title),
    version,
    prose(policy.company ?? '–'),
    policy.date ?? 'undated',
    code(digest),
  ]);
  const manifest =
    settings.manifest === null ? 'none' : `${code(settings.manifest.file)} ${code(settings.manifest.digest)}`;
  const baseline =
    settings.baseline === null ? 'none' : `${code(settings.baseline.file)} ${code(settings.baseline.digest)}`;
  return [
    '## Criteria',
    '',
    ...table(['pack', 'title', 'version', 'company', 'policy of', 'digest'], rows),
    '',
    `Packs chosen by: ${settings.packsFrom}. Fails at: ${settings.failOn}. Strict: ${settings.strict.join(', ') || 'no'}. Manifest: ${manifest}. Baseline: ${baseline}. Catalogue: ${code(tool.catalogDigest)}.`,
  ];
}

export function resultsSection({ clauses }: AuditReport): string[] {
  const row = ({ id, summary, status, grade, severity, reason }: ReportClause): string[] => [
    code(id),
    prose(summary),
    `${WORDS[status]}${grade === null ? '' : ` (${grade})`}`,
    severity,
    prose(reason),
  ];
  const head = ['clause', 'promise', 'result', 'severity', 'reason'];
  const decided = clauses.filter(({ status }) => status === 'fail' || status === 'pass');
  const ordered = [
    ...decided.filter(({ status }) => status === 'fail'),
    ...decided.filter(({ status }) => status === 'pass'),
  ];
  const rest = (title: string, some: readonly ReportClause[]): string[] =>
    some.length === 0
      ? []
      : [
          '',
          '<details>',
          `<summary>${title}: ${some.length}</summary>`,
          '',
          ...table(head, some.map(row)),
          '',
          '</details>',
        ];
  const open = clauses.filter(({ status }) => status === 'not-assessed');
  return [
    '## Results',
    '',
    ...(ordered.length === 0 ? ['No clause was decided.'] : table(head, ordered.map(row))),
    ...rest(
      'Cannot tell',
      open.filter(({ reasonCode }) => reasonCode !== 'no-check'),
    ),
    ...rest(
      'To attest',
      clauses.filter(({ status }) => status === 'needs-attestation'),
    ),
    ...rest(
      'Does not apply',
      clauses.filter(({ status }) => status === 'not-applicable'),
    ),
    ...rest(
      'No check yet',
      open.filter(({ reasonCode }) => reasonCode === 'no-check'),
    ),
  ];
}

export function findingsSection({ findings, unresolved }: AuditReport): string[] {
  const rank = ['critical', 'high', 'medium', 'low'];
  const worst = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank.indexOf(a.finding.severity) - rank.indexOf(b.finding.severity) || a.index - b.index);
  return [
    '## Findings',
    ...(findings.length === 0
      ? ['', 'None.']
      : capped(
          worst.map(({ finding }) => finding),
          (finding) => ['', ...outcomeLines(finding)],
        )),
    ...(unresolved.length === 0
      ? []
      : ['', '## What could not be told', ...capped(unresolved, (outcome) => ['', ...outcomeLines(outcome)])]),
  ];
}

function outcomeLines(outcome: ReportOutcome): string[] {
  const { location, ruleId, severity, subject, clauses, message, why, fix, evidence, fingerprint } = outcome;
  const marks = [
    ...(isWaived(outcome) && outcome.status === 'fail' ? ['waived'] : []),
    ...(outcome.baselined ? ['in the baseline'] : []),
  ];
  const weight = outcome.status === 'fail' ? ` · ${severity}` : '';
  return [
    `### ${code(subject)} · ${code(ruleId)}${weight}${marks.length === 0 ? '' : ` · ${marks.join(', ')}`}`,
    '',
    prose(message),
    '',
    `- Where: ${code(`${location.file}:${location.startLine}`)}`,
    `- Clauses: ${clauses.map(code).join(', ')}`,
    `- Why: ${prose(why)}`,
    ...evidence.map(
      ({ note, file, startLine }) =>
        `- Seen: ${prose(note)}${file === null ? '' : ` (${code(`${file}:${startLine ?? 1}`)})`}`,
    ),
    ...fixLines(fix),
    `- Fingerprint: ${code(fingerprint)}`,
  ];
}

export function acceptedSection({ waivers, attestations }: AuditReport): string[] {
  const waived = waivers.map(({ clause, where, reason, approvedBy, expires, state }) => [
    code(clause),
    where === '' ? 'the whole clause' : code(where),
    prose(reason),
    prose(approvedBy),
    expires,
    state,
  ]);
  const attested = attestations.map(({ clause, by, at, expires, state }) => [
    code(clause),
    prose(by),
    at,
    expires,
    state,
  ]);
  return [
    '## Waivers',
    '',
    ...(waived.length === 0
      ? ['None.']
      : table(['clause', 'where', 'reason', 'approved by', 'until', 'state'], waived)),
    '',
    '## Attestations',
    '',
    ...(attested.length === 0 ? ['None.'] : table(['clause', 'by', 'on', 'until', 'state'], attested)),
  ];
}

/** The first line says what to do; what follows is to be pasted, and loses the indentation it has in common. */
function fixLines(fix: string): string[] {
  const [first, ...rest] = fix.split('\n');
  if (first === undefined || first === '') return [];
  const indent = Math.min(
    ...rest.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  const paste = rest.length === 0 ? [] : ['', ...block(rest.map((line) => line.slice(indent)).join('\n'), '  '), ''];
  return [`- What to do: ${prose(first)}`, ...paste];
}
