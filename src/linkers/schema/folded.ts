import type {
  CheckComparison,
  ColumnDeclaration,
  Deletion,
  Dialect,
  Reference,
  SchemaChange,
  SchemaStep,
} from '../../model/declaration.ts';
import type { Origin, OriginKind } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import { splitTableName } from '../../text/table-names.ts';

export interface FoldedColumn {
  /** Its definition without what constraints say of it. */
  definition: ColumnDeclaration;
  place: Place;
  origins: Origin[];
}

export interface FoldedConstraint {
  readonly name: string | null;
  readonly type: 'foreign-key' | 'check' | 'primary-key' | 'unique';
  columns: string[];
  references: Reference | null;
  comparisons: CheckComparison[];
  enforced: boolean;
  readonly place: Place;
}

export interface FoldedTable {
  /** Empty for the schema that a name is in when it names none. */
  schema: string;
  name: string;
  /** By name in lower case, in the order of the table. */
  columns: Map<string, FoldedColumn>;
  constraints: FoldedConstraint[];
  comment: string | null;
  dialect: Dialect;
  place: Place;
  origins: Origin[];
  /** Table whose columns it takes over, where that table was not known yet. */
  like: { readonly table: string; readonly partition: boolean } | null;
  /** Only said to take over the columns of another: a definition of its own goes before that. */
  readonly implied: boolean;
  /** Old names of columns, for references made before they were renamed. */
  renamed: Map<string, string>;
  /** Columns that it had once. */
  gone: Set<string>;
}

type FoldedCall = Extract<SchemaChange, { op: 'schedule-routine' }> & { readonly place: Place };

export type FoldedJob = Extract<SchemaChange, { op: 'create-job' }> & { readonly place: Place };

/** A type with fields, where it is declared. */
export interface FoldedType {
  readonly columns: readonly ColumnDeclaration[];
  readonly file: string;
}

export interface FoldedSchema {
  readonly kind: OriginKind;
  /** By their bare name. */
  readonly types: Map<string, FoldedType>;
  readonly tables: Map<string, FoldedTable>;
  /** Keys of tables by name without schema. */
  readonly byName: Map<string, Set<string>>;
  /** Tables that are partitions of others: key to key. */
  readonly partitions: Map<string, string>;
  /** Old names of tables. */
  readonly renamed: Map<string, string>;
  /** Tables that were there once. */
  readonly gone: Set<string>;
  /** By name: one job may delete from several tables. */
  readonly jobs: Map<string, FoldedJob[]>;
  /** Jobs that call routines, by name. */
  readonly calls: Map<string, FoldedCall>;
  /** What routines delete, by their bare name. */
  readonly routines: Map<string, readonly Deletion[]>;
  /** Changes to tables that this schema does not create: another one may. */
  readonly leftovers: SchemaStep[];
  /** How many of the leftovers concern an earlier table of that key, which its creation here has replaced. */
  readonly settled: Map<string, number>;
  /** File in which a table was created. */
  readonly createdIn: Map<string, string>;
}

export function emptySchema(kind: OriginKind): FoldedSchema {
  return {
    kind,
    types: new Map(),
    tables: new Map(),
    byName: new Map(),
    partitions: new Map(),
    renamed: new Map(),
    gone: new Set(),
    jobs: new Map(),
    calls: new Map(),
    routines: new Map(),
    leftovers: [],
    settled: new Map(),
    createdIn: new Map(),
  };
}

// ---------------------------------------------------------------- names

/** Schemas that a name is in when it names none: https://www.postgresql.org/docs/current/ddl-schemas.html */
const DEFAULT_SCHEMAS = new Set(['public', 'dbo']);

export function splitName(written: string): { readonly schema: string; readonly name: string } {
  const { schema, name } = splitTableName(written);
  return { schema: DEFAULT_SCHEMAS.has(schema.toLowerCase()) ? '' : schema, name };
}

export function tableKey(written: string): string {
  const { schema, name } = splitName(written);
  return (schema === '' ? name : `${schema}.${name}`).toLowerCase();
}

/** The table a name means: itself, or the only one of that name where a schema is written in one place and not in the other. */
export function findTable(folded: FoldedSchema, written: string): FoldedTable | null {
  const exact = findExact(folded, tableKey(written));
  if (exact !== null) return exact;
  const { schema, name } = splitName(written);
  if (schema !== '') return findExact(folded, name.toLowerCase());
  const keys = folded.byName.get(name.toLowerCase());
  if (keys?.size !== 1) return null;
  const [only] = keys;
  return only === undefined ? null : (folded.tables.get(only) ?? null);
}

/** Leftovers that still wait for a table. */
export function openLeftovers(folded: FoldedSchema): SchemaStep[] {
  return folded.leftovers.filter(
    ({ change }, i) => !('table' in change) || i >= (folded.settled.get(tableKey(change.table)) ?? 0),
  );
}

export function putTable(folded: FoldedSchema, table: FoldedTable): void {
  const key = keyOf(table);
  folded.gone.delete(key);
  folded.tables.set(key, table);
  const name = table.name.toLowerCase();
  const keys = folded.byName.get(name);
  if (keys === undefined) folded.byName.set(name, new Set([key]));
  else keys.add(key);
}

export function removeTable(folded: FoldedSchema, table: FoldedTable): void {
  const key = keyOf(table);
  folded.gone.add(key);
  folded.tables.delete(key);
  folded.byName.get(table.name.toLowerCase())?.delete(key);
}

function findExact(folded: FoldedSchema, key: string): FoldedTable | null {
  const table = folded.tables.get(key);
  if (table !== undefined) return table;
  const parent = folded.partitions.get(key);
  return parent === undefined ? null : (folded.tables.get(parent) ?? null);
}

export function keyOf(table: FoldedTable): string {
  return (table.schema === '' ? table.name : `${table.schema}.${table.name}`).toLowerCase();
}
