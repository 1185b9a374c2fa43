import type { AuditReport } from '../schemas/report.ts';
import { breakLogCommands } from '../text/log-commands.ts';
import type { Render } from './contract.ts';
import { advisoriesSection, attestationsSection, waiversSection } from './markdown/accepted.ts';
import { criteriaSection, diagnosticsSection, methodSection, scopeSection } from './markdown/basis.ts';
import { dataMapSection } from './markdown/data-map.ts';
import { findingsSection, passesSection, unresolvedSection } from './markdown/findings.ts';
import { LIMITS, type Limits, MOST_BYTES } from './markdown/limits.ts';
import { adviceSection, reproduceSection } from './markdown/reproduce.ts';
import { resultsSection } from './markdown/results.ts';
import { verdictSection } from './markdown/verdict.ts';

/** For auditors and reviews: everything they ask for, the opinion first; long lists give way until GitHub shows the whole. */
export const render: Render = (report) => {
  let text = '';
  for (const limits of LIMITS) {
    text = withLimits(report, limits);
    if (new TextEncoder().encode(text).length <= MOST_BYTES) break;
  }
  return text;
};

function withLimits(report: AuditReport, limits: Limits): string {
  const sections = [
    verdictSection(report),
    scopeSection(report, limits),
    methodSection(),
    criteriaSection(report),
    resultsSection(report, limits),
    findingsSection(report, limits),
    unresolvedSection(report, limits),
    passesSection(report, limits),
    waiversSection(report, limits),
    attestationsSection(report, limits),
    advisoriesSection(report, limits),
    dataMapSection(report, limits),
    diagnosticsSection(report, limits),
    reproduceSection(report),
    adviceSection(),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => [...section, '']);
  const single = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  return `${single.map(breakLogCommands).join('\n').trimEnd()}\n`;
}
