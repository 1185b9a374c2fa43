import type { View, ViewVendor } from '../../checks/contract.ts';
import type { Field, Property, Store } from '../../model/fact.ts';
import { sortedBy } from '../../model/order.ts';
import type { Place } from '../../model/span.ts';
import type { Tag } from '../../model/tag.ts';
import type { AuditReport } from '../../schemas/report.ts';
import type { Facts } from '../link.ts';

type Inventory = AuditReport['inventory'];

/** Everything that was seen, whether a clause asks for it or not. */
export function reportInventory(facts: Facts, tags: readonly Tag[], view: View): Inventory {
  const byField = new Map(tags.map((tag) => [tag.id, tag]));
  const seen = new Map(view.entities.map((entity) => [entity.entity.id, entity]));
  return {
    entities: facts.entities.map((entity) => {
      const joined = seen.get(entity.id);
      return {
        id: entity.id,
        name: entity.name,
        storedName: entity.storedName,
        kinds: [...new Set(entity.origins.map(({ kind }) => kind))].sort(),
        usage: entity.usage,
        environment: entity.environment,
        personal: joined?.personal ?? false,
        linked: joined?.linked ?? false,
        record: joined?.record ?? null,
        store: joined?.store ?? null,
        declared: joined?.declared ?? null,
        location: lines(entity.place),
        fields: entity.fields.map((field) => fieldRow(field, byField.get(field.id) ?? null)),
      };
    }),
    vendors: sortedBy(
      view.vendors.map((vendor) => ({
        name: vendor.name,
        id: vendor.id,
        company: vendor.company,
        role: roleOf(vendor),
        purposes: [...vendor.purposes],
        declared: vendor.declared?.path ?? null,
        listed: vendor.declared !== null,
        signals: vendor.signals.map(({ signal, strength, text, place }) => ({
          kind: signal,
          strength,
          text,
          file: place.file,
          startLine: place.span.startLine,
        })),
      })),
      ({ id }) => id,
    ),
    stores: sortedBy(storeRows(facts, view), ({ id }) => id),
  };
}

/** Of what only the manifest names, its row says what it is; that nothing else speaks of it shows in the signals. */
function roleOf({ role, declared }: ViewVendor): Inventory['vendors'][number]['role'] {
  if (role !== 'declared-only') return role;
  return declared?.row.role === 'self-hosted' ? 'self-hosted' : 'subprocessor';
}

function fieldRow(field: Field, tag: Tag | null): Inventory['entities'][number]['fields'][number] {
  return {
    name: field.name,
    storedName: field.storedName,
    type: field.type,
    nullable: field.nullable,
    location: lines(field.place),
    origins: field.origins
      .filter(({ place }) => place.file !== field.place.file || place.span.startLine !== field.place.span.startLine)
      .map(({ kind, place }) => ({ kind, file: place.file, startLine: place.span.startLine })),
    category: tag?.category ?? null,
    confidence: tag === null ? null : Math.round(tag.confidence * 100) / 100,
    special: tag?.special ?? false,
    reasons: [...(tag?.reasons ?? [])],
    protection: tag?.protection ?? null,
  };
}

function storeRows(facts: Facts, view: View): Inventory['stores'] {
  const joined = new Map(view.stores.map((store) => [store.id, store]));
  const rows: Inventory['stores'] = facts.stores.map((store) => {
    const seen = joined.get(store.id);
    return { ...storeRow(store), personal: seen?.personal ?? 'no', declared: seen?.declared?.path ?? null };
  });
  for (const store of view.stores) {
    if (store.fact !== null) continue;
    const row = store.declared?.row;
    rows.push({
      id: store.id,
      kind: store.storeKind,
      provider: row?.provider ?? null,
      environment: 'production',
      region: row?.region ?? null,
      encryptedAtRest: row?.encryption?.atRest?.enabled ?? null,
      retentionDays: null,
      backupDays: null,
      public: null,
      personal: store.personal,
      declared: store.declared?.path ?? null,
      location: lines(store.place),
    });
  }
  return rows;
}

function storeRow(store: Store): Omit<Inventory['stores'][number], 'personal' | 'declared'> {
  return {
    id: store.id,
    kind: store.storeKind,
    provider: store.provider,
    environment: store.environment,
    region: known(store.region),
    encryptedAtRest: known(store.encryptedAtRest),
    retentionDays: known(store.retentionDays),
    backupDays: known(store.backupDays),
    public: known(store.public),
    location: lines(store.place),
  };
}

function known<T>(property: Property<T>): T | null {
  return property.state === 'unresolved' || property.state === 'absent' ? null : property.value;
}

export function lines({ file, span }: Place): { file: string; startLine: number; endLine: number } {
  return { file, startLine: span.startLine, endLine: span.endLine };
}
