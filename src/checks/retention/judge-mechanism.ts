import type { Job } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import { exactDays, formatDays, isLonger, isShorter } from '../../text/duration.ts';
import type { Args, CheckOutcome, View } from '../contract.ts';
import { outcome } from '../outcome.ts';
import type { Judged, Limits } from './judge-store.ts';
import { judgeStore } from './judge-store.ts';
import type { Subject } from './matching.ts';
import type { Mechanism } from './mechanism.ts';
import { onlyOthers } from './mentioned.ts';
import { ofRule, ofSubject } from './outcome.ts';
import { ruleIdFor } from './references.ts';
import type { Rule } from './rules.ts';
import { ruleLine } from './rules.ts';

const QUIET: Judged = { outcomes: [], advisories: [] };
const only = (one: CheckOutcome): Judged => ({ outcomes: [one], advisories: [] });

/** Which of a store's settings the rule rests on. */
export function storeSide(rule: Rule): 'content' | 'backup' {
  return rule.row.enforcedBy?.type === 'backup-retention' ? 'backup' : 'content';
}
/** A note as a row of the manifest, which can name what enforces it. */
function written(rule: Rule): Args {
  const entity = rule.row.match?.entity ?? rule.id;
  return {
    id: ruleIdFor(entity),
    entity,
    keep: rule.row.keep ?? null,
    after: rule.after,
    reason: rule.reasons.length > 1 ? `[${rule.reasons.join(', ')}]` : (rule.reasons[0] ?? null),
    job: `purge-${ruleIdFor(entity)}`,
  };
}

/** Holds what `enforcedBy` leads to, or the lack of it, to the rule's period. */
export function judgeMechanism(
  view: View,
  rule: Rule,
  under: readonly Subject[],
  mechanism: Mechanism,
  limits: Limits,
  /** Whether something has to end the keeping; else only a declared mechanism is looked into. */
  needed: boolean,
): Judged {
  const { enforcedBy } = rule.row;
  const first = under[0];
  const base: Args = {
    ...limits.args,
    ref: 'ref' in mechanism ? mechanism.ref : (enforcedBy?.ref ?? ('file' in mechanism ? mechanism.file : null)),
    type: enforcedBy?.type ?? null,
    schedule: enforcedBy?.schedule ?? null,
    what: first === undefined ? 'what the rule is about' : ofSubject(view, first).subject,
    job: `purge-${ruleIdFor(rule.id)}`,
    days: null,
    length: null,
    found: null,
  };
  const made = (
    code: string,
    status: CheckOutcome['status'],
    args: Args = {},
    more: Partial<CheckOutcome> = {},
  ): CheckOutcome =>
    outcome({
      ...ofRule(view, rule, 'enforcedBy'),
      code,
      status,
      attribute: 'enforcedBy',
      bound: limits.bound,
      related:
        status === 'fail'
          ? under.map((one) => ({ place: ofSubject(view, one).place, note: ofSubject(view, one).subject }))
          : [],
      evidence: limits.seen,
      ...more,
      args: { ...base, ...args },
    });
  const seenAt: Judging['seenAt'] = (fact, place, args) => [{ fact, args, place }, ...limits.seen];

  switch (mechanism.kind) {
    case 'none':
      if (!needed) return QUIET;
      return only(
        rule.noted === null ? made('not-enforced', 'fail') : made('note-not-enforced', 'fail', written(rule)),
      );
    case 'archive':
      return only(made('archive-is-not-deletion', 'fail'));
    case 'dangling':
      return only(made('dangling-reference', 'fail', { found: mechanism.reason }));
    case 'unread':
      return only(made('mechanism-unread', 'unresolved', { found: mechanism.reason }));
    case 'declared':
      if (!needed) return QUIET;
      return only(byNumber(rule, limits, made, 'declared', seenAt('declared', null, { what: mechanism.what })));
    case 'store': {
      const { store } = mechanism;
      if (!needed) return QUIET;
      const judged = store.fact === null ? null : judgeStore({ ...store, fact: store.fact }, limits, storeSide(rule));
      return (
        judged ?? only(made('not-enforced', 'fail', { found: `; ${store.subject} has no setting that expires data` }))
      );
    }
    case 'job':
      return judgeJob(mechanism.job, { rule, limits, needed, made, seenAt });
    case 'file':
      return only(judgeFile(view, mechanism, under, { rule, limits, needed, made, seenAt }));
  }
}

type Made = (code: string, status: CheckOutcome['status'], args?: Args, more?: Partial<CheckOutcome>) => CheckOutcome;

/** A rule that is being judged, and how to speak of it. */
interface Judging {
  readonly rule: Rule;
  readonly limits: Limits;
  readonly needed: boolean;
  readonly made: Made;
  readonly seenAt: (fact: string, place: Place | null, args: Args) => CheckOutcome['evidence'];
}

function judgeJob(job: Job, { rule, limits, needed, made, seenAt }: Judging): Judged {
  const evidence = seenAt('job', job.place, { job: job.name, table: job.table, schedule: job.schedule });
  const related = [{ place: job.place, note: `job ${job.name}` }];
  const seen = { origin: 'code', evidence } as const;
  if (!job.enabled) {
    return only(made('disabled', 'fail', { found: job.name }, { ...seen, contradicted: true, related }));
  }
  if (!needed) return QUIET;
  if (job.olderThanDays !== null)
    return only(compared(job.olderThanDays, limits, made, { ...seen, contradicted: true, related, grade: 'code' }));
  // No clock to compare with: what an event ends is gone once the job deletes it.
  if (rule.longest === null) return only(made('enforced', 'pass', {}, { ...seen, grade: 'code' }));
  const reason = `job ${job.name} deletes by a limit that the code computes`;
  return only(made('period-unresolved', 'unresolved', { reason, attribute: 'the job' }, { evidence }));
}

function judgeFile(
  view: View,
  { target, file }: Extract<Mechanism, { kind: 'file' }>,
  under: readonly Subject[],
  { rule, limits, made, seenAt }: Judging,
): CheckOutcome {
  const [hit] = target?.deletes ?? [];
  const [mark] = target?.softDeletes ?? [];
  if (hit === undefined && mark !== undefined) {
    const names = [{ place: ruleLine(view, rule, 'enforcedBy'), note: `rule ${rule.id} names it` }];
    const evidence = seenAt('soft-delete', mark, { file });
    const more = { origin: 'code', contradicted: true, place: mark, related: names, evidence } as const;
    return made('soft-delete-only', 'fail', { file }, more);
  }
  if (target !== null && hit === undefined) return made('no-deletion-seen', 'unresolved', { file });
  const others = target === null ? [] : onlyOthers(view, rule, under, target.mentions);
  if (others.length > 0) return made('deletes-others', 'unresolved', { file, others: others.slice(0, 3).join(', ') });
  const evidence = seenAt(hit === undefined ? 'file' : 'delete', hit ?? null, { file });
  if (needsSchedule(rule) && rule.row.enforcedBy?.schedule === undefined && target?.schedules.length === 0)
    return made('not-scheduled', 'fail', {}, { evidence });
  // That it deletes is seen; how old a row has to be for that is what the rule says. Events have no age.
  const grade = hit === undefined || rule.longest !== null ? 'declared' : 'code';
  return byNumber(rule, limits, made, grade, evidence);
}

/** What ends with time needs something that starts the deletion; an event starts its own. */
function needsSchedule(rule: Rule): boolean {
  const type = rule.row.enforcedBy?.type ?? 'purge-job';
  if (rule.longest === null && rule.row.perTenant === undefined) return false;
  return type === 'purge-job' || type === 'partition-drop';
}

/** The length is the manifest's own number, where it gives one. */
function byNumber(
  rule: Rule,
  limits: Limits,
  made: Made,
  grade: 'code' | 'declared',
  evidence: CheckOutcome['evidence'],
): CheckOutcome {
  const days = rule.row.enforcedBy?.days;
  if (days === undefined || limits.max === null) return made('enforced', 'pass', {}, { grade, evidence });
  return compared(days, limits, made, { origin: 'declaration', evidence, grade });
}

function compared(days: number, limits: Limits, made: Made, more: Partial<CheckOutcome>): CheckOutcome {
  const args = { days, length: formatDays(exactDays(days)), attribute: 'the mechanism', setting: null };
  const failing = { ...more, grade: null };
  if (limits.max !== null && isLonger(exactDays(days), limits.max))
    return made('longer-than-declared', 'fail', args, failing);
  if (limits.min !== null && isShorter(exactDays(days), limits.min)) return made('too-short', 'fail', args, failing);
  return made('enforced', 'pass', args, { ...more, contradicted: false, related: [] });
}
