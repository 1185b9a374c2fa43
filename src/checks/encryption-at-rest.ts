import type { Property, Store, StoreKind } from '../model/fact.ts';
import type { Place } from '../model/span.ts';
import { groupOf } from '../model/store.ts';
import type { Params } from '../schemas/params/encryption-at-rest.ts';
import type { Check, CheckOutcome, Evidence, View, ViewStore } from './contract.ts';
import { nothing, ofStore, outcome } from './outcome.ts';

/** Whether every store that can hold the data is encrypted on disk, by its own setting, a provider's default, or a declaration. */
export const check: Check<Params> = (params, view) => {
  const stores = view.stores.filter((store) => params.include.includes(store.fact?.group ?? groupOf(store.storeKind)));
  const inScope = stores.filter((store) => isSubject(store, params) && holdsRecords(store, params, view));
  const outcomes = inScope.flatMap((store) => judge(store, params, view));
  if (outcomes.length > 0) return { outcomes, absence: null, advisories: [] };
  if (params.records !== undefined && !view.stores.some((store) => holdsRecords(store, params, view)))
    return nothing('record-absent', { records: params.records.join(', ') });
  return view.stores.length === 0 ? nothing('no-store') : nothing('no-store-in-scope', { stores: view.stores.length });
};

/** Where it is unknown which store holds what, only these groups are taken as personal (settled.md, Which store holds an entity). */
const ASSUMED = new Set(['database', 'object', 'search', 'backup']);

function isSubject(store: ViewStore, params: Params): boolean {
  const encrypted = store.fact?.encryptedAtRest;
  // A cache in memory keeps nothing on disk.
  if (encrypted?.state === 'absent' && store.declared?.row.encryption?.atRest === undefined) return false;
  if (params.scope === 'all' || store.personal === 'yes') return true;
  return store.personal === 'assumed' && ASSUMED.has(store.fact?.group ?? groupOf(store.storeKind));
}

/** By what is assigned to it or its name; what is assigned nowhere may be in any store that may hold it. */
function holdsRecords(store: ViewStore, { records }: Params, view: View): boolean {
  if (records === undefined) return true;
  const isAsked = (record: string | null): boolean => records.some((one) => one === record);
  if (isAsked(store.record) || isAsked(store.bucketRecord)) return true;
  return view.entities.some(
    ({ entity, record, store: holder }) =>
      isAsked(record) &&
      entity.usage === 'stored' &&
      (holder === null ? store.personal !== 'no' : holder.id === store.id),
  );
}

function judge(store: ViewStore, params: Params, view: View): CheckOutcome[] {
  const encryption = judgeEncryption(store, view);
  const all = [encryption, ...(params.include.includes('backup') ? judgeBackups(store, view) : [])];
  const promise = view.documents.find((one) => one.role === params.keyAsIn && one.ownKeys !== null)?.ownKeys ?? null;
  if ((params.key !== 'customer-managed' && promise === null) || encryption.status !== 'pass') return all;
  return [...all, judgeKey(store, view, promise)];
}

const ENABLED = { topic: 'encryption_at_rest', facet: 'enabled' } as const;

function judgeEncryption(store: ViewStore, view: View): CheckOutcome {
  const property: Property<boolean> | null = store.fact?.encryptedAtRest ?? null;
  const declared = store.declared?.row.encryption?.atRest?.enabled;
  const who = { ...ofStore(store), ...ENABLED, attribute: property?.attribute ?? null };
  const kind = KINDS[store.storeKind] ?? 'Store';
  const args = { kind, attribute: property?.attribute ?? null, ...fixArgs(store, property, view) };
  const evidence = [...seen(property, store, view), ...held(store, view)];
  if (property !== null && property.state !== 'unresolved' && property.state !== 'absent' && property.value !== null) {
    const place = property.place ?? who.place;
    if (property.value)
      return outcome({
        ...who,
        place,
        code: 'encrypted',
        status: 'pass',
        grade: 'code',
        origin: 'code',
        args,
        evidence,
      });
    const code = declared === true ? 'declared-but-not' : 'not-encrypted';
    return outcome({
      ...who,
      place,
      code,
      status: 'fail',
      origin: 'code',
      contradicted: declared === true,
      args,
      evidence,
    });
  }
  const dangling = store.declared?.dangling ?? null;
  if (dangling !== null)
    return outcome({
      ...who,
      place: view.manifestPlace(`${store.declared?.path}.ref`),
      code: 'dangling-reference',
      status: 'fail',
      attribute: 'ref',
      args: { ...args, ref: store.declared?.row.ref ?? null, found: dangling },
      evidence,
    });
  const place =
    declared === undefined
      ? (property?.place ?? who.place)
      : view.manifestPlace(`${store.declared?.path}.encryption.atRest.enabled`);
  if (declared === true)
    return outcome({ ...who, place, code: 'encrypted', status: 'pass', grade: 'declared', args, evidence });
  if (declared === false)
    return outcome({ ...who, place, code: 'declared-unencrypted', status: 'fail', args, evidence });
  const reason = property?.reason ?? (store.fact === null ? 'the manifest does not say' : 'the code does not say');
  return outcome({ ...who, place, code: 'unknown', status: 'unresolved', args: { ...args, reason }, evidence });
}

/** What the team itself says of a store's backups; those that the code shows are stores of their own. */
function judgeBackups(store: ViewStore, view: View): CheckOutcome[] {
  if (store.declared?.row.backups?.encrypted !== false) return [];
  const place = view.manifestPlace(`${store.declared.path}.backups.encrypted`);
  return [
    outcome({
      ...ofStore(store),
      topic: 'encryption_at_rest',
      facet: 'backup',
      code: 'backups-unencrypted',
      status: 'fail',
      attribute: 'backups.encrypted',
      place,
      args: { id: store.declared.row.id },
      evidence: [{ fact: 'declared', args: { id: store.declared.row.id, value: 'backups not encrypted' }, place }],
    }),
  ];
}

function judgeKey(store: ViewStore, view: View, promise: Place | null): CheckOutcome {
  const property = store.fact?.customerKey ?? null;
  const declared = store.declared?.row.encryption?.atRest?.key;
  const who = {
    ...ofStore(store),
    topic: 'encryption_at_rest',
    facet: 'cmk',
    attribute: property?.attribute ?? 'key',
    evidence: [
      ...keySeen(property, store, view),
      ...(promise === null ? [] : [{ fact: 'promised', args: { file: promise.file }, place: promise }]),
    ],
    related: promise === null ? [] : [{ place: promise, note: "promises keys of one's own" }],
  } as const;
  const args = {
    attribute: property?.attribute ?? 'the key',
    promise: promise === null ? null : `; ${promise.file} promises one of your own`,
  };
  const known =
    property !== null && (property.state === 'set' || property.state === 'default' || property.state === 'follows')
      ? property.value
      : null;
  if (known === true)
    return outcome({ ...who, code: 'customer-key', status: 'pass', grade: 'code', origin: 'code', args });
  if (known === false)
    return outcome({
      ...who,
      place: property?.place ?? who.place,
      code: 'provider-key',
      status: 'fail',
      origin: 'code',
      contradicted: declared === 'customer-managed',
      args,
    });
  if (declared !== undefined) {
    const place = view.manifestPlace(`${store.declared?.path}.encryption.atRest.key`);
    if (declared === 'customer-managed')
      return outcome({ ...who, place, code: 'customer-key', status: 'pass', grade: 'declared', args });
    return outcome({ ...who, place, code: 'provider-key', status: 'fail', args });
  }
  return outcome({
    ...who,
    code: 'key-unknown',
    status: 'unresolved',
    args: { ...args, reason: property?.reason ?? 'neither code nor manifest says' },
  });
}

interface FixArgs {
  readonly fix: string;
  readonly id: string;
  /** What to do with the row below. */
  readonly how: string;
  /** The start of the row to paste; one that is declared already keeps its id and needs no reference. */
  readonly row: string;
}

function fixArgs(store: ViewStore, property: Property<boolean> | null, view: View): FixArgs {
  const { fact } = store;
  const proven = fact?.by === 'schema' && fact.mayBe === undefined;
  // Compose files of two folders may use one name.
  const isShared = view.stores.some((other) => other.subject === store.subject && other.id !== store.id);
  const ref = isShared ? `${store.place.file}#${store.subject}` : store.subject;
  const id = store.declared?.row.id ?? idOf(proven ? `${fact.scope} database` : ref);
  // A schema only proves that there is a database: a row of its kind stands for it, wherever it is.
  const more = proven ? `kind: ${fact.storeKind}` : `ref: ${JSON.stringify(ref)}`;
  const row = store.declared !== null || fact === null ? `id: ${id}` : `id: ${id}\n    ${more}`;
  const how = store.declared === null ? 'Declare it' : 'Complete its row';
  const set = howToSet(store.subject, property?.attribute ?? null);
  const fix = store.fact?.by === 'terraform' ? set + whatElse(store.fact) : set;
  return { id, how, row, fix };
}

function idOf(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}

/** Encryption of a disk is chosen when it is made. Tables and warehouses change in place. */
function whatElse({ group, storeKind }: Store): string {
  if (RESTORED.has(storeKind)) return '; an existing one has to be restored from an encrypted copy of a snapshot';
  return group === 'volume' ? '; an existing one is replaced, so copy its data first' : '';
}

const RESTORED: ReadonlySet<StoreKind> = new Set(['postgres', 'mysql', 'sqlserver', 'oracle', 'mongodb', 'other']);

/** Only a switch takes `true`; other attributes take a key, or a word of the provider (`encryption_type`). */
function howToSet(subject: string, attribute: string | null): string {
  if (attribute === null) return 'Encrypt its disk';
  if (/(?:_id|_arn|key)$/.test(attribute)) return `Set ${attribute} in ${subject} to a key`;
  if (/(?:enabled|encrypted)$/.test(attribute)) return `Set ${attribute} = true in ${subject}`;
  return `Turn encryption on with ${attribute} in ${subject}`;
}

function seen(property: Property<boolean> | null, store: ViewStore, view: View): Evidence[] {
  const evidence = settingSeen(property, store, 'encryption', ['on', 'off']);
  const declared = store.declared?.row.encryption?.atRest?.enabled;
  if (declared !== undefined) {
    evidence.push({
      fact: 'declared',
      args: { id: store.declared?.row.id ?? '', value: declared ? 'encrypted' : 'not encrypted' },
      place: view.manifestPlace(`${store.declared?.path}.encryption.atRest.enabled`),
    });
  }
  return evidence;
}

function keySeen(property: Property<boolean> | null, store: ViewStore, view: View): Evidence[] {
  const evidence = settingSeen(property, store, 'the key', ["a key of the customer's own", 'a key of the provider']);
  const declared = store.declared?.row.encryption?.atRest?.key;
  if (declared !== undefined) {
    evidence.push({
      fact: 'declared',
      args: { id: store.declared?.row.id ?? '', value: `encrypted with a ${declared} key` },
      place: view.manifestPlace(`${store.declared?.path}.encryption.atRest.key`),
    });
  }
  return evidence;
}

function settingSeen(
  property: Property<boolean> | null,
  store: ViewStore,
  name: string,
  [yes, no]: readonly [string, string],
): Evidence[] {
  if (property === null || property.state === 'absent') return [];
  const args = {
    name,
    attribute: property.attribute ?? name,
    value: property.value === null ? 'unknown' : property.value ? yes : no,
    reason: property.reason,
    source: property.source === null ? null : `${property.source.url}, read ${property.source.checked}`,
  };
  return [{ fact: settingFact(property), args, place: property.place ?? store.place }];
}

function settingFact({ state, attribute, source }: Property<boolean>): string {
  if (state === 'default' && attribute === null) return 'attribute-none';
  // Documentation is what speaks for it where the text itself does not decide.
  return state === 'set' && source !== null ? 'attribute-either' : `attribute-${state}`;
}

/** What people lose when this store is read: the first fields it holds. */
function held(store: ViewStore, view: View): Evidence[] {
  const fields = view.entities
    .filter(({ entity }) => store.entities.includes(entity.id))
    .flatMap(({ entity, tags }) =>
      tags.map((tag) => `${entity.name}.${entity.fields.find(({ id }) => id === tag.id)?.name ?? ''}`),
    );
  if (fields.length === 0) return [];
  const more = fields.length > 5 ? ` and ${fields.length - 5} more personal fields` : '';
  return [{ fact: 'holds', args: { fields: `${fields.slice(0, 5).join(', ')}${more}` }, place: null }];
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'Bucket',
  volume: 'Volume',
  file: 'File system',
  queue: 'Queue',
  topic: 'Topic',
  stream: 'Stream',
  search: 'Search index',
  'log-group': 'Log group',
  redis: 'Cache',
  cache: 'Cache',
  backup: 'Backup',
  postgres: 'Database',
  mysql: 'Database',
  sqlserver: 'Database',
  oracle: 'Database',
  sqlite: 'Database',
  mongodb: 'Database',
  dynamodb: 'Table',
  cassandra: 'Database',
  warehouse: 'Warehouse',
  vector: 'Index',
};
