import type { AuditReport, ReportClause, ReportOutcome } from '../../schemas/report.ts';
import { isWaived } from '../counted.ts';

/** Outcomes of one rule under one clause, with the other clauses they break. */
export interface Block {
  readonly clause: ReportClause;
  readonly ruleId: string;
  readonly also: readonly string[];
  readonly outcomes: readonly ReportOutcome[];
}

const RANK = ['critical', 'high', 'medium', 'low'];

/** Broken promises, worst first; what code shows before what is only not declared. */
export function brokenBlocks(report: AuditReport): Block[] {
  const open = report.findings.filter((finding) => !isWaived(finding) && !finding.baselined);
  const blocks = group(open, report);
  const rank = ({ outcomes }: Block): number =>
    (outcomes.some(({ origin }) => origin === 'code') ? 0 : 10) +
    Math.min(...outcomes.map(({ severity }) => RANK.indexOf(severity)));
  return blocks
    .map((block, index) => ({ block, index }))
    .sort((a, b) => rank(a.block) - rank(b.block) || a.index - b.index)
    .map(({ block }) => block);
}

/** What could not be told, under the clauses that are open for it. */
export function unclearBlocks(report: AuditReport): Block[] {
  const open = new Set(report.clauses.filter(({ status }) => status === 'not-assessed').map(({ id }) => id));
  return group(
    report.unresolved.filter(({ clauses }) => clauses.some((id) => open.has(id))),
    report,
  );
}

function group(outcomes: readonly ReportOutcome[], report: AuditReport): Block[] {
  const blocks = new Map<string, { clause: ReportClause; ruleId: string; also: string[]; outcomes: ReportOutcome[] }>();
  for (const outcome of outcomes) {
    const clauses = outcome.clauses.filter((id) => !outcome.waivers.some((waiver) => waiver.clause === id));
    const [first, ...also] = clauses.length > 0 ? clauses : outcome.clauses;
    const clause = report.clauses.find(({ id }) => id === first);
    if (clause === undefined) continue;
    const key = `${outcome.ruleId} ${clauses.join(' ')}`;
    const block = blocks.get(key);
    if (block) block.outcomes.push(outcome);
    else blocks.set(key, { clause, ruleId: outcome.ruleId, also, outcomes: [outcome] });
  }
  return [...blocks.values()];
}
