import type { ViewEntity, ViewStore } from '../../checks/contract.ts';
import type { Store, StoreGroup } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import { groupOf } from '../../model/store.ts';
import type { Manifest, ManifestDatastore } from '../../schemas/manifest.ts';
import { danglingReference, type InfrastructureIndex } from './store-references.ts';

export interface StoreInput {
  readonly stores: readonly Store[];
  readonly manifest: Manifest | null;
  readonly manifestPlace: (path: string) => Place;
  readonly holdsPeople: (name: string) => boolean;
  readonly isStatic: (name: string) => boolean;
  readonly infrastructure: InfrastructureIndex;
  readonly recordNamed: (name: string) => string | null;
}

interface Row {
  readonly path: string;
  readonly row: ManifestDatastore;
}

/** Which store of the code a datastore of the manifest speaks of: by `ref` (file#address or address), else the only one of its kind. */
export function matchDatastores(stores: readonly Store[], manifest: Manifest | null): Map<string, Row> {
  const byStore = new Map<string, Row>();
  const rows = (manifest?.datastores ?? []).map((row, index): Row => ({ path: `datastores[${index}]`, row }));
  const production = stores.filter((store) => store.environment === 'production');
  for (const entry of rows) {
    const store = entry.row.ref === undefined ? undefined : referred(entry.row.ref, production, byStore);
    if (store) byStore.set(store.id, entry);
  }
  for (const entry of rows) {
    if (entry.row.ref !== undefined || entry.row.kind === undefined || !isProduction(entry.row)) continue;
    const free = production.filter(
      (store) => store.storeKind === entry.row.kind && store.part !== true && !byStore.has(store.id),
    );
    const rivals = rows.filter(({ row }) => row.kind === entry.row.kind && row.ref === undefined && isProduction(row));
    if (free.length === 1 && rivals.length === 1 && free[0]) byStore.set(free[0].id, entry);
  }
  return byStore;
}

/** `file#address` or an address. Two folders may use one address: the file decides, and a store that no row speaks of yet goes first. */
function referred(ref: string, stores: readonly Store[], taken: ReadonlyMap<string, Row>): Store | undefined {
  const mark = ref.indexOf('#');
  const file = mark < 0 ? null : ref.slice(0, mark);
  const address = ref.slice(mark + 1);
  const fitting = stores.filter((one) => one.address === address || baseAddress(one.address) === address);
  const inFile = fitting.filter(({ place }) => place.file === file);
  const best = inFile.length > 0 ? inFile : fitting;
  return best.find(({ id }) => !taken.has(id)) ?? best[0];
}

export function isProduction(row: ManifestDatastore): boolean {
  return row.environment === undefined || /^prod/i.test(row.environment);
}

/** `aws_db_instance.main[0]` without the key. */
function baseAddress(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}

/** Stores of the code joined with their rows, then the stores that are only declared. */
export function viewStores(
  input: StoreInput,
  entities: readonly ViewEntity[],
  matched: ReadonlyMap<string, Row>,
): ViewStore[] {
  const stored = entities.filter(({ entity }) => entity.usage === 'stored');
  // Infrastructure alone does not tell what it holds: its tables are in another repository.
  const someUnknown = stored.length === 0 || stored.some(({ personal, store }) => personal && store === null);
  const joined: ViewStore[] = [];
  for (const fact of input.stores) {
    if (fact.environment === 'test') continue;
    const declared = matched.get(fact.id) ?? null;
    if (declared && !isProduction(declared.row)) continue;
    joined.push(join(input, entities, someUnknown, fact, declared));
  }
  const used = new Set([...matched.values()].map(({ path }) => path));
  for (const [index, row] of (input.manifest?.datastores ?? []).entries()) {
    const path = `datastores[${index}]`;
    if (!used.has(path) && isProduction(row)) joined.push(join(input, entities, someUnknown, null, { path, row }));
  }
  return joined;
}

function join(
  input: StoreInput,
  entities: readonly ViewEntity[],
  someUnknown: boolean,
  fact: Store | null,
  declared: Row | null,
): ViewStore {
  const id = fact?.id ?? `store:${declared?.row.id ?? ''}`;
  const storeKind = fact?.storeKind ?? declared?.row.kind ?? 'other';
  const names = [fact?.name, fact?.address.split('.').pop(), declared?.row.id].filter(
    (name) => typeof name === 'string',
  );
  const held = entities.filter((entity) => entity.store?.id === id);
  const bucketHolds = storeKind === 'object' && (declared?.row.personal ?? saysPeople(input, names));
  const yes = declared?.row.personal === true || bucketHolds || held.some(({ personal }) => personal);
  const assumable =
    someUnknown && ASSUMABLE.has(fact?.group ?? groupOf(storeKind)) && !names.some((name) => input.isStatic(name));
  return {
    id,
    subject: fact?.address ?? declared?.row.id ?? id,
    storeKind,
    fact,
    declared: declared && {
      ...declared,
      dangling:
        fact !== null || declared.row.ref === undefined
          ? null
          : danglingReference(declared.row.ref, input.infrastructure),
    },
    personal: yes ? 'yes' : declared?.row.personal === false ? 'no' : assumable ? 'assumed' : 'no',
    record: groupOf(storeKind) === 'log' || (storeKind === 'object' && names.some(isLogName)) ? 'log' : null,
    bucketHolds,
    bucketRecord: bucketHolds ? (names.map(input.recordNamed).find((record) => record !== null) ?? null) : null,
    entities: held.map(({ entity }) => entity.id),
    place: fact?.place ?? input.manifestPlace(declared?.path ?? ''),
  };
}

/** Where it is unknown which store holds what, these are taken as personal (settled.md, Which store holds an entity). */
const ASSUMABLE: ReadonlySet<StoreGroup> = new Set(['database', 'object', 'search', 'backup']);

/** The first name that says anything decides: a bucket's own name before the label that it has in the code. */
function saysPeople({ holdsPeople, isStatic }: StoreInput, names: readonly string[]): boolean {
  const telling = names.find((name) => holdsPeople(name) || isStatic(name));
  return telling !== undefined && holdsPeople(telling) && !isStatic(telling);
}

function isLogName(name: string): boolean {
  return /(?:^|[-_.])(?:access[-_])?logs?(?:$|[-_.])/i.test(name);
}
