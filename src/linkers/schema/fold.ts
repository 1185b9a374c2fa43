import type { SchemaChange, SchemaStep } from '../../model/declaration.ts';
import { addColumn, changeTable, constraintOf, copyColumns, inherit, placeOf, renameColumn } from './fold-table.ts';
import {
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
    case 'create-type':
      folded.types.set(splitName(change.name).name.toLowerCase(), { columns: change.columns, file: step.file });
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
      if (table === null) {
        if (!renameByName(folded, step)) folded.leftovers.push(step);
      } else if (change.op === 'rename-table') renameTable(folded, table, change.to);
      else if (change.op === 'attach-partition') attach(folded, table, change.partition);
      else if (change.op === 'inherit') {
        const parent = findTable(folded, change.from);
        if (parent === null) folded.leftovers.push(step);
        else if (parent !== table) inherit(parent, table);
      } else changeTable(table, step, change, folded.kind);
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
  for (const column of change.columns) addColumn(table, step, column, folded.kind);
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
function stub(folded: FoldedSchema, step: SchemaStep, change: SchemaChange): FoldedTable | null {
  if (change.op !== 'add-column' && change.op !== 'replace-column') return null;
  const table = emptyTable(folded, step, change.table, false);
  putTable(folded, table);
  return table;
}

function attach(folded: FoldedSchema, table: FoldedTable, partition: string): void {
  const part = findTable(folded, partition);
  if (part === null || part === table) return;
  removeTable(folded, part);
  folded.partitions.set(keyOf(part), keyOf(table));
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
