import { sortedBy } from '../model/order.ts';
import type { AuditReport, ReportClause, ReportOutcome, Severity } from '../schemas/report.ts';

/** Words and counts that every human format shares, so that they cannot tell different stories. */

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

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

export function isWaived({ clauses, waivers }: ReportOutcome): boolean {
  return clauses.length > 0 && clauses.every((id) => waivers.some(({ clause }) => clause === id));
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

/** What the run says in words, without the counts: for the head of the verdict. */
export function verdictCounts({ summary }: AuditReport): string[] {
  const { clauses, findings } = summary;
  const bySeverity = severityCounts(summary);
  const total = SEVERITIES.reduce((sum, one) => sum + findings[one], 0);
  return [
    clauses.fail > 0 ? `${plural(clauses.fail, 'promise')} broken` : '',
    bySeverity === '' ? '' : `${plural(total, 'finding')} (${bySeverity})`,
    `${summary.decided} of ${plural(summary.checkable, 'checkable promise')} decided`,
    clauses['needs-attestation'] > 0 ? `${clauses['needs-attestation']} to attest` : '',
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
  readonly parts: readonly Part[];
}

/**
 * What code shows first, each rule under its clause by itself; then missing declarations, one block per family, for they are
 * mended in one place. Inside, the heaviest first.
 */
export function blocksOf(outcomes: readonly ReportOutcome[], clauses: readonly ReportClause[]): Block[] {
  const summaries = new Map(clauses.map(({ id, summary }) => [id, summary]));
  const parts = new Map<string, ReportOutcome[]>();
  const headlines = new Map<string, string>();
  for (const outcome of outcomes) {
    const clause = headline(outcome, summaries);
    const key = `${outcome.origin}\n${outcome.ruleId}\n${clause}`;
    headlines.set(key, clause);
    const known = parts.get(key);
    if (known) known.push(outcome);
    else parts.set(key, [outcome]);
  }
  const blocks = new Map<string, Block>();
  for (const [key, members] of parts) {
    const part = partOf(headlines.get(key) ?? '', members);
    const [first] = members;
    if (first === undefined) continue;
    const blockKey = first.origin === 'code' ? key : `${first.origin}\n${first.family}`;
    const known = blocks.get(blockKey)?.parts ?? [];
    const all = sortedBy(
      [...known, part],
      ({ severity, ruleId, clause }) => `${SEVERITIES.indexOf(severity)} ${clause} ${ruleId}`,
    );
    blocks.set(blockKey, {
      family: first.family,
      origin: first.origin,
      severity: all[0]?.severity ?? part.severity,
      parts: all,
    });
  }
  return sortedBy(
    blocks.values(),
    ({ origin, severity, parts: [first] }) =>
      `${origin} ${SEVERITIES.indexOf(severity)} ${first?.clause} ${first?.ruleId}`,
  );
}

function partOf(clause: string, outcomes: readonly ReportOutcome[]): Part {
  const also = new Set(outcomes.flatMap(unwaivedClauses).filter((id) => id !== clause));
  const rank = Math.min(...outcomes.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return {
    ruleId: outcomes[0]?.ruleId ?? '',
    clause,
    also: sortedBy(also, (id) => id),
    severity: SEVERITIES[rank] ?? 'low',
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
