import { groupOf } from '../model/store.ts';
import type { Params } from '../schemas/params/erasure.ts';
import type { Days } from '../text/duration.ts';
import { exactDays, formatDays, isLonger } from '../text/duration.ts';
import type { Check, CheckOutcome, Evidence, View, ViewStore } from './contract.ts';
import { nothing, ofStore, outcome } from './outcome.ts';
import { lengthOf } from './retention/rules.ts';
import { lifeOfStore, settingPlace, settingSeen } from './retention/store-life.ts';

/** Whether the last backup of deleted data is gone by the promised day: the days before deletion plus the backup window. */
export const check: Check<Params> = (params, view) => {
  const deadline = lengthOf(params.deadline) ?? exactDays(0);
  const window = { params, view, deadline, grace: lengthOf(view.manifest?.erasure?.grace) ?? exactDays(0) };
  // Infrastructure alone, without a table, tells of nobody whose data is deleted.
  const tables = view.entities.some(({ entity }) => entity.usage === 'stored');
  const holding = view.stores.filter(({ personal }) => personal === 'yes' || (personal === 'assumed' && tables));
  const outcomes = [...declaredWindow(window), ...holding.flatMap((store) => judgeStore(window, store))];
  if (outcomes.length > 0) return { outcomes, absence: null, advisories: [] };
  return holding.length === 0 ? nothing('no-personal-store') : nothing('no-backups', { stores: holding.length });
};

interface Window {
  readonly params: Params;
  readonly view: View;
  readonly deadline: Days;
  /** Days between the request and the deletion. */
  readonly grace: Days;
}

function judgeStore(window: Window, store: ViewStore): CheckOutcome[] {
  const { view } = window;
  const who = ofStore(store);
  const { fact } = store;
  const declared = lengthOf(store.declared?.row.backups?.keep);
  const life =
    fact === null
      ? null
      : lifeOfStore(fact, fact.storeKind === 'backup' && fact.backupDays.state === 'absent' ? 'content' : 'backup');
  if (fact === null || life === null || !('days' in life || life.is === 'never')) {
    // The code does not tell; the manifest may.
    if (declared !== null && store.declared !== null) {
      const place = view.manifestPlace(`${store.declared.path}.backups.keep`);
      const seen = { fact: 'declared-window', args: { length: formatDays(declared) }, place };
      return [compare(window, declared, { ...who, place }, 'backups.keep', 'declaration', seen)];
    }
    if (fact === null) return undeclaredWindow(window, store);
    if (life?.is !== 'unknown') return [];
    const unclear = { args: { reason: life.reason, attribute: life.from.attribute ?? 'backup retention' } };
    return [
      outcome({
        ...who,
        place: settingPlace(fact, life.from),
        ...backup(window, life.from.attribute),
        code: 'window-unresolved',
        status: 'unresolved',
        ...unclear,
        evidence: [settingSeen(fact, life.from)],
      }),
    ];
  }
  const place = settingPlace(fact, life.from);
  const seen = settingSeen(fact, life.from);
  const length = 'days' in life ? exactDays(life.days) : null;
  const made = compare(window, length, { ...who, place }, life.from.attribute, 'code', seen);
  // A store that keeps backups longer than the manifest says contradicts it.
  const rotate = declared ?? lengthOf(view.manifest?.erasure?.backups?.rotate);
  const contradicted = made.status === 'fail' && rotate !== null && (length === null || isLonger(length, rotate));
  return [{ ...made, contradicted }];
}

/** A database that is only declared may have backups all the same: without a word on them nothing can be said. */
function undeclaredWindow(window: Window, store: ViewStore): CheckOutcome[] {
  const { view } = window;
  const group = groupOf(store.storeKind);
  if ((group !== 'database' && group !== 'backup') || lengthOf(view.manifest?.erasure?.backups?.rotate) !== null)
    return [];
  const attribute = 'backups.keep';
  const place = view.manifestPlace(`${store.declared?.path ?? ''}.backups.keep`);
  const args = { reason: 'the manifest does not say', attribute };
  const who = { ...ofStore(store), place, ...backup(window, attribute) };
  return [outcome({ ...who, code: 'window-unresolved', status: 'unresolved', args })];
}

/** `erasure.backups.rotate`, and a grace period that is too long by itself. */
function declaredWindow(window: Window): CheckOutcome[] {
  const { view, grace, deadline } = window;
  const erasure = view.manifest?.erasure;
  const rotate = lengthOf(erasure?.backups?.rotate);
  if (rotate === null && !(erasure?.grace !== undefined && isLonger(grace, deadline))) return [];
  const path = rotate === null ? 'erasure.grace' : 'erasure.backups.rotate';
  const who = { subject: 'erasure.backups', identity: '. erasure backups', place: view.manifestPlace(path) };
  const seen = { fact: 'declared-window', args: { length: formatDays(rotate ?? exactDays(0)) }, place: who.place };
  return [compare(window, rotate ?? exactDays(0), who, path, 'declaration', seen)];
}

/** `length` null: backups are kept for ever. */
function compare(
  window: Window,
  length: Days | null,
  who: Pick<CheckOutcome, 'subject' | 'identity' | 'place'>,
  attribute: string | null,
  origin: CheckOutcome['origin'],
  seen: Evidence,
): CheckOutcome {
  const { params, view, deadline, grace } = window;
  const total = length === null ? null : { min: grace.min + length.min, max: grace.max + length.max };
  const broken = total === null || isLonger(total, deadline);
  const evidence = [seen];
  if (grace.max > 0)
    evidence.push({ fact: 'grace', args: { length: formatDays(grace) }, place: view.manifestPlace('erasure.grace') });
  return outcome({
    ...who,
    ...backup(window, attribute),
    code: broken ? 'backup-outlives-deletion' : 'backup-within-deadline',
    status: broken ? 'fail' : 'pass',
    grade: broken ? null : origin === 'code' ? 'code' : 'declared',
    origin,
    args: {
      window: length === null ? 'for ever' : formatDays(length),
      grace: formatDays(grace),
      total: total === null ? 'for ever' : formatDays(total),
      deadline: params.deadline,
      attribute: attribute ?? 'the backup retention',
      most: Math.max(0, Math.floor(deadline.max - grace.max)),
    },
    evidence,
  });
}

function backup(window: Window, attribute: string | null): Partial<CheckOutcome> {
  return { attribute, bound: `max ${window.params.deadline}`, topic: 'backup_retention', facet: 'max_period' };
}
