import type { ColumnDeclaration, SchemaChange, SchemaStep, TableConstraint } from '../../model/declaration.ts';
import type { Place, Span } from '../../model/span.ts';
import {
  type FoldedConstraint,
  type FoldedSchema,
  type FoldedTable,
  findTable,
  keyOf,
  putTable,
  removeTable,
  splitName,
  tableKey,
} from './folded.ts';

/** Applies one step. What concerns a table that is not there is left over, unless `stubs` lets a first column make it. */
export function applyStep(folded: FoldedSchema, step: SchemaStep, stubs: boolean): void {
  const { change } = step;
  switch (change.op) {
    case 'create-table':
      createTable(folded, step, change);
      return;
    case 'drop-table':
      dropTable(folded, step, change.table);
      return;
    case 'drop-schema':
      for (const [key, table] of [...folded.tables]) {
        if (table.schema.toLowerCase() !== splitName(`${change.schema}.x`).schema.toLowerCase()) continue;
        if (mayDrop(folded, step, key)) removeTable(folded, table);
      }
      return;
    case 'create-enum':
    case 'encrypt-database':
      return;
    case 'create-job': {
      // Scheduling a name again replaces the job; the deletions of one statement are one job.
      const job = { ...change, place: placeOf(step, step.span) };
      const known = folded.jobs.get(change.name) ?? [];
      const [last] = known;
      const isSame = last?.place.file === step.file && last.place.span.startLine === step.span.startLine;
      folded.jobs.set(change.name, isSame ? [...known, job] : [job]);
      return;
    }
    case 'drop-job':
      folded.jobs.delete(change.name);
      folded.calls.delete(change.name);
      return;
    case 'create-routine':
      folded.routines.set(change.name, change.deletions);
      return;
    case 'schedule-routine':
      folded.calls.set(change.name, { ...change, place: placeOf(step, step.span) });
      return;
    default: {
      const table = findTable(folded, change.table) ?? (stubs ? stub(folded, step, change) : null);
      if (table !== null) changeTable(folded, table, step, change);
      else if (!renameByName(folded, step)) folded.leftovers.push(step);
    }
  }
}

/** SQL Server's sp_rename without a type takes whatever has the name: `table.column` where no table is called that. */
function renameByName(folded: FoldedSchema, step: SchemaStep): boolean {
  const { change, dialect } = step;
  if (dialect !== 'sqlserver' || change.op !== 'rename-table') return false;
  const dot = change.table.lastIndexOf('.');
  const table = dot === -1 ? null : findTable(folded, change.table.slice(0, dot));
  const column = change.table.slice(dot + 1);
  if (table === null || !table.columns.has(column.toLowerCase())) return false;
  renameColumn(table, column, splitName(change.to).name, placeOf(step, step.span));
  return true;
}

type TableChange = Exclude<
  SchemaChange,
  {
    op:
      | 'create-table'
      | 'drop-table'
      | 'drop-schema'
      | 'create-enum'
      | 'encrypt-database'
      | 'create-job'
      | 'drop-job'
      | 'create-routine'
      | 'schedule-routine';
  }
>;

function changeTable(folded: FoldedSchema, table: FoldedTable, step: SchemaStep, change: TableChange): void {
  switch (change.op) {
    case 'rename-table':
      renameTable(folded, table, change.to);
      return;
    case 'attach-partition': {
      const part = findTable(folded, change.partition);
      if (part === null || part === table) return;
      removeTable(folded, part);
      folded.partitions.set(keyOf(part), keyOf(table));
      return;
    }
    case 'add-column':
      addColumn(folded, table, step, change.column);
      return;
    case 'drop-column': {
      const key = change.column.toLowerCase();
      table.columns.delete(key);
      table.gone.add(key);
      table.constraints = table.constraints.filter(({ columns, type }) => type === 'check' || !hasName(columns, key));
      for (const one of table.constraints) {
        if (one.type === 'check')
          one.comparisons = one.comparisons.filter(({ column }) => column.toLowerCase() !== key);
      }
      return;
    }
    case 'rename-column':
      renameColumn(table, change.column, change.to, placeOf(step, step.span));
      return;
    case 'replace-column': {
      renameColumn(table, change.column, change.definition.storedName, placeOf(step, step.span));
      const old = table.columns.get(change.definition.storedName.toLowerCase());
      if (old === undefined) {
        addColumn(folded, table, step, change.definition);
        return;
      }
      const { definition, place, constraints } = takeApart(change.definition, step);
      old.definition = { ...definition, comment: definition.comment ?? old.definition.comment };
      old.place = place;
      table.constraints.push(...constraints);
      return;
    }
    case 'alter-column': {
      const column = table.columns.get(change.column.toLowerCase());
      if (column !== undefined) column.definition = { ...column.definition, ...change.change };
      return;
    }
    case 'add-constraint':
      table.constraints.push(constraintOf(change.constraint, step, step.span));
      return;
    case 'drop-constraint':
      dropConstraint(table, change.name);
      return;
    case 'enforce-constraint':
      for (const one of table.constraints)
        if (change.name === null || isCalled(table, one, change.name)) one.enforced = change.on;
      return;
    case 'comment-table':
      table.comment = change.text === '' ? null : change.text;
      return;
    case 'comment-column': {
      const column = table.columns.get(change.column.toLowerCase());
      if (column !== undefined) {
        column.definition = { ...column.definition, comment: change.text === '' ? null : change.text };
      }
      return;
    }
  }
}

function placeOf(step: SchemaStep, span: Span): Place {
  return { file: step.file, span };
}

// ---------------------------------------------------------------- tables

type CreateTable = Extract<SchemaChange, { op: 'create-table' }>;

function createTable(folded: FoldedSchema, step: SchemaStep, change: CreateTable): void {
  const key = tableKey(change.table);
  const parent = change.like === null ? null : findTable(folded, change.like);
  if (change.partition && parent !== null) {
    folded.partitions.set(key, keyOf(parent));
    return;
  }
  const known = folded.tables.get(key);
  const existing = known?.implied === true && change.columns.length > 0 ? undefined : known;
  if (existing !== undefined && change.ifNotExists) return;
  const implied = change.ifNotExists && change.like !== null && change.columns.length === 0;
  const table = existing ?? emptyTable(folded, step, change.table, implied);
  table.comment = change.comment ?? table.comment;
  if (parent !== null) copyColumns(parent, table);
  else if (change.like !== null) table.like = { table: change.like, partition: change.partition };
  for (const column of change.columns) addColumn(folded, table, step, column);
  for (const constraint of change.constraints) table.constraints.push(constraintOf(constraint, step, step.span));
  putTable(folded, table);
  folded.createdIn.set(key, step.file);
  if (folded.leftovers.length > 0) folded.settled.set(key, folded.leftovers.length);
}

function emptyTable(folded: FoldedSchema, step: SchemaStep, written: string, implied: boolean): FoldedTable {
  const place = placeOf(step, step.span);
  return {
    ...splitName(written),
    columns: new Map(),
    constraints: [],
    comment: null,
    dialect: step.dialect,
    place,
    origins: [{ kind: folded.kind, place }],
    like: null,
    implied,
    renamed: new Map(),
    gone: new Set(),
  };
}

export function copyColumns(from: FoldedTable, to: FoldedTable): void {
  for (const [name, column] of from.columns) {
    if (!to.columns.has(name)) to.columns.set(name, { ...column, origins: [...column.origins] });
  }
}

/**
 * A script that drops everything stands beside many schemas; it says nothing about what is there. So only migrations drop,
 * and a file what it has created itself.
 */
function mayDrop(folded: FoldedSchema, step: SchemaStep, key: string): boolean {
  return folded.kind === 'sql-migrations' || folded.createdIn.get(key) === step.file;
}

function dropTable(folded: FoldedSchema, step: SchemaStep, written: string): void {
  const key = tableKey(written);
  if (folded.partitions.delete(key)) return;
  const table = findTable(folded, written);
  if (table === null) {
    if (folded.kind === 'sql-migrations') folded.leftovers.push(step);
  } else if (mayDrop(folded, step, keyOf(table))) removeTable(folded, table);
}

/** A table that others create: known here only by what is added to it. */
function stub(folded: FoldedSchema, step: SchemaStep, change: TableChange): FoldedTable | null {
  if (change.op !== 'add-column' && change.op !== 'replace-column') return null;
  const table = emptyTable(folded, step, change.table, false);
  putTable(folded, table);
  return table;
}

function renameTable(folded: FoldedSchema, table: FoldedTable, to: string): void {
  const from = keyOf(table);
  const key = tableKey(to);
  if (from === key) return;
  removeTable(folded, table);
  const there = folded.tables.get(key);
  if (there !== undefined && !folded.createdIn.has(from)) {
    // Known only by what was added to it: the table that others create goes before it.
    copyColumns(table, there);
    folded.renamed.set(from, key);
    return;
  }
  Object.assign(table, splitName(to));
  putTable(folded, table);
  folded.createdIn.set(key, folded.createdIn.get(from) ?? '');
  folded.renamed.set(from, key);
  for (const [part, parent] of folded.partitions) if (parent === from) folded.partitions.set(part, key);
}

// ---------------------------------------------------------------- columns and constraints

function addColumn(folded: FoldedSchema, table: FoldedTable, step: SchemaStep, column: ColumnDeclaration): void {
  const key = column.storedName.toLowerCase();
  if (table.columns.has(key)) return;
  const { definition, place, constraints } = takeApart(column, step);
  table.gone.delete(key);
  table.columns.set(key, { definition, place, origins: [{ kind: folded.kind, place }] });
  table.constraints.push(...constraints);
}

/** What a column says about keys and checks has a life of its own: it can be dropped by name. */
function takeApart(
  column: ColumnDeclaration,
  step: SchemaStep,
): { readonly definition: ColumnDeclaration; readonly place: Place; readonly constraints: FoldedConstraint[] } {
  const place = placeOf(step, column.span);
  const base = { name: null, columns: [column.storedName], references: null, comparisons: [], enforced: true, place };
  const constraints: FoldedConstraint[] = [];
  if (column.primaryKey) constraints.push({ ...base, type: 'primary-key' });
  if (column.unique) constraints.push({ ...base, type: 'unique' });
  if (column.references !== null) constraints.push({ ...base, type: 'foreign-key', references: column.references });
  if (column.checks.length > 0) constraints.push({ ...base, type: 'check', comparisons: [...column.checks] });
  return {
    definition: { ...column, primaryKey: false, unique: false, references: null, checks: [] },
    place,
    constraints,
  };
}

function constraintOf(constraint: TableConstraint, step: SchemaStep, span: Span): FoldedConstraint {
  const { type, name } = constraint;
  const base = { type, name, references: null, comparisons: [], enforced: true, place: placeOf(step, span) };
  if (constraint.type === 'check') {
    const columns = [...new Set(constraint.comparisons.map(({ column }) => column))];
    const enforced = constraint.enforced !== false;
    const place = placeOf(step, constraint.span);
    return { ...base, columns, comparisons: [...constraint.comparisons], enforced, place };
  }
  const columns = [...constraint.columns];
  return constraint.type === 'foreign-key'
    ? { ...base, columns, references: constraint.references }
    : { ...base, columns };
}

function hasName(names: readonly string[], key: string): boolean {
  return names.some((name) => name.toLowerCase() === key);
}

/** Endings of the names that PostgreSQL gives: https://www.postgresql.org/docs/current/sql-createtable.html */
const NAME_ENDINGS = { 'foreign-key': 'fkey', check: 'check', unique: 'key', 'primary-key': 'pkey' } as const;

function dropConstraint(table: FoldedTable, name: string): void {
  table.constraints = table.constraints.filter((one) => !isCalled(table, one, name));
}

function isCalled(table: FoldedTable, one: FoldedConstraint, name: string): boolean {
  const wanted = name.toLowerCase();
  if (one.name !== null) return one.name.toLowerCase() === wanted;
  if (one.type === 'primary-key') return wanted === 'primary' || wanted === `${table.name}_pkey`.toLowerCase();
  return wanted === `${table.name}_${one.columns.join('_')}_${NAME_ENDINGS[one.type]}`.toLowerCase();
}

function renameColumn(table: FoldedTable, from: string, to: string, place: Place): void {
  const key = from.toLowerCase();
  const column = table.columns.get(key);
  if (column === undefined || from === to) return;
  const target = to.toLowerCase();
  table.gone.add(key);
  table.gone.delete(target);
  if (target !== key && table.columns.has(target)) {
    table.columns.delete(key); // the step has been taken already
  } else {
    // The renamed column stays where it is in the order of the table.
    const columns: FoldedTable['columns'] = new Map();
    for (const [name, one] of table.columns) {
      if (name !== key) columns.set(name, one);
      else
        columns.set(target, {
          definition: { ...one.definition, name: to, storedName: to },
          place,
          origins: [...one.origins],
        });
    }
    table.columns = columns;
  }
  table.renamed.set(key, to);
  for (const one of table.constraints) {
    one.columns = one.columns.map((name) => (name.toLowerCase() === key ? to : name));
    one.comparisons = one.comparisons.map((check) =>
      check.column.toLowerCase() === key ? { ...check, column: to } : check,
    );
  }
}
