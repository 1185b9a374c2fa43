import type { ViewEntity, ViewStore } from '../checks/contract.ts';
import { type Subject, subjectsOf } from '../checks/retention/matching.ts';
import { boundText, rulesOf } from '../checks/retention/rules.ts';
import { lifeOfStore } from '../checks/retention/store-life.ts';
import type { Job } from '../model/fact.ts';
import { anchor, recordClass, retentionReason } from '../schemas/params/shared.ts';
import type { YamlPart } from '../text/edit-yaml.ts';
import { splitWords } from '../text/words.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftContext, type DraftSection, part, TODO } from './contract.ts';
import { inFileOrder } from './inventory.ts';
import { FreeIds, slug } from './names.ts';

/** A rule for every personal entity, log store and bucket of personal files that comes under none. */
export const retention: DraftSection = (context) => {
  const { view } = context;
  const subjects = subjectsOf(view, rulesOf(view)).filter(isOpen);
  const ids = new FreeIds((view.manifest?.retention ?? []).map(({ id }) => id));
  const entities = inFileOrder(subjects.flatMap((one) => (one.kind === 'entity' ? [one.of] : [])));
  const stores = subjects.flatMap((one) => (one.kind === 'store' ? [one.of] : []));
  return {
    key: 'retention',
    kind: 'list',
    about: [
      'How long it is kept. A row may also match {category: …}, {record: …} or {default: true}; the most specific one wins.',
      `record: ${recordClass.options.join(', ')}`,
      'keep: P90D, P24M, P7Y; or instead until: the event that ends it.',
      `after: ${anchor.options.join(', ')}`,
      `reason: ${retentionReason.options.join(', ')}`,
      'enforcedBy: {type: purge-job, ref: path/of/the/job.ts, schedule: daily} says what deletes it.',
    ],
    parts: [
      ...entities.flatMap((one) => entityRule(context, one, ids)),
      ...stores.flatMap((one) => storeRule(context, one, ids)),
    ],
    after: [],
    onlyNew: false,
    nouns: ['retention rule', 'retention rules'],
  };
};

/** Linked entities go with their parent. */
function isOpen({ kind, of, resolution }: Subject): boolean {
  return resolution.rule === null && (kind === 'store' || of.personal);
}

function entityRule(context: DraftContext, one: ViewEntity, ids: FreeIds): YamlPart[] {
  const name = context.nameOf(one);
  if (name === null) return [];
  const head = [yamlPair('id', ids.take(slug(splitWords(name).join(' ')))), yamlPair('match', { entity: name })];
  const job = purgeJob(context, one);
  if (job === null) {
    const bounds = published(context, one.record);
    return [part(...head, yamlPair('keep', TODO, bounds), yamlPair('after', TODO), yamlPair('reason', TODO))];
  }
  const counted = job.column === null ? '' : `counted from ${job.column}`;
  return [
    part(
      ...head,
      yamlPair('keep', `P${job.olderThanDays}D`, `as the job ${job.name} deletes it`),
      yamlPair('after', TODO, counted),
      yamlPair('reason', TODO),
      yamlPair('enforcedBy', { type: 'purge-job', ref: job.name }),
    ),
  ];
}

/** What the code shows by itself: a job of the database that deletes rows of a known age. */
function purgeJob({ view }: DraftContext, { entity }: ViewEntity): Job | null {
  const names = [entity.storedName, entity.name];
  return (
    view.jobs.find(
      ({ table, enabled, olderThanDays }) => enabled && Number.isInteger(olderThanDays) && names.includes(table),
    ) ?? null
  );
}

function storeRule(context: DraftContext, one: ViewStore, ids: FreeIds): YamlPart[] {
  const id = context.idOfStore(one);
  if (id === null) return [];
  const head = [yamlPair('id', ids.take(id)), yamlPair('match', { store: id })];
  const life = one.fact === null ? null : lifeOfStore(one.fact);
  if (life?.is === 'days' && Number.isInteger(life.days)) {
    const keep = yamlPair('keep', `P${life.days}D`, `as ${life.from.attribute ?? 'the code'} has it`);
    return [part(...head, keep, yamlPair('after', 'created'), yamlPair('reason', TODO))];
  }
  const remark = life?.is === 'never' ? 'the code never deletes it' : published(context, one.record);
  return [part(...head, yamlPair('keep', TODO, remark), yamlPair('after', TODO), yamlPair('reason', TODO))];
}

/** What the selected packs publish about a record class. */
function published({ packs }: DraftContext, record: string | null): string {
  if (record === null) return '';
  const bounds = packs
    .flatMap(({ clauses }) => clauses)
    .filter(({ family, params }) => family === 'retention-period' && params.record === record)
    .flatMap(({ id, params }) => {
      const bound = boundText(params as { min?: string; max?: string });
      return bound === null ? [] : [`${id}: ${bound}`];
    });
  return bounds.join('; ');
}
