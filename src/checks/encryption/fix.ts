import type { Property, Store, StoreKind } from '../../model/fact.ts';
import type { View, ViewStore } from '../contract.ts';

/** What the words of the family ask for, in messages as in fixes. */
interface FixArgs extends Readonly<Record<string, string | null>> {
  readonly kind: string;
  readonly attribute: string | null;
  readonly fix: string;
  readonly id: string;
  /** What to do with the row below. */
  readonly how: string;
  /** The start of the row to paste; one that is declared already keeps its id and needs no reference. */
  readonly row: string;
}

/** What to change in the code, and the row of the manifest that says so where the code cannot. */
export function fixArgs(store: ViewStore, property: Property<boolean> | null, view: View): FixArgs {
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
  const attribute = property?.attribute ?? null;
  const set = howToSet(store.subject, attribute);
  const fix = store.fact?.by === 'terraform' ? set + whatElse(store.fact) : set;
  return { kind: KINDS[store.storeKind] ?? 'Store', attribute, id, how, row, fix };
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

const KINDS: Readonly<Partial<Record<StoreKind, string>>> = {
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
