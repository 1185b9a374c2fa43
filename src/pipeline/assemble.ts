import type { View } from '../checks/contract.ts';
import { UNREAD_MODEL } from '../linkers/schema/unread-models.ts';
import { type Diagnostic, FOLDER_UNREAD } from '../model/diagnostic.ts';
import type { InputKind } from '../model/input-kind.ts';
import { sortedBy } from '../model/order.ts';
import type { Clause, Pack } from '../model/pack.ts';
import type { Catalog } from '../schemas/catalog.ts';
import type { AuditReport, ReportEvidence, ReportOutcome } from '../schemas/report.ts';
import { type ManifestRemark, reportAdvisories } from './assemble/advisories.ts';
import { attestationRows } from './assemble/attestations.ts';
import { isSilent, reportClauses } from './assemble/clauses.ts';
import { reportInventory } from './assemble/inventory.ts';
import { reportOutcome } from './assemble/outcomes.ts';
import { verdictOf } from './assemble/verdict.ts';
import { waiverUse } from './assemble/waivers.ts';
import type { Evaluation } from './evaluate.ts';
import type { ExtractResult } from './extract.ts';
import type { Facts } from './link.ts';
import type { Declared } from './view/tags.ts';

export interface AssembleInput {
  readonly version: string;
  readonly catalog: Catalog;
  readonly packs: readonly Pack[];
  readonly settings: AuditReport['settings'];
  readonly scope: AuditReport['scope'];
  readonly facts: Facts;
  readonly declared: Declared;
  readonly view: View;
  readonly evaluation: Evaluation;
  readonly extracted: ExtractResult;
  readonly diagnostics: readonly Diagnostic[];
  readonly baseline: ReadonlySet<string>;
  /** Remarks on rows of the manifest. */
  readonly remarks: readonly ManifestRemark[];
  readonly allowEmpty: boolean;
  /** Whether a place is below the paths that were named. */
  readonly isJudged: (file: string) => boolean;
  /** Extractor that reads a path; null when none does. */
  readonly givenBy: (path: string) => InputKind | null;
}

/** Sorts and words everything once: the same facts give the same bytes. */
export function assemble(input: AssembleInput): AuditReport {
  const { catalog, packs, settings, view, evaluation, facts } = input;
  const gapsCount = settings.strict.includes('gaps');
  const byId = new Map(packs.flatMap((pack) => pack.clauses).map((clause) => [clause.id, clause]));
  const waivers = waiverUse(view.manifest, view.asOf);
  const outcomes = new Map<string, ReportOutcome>();
  const silent: { outcome: ReportOutcome; clauses: Clause[] }[] = [];
  const dress = { catalog, packs, waivers, baseline: input.baseline };
  for (const judged of evaluation.outcomes) {
    if (!input.isJudged(judged.outcome.place.file)) continue;
    const clauses = judged.clauses.flatMap((id) => byId.get(id) ?? []);
    const quiet = judged.outcome.status === 'fail' ? clauses.filter((clause) => isSilent(clause, { gapsCount })) : [];
    const loud = clauses.filter((clause) => !quiet.includes(clause));
    const outcome = reportOutcome(judged, loud.length > 0 ? loud : clauses, dress);
    outcomes.set(judged.fingerprint, outcome);
    if (quiet.length > 0) silent.push({ outcome, clauses: quiet });
  }
  const quietOnly = new Set(
    silent
      .filter(({ outcome, clauses }) => outcome.clauses.every((id) => clauses.some((clause) => clause.id === id)))
      .map(({ outcome }) => outcome.fingerprint),
  );
  const unreadOf = (inputs: readonly InputKind[]): ReportEvidence[] =>
    unreadEvidence(view.unread, inputs, input.givenBy);
  const unreadModels = (inputs: readonly InputKind[]): ReportEvidence[] =>
    inputs.includes('model') ? view.unread.filter(({ code }) => code === UNREAD_MODEL).flatMap(notRead) : [];
  const clauses = sortedBy(
    reportClauses({ evaluation, view, catalog, outcomes, gapsCount, unreadOf, unreadModels }),
    ({ id }) => id,
  );
  const all = sortedBy(
    outcomes.values(),
    ({ ruleId, location, subject, fingerprint }) =>
      `${ruleId} ${location.file} ${String(location.startLine).padStart(7, '0')} ${subject} ${fingerprint}`,
  );
  const findings = all.filter(({ status, fingerprint }) => status === 'fail' && !quietOnly.has(fingerprint));
  const advisories = reportAdvisories({
    evaluation,
    packs,
    view,
    catalog,
    declared: input.declared,
    waivers: waivers.rows(),
    silent,
    remarks: input.remarks,
    narrowed: view.narrowed,
  });
  return {
    schemaVersion: 1,
    tool: { name: 'privaudit', version: input.version, catalogDigest: catalog.digest },
    packs: packs.map(({ id, title, version, digest, policy }) => ({ id, title, version, digest, policy })),
    settings,
    scope: input.scope,
    summary: verdictOf({
      clauses,
      findings,
      advisories: advisories.length,
      failOn: settings.failOn,
      strict: settings.strict,
      recognised: input.extracted.declarations.some(({ kind }) => kind !== 'document' && kind !== 'referenced-file'),
      allowEmpty: input.allowEmpty,
    }),
    clauses,
    findings,
    passes: all.filter(({ status }) => status === 'pass'),
    unresolved: all.filter(({ status }) => status === 'unresolved'),
    advisories,
    inventory: reportInventory(facts, input.declared.tags, view),
    waivers: waivers.rows(),
    attestations: attestationRows(view.manifest, [...byId.values()], view.asOf),
    diagnostics: reportDiagnostics(input.diagnostics),
  };
}

function reportDiagnostics(diagnostics: readonly Diagnostic[]): AuditReport['diagnostics'] {
  const rows = diagnostics.map(({ code, level, file, span, message, hint }) => ({
    code,
    level,
    file,
    startLine: span?.startLine ?? null,
    message,
    hint,
  }));
  return sortedBy(
    rows,
    ({ file, startLine, code, message }) =>
      `${file ?? ''} ${String(startLine ?? 0).padStart(7, '0')} ${code} ${message}`,
  );
}

function unreadEvidence(
  unread: readonly Diagnostic[],
  inputs: readonly InputKind[],
  givenBy: (path: string) => InputKind | null,
): ReportEvidence[] {
  const files = new Map<string, Diagnostic>();
  for (const diagnostic of unread) {
    if (diagnostic.file === null || files.has(diagnostic.file) || diagnostic.code === UNREAD_MODEL) continue;
    const given = givenBy(diagnostic.file);
    if (diagnostic.code === FOLDER_UNREAD || (given !== null && inputs.includes(given)))
      files.set(diagnostic.file, diagnostic);
  }
  return [...files.values()].flatMap(notRead);
}

function notRead({ file, span, message }: Diagnostic): ReportEvidence[] {
  return [{ fact: 'not-read', file, startLine: span?.startLine ?? 1, note: message }];
}
