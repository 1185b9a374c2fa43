import type { Dialect } from '../../model/declaration.ts';
import { ABSENT, type Entity, type Environment, type Property, type Store, type StoreKind } from '../../model/fact.ts';
import { compareCodeUnits, sortedBy } from '../../model/order.ts';
import type { Place } from '../../model/span.ts';
import { canHold, groupOf, kindsFor } from '../../model/store.ts';
import type { LinkInput } from '../contract.ts';

const KINDS: Readonly<Record<Dialect, StoreKind>> = {
  postgres: 'postgres',
  cockroach: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'sqlserver',
  oracle: 'oracle',
  mongodb: 'mongodb',
  ansi: 'other',
};

/**
 * A schema proves a store (settled.md, Status): where entities are stored and nothing that could hold them is found, one
 * store per scope and dialect, of unknown settings, at the schema's line. `declared`: kinds of the manifest's datastores.
 */
export function schemaStores(
  entities: readonly Entity[],
  stores: readonly Store[],
  declared: readonly StoreKind[] = [],
  encryption: readonly DatabaseEncryption[] = [],
): Store[] {
  const added: Store[] = [];
  for (const group of schemasOf(entities)) {
    const { dialect, environment, scope } = group;
    const fitting = kindsFor(dialect);
    if (declared.some((kind) => fitting.includes(kind))) continue;
    const found = [...stores, ...added.filter((store) => store.scope === scope)].some(
      (store) => (environment === 'test' || store.environment === 'production') && canHold(store, dialect),
    );
    if (!found) added.push(storeOf(group));
  }
  return added.map((store) => ({ ...store, encryptedAtRest: encryptionOf(store, added, encryption) }));
}

/**
 * The first entity of each scope and dialect, in the file that most of them stand in: tables that only migrations know are not
 * the schema. Production first, dialects that are known before SQL of any kind.
 */
function schemasOf(entities: readonly Entity[]): Entity[] {
  const stored = entities.filter(({ usage }) => usage === 'stored');
  const counts = new Map<string, number>();
  const fileOf = (entity: Entity): string => `${keyOf(entity)}\u0000${entity.place.file}`;
  for (const entity of stored) counts.set(fileOf(entity), (counts.get(fileOf(entity)) ?? 0) + 1);
  const first = new Map<string, Entity>();
  for (const entity of stored) {
    const key = keyOf(entity);
    const known = first.get(key);
    const more = known === undefined ? 1 : (counts.get(fileOf(entity)) ?? 0) - (counts.get(fileOf(known)) ?? 0);
    if (known === undefined || more > 0 || (more === 0 && isEarlier(entity, known))) first.set(key, entity);
  }
  return sortedBy(first.values(), keyOf);
}

function keyOf({ environment, dialect, scope }: Entity): string {
  return [environment, dialect === null || dialect === 'ansi' ? 'z' : dialect, scope].join('\u0000');
}

function isEarlier({ place: a }: Entity, { place: b }: Entity): boolean {
  return (compareCodeUnits(a.file, b.file) || a.span.startLine - b.span.startLine) < 0;
}

/** What scripts say of the whole database. */
export interface DatabaseEncryption {
  readonly on: boolean;
  readonly scope: string;
  readonly environment: Environment;
  readonly dialect: Dialect;
  readonly place: Place;
}

export function databaseEncryption({ declarations, scopeOf, environmentOf }: LinkInput): DatabaseEncryption[] {
  return declarations.flatMap((declaration): DatabaseEncryption[] => {
    if (declaration.kind !== 'schema-step' || declaration.change.op !== 'encrypt-database') return [];
    const { file, span, dialect, change } = declaration;
    const where = { scope: scopeOf(file), environment: environmentOf(file), place: { file, span } };
    return [{ ...where, dialect, on: change.on }];
  });
}

/** Known where everything said in the store's scope agrees; said elsewhere, it is about the only store of the kind. */
function encryptionOf(
  store: Store,
  all: readonly Store[],
  said: readonly DatabaseEncryption[],
): Store['encryptedAtRest'] {
  const fitting = said.filter(
    ({ dialect, environment }) => KINDS[dialect] === store.storeKind && environment === store.environment,
  );
  const here = fitting.filter(({ scope }) => scope === store.scope);
  const alone = all.filter(
    ({ storeKind, environment }) => storeKind === store.storeKind && environment === store.environment,
  );
  const [first, ...others] = here.length > 0 ? here : alone.length === 1 ? fitting : [];
  if (first === undefined || others.some(({ on }) => on !== first.on)) return store.encryptedAtRest;
  return { ...ABSENT, state: 'set', value: first.on, attribute: 'SET ENCRYPTION', place: first.place };
}

function storeOf({ scope, dialect, environment, place }: Entity): Store {
  const address = `schema:${place.file}`;
  const kind = KINDS[dialect ?? 'ansi'];
  const known = dialect === null || dialect === 'ansi' ? { mayBe: [...kindsFor(dialect)] } : {};
  return {
    kind: 'store',
    id: `store:${address}`,
    identity: `${scope} store ${address}`,
    scope,
    address,
    storeKind: kind,
    ...known,
    group: groupOf(kind),
    provider: null,
    by: 'schema',
    name: null,
    environment,
    region: UNKNOWN,
    encryptedAtRest: UNKNOWN,
    customerKey: UNKNOWN,
    retentionDays: ABSENT,
    noncurrentDays: ABSENT,
    versioned: ABSENT,
    backupDays: UNKNOWN,
    ttl: ABSENT,
    public: UNKNOWN,
    place,
    related: [],
  };
}

const UNKNOWN: Property<never> = {
  ...ABSENT,
  state: 'unresolved',
  reason: 'only its schema is here, not the store itself',
};
