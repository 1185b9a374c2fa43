import { audit } from '../audit.ts';
import { UserError } from '../errors.ts';
import { joinFixes } from '../reporters/fixes.ts';
import { isPersonal } from '../reporters/wording.ts';
import type { AuditReport, ReportOutcome } from '../schemas/report.ts';
import { printable } from '../text/printable.ts';
import { nearest } from '../text/suggest.ts';
import { type AuditFlags, auditOptions } from './audit-options.ts';
import type { Io } from './io.ts';

/** Says why: of a field, an entity, a vendor, a clause, a rule, a finding, or the conflicts inside and between the policies. */
export async function explain(target: string, paths: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const report = await audit(auditOptions(paths, flags, io));
  const lines =
    explainConflicts(target, report) ??
    explainField(target, report) ??
    explainVendor(target, report) ??
    explainClause(target, report) ??
    explainOutcomes(target, report);
  if (lines === null) {
    const [near] = nearest(target, namesIn(report));
    throw new UserError(
      'nothing-to-explain',
      `Nothing in this project is called ${target}`,
      near === undefined
        ? 'Name a field (User.email), an entity, a vendor, a subject, a clause, a rule or a finding'
        : `Did you mean ${near}?`,
    );
  }
  io.stdout.write(`${lines.map(printable).join('\n')}\n`);
  return 0;
}

function namesIn(report: AuditReport): string[] {
  return [
    ...report.inventory.entities.flatMap(({ name, fields }) => [
      name,
      ...fields.map((field) => `${name}.${field.name}`),
    ]),
    ...report.inventory.vendors.map(({ name }) => name),
    ...report.clauses.map(({ id }) => id),
    ...report.findings.map(({ ruleId }) => ruleId),
  ];
}

function explainConflicts(target: string, { advisories }: AuditReport): string[] | null {
  if (target !== 'policy-conflicts') return null;
  const conflicts = advisories.filter(({ code }) => code === 'policy-conflict');
  const differing = advisories.filter(({ code }) => code === 'policies-differ');
  return [
    ...(conflicts.length === 0 ? ['The selected packs hold no contradiction.'] : []),
    ...conflicts.flatMap(({ message, clauses }) => [message, `  clauses: ${clauses.join(', ')}`, '']),
    ...(differing.length === 0 ? [] : ['No contradiction, but not the same:']),
    ...differing.map(({ message }) => `  ${message}`),
  ];
}

/** `User.dob`, `users.date_of_birth`, with a scope before it where needed; or the entity alone. */
function explainField(target: string, { inventory }: AuditReport): string[] | null {
  const wanted = target.toLowerCase();
  const lines: string[] = [];
  for (const entity of inventory.entities) {
    const names = [entity.name, entity.storedName]
      .flatMap((name) => [name, `${entity.id.split(' ')[0]}/${name}`])
      .map((name) => name.toLowerCase());
    const whole = names.includes(wanted);
    if (whole)
      lines.push(
        `${entity.name} (${entity.location.file}:${entity.location.startLine}), record class: ${entity.record ?? 'none'}, store: ${entity.store?.id ?? 'unknown'}`,
      );
    for (const field of entity.fields) {
      if (
        !whole &&
        !names.some((name) => [field.name, field.storedName].some((one) => `${name}.${one.toLowerCase()}` === wanted))
      )
        continue;
      if (whole && !isPersonal(field)) continue;
      const verdict =
        field.category === null
          ? 'not personal data'
          : `${field.category}, confidence ${field.confidence}${field.special ? ', special category' : ''}${isPersonal(field) ? '' : ': too little to count as personal data'}`;
      lines.push(`${entity.name}.${field.name} (${field.location.file}:${field.location.startLine}): ${verdict}`);
      for (const reason of field.reasons) lines.push(`  - ${reason}`);
      if (field.protection !== null) lines.push(`  - ${field.protection}`);
    }
  }
  return lines.length === 0 ? null : lines;
}

/** What gave a vendor away, what it is for, and what follows. */
function explainVendor(target: string, report: AuditReport): string[] | null {
  const wanted = target.toLowerCase();
  const vendors = report.inventory.vendors.filter(({ name, id }) => [name.toLowerCase(), id].includes(wanted));
  if (vendors.length === 0) return null;
  const names = vendors.map(({ name }) => name);
  const outcomes = outcomesOf(report).filter(
    ({ subject, family }) => family === 'subprocessor-listed' && names.includes(subject),
  );
  return [
    ...vendors.flatMap(({ name, company, role, purposes, declared, signals }) => [
      `${name}${company === null || company === name ? '' : ` (${company})`}: ${role}${purposes.length === 0 ? '' : `, for ${purposes.join(', ')}`}; ${declared === null ? 'no row of privaudit.yaml declares it' : `declared in ${declared}`}`,
      ...signals.map(
        ({ kind, strength, text, file, startLine }) => `  - ${kind} ${text} (${file}:${startLine}), ${strength} sign`,
      ),
    ]),
    ...outcomeLines(outcomes, false),
  ];
}

function outcomesOf({ findings, unresolved, passes }: AuditReport): ReportOutcome[] {
  return [...findings, ...unresolved, ...passes];
}

function explainClause(target: string, report: AuditReport): string[] | null {
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

function explainOutcomes(target: string, report: AuditReport): string[] | null {
  const outcomes = outcomesOf(report).filter(
    ({ ruleId, fingerprint, subject }) =>
      ruleId === target || subject === target || (target.length >= 8 && fingerprint.startsWith(target)),
  );
  return outcomes.length === 0 ? null : outcomeLines(outcomes);
}

/** What each came to and what was seen; why and how to mend it once for all of one rule. */
function outcomeLines(outcomes: readonly ReportOutcome[], withEvidence = true): string[] {
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
