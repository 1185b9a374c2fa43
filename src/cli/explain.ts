import { audit } from '../audit.ts';
import { builtInPacks } from '../catalog/load.ts';
import { UserError } from '../errors.ts';
import type { AuditReport } from '../schemas/report.ts';
import { printable } from '../text/printable.ts';
import { nearest } from '../text/suggest.ts';
import { type AuditFlags, auditOptions } from './audit-options.ts';
import { explainCategory, explainField, explainPlace } from './explain/fields.ts';
import { explainClause, explainOutcomes } from './explain/outcomes.ts';
import { explainVendor } from './explain/vendors.ts';
import type { Io } from './io.ts';

/**
 * Says why: of a field, a category, an entity, a vendor, a clause, a family, a rule, a finding, a place in a file, or the
 * conflicts inside and between the policies.
 */
export async function explain(target: string, paths: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const report = await audit(auditOptions(paths, flags, io));
  const lines =
    explainConflicts(target, report) ??
    explainField(target, report) ??
    explainCategory(target, report) ??
    explainVendor(target, report) ??
    explainClause(target, report) ??
    joined(explainPlace(target, report), explainOutcomes(target, report));
  if (lines === null)
    throw new UserError('nothing-to-explain', `Nothing in this project is called ${target}`, hintFor(target, report));
  io.stdout.write(`${lines.map(printable).join('\n')}\n`);
  return 0;
}

function joined(a: string[] | null, b: string[] | null): string[] | null {
  return a === null && b === null ? null : [...(a ?? []), ...(b ?? [])];
}

function hintFor(target: string, report: AuditReport): string {
  const pack = target.split('/')[0] ?? '';
  if (builtInPacks().includes(pack) && !report.packs.some(({ id }) => id === pack))
    return `The pack ${pack} was not asked: --pack ${pack}`;
  const [near] = nearest(target, namesIn(report));
  return near === undefined
    ? 'Name a field (User.email), a category, an entity, a vendor, a subject, a clause, a rule, a finding or file:line'
    : `Did you mean ${near}?`;
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
