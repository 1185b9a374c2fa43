/** Kinds of store that a manifest may declare and a provider row may give. */
export const STORE_KINDS = [
  'postgres',
  'mysql',
  'sqlserver',
  'oracle',
  'sqlite',
  'mongodb',
  'dynamodb',
  'cassandra',
  'redis',
  'object',
  'volume',
  'file',
  'queue',
  'topic',
  'stream',
  'search',
  'log-group',
  'warehouse',
  'vector',
  'cache',
  'backup',
  'other',
] as const;

export type StoreKind = (typeof STORE_KINDS)[number];
