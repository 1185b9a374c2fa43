import type { Reference } from '../../model/declaration.ts';
import type { Entity, Environment, Field, Job } from '../../model/fact.ts';
import {
  type FoldedColumn,
  type FoldedConstraint,
  type FoldedJob,
  type FoldedSchema,
  type FoldedTable,
  findTable,
  splitName,
  tableKey,
} from './folded.ts';

interface Owner {
  readonly scope: string;
  readonly environment: Environment;
}

type Names = ReadonlyMap<FoldedTable, string>;

/** One entity a table, in the order of the folded schema. */
export function sqlEntities(folded: FoldedSchema, owner: Owner): Entity[] {
  const names = storedNames(folded);
  return [...folded.tables.values()].map((table) => entityOf(folded, table, names, owner));
}

export function sqlJobs(folded: FoldedSchema, { scope, environment }: Owner): Job[] {
  const names = storedNames(folded);
  const jobs = new Map<string, Job>();
  for (const [name, parts] of new Map([...calledJobs(folded), ...folded.jobs])) {
    for (const { schedule, table, column, olderThanDays, enabled, place } of parts) {
      const target = findTable(folded, table);
      const stored = target === null ? table : (names.get(target) ?? table);
      const id = `${scope} job ${name}${parts.length > 1 ? `.${stored}` : ''}`;
      jobs.set(id, {
        kind: 'job',
        id,
        name,
        table: stored,
        column,
        olderThanDays,
        schedule,
        enabled,
        environment,
        place,
      });
    }
  }
  return [...jobs.values()];
}

/** Jobs that call routines, with what those delete; an age that the arguments may change is none. */
function calledJobs({ calls, routines }: FoldedSchema): Map<string, FoldedJob[]> {
  const found = new Map<string, FoldedJob[]>();
  for (const [name, { schedule, enabled, calls: called, place }] of calls) {
    const jobs = called.flatMap(({ routine, plain }) =>
      (routines.get(routine) ?? []).map(
        (deletion): FoldedJob => ({
          op: 'create-job',
          name,
          schedule,
          enabled,
          ...deletion,
          olderThanDays: plain ? deletion.olderThanDays : null,
          place,
        }),
      ),
    );
    if (jobs.length > 0) found.set(name, jobs);
  }
  return found;
}

/** Without schema or database, unless two tables have the name; the one in the default schema keeps it bare. */
function storedNames(folded: FoldedSchema): Names {
  const count = new Map<string, number>();
  for (const { name } of folded.tables.values())
    count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  const names = new Map<FoldedTable, string>();
  for (const table of folded.tables.values()) {
    const alone = count.get(table.name.toLowerCase()) === 1;
    names.set(table, alone || table.schema === '' ? table.name : `${table.schema}.${table.name}`);
  }
  return names;
}

function entityOf(folded: FoldedSchema, table: FoldedTable, names: Names, { scope, environment }: Owner): Entity {
  const storedName = names.get(table) ?? table.name;
  const byColumn = constraintsByColumn(table);
  return {
    kind: 'entity',
    id: `${scope} entity ${storedName}`,
    scope,
    name: storedName,
    storedName,
    dialect: table.dialect,
    usage: 'stored',
    environment,
    comment: table.comment,
    fields: [...table.columns.values()]
      .flatMap((column) => fieldsOf(folded, column))
      .map(({ definition, place, origins }): Field => {
        const { span: _, references: __, checks: ___, ...rest } = definition;
        const key = definition.storedName.toLowerCase();
        const constraints = byColumn.get(key) ?? [];
        const primaryKey = constraints.some(({ type }) => type === 'primary-key');
        return {
          ...rest,
          id: `${scope} field ${storedName}.${definition.storedName}`,
          nullable: definition.nullable && !primaryKey,
          primaryKey,
          unique: constraints.some(({ type, columns }) => type === 'unique' && columns.length === 1),
          references: referenceOf(folded, constraints, names),
          checks: constraints.flatMap(({ comparisons, enforced, place: at }) =>
            comparisons
              .filter(({ column }) => enforced && column.toLowerCase() === key)
              .map((check) => ({ ...check, place: at })),
          ),
          place,
          origins,
        };
      }),
    place: table.place,
    origins: table.origins,
  };
}

/** Deeper than that types only hold each other. */
const MAX_NESTING = 4;

/** A column of a type with fields is stored as these: `home.street`. */
function fieldsOf(folded: FoldedSchema, column: FoldedColumn, nesting = 0): FoldedColumn[] {
  const { definition, place, origins } = column;
  const type = nesting < MAX_NESTING ? folded.types.get(definition.type) : undefined;
  if (type === undefined) return [column];
  return type.columns.flatMap((field) => {
    const name = `${definition.storedName}.${field.storedName}`;
    const array = definition.array || field.array;
    const inner = { ...field, name, storedName: name, array, nullable: definition.nullable || field.nullable };
    return fieldsOf(folded, { definition: inner, place, origins }, nesting + 1);
  });
}

function constraintsByColumn(table: FoldedTable): Map<string, FoldedConstraint[]> {
  const found = new Map<string, FoldedConstraint[]>();
  for (const constraint of table.constraints) {
    for (const name of new Set(constraint.columns.map((column) => column.toLowerCase()))) {
      const list = found.get(name);
      if (list === undefined) found.set(name, [constraint]);
      else list.push(constraint);
    }
  }
  return found;
}

/** A key of its own before a part of a composite one. */
function referenceOf(folded: FoldedSchema, constraints: readonly FoldedConstraint[], names: Names): Reference | null {
  const keys = constraints.filter(({ type }) => type === 'foreign-key');
  const key = keys.find(({ columns }) => columns.length === 1) ?? keys[0];
  if (key?.references == null) return null;
  const { references } = key;
  const target = findTable(folded, references.table) ?? renamedTable(folded, references.table);
  if (target === null) return { ...references, table: splitName(references.table).name };
  return { ...references, table: names.get(target) ?? target.name, column: columnNow(target, references.column) };
}

function renamedTable(folded: FoldedSchema, written: string): FoldedTable | null {
  let key = tableKey(written);
  for (let i = 0; i < 20; i += 1) {
    const next = folded.renamed.get(key);
    if (next === undefined) return null;
    const table = folded.tables.get(next);
    if (table !== undefined) return table;
    key = next;
  }
  return null;
}

function columnNow(table: FoldedTable, written: string | null): string | null {
  let name = written;
  for (let i = 0; i < 20 && name !== null; i += 1) {
    const column = table.columns.get(name.toLowerCase());
    if (column !== undefined) return column.definition.storedName;
    name = table.renamed.get(name.toLowerCase()) ?? null;
  }
  return written;
}
