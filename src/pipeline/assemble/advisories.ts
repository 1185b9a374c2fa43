import type { View } from '../../checks/contract.ts';
import { sortedBy } from '../../model/order.ts';
import type { Clause, Pack } from '../../model/pack.ts';
import type { Place } from '../../model/span.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { AuditReport, ReportAdvisory, ReportOutcome } from '../../schemas/report.ts';
import { type Evaluation, wordsOf } from '../evaluate.ts';
import type { Declared } from '../view/tags.ts';
import { sentence } from '../words.ts';
import { policyConflicts } from './conflicts.ts';
import { differences } from './differences.ts';
import { lines } from './inventory.ts';

export interface ManifestRemark {
  readonly code: string;
  readonly clauses: readonly string[];
  readonly message: string;
  readonly place: Place;
}

export interface AdvisoryInput {
  readonly remarks: readonly ManifestRemark[];
  readonly evaluation: Evaluation;
  readonly packs: readonly Pack[];
  readonly view: View;
  readonly catalog: Catalog;
  readonly declared: Declared;
  readonly waivers: AuditReport['waivers'];
  /** Failing outcomes of clauses on which the policy is silent, with those clauses. */
  readonly silent: readonly { readonly outcome: ReportOutcome; readonly clauses: readonly Clause[] }[];
  readonly narrowed: boolean;
}

/** Remarks that never change the verdict. */
export function reportAdvisories(input: AdvisoryInput): ReportAdvisory[] {
  const judged = input.evaluation.clauses.map(({ clause }) => clause);
  const advisories = [
    ...policyConflicts(input.packs, judged),
    ...differences(judged),
    ...silentPacks(input.packs),
    ...ofChecks(input),
    ...ofWaivers(input),
    ...ofNotApplicable(input),
    ...input.remarks.map(
      ({ code, clauses, message, place }): ReportAdvisory => ({
        code,
        clauses: [...clauses],
        packs: [],
        message,
        location: lines(place),
      }),
    ),
    ...input.silent.map(
      ({ outcome, clauses }): ReportAdvisory => ({
        code: 'silent-policy',
        clauses: clauses.map(({ id }) => id),
        packs: [...new Set(clauses.map(({ pack }) => pack))],
        message: `${outcome.message}; the policy makes no promise here`,
        location: {
          file: outcome.location.file,
          startLine: outcome.location.startLine,
          endLine: outcome.location.endLine,
        },
      }),
    ),
    ...input.declared.disagreements.map(
      ({ field, subject }): ReportAdvisory => ({
        code: 'note-overruled',
        clauses: [],
        packs: [],
        message: `The note in the schema and the manifest disagree on ${subject}; the manifest counts`,
        location: lines(field.place),
      }),
    ),
  ];
  return sortedBy(
    unique(advisories),
    ({ code, message, location }) =>
      `${code} ${location?.file ?? ''} ${String(location?.startLine ?? 0).padStart(7, '0')} ${message}`,
  );
}

function unique(advisories: readonly ReportAdvisory[]): ReportAdvisory[] {
  const merged = new Map<string, ReportAdvisory>();
  for (const advisory of advisories) {
    const key = `${advisory.code} ${advisory.message} ${advisory.location?.file ?? ''}:${advisory.location?.startLine ?? ''}`;
    const known = merged.get(key);
    merged.set(
      key,
      known
        ? { ...known, clauses: both(known.clauses, advisory.clauses), packs: both(known.packs, advisory.packs) }
        : advisory,
    );
  }
  return [...merged.values()];
}

function both(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}

const HEADLINES: Readonly<Record<string, string>> = {
  'encryption-at-rest': 'encryption at rest',
  'minimum-age': 'a minimum age',
  'retention-declared': 'retention',
  'retention-enforced': 'retention',
  'retention-period': 'retention',
  'subprocessor-listed': 'a list of subprocessors',
};

/** A pack without any clause on a headline promise (settled.md 7). */
function silentPacks(packs: readonly Pack[]): ReportAdvisory[] {
  return packs.flatMap((pack) => {
    const spoken = new Set(pack.clauses.flatMap(({ family }) => (family === null ? [] : [HEADLINES[family]])));
    const missing = [...new Set(Object.values(HEADLINES))].filter((promise) => !spoken.has(promise)).sort();
    if (missing.length === 0) return [];
    return [
      {
        code: 'silent-policy',
        clauses: [],
        packs: [pack.id],
        message: `The pack ${pack.id} has no clause about ${missing.join(', ')}`,
        location: null,
      },
    ];
  });
}

function ofChecks({ evaluation, catalog }: AdvisoryInput): ReportAdvisory[] {
  // What one clause only remarks on may be a finding of another: then it has been said.
  const at = (family: string | null, code: string, place: Place | null): string =>
    `${family}/${code} ${place?.file}:${place?.span.startLine}`;
  const found = new Set(
    evaluation.outcomes
      .filter(({ outcome }) => outcome.status === 'fail')
      .map(({ family, outcome }) => at(family, outcome.code, outcome.place)),
  );
  return evaluation.clauses.flatMap(({ clause, result }) =>
    (result?.advisories ?? [])
      .filter(({ code, place }) => !found.has(at(clause.family, code, place)))
      .map(
        (advisory): ReportAdvisory => ({
          code: advisory.code,
          clauses: [clause.id],
          packs: [clause.pack],
          message: sentence(wordsOf(catalog, clause.family ?? ''), 'advisories', advisory.code, advisory.args),
          location: advisory.place === null ? null : lines(advisory.place),
        }),
      ),
  );
}

function ofWaivers({ waivers, view, narrowed }: AdvisoryInput): ReportAdvisory[] {
  return waivers.flatMap((waiver, index): ReportAdvisory[] => {
    const location = lines(view.manifestPlace(`waivers[${index}]`));
    const about = `The waiver of ${waiver.clause}${waiver.where === '' ? '' : ` for ${waiver.where}`}`;
    const remark = (code: string, message: string): ReportAdvisory => ({
      code,
      clauses: [waiver.clause],
      packs: [],
      message,
      location,
    });
    const remarks: ReportAdvisory[] = [];
    if (waiver.state === 'expired')
      remarks.push(remark('waiver-expired', `${about} expired on ${waiver.expires}: its findings count again`));
    if (waiver.state === 'unmatched' && !narrowed)
      remarks.push(remark('waiver-unmatched', `${about} matches no finding; remove it`));
    return remarks;
  });
}

/** A row of notApplicable[] that a fact contradicts: judged as usual, and said so. */
function ofNotApplicable({ evaluation, view }: AdvisoryInput): ReportAdvisory[] {
  return (view.manifest?.notApplicable ?? []).flatMap((row, index): ReportAdvisory[] => {
    const judged = evaluation.clauses.find(({ clause }) => clause.id === row.clause);
    const subject = judged?.result?.outcomes[0]?.subject;
    if (judged === undefined || subject === undefined) return [];
    return [
      {
        code: 'applicable-after-all',
        clauses: [row.clause],
        packs: [judged.clause.pack],
        message: `${row.clause} is declared not applicable, but ${subject} makes it apply; it was judged as usual`,
        location: lines(view.manifestPlace(`notApplicable[${index}]`)),
      },
    ];
  });
}
