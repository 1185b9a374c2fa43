import type { Dialect } from './declaration.ts';
import type { Store, StoreGroup, StoreKind } from './fact.ts';

const GROUPS: Readonly<Record<StoreKind, StoreGroup>> = {
  postgres: 'database',
  mysql: 'database',
  sqlserver: 'database',
  oracle: 'database',
  sqlite: 'database',
  mongodb: 'database',
  dynamodb: 'database',
  cassandra: 'database',
  warehouse: 'database',
  vector: 'database',
  other: 'database',
  redis: 'cache',
  cache: 'cache',
  object: 'object',
  volume: 'volume',
  file: 'volume',
  queue: 'queue',
  topic: 'queue',
  stream: 'queue',
  search: 'search',
  'log-group': 'log',
  backup: 'backup',
};

/** The group that policies speak of, where nothing more particular is known about the store. */
export function groupOf(kind: StoreKind): StoreGroup {
  return GROUPS[kind];
}

const RELATIONAL: readonly StoreKind[] = ['postgres', 'mysql', 'sqlserver', 'oracle', 'sqlite', 'warehouse'];

const FITTING: Readonly<Record<Dialect, readonly StoreKind[]>> = {
  postgres: ['postgres', 'warehouse'],
  cockroach: ['postgres'],
  mysql: ['mysql', 'warehouse'],
  sqlite: ['sqlite'],
  sqlserver: ['sqlserver', 'warehouse'],
  oracle: ['oracle', 'warehouse'],
  mongodb: ['mongodb'],
  ansi: RELATIONAL,
};

/** Kinds of store that can hold a schema of this dialect; null is SQL of an unknown one. */
export function kindsFor(dialect: Dialect | null): readonly StoreKind[] {
  return FITTING[dialect ?? 'ansi'];
}

/** Whether a store can hold a schema of this dialect. A database whose engine cannot be told fits all that it may be. */
export function canHold(
  store: Pick<Store, 'storeKind' | 'group' | 'part' | 'mayBe'>,
  dialect: Dialect | null,
): boolean {
  if (store.group !== 'database' || store.part === true) return false;
  const fitting = kindsFor(dialect);
  return [store.storeKind, ...(store.mayBe ?? [])].some((kind) => fitting.includes(kind));
}
