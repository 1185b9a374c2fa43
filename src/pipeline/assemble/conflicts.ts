import { acceptedByBoth, isAccepted, type Reason } from '../../checks/retention/reasons.ts';
import type { Clause, Pack } from '../../model/pack.ts';
import type { ReportAdvisory } from '../../schemas/report.ts';
import { isShorter, parseDuration } from '../../text/duration.ts';

/** Promises that cannot all be kept: said by the packs themselves, or computed from the parameters of two packs (settled.md 10). */
export function policyConflicts(packs: readonly Pack[], judged: readonly Clause[]): ReportAdvisory[] {
  return [...toldByPacks(packs, judged), ...pairs(judged).flatMap(([a, b]) => [...periods(a, b), ...reasons(a, b)])];
}

function toldByPacks(packs: readonly Pack[], judged: readonly Clause[]): ReportAdvisory[] {
  const packOf = new Map(judged.map(({ id, pack }) => [id, pack]));
  return packs.flatMap((pack) =>
    pack.conflicts.flatMap((conflict): ReportAdvisory[] => {
      const others = conflict.against.filter((id) => packOf.has(id));
      if (!conflict.clauses.some((id) => packOf.has(id))) return [];
      if (conflict.against.length > 0 && others.length === 0) return [];
      return [
        {
          code: 'policy-conflict',
          clauses: [...conflict.clauses, ...others].sort(),
          packs: [...new Set([pack.id, ...others.flatMap((id) => packOf.get(id) ?? [])])].sort(),
          message: `${conflict.title}: ${conflict.advice}`,
          location: null,
        },
      ];
    }),
  );
}

/** Clauses of different packs, either way round: what contradicts need not be symmetric. */
function pairs(judged: readonly Clause[]): (readonly [Clause, Clause])[] {
  const asked = judged.filter(({ family }) => family === 'retention-period' || family === 'retention-declared');
  return asked.flatMap((a) => asked.flatMap((b) => (a.pack === b.pack ? [] : [[a, b] as const])));
}

/** Periods of one record class that have no length in common. */
function periods(a: Clause, b: Clause): ReportAdvisory[] {
  if (a.params.record === undefined || a.params.record !== b.params.record) return [];
  const min = parseDuration(String(a.params.min ?? ''));
  const max = parseDuration(String(b.params.max ?? ''));
  if (min === null || max === null || a.params.minIs === 'soft' || !isShorter(max, min)) return [];
  return [
    between(
      a,
      b,
      `${a.id} keeps ${a.params.record} data for at least ${a.params.min}, ${b.id} for at most ${b.params.max}: no period keeps both`,
    ),
  ];
}

/** The reasons a clause allows, and for which data: of these record classes (null: of all but `except`), in this phase. */
interface ClosedList {
  readonly reasons: readonly Reason[];
  readonly records: readonly string[] | null;
  readonly except: readonly string[];
  readonly phase: 'before-closure' | 'after-closure' | 'any';
  /** The clause says from when a rule counts, so that its phase cannot be chosen. */
  readonly imposed: boolean;
}

const AFTER_CLOSURE: readonly unknown[] = ['closed', 'subscription-end', 'deletion-request'];

function closedLists({ params }: Clause): ClosedList[] {
  const record = params.record as string | undefined;
  const records = record === undefined ? ((params.records as readonly string[] | undefined) ?? null) : [record];
  const except = (params.reasonsExcept ?? []) as readonly string[];
  const imposed = params.anchor !== undefined;
  const list = (key: string, phase: ClosedList['phase']): ClosedList[] =>
    params[key] === undefined ? [] : [{ reasons: params[key] as Reason[], records, except, phase, imposed }];
  const byAnchor = AFTER_CLOSURE.includes(params.anchor) ? 'after-closure' : 'before-closure';
  // A clause on what must end with the account judges the time of the account (settled.md 12).
  const always = imposed ? byAnchor : params.endTriggers === undefined ? 'any' : 'before-closure';
  return [...list('reasons', always), ...list('reasonsAfterClosure', 'after-closure')];
}

/**
 * Closed lists of reasons for the same data. Two that both speak of certain data contradict each other as soon as each refuses
 * a reason of the other; beside a list for everything, the more special one is refused only where nothing is left.
 */
function reasons(a: Clause, b: Clause): ReportAdvisory[] {
  if (a.id > b.id) return [];
  return closedLists(a).flatMap((one) =>
    closedLists(b).flatMap((other): ReportAdvisory[] => {
      if (!overlap(one, other)) return [];
      const common = acceptedByBoth(one.reasons, other.reasons);
      const isNested = isWithin(one, other) || isWithin(other, one);
      if (common.length > 0 && (isNested || !isSpecial(one) || !isSpecial(other))) return [];
      const named = common.filter((word) => one.reasons.includes(word) || other.reasons.includes(word));
      const left = (named.length > 0 ? named : common).join(', ');
      const result = common.length === 0 ? 'no single reason keeps both' : `only ${left} will do for both`;
      return [
        between(
          a,
          b,
          `${a.id} allows the reasons ${one.reasons.join(', ')}${dataOf(one, other)}, ${b.id} ${other.reasons.join(', ')}: ${result}`,
        ),
      ];
    }),
  );
}

function overlap(a: ClosedList, b: ClosedList): boolean {
  // A phase that may be chosen is not chosen where another policy is in its way.
  if (a.phase !== b.phase && !(a.phase === 'any' && b.imposed) && !(b.phase === 'any' && a.imposed)) return false;
  const [special, general] = a.records === null ? [b, a] : [a, b];
  return (
    special.records === null ||
    special.records.some((record) =>
      general.records === null ? !general.except.includes(record) : general.records.includes(record),
    )
  );
}

function isSpecial({ records, phase }: ClosedList): boolean {
  return records !== null || phase === 'after-closure';
}

function isWithin(a: ClosedList, b: ClosedList): boolean {
  return a.reasons.every((word) => isAccepted([word], b.reasons));
}

function dataOf(a: ClosedList, b: ClosedList): string {
  const records = a.records ?? b.records;
  const after = a.phase === 'after-closure' || b.phase === 'after-closure';
  return `${records === null ? '' : ` for ${records.join(', ')} data`}${after ? ' after closure' : ''}`;
}

function between(a: Clause, b: Clause, message: string): ReportAdvisory {
  return {
    code: 'policy-conflict',
    clauses: [a.id, b.id].sort(),
    packs: [a.pack, b.pack].sort(),
    message,
    location: null,
  };
}
