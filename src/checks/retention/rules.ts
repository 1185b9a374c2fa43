import type { Identity } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import type { ManifestRetention } from '../../schemas/manifest.ts';
import type { Params as PeriodParams } from '../../schemas/params/retention-period.ts';
import type { Days } from '../../text/duration.ts';
import { parseDuration } from '../../text/duration.ts';
import type { View } from '../contract.ts';
import type { Reason } from './reasons.ts';
import { nameInManifest } from './references.ts';

export type RecordClass = PeriodParams['record'];
type Anchor = NonNullable<PeriodParams['anchor']>;
type EndEvent = NonNullable<PeriodParams['until']>[number];

/** A row of `retention[]`, read once: lengths in days, words as lists. */
export interface Rule {
  /** Of a row of the manifest: `retention[2]`. */
  readonly path: string;
  /** Of a note in the schema: the identity of its entity, and where it stands. */
  readonly noted: { readonly entity: Identity; readonly place: Place } | null;
  readonly id: string;
  readonly row: ManifestRetention;
  /** Null: neither `keep` nor a tenant's longest setting is given. */
  readonly keep: Days | 'indefinite' | null;
  /** Longest and shortest life a tenant may choose; those of `keep` where tenants have no choice. */
  readonly longest: Days | null;
  readonly shortest: Days | null;
  readonly after: Anchor | null;
  /** Events that end the keeping. */
  readonly until: readonly EndEvent[];
  readonly reasons: readonly Reason[];
  /** Class of what the rule is about, where the rule itself says so. */
  readonly record: RecordClass | null;
}

/** The rows of the manifest, and the notes in schemas as rules of their entities. */
export function rulesOf(view: View): readonly Rule[] {
  const rows = (view.manifest?.retention ?? []).map((row, index) => ruleOf(row, `retention[${index}]`, null));
  const notes = view.entities.flatMap((subject) => {
    const { note, entity } = subject;
    if (note === null) return [];
    const { keep, after, reasons, place } = note;
    const name = nameInManifest(view, subject);
    const row: ManifestRetention = {
      id: `note on ${name}`,
      match: { entity: name },
      keep,
      ...(after === null ? {} : { after }),
      reason: [...reasons],
    };
    return [ruleOf(row, '', { entity: entity.id, place })];
  });
  return [...rows, ...notes];
}

function ruleOf(row: ManifestRetention, path: string, noted: Rule['noted']): Rule {
  const own = row.keep === undefined ? null : row.keep === 'indefinite' ? row.keep : parseDuration(row.keep);
  const min = lengthOf(row.perTenant?.min);
  const max = lengthOf(row.perTenant?.max);
  const days = own === 'indefinite' ? null : own;
  return {
    path,
    noted,
    id: row.id,
    row,
    keep: own ?? max,
    longest: longer(days, max),
    shortest: shorter(days ?? max, min),
    after: row.after ?? null,
    until: listOf(row.until),
    reasons: listOf(row.reason),
    record: row.record ?? row.match?.record ?? null,
  };
}

/** Place of a key of the rule, TODO or not; of the rule where the key is missing. */
export function ruleLine(view: View, rule: Rule, key?: keyof ManifestRetention): Place {
  if (rule.noted !== null) return rule.noted.place;
  return view.manifestPlace(key === undefined ? rule.path : `${rule.path}.${key}`);
}

/** One rule keeps while the relation with the person lasts, the other from its end on: phases of one keeping, no rivals. */
export function arePhases(a: Rule, b: Rule): boolean {
  return (lastsUntilClosure(a) && startsAtClosure(b)) || (lastsUntilClosure(b) && startsAtClosure(a));
}

export function startsAtClosure(rule: Rule): boolean {
  return rule.after === 'closed' || rule.after === 'subscription-end' || rule.after === 'deletion-request';
}

function lastsUntilClosure(rule: Rule): boolean {
  if (startsAtClosure(rule)) return false;
  return rule.after === 'last-activity' || rule.until.some((event) => event !== 'consent-withdrawn');
}

/** Two rules that say the same of the same data do not disagree, whatever their reasons. */
export function saysTheSame(a: Rule, b: Rule): boolean {
  return (
    (a.keep === 'indefinite') === (b.keep === 'indefinite') &&
    sameDays(a.longest, b.longest) &&
    a.after === b.after &&
    [...a.until].sort().join() === [...b.until].sort().join()
  );
}

/** What a rule says, for evidence: `P7Y after subscription-end, until deletion-request`. */
export function ruleText(rule: Rule): string {
  const parts = [rule.row.keep ?? rule.row.perTenant?.max ?? 'no period'];
  if (rule.after !== null) parts.push(`after ${rule.after}`);
  if (rule.until.length > 0) parts.push(`until ${rule.until.join(', ')}`);
  return parts.join(' ');
}

/** The period as declared. */
export function periodText(rule: Rule): string {
  return rule.row.keep ?? rule.row.perTenant?.max ?? 'no period';
}

export function boundText(bounds: {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}): string | null {
  const parts = [];
  if (bounds.min !== undefined) parts.push(`min ${bounds.min}`);
  if (bounds.max !== undefined) parts.push(`max ${bounds.max}`);
  return parts.length === 0 ? null : parts.join(', ');
}

export function lengthOf(text: string | undefined): Days | null {
  return text === undefined ? null : parseDuration(text);
}

function longer(a: Days | null, b: Days | null): Days | null {
  return a === null || (b !== null && b.max > a.max) ? b : a;
}

function shorter(a: Days | null, b: Days | null): Days | null {
  return a === null || (b !== null && b.min < a.min) ? b : a;
}

function sameDays(a: Days | null, b: Days | null): boolean {
  return a === null || b === null ? a === b : a.min <= b.max && b.min <= a.max;
}

function listOf<T>(value: T | T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
