import type { AuditReport } from '../schemas/report.ts';
import { code, prose, table } from '../text/markdown.ts';
import type { Render } from './contract.ts';
import { dataMapSection } from './markdown/data-map.ts';
import {
  acceptedSection,
  capped,
  criteriaSection,
  findingsSection,
  methodSection,
  resultsSection,
  scopeSection,
} from './markdown/sections.ts';

/** For auditors: a document that can be filed, and rendered on GitHub whatever names the scanned project has. */
export const render: Render = (report) => {
  const sections = [
    verdictSection(report),
    scopeSection(report),
    methodSection(),
    criteriaSection(report),
    resultsSection(report),
    findingsSection(report),
    acceptedSection(report),
    advisorySection(report),
    dataMapSection(report),
    diagnosticsSection(report),
    reproduceSection(report),
  ];
  return `${sections.map((lines) => lines.join('\n').trimEnd()).join('\n\n')}\n`;
};

function verdictSection({ summary, settings }: AuditReport): string[] {
  const { verdict, reasons, checkable, decided, findings, clauses } = summary;
  const word =
    verdict === 'fail'
      ? 'FAIL'
      : verdict === 'nothing-assessed'
        ? 'NOTHING ASSESSED'
        : decided * 2 < checkable
          ? 'INCOMPLETE: nothing broken, most of it undecided'
          : 'PASS';
  return [
    '# Privacy audit',
    '',
    `**Verdict: ${word}** (exit code ${summary.exitCode}): ${prose(reasons.join('; '))}.`,
    '',
    `${decided} of ${checkable} checkable promises were decided; findings count from severity ${settings.failOn} on.`,
    '',
    ...table(
      ['kept', 'broken', 'does not apply', 'to attest', 'cannot tell'],
      [
        [
          clauses.pass,
          clauses.fail,
          clauses['not-applicable'],
          clauses['needs-attestation'],
          clauses['not-assessed'],
        ].map(String),
      ],
    ),
    '',
    ...table(
      ['critical', 'high', 'medium', 'low', 'waived', 'in the baseline'],
      [
        [findings.critical, findings.high, findings.medium, findings.low, findings.waived, findings.baselined].map(
          String,
        ),
      ],
    ),
  ];
}

function advisorySection({ advisories }: AuditReport): string[] {
  if (advisories.length === 0) return ['## Advisories', '', 'None.'];
  return [
    '## Advisories',
    '',
    ...capped(advisories, ({ code: kind, message, clauses, location }) => [
      `- ${code(kind)}: ${prose(message)}${location === null ? '' : ` (${code(`${location.file}:${location.startLine}`)})`}${clauses.length === 0 ? '' : `, ${clauses.map(code).join(', ')}`}`,
    ]),
  ];
}

function diagnosticsSection({ diagnostics }: AuditReport): string[] {
  if (diagnostics.length === 0) return ['## Diagnostics', '', 'Every file that was read was read whole.'];
  return [
    '## Diagnostics',
    '',
    ...capped(diagnostics, ({ level, file, startLine, message, hint }) => [
      `- ${level}: ${file === null ? '' : `${code(startLine === null ? file : `${file}:${startLine}`)} `}${prose(message)}${hint === null ? '' : `. ${prose(hint)}`}`,
    ]),
  ];
}

function reproduceSection({ tool, settings, scope, packs }: AuditReport): string[] {
  const parts = [
    'privaudit scan',
    ...settings.roots.filter((root) => root !== '.'),
    ...packs.map(({ id }) => `--pack ${id}`),
    ...settings.only.map((id) => `--only ${id}`),
    ...(settings.failOn === 'low' ? [] : [`--fail-on ${settings.failOn}`]),
    ...(settings.strict.length === 0 ? [] : [`--strict ${settings.strict.join(',')}`]),
    `--as-of ${scope.asOf}`,
    '-f markdown',
  ];
  return [
    '## How to reproduce',
    '',
    `With privaudit ${tool.version}${scope.commit === null ? '' : ` on commit ${code(scope.commit)}`}, at the root of the project:`,
    '',
    code(parts.join(' ')),
    '',
    'The same files, packs and day give the same bytes. This report is not legal advice.',
  ];
}
