import { sortedBy } from '../model/order.ts';
import { SEVERITIES } from '../model/pack.ts';
import { PERSONAL_THRESHOLD } from '../model/tag.ts';
import { isWaived } from '../model/waived.ts';
import type { AuditReport, ReportClause, ReportOutcome, Severity } from '../schemas/report.ts';

/** Words and counts that every human format shares, so that they cannot tell different stories. */

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

export const COLUMNS = ['kept', 'broken', 'does not apply', 'to attest', 'cannot tell', 'no check yet'] as const;
export type Column = (typeof COLUMNS)[number];

export function columnOf({ status, reasonCode }: Pick<ReportClause, 'status' | 'reasonCode'>): Column {
  switch (status) {
    case 'pass':
      return 'kept';
    case 'fail':
      return 'broken';
    case 'not-applicable':
      return 'does not apply';
    case 'needs-attestation':
      return 'to attest';
    case 'not-assessed':
      return reasonCode === 'no-check' ? 'no check yet' : 'cannot tell';
  }
}

/** Clauses of a pack by human status. */
export function countColumns(clauses: readonly ReportClause[]): Readonly<Record<Column, number>> {
  const counts = { kept: 0, broken: 0, 'does not apply': 0, 'to attest': 0, 'cannot tell': 0, 'no check yet': 0 };
  for (const clause of clauses) counts[columnOf(clause)] += 1;
  return counts;
}

/** Recognised as personal with enough confidence to judge by. */
export function isPersonal({ category, confidence }: { category: string | null; confidence: number | null }): boolean {
  return category !== null && (confidence ?? 0) >= PERSONAL_THRESHOLD;
}

export function isCounted(finding: ReportOutcome): boolean {
  return !isWaived(finding) && !finding.baselined;
}

/** `1 critical, 6 high`; empty when nothing counts. */
export function severityCounts({ findings }: AuditReport['summary']): string {
  return SEVERITIES.filter((one) => findings[one] > 0)
    .map((one) => `${findings[one]} ${one}`)
    .join(', ');
}

/** Fewer than half of the promises that have a check came out kept or broken: then nobody may read PASS. */
export function isThin({ checkable, decided }: AuditReport['summary']): boolean {
  return checkable === 0 || decided * 2 < checkable;
}

/** The numbers behind the verdict. */
export function verdictCounts({ summary, clauses: rows }: AuditReport): string[] {
  const unchecked = countColumns(rows)['no check yet'];
  const { clauses, findings } = summary;
  const bySeverity = severityCounts(summary);
  const total = SEVERITIES.reduce((sum, one) => sum + findings[one], 0);
  return [
    clauses.fail > 0 ? `${plural(clauses.fail, 'promise')} broken` : '',
    bySeverity === '' ? '' : `${plural(total, 'finding')} (${bySeverity})`,
    `${summary.decided} of ${plural(summary.checkable, 'checkable promise')} decided`,
    clauses['needs-attestation'] > 0 ? `${clauses['needs-attestation']} to attest` : '',
    unchecked > 0 ? `${unchecked} without a check yet` : '',
  ].filter((one) => one !== '');
}

export interface Part {
  readonly ruleId: string;
  /** The clause named first: the one that `why` quotes. */
  readonly clause: string;
  readonly also: readonly string[];
  readonly severity: Severity;
  readonly outcomes: readonly ReportOutcome[];
}

export interface Block {
  readonly family: string;
  readonly origin: ReportOutcome['origin'];
  readonly severity: Severity;
  /** Parts of one clause lie together. */
  readonly parts: readonly Part[];
}

/**
 * What code shows first, one block per clause; then missing declarations, one block per family, for they are mended in one
 * place. The heaviest first.
 */
export function blocksOf(outcomes: readonly ReportOutcome[], clauses: readonly ReportClause[]): Block[] {
  const summaries = new Map(clauses.map(({ id, summary }) => [id, summary]));
  const groups = new Map<string, { clause: string; members: ReportOutcome[] }>();
  for (const outcome of outcomes) {
    const clause = headline(outcome, summaries);
    const key = `${outcome.origin}\n${outcome.ruleId}\n${clause}`;
    const known = groups.get(key);
    if (known) known.members.push(outcome);
    else groups.set(key, { clause, members: [outcome] });
  }
  const blocks = new Map<string, { family: string; origin: ReportOutcome['origin']; parts: Part[] }>();
  for (const { clause, members } of groups.values()) {
    const { origin = 'code', family = '' } = members[0] ?? {};
    const key = `${origin}\n${origin === 'code' ? clause : family}`;
    const known = blocks.get(key);
    const part = partOf(clause, members);
    if (known) known.parts.push(part);
    else blocks.set(key, { family, origin, parts: [part] });
  }
  const dressed = [...blocks.values()].map(({ family, origin, parts }): Block => {
    const sorted = byClause(parts);
    return { family, origin, severity: heaviest(sorted), parts: sorted };
  });
  return sortedBy(
    dressed,
    ({ origin, severity, family, parts: [first] }) =>
      `${origin} ${SEVERITIES.indexOf(severity)} ${origin === 'code' ? first?.clause : family}`,
  );
}

function heaviest(parts: readonly { readonly severity: Severity }[]): Severity {
  return SEVERITIES[Math.min(...parts.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? 'low';
}

function byClause(parts: readonly Part[]): Part[] {
  const rank = (clause: string): number => SEVERITIES.indexOf(heaviest(parts.filter((part) => part.clause === clause)));
  return sortedBy(
    parts,
    ({ clause, severity, ruleId }) => `${rank(clause)} ${clause} ${SEVERITIES.indexOf(severity)} ${ruleId}`,
  );
}

function partOf(clause: string, outcomes: readonly ReportOutcome[]): Part {
  const also = new Set(outcomes.flatMap(unwaivedClauses).filter((id) => id !== clause));
  return {
    ruleId: outcomes[0]?.ruleId ?? '',
    clause,
    also: sortedBy(also, (id) => id),
    severity: heaviest(outcomes),
    outcomes,
  };
}

function unwaivedClauses({ clauses, waivers }: ReportOutcome): string[] {
  return clauses.filter((id) => !waivers.some(({ clause }) => clause === id));
}

function headline(outcome: ReportOutcome, summaries: ReadonlyMap<string, string>): string {
  const counted = unwaivedClauses(outcome);
  const own = counted.length > 0 ? counted : outcome.clauses;
  const quoted = own.find((id) => {
    const summary = summaries.get(id);
    return summary !== undefined && summary !== '' && outcome.why.includes(summary);
  });
  return quoted ?? own[0] ?? outcome.ruleId;
}
