import type { View } from '../../checks/contract.ts';
import type { InputKind } from '../../model/input-kind.ts';
import type { Clause } from '../../model/pack.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type {
  ReasonCode,
  ReportClause,
  ReportEvidence,
  ReportGrade,
  ReportOutcome,
  Severity,
} from '../../schemas/report.ts';
import { type Evaluation, type JudgedClause, wordsOf } from '../evaluate.ts';
import { renderEvidence, sentence } from '../words.ts';
import { attestationState } from './attestations.ts';

export interface ClauseInput {
  readonly evaluation: Evaluation;
  readonly view: View;
  readonly catalog: Catalog;
  /** Outcomes as the report has them, waivers applied, by fingerprint. */
  readonly outcomes: ReadonlyMap<string, ReportOutcome>;
  readonly gapsCount: boolean;
  /** A file of these extractors could not be read whole. */
  readonly unreadOf: (inputs: readonly InputKind[]) => ReportEvidence[];
  /** Where the data model is kept in a form that is not read, if these extractors are those that look for one. */
  readonly unreadModels: (inputs: readonly InputKind[]) => ReportEvidence[];
}

interface Verdict {
  readonly status: ReportClause['status'];
  readonly grade?: ReportGrade | null;
  readonly reasonCode?: ReasonCode | null;
  readonly reason: string;
  readonly because?: ReportEvidence[];
}

/** One row per clause, by report.md "How a status comes about". */
export function reportClauses(input: ClauseInput): ReportClause[] {
  return input.evaluation.clauses.map((judged) => {
    const { clause } = judged;
    const own = [...judged.fingerprints].flatMap((fingerprint) => input.outcomes.get(fingerprint) ?? []);
    const silent = isSilent(clause, input);
    const verdict =
      declaredAway(judged, own, input) ??
      (judged.result === null ? unchecked(clause, input) : decided(judged, own, input, silent));
    return {
      id: clause.id,
      pack: clause.pack,
      section: clause.section,
      summary: clause.summary,
      kind: clause.kind,
      family: clause.family,
      severity: severityOf(clause),
      status: verdict.status,
      grade: verdict.grade ?? null,
      reasonCode: verdict.reasonCode ?? null,
      reason: verdict.reason,
      because: verdict.because ?? [],
      findings: silent ? [] : own.filter(({ status }) => status === 'fail').map(({ fingerprint }) => fingerprint),
      passes: own.filter(({ status }) => status === 'pass').length,
      unresolved: own.filter(({ status }) => status === 'unresolved').length,
    };
  });
}

/** The policy says nothing here, and nobody asked for silence to count: failing outcomes are remarks. */
export function isSilent(clause: Clause, { gapsCount }: Pick<ClauseInput, 'gapsCount'>): boolean {
  return clause.modality === 'gap' && !gapsCount;
}

export function severityOf(clause: Clause): Severity {
  const severity = clause.modality === 'gap' ? (clause.severityIfFail ?? clause.severity) : clause.severity;
  return severity === 'info' ? 'low' : severity;
}

/** `notApplicable[]` counts only where no fact proves the clause applicable. */
function declaredAway(judged: JudgedClause, own: readonly ReportOutcome[], { view }: ClauseInput): Verdict | null {
  const index = view.manifest?.notApplicable.findIndex(({ clause }) => clause === judged.clause.id) ?? -1;
  const row = view.manifest?.notApplicable[index];
  if (row === undefined || own.length > 0) return null;
  const place = view.manifestPlace(`notApplicable[${index}]`);
  const note = `declared in ${place.file}: ${row.reason}`;
  return {
    status: 'not-applicable',
    reasonCode: 'declared-not-applicable',
    reason: `declared not applicable: ${row.reason}`,
    because: [{ fact: 'declared', file: place.file, startLine: place.span.startLine, note }],
  };
}

function unchecked(clause: Clause, { view }: ClauseInput): Verdict {
  if (clause.family !== 'attestation')
    return { status: 'not-assessed', reasonCode: 'no-check', reason: 'no check yet' };
  const index = view.manifest?.attestations.findIndex((row) => row.clause === clause.id) ?? -1;
  const row = view.manifest?.attestations[index];
  if (row === undefined) {
    return {
      status: 'needs-attestation',
      reasonCode: 'unattested',
      reason: 'code cannot show it: attestations[] of privaudit.yaml has no row for it',
    };
  }
  const place = view.manifestPlace(`attestations[${index}]`);
  // A row that is TODO throughout says no more than none.
  if (Object.keys(row).every((key) => key === 'clause')) {
    const because = [{ fact: 'attestation', file: place.file, startLine: place.span.startLine, note: 'still TODO' }];
    const reason = 'code cannot show it: its row in attestations[] of privaudit.yaml is still TODO';
    return { status: 'needs-attestation', reasonCode: 'unattested', reason, because };
  }
  const state = attestationState(row, clause, view.asOf);
  const because = [
    {
      fact: 'attestation',
      file: place.file,
      startLine: place.span.startLine,
      note: `attested by ${row.by ?? 'nobody'}`,
    },
  ];
  if (state === 'valid')
    return { status: 'pass', grade: 'attested', reason: `attested by ${row.by} until ${row.expires}`, because };
  const reason =
    state === 'expired'
      ? `the attestation expired on ${row.expires}`
      : 'the attestation is not complete: by, at, evidence and expires within the renewal period are needed';
  return { status: 'needs-attestation', reasonCode: 'attestation-expired', reason, because };
}

function decided(judged: JudgedClause, own: readonly ReportOutcome[], input: ClauseInput, silent: boolean): Verdict {
  const { clause, result } = judged;
  const words = wordsOf(input.catalog, clause.family ?? '');
  const failing = own.filter((outcome) => outcome.status === 'fail' && !isWaivedFor(outcome, clause.id));
  const waived = own.filter((outcome) => outcome.status === 'fail' && isWaivedFor(outcome, clause.id));
  const unresolved = own.filter(({ status }) => status === 'unresolved');
  const passing = own.filter(({ status }) => status === 'pass');
  if (failing.length > 0) {
    return silent
      ? {
          status: 'not-applicable',
          reasonCode: 'silent-policy',
          reason: 'the policy makes no promise here',
          because: evidenceOf(failing),
        }
      : { status: 'fail', reason: summed(failing, own, input) };
  }
  if (unresolved.length > 0) {
    return {
      status: 'not-assessed',
      reasonCode: reasonOf(unresolved, input),
      reason: summed(unresolved, own, input),
      because: evidenceOf(unresolved),
    };
  }
  const unread = input.unreadOf(words.inputs);
  if (unread.length > 0) {
    const reason =
      unread.length === 1
        ? '1 file was not read whole, and what it holds may count here'
        : `${unread.length} files were not read whole, and what they hold may count here`;
    return { status: 'not-assessed', reasonCode: 'partial-input', reason, because: unread };
  }
  const models = own.length === 0 ? input.unreadModels(words.inputs) : [];
  if (models.length > 0) {
    const reason = 'the data model is kept in a form that is not read yet, and what it holds may count here';
    return { status: 'not-assessed', reasonCode: 'partial-input', reason, because: models };
  }
  if (own.length === 0 && result?.absence) {
    const { code, args, because } = result.absence;
    return {
      status: 'not-applicable',
      reasonCode: 'no-subject',
      reason: sentence(words, 'absences', code, args),
      because: because.map((evidence) => renderEvidence(words, evidence)),
    };
  }
  // What it is about lies elsewhere: nothing was looked at, and nobody may read that it is kept.
  if (own.length === 0) {
    const reason = 'nothing that it is about lies in the paths that were judged';
    return { status: 'not-applicable', reasonCode: 'no-subject', reason };
  }
  if (words.partial !== null) return { status: 'not-assessed', reasonCode: 'no-check', reason: words.partial };
  const grade = waived.length > 0 ? 'waived' : weakest(passing);
  // A subject may have been asked several questions.
  const subjects = new Set(own.map(identityIn(input))).size;
  const noun = subjects === 1 ? 'the one subject keeps' : `all ${subjects} subjects keep`;
  return {
    status: 'pass',
    grade,
    reason: waived.length > 0 ? `${waived.length} of ${own.length} outcomes waived` : `${noun} it`,
  };
}

/** Nothing is declared at all, or something is and cannot be worked out. */
function reasonOf(unresolved: readonly ReportOutcome[], { view }: ClauseInput): ReasonCode {
  return view.manifest === null && unresolved.every(({ origin }) => origin === 'declaration')
    ? 'nothing-declared'
    : 'unresolved';
}

function isWaivedFor(outcome: ReportOutcome, clause: string): boolean {
  return outcome.waivers.some((waiver) => waiver.clause === clause);
}

function evidenceOf(outcomes: readonly ReportOutcome[]): ReportEvidence[] {
  return outcomes.map(({ message, location }) => ({
    fact: 'subject',
    file: location.file,
    startLine: location.startLine,
    note: message,
  }));
}

/** Two folders may use one address: what is counted is the identity, and the file tells them apart. */
function summed(some: readonly ReportOutcome[], all: readonly ReportOutcome[], input: ClauseInput): string {
  if (some.length === 1 && some[0]) return some[0].message;
  const identityOf = identityIn(input);
  const subjects = [...new Map(some.map((outcome) => [identityOf(outcome), outcome])).values()];
  const total = new Set(all.map(identityOf)).size;
  const named = subjects.slice(0, 3).map(({ subject, location }) => {
    const isShared = subjects.filter((other) => other.subject === subject).length > 1;
    return isShared ? `${location.file}#${subject}` : subject;
  });
  const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : '';
  return `${subjects.length} of ${total} ${total === 1 ? 'subject' : 'subjects'}: ${named.join(', ')}${more}`;
}

function identityIn({ evaluation }: ClauseInput): (outcome: ReportOutcome) => string {
  const identities = new Map(evaluation.outcomes.map((judged) => [judged.fingerprint, judged.outcome.identity]));
  return ({ fingerprint, subject }) => identities.get(fingerprint) ?? subject;
}

const GRADES: readonly ReportGrade[] = ['code', 'document', 'declared', 'attested', 'waived'];

function weakest(passing: readonly ReportOutcome[]): ReportGrade | null {
  let rank = -1;
  for (const { grade } of passing) if (grade !== null) rank = Math.max(rank, GRADES.indexOf(grade));
  return GRADES[rank] ?? null;
}
