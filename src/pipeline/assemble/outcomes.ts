import { compareCodeUnits } from '../../model/order.ts';
import { type Clause, type Pack, SEVERITIES } from '../../model/pack.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { ReportOutcome, Severity } from '../../schemas/report.ts';
import { type JudgedOutcome, wordsOf } from '../evaluate.ts';
import { fill, renderEvidence } from '../words.ts';
import { severityOf } from './clauses.ts';
import type { WaiverUse } from './waivers.ts';

export interface OutcomeInput {
  readonly catalog: Catalog;
  readonly packs: readonly Pack[];
  readonly waivers: WaiverUse;
  readonly baseline: ReadonlySet<string>;
}

/** Dresses an outcome for the report: severity, words, waivers. `clauses` are those that count it (silent ones are left out before). */
export function reportOutcome(judged: JudgedOutcome, clauses: readonly Clause[], input: OutcomeInput): ReportOutcome {
  const { outcome, family, fingerprint } = judged;
  const words = wordsOf(input.catalog, family);
  const waivers = clauses.flatMap((clause) => {
    const waiver = outcome.status === 'fail' ? input.waivers.of(judged, clause.id) : null;
    return waiver === null ? [] : [{ clause: clause.id, waiver }];
  });
  const unwaived = clauses.filter(({ id }) => !waivers.some(({ clause }) => clause === id));
  const counted = unwaived.length > 0 ? unwaived : clauses;
  const first = counted[0];
  const pack = input.packs.find(({ id }) => id === first?.pack);
  const args = { subject: outcome.subject, clause: first?.id ?? '', summary: first?.summary ?? '', ...outcome.args };
  const base = { ...args, policy: placeInPolicy(pack, first), summary: first?.summary ?? '' };
  const text = textOf(words, outcome, args, base);
  const { file, span } = outcome.place;
  return {
    fingerprint,
    ruleId: `${family}/${outcome.code}`,
    clauses: clauses.map(({ id }) => id).sort(compareCodeUnits),
    family,
    topic: outcome.topic,
    facet: outcome.facet,
    severity: weight(counted, outcome.contradicted),
    status: outcome.status,
    grade: outcome.grade,
    origin: outcome.origin,
    subject: outcome.subject,
    ...text,
    location: {
      file,
      startLine: span.startLine,
      endLine: span.endLine,
      resource: outcome.subject,
      attribute: outcome.attribute,
    },
    related: outcome.related.map(({ place, note }) => ({
      file: place.file,
      startLine: place.span.startLine,
      endLine: place.span.endLine,
      note,
    })),
    evidence: outcome.evidence.map((evidence) => renderEvidence(words, evidence)),
    waivers,
    baselined: outcome.status === 'fail' && input.baseline.has(fingerprint),
  };
}

/** Where an auditor finds the promise: `VeloNOC 6`, `Vekora, Data Retention`; a pack of nobody's policy has no such place. */
function placeInPolicy(pack: Pack | undefined, clause: Clause | undefined): string {
  if (pack === undefined || pack.policy.company === null) return pack?.title ?? '';
  const section = clause?.section ?? '';
  const number = /^(\d+(?:\.\d+)*)\.?\s/.exec(section)?.[1];
  if (number !== undefined) return `${pack.policy.company} ${number}`;
  return section === '' ? pack.policy.company : `${pack.policy.company}, ${section}`;
}

function textOf(
  words: ReturnType<typeof wordsOf>,
  { status, code }: JudgedOutcome['outcome'],
  args: Parameters<typeof fill>[1],
  base: Parameters<typeof fill>[1],
): { message: string; why: string; fix: string } {
  if (status === 'pass') {
    const template = words.passes[code];
    if (template === undefined) throw new Error(`rules/families/${words.id}.yaml has no passes.${code}`);
    return { message: fill(template, args), why: fill('{policy}: {summary}', base), fix: '' };
  }
  if (status === 'unresolved') {
    const text = words.unresolved[code];
    if (text === undefined) throw new Error(`rules/families/${words.id}.yaml has no unresolved.${code}`);
    return { message: fill(text.message, args), why: fill('{policy}: {summary}', base), fix: fill(text.fix, args) };
  }
  const text = words.outcomes[code];
  if (text === undefined) throw new Error(`rules/families/${words.id}.yaml has no outcomes.${code}`);
  return { message: fill(text.message, args), why: fill(text.why, base), fix: fill(text.fix, args) };
}

/** The highest of its unwaived clauses; one step up where a declaration is contradicted by the code. */
function weight(clauses: readonly Clause[], contradicted: boolean): Severity {
  const rank = Math.min(...clauses.map((clause) => SEVERITIES.indexOf(severityOf(clause))));
  return SEVERITIES[Math.max(rank - (contradicted ? 1 : 0), 0)] ?? 'low';
}
