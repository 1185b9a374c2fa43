import type { Property } from '../model/fact.ts';
import type { Place } from '../model/span.ts';
import { groupOf } from '../model/store.ts';
import type { Params } from '../schemas/params/encryption-at-rest.ts';
import type { Check, CheckOutcome, View, ViewStore } from './contract.ts';
import { held, keySeen, seen } from './encryption/evidence.ts';
import { fixArgs } from './encryption/fix.ts';
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

function isSubject(store: ViewStore, params: Params): boolean {
  const encrypted = store.fact?.encryptedAtRest;
  // A cache in memory keeps nothing on disk.
  if (encrypted?.state === 'absent' && store.declared?.row.encryption?.atRest === undefined) return false;
  return params.scope === 'all' || store.personal !== 'no';
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
  const args = fixArgs(store, property, view);
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
