import type { Entity, Field, OriginKind } from '../../model/fact.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import { splitTableName } from '../../text/table-names.ts';
import { splitWords } from '../../text/words.ts';

/** rules/catalog/words/migration-table.yaml: tables in which a migration tool keeps what it has done. */
const MIGRATION_TABLES = 'migration-table';

/** Which origin leads where several describe one entity: the code's names over those of a dump, a dump over its history. */
const RANK: Readonly<Record<OriginKind, number>> = { prisma: 0, sql: 1, 'sql-migrations': 2 };

/**
 * The ORM schema, the SQL schema and the SQL migrations of one project are one set of entities: same scope, or a scope that
 * holds the other, and same stored name give one entity with all origins. Bookkeeping tables of migration tools go.
 */
export function mergeEntities(entities: readonly Entity[], words: Catalog['words']): Entity[] {
  const bookkeeping = new Set(words.find(({ id }) => id === MIGRATION_TABLES)?.words ?? []);
  const byName = new Map<string, Entity[]>();
  for (const entity of entities) {
    if (bookkeeping.has(splitWords(splitTableName(entity.storedName).name).join(' '))) continue;
    const key = `${entity.environment} ${tableKey(entity.storedName)}`;
    const same = byName.get(key);
    if (same === undefined) byName.set(key, [entity]);
    else same.push(entity);
  }
  return [...byName.values()].flatMap((same) => (same.length === 1 ? same : joinScopes(same).map(mergeGroup)));
}

/** Schemas that a name is in when it names none. https://www.postgresql.org/docs/current/ddl-schemas.html */
const DEFAULT_SCHEMA = /^(?:public|dbo)\./;

function tableKey(storedName: string): string {
  return columnKey(storedName).replace(DEFAULT_SCHEMA, '');
}

/** Quoting and case are the engine's affair. */
function columnKey(storedName: string): string {
  return storedName.replace(/["`[\]]/g, '').toLowerCase();
}

/** Entities of one stored name, grouped by project. */
function joinScopes(entities: readonly Entity[]): Entity[][] {
  const byScope = new Map<string, Entity[]>();
  for (const entity of entities) {
    const group = byScope.get(entity.scope);
    if (group === undefined) byScope.set(entity.scope, [entity]);
    else group.push(entity);
  }
  const scopes = [...byScope.keys()].sort((a, b) => b.length - a.length);
  for (const outer of scopes) {
    const group = byScope.get(outer);
    const inner = [...byScope].filter(
      ([scope, other]) =>
        scope !== outer && holds(outer, scope) && group !== undefined && oneDialect([...group, ...other]),
    );
    // Where two packages below it have such a table it cannot be told whose it is: then it stays its own.
    const [only] = inner;
    if (group === undefined || only === undefined || inner.length > 1 || !complementary(group, only[1])) continue;
    byScope.set(only[0], [...only[1], ...group]);
    byScope.delete(outer);
  }
  return [...byScope.values()];
}

function holds(outer: string, inner: string): boolean {
  return outer === '.' || inner.startsWith(`${outer}/`);
}

/** Two descriptions of one table, not two tables: of different kinds, and for engines that may be the same. */
function complementary(a: readonly Entity[], b: readonly Entity[]): boolean {
  const kinds = new Set(a.flatMap(({ origins }) => origins.map(({ kind }) => kind)));
  if (b.some(({ origins }) => origins.some(({ kind }) => kinds.has(kind)))) return false;
  return oneDialect([...a, ...b]);
}

function oneDialect(entities: readonly Entity[]): boolean {
  return new Set(entities.map(({ dialect }) => dialect).filter((one) => one !== null && one !== 'ansi')).size <= 1;
}

function rankOf(entity: Entity): number {
  return Math.min(...entity.origins.map(({ kind }) => RANK[kind]));
}

function mergeGroup(group: readonly Entity[]): Entity {
  const [lead, ...others] = [...group].sort((a, b) => rankOf(a) - rankOf(b));
  if (lead === undefined) throw new Error('an empty group of entities');
  return others.reduce(mergeTwo, lead);
}

function mergeTwo(lead: Entity, other: Entity): Entity {
  const keyOf = (field: Field): string => columnKey(field.storedName);
  const theirs = new Map(other.fields.map((field) => [keyOf(field), field]));
  const ours = new Set(lead.fields.map(keyOf));
  const both = lead.fields.map((field) => {
    const same = theirs.get(keyOf(field));
    return same === undefined ? field : mergeField(field, same);
  });
  const added = other.fields
    .filter((field) => !ours.has(keyOf(field)))
    .map((field) => ({ ...field, id: `${lead.scope} field ${lead.storedName}.${field.storedName}` }));
  return {
    ...lead,
    dialect: lead.dialect === null || lead.dialect === 'ansi' ? (other.dialect ?? lead.dialect) : lead.dialect,
    usage: lead.usage === 'unknown' ? other.usage : lead.usage,
    comment: joinComments(lead.comment, other.comment),
    fields: [...both, ...added],
    origins: [...lead.origins, ...other.origins],
  };
}

function mergeField(lead: Field, other: Field): Field {
  return {
    ...lead,
    length: lead.length ?? other.length,
    hasDefault: lead.hasDefault || other.hasDefault,
    defaultFlag: lead.defaultFlag ?? other.defaultFlag,
    primaryKey: lead.primaryKey || other.primaryKey,
    unique: lead.unique || other.unique,
    comment: joinComments(lead.comment, other.comment),
    references: mergeReference(lead, other),
    ...(other.encrypted === true ? { encrypted: true } : {}),
    checks: [...lead.checks, ...other.checks],
    origins: [...lead.origins, ...other.origins],
  };
}

function mergeReference({ references: lead }: Field, { references: other }: Field): Field['references'] {
  if (lead === null || other === null) return lead ?? other;
  if (tableKey(lead.table) !== tableKey(other.table)) return lead;
  return { ...lead, column: lead.column ?? other.column, onDelete: lead.onDelete ?? other.onDelete };
}

/** The lead's comment; a note (text/notes.ts) that only the other one has is not lost. */
function joinComments(lead: string | null, other: string | null): string | null {
  if (lead === null || other === null) return lead ?? other;
  const note = other.indexOf('@privaudit');
  return note < 0 || lead.includes('@privaudit') ? lead : `${lead} ${other.slice(note)}`;
}
