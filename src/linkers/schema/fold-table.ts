import type { ColumnDeclaration, SchemaChange, SchemaStep, TableConstraint } from '../../model/declaration.ts';
import type { OriginKind } from '../../model/fact.ts';
import type { Place, Span } from '../../model/span.ts';
import type { FoldedConstraint, FoldedTable, FoldedType } from './folded.ts';

/** What happens within one table. */
type TableChange = Exclude<
  Extract<SchemaChange, { table: string }>,
  { op: 'create-table' | 'drop-table' | 'rename-table' | 'attach-partition' | 'inherit' | 'create-job' }
>;

export function changeTable(table: FoldedTable, step: SchemaStep, change: TableChange, kind: OriginKind): void {
  switch (change.op) {
    case 'add-column':
      addColumn(table, step, change.column, kind);
      return;
    case 'drop-column':
      dropColumn(table, change.column);
      return;
    case 'rename-column':
      renameColumn(table, change.column, change.to, placeOf(step, step.span));
      return;
    case 'replace-column':
      replaceColumn(table, step, change, kind);
      return;
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

export function placeOf(step: SchemaStep, span: Span): Place {
  return { file: step.file, span };
}

export function copyColumns(from: FoldedTable, to: FoldedTable): void {
  for (const [name, column] of from.columns) {
    if (!to.columns.has(name)) to.columns.set(name, { ...column, origins: [...column.origins] });
  }
}

/** `INHERITS`: checks hold for the children as well. */
export function inherit(parent: FoldedTable, table: FoldedTable): void {
  copyColumns(parent, table);
  const checks = parent.constraints.filter(({ type }) => type === 'check');
  table.constraints.push(...checks.map((one) => ({ ...one, comparisons: [...one.comparisons] })));
}

/** A table of a type has its fields. */
export function copyFields({ columns, file }: FoldedType, to: FoldedTable): void {
  for (const definition of columns) {
    const key = definition.storedName.toLowerCase();
    const place = { file, span: definition.span };
    if (!to.columns.has(key))
      to.columns.set(key, { definition, place, origins: to.origins.map(({ kind }) => ({ kind, place })) });
  }
}

export function addColumn(table: FoldedTable, step: SchemaStep, column: ColumnDeclaration, kind: OriginKind): void {
  const key = column.storedName.toLowerCase();
  if (table.columns.has(key)) return;
  const { definition, place, constraints } = takeApart(column, step);
  table.gone.delete(key);
  table.columns.set(key, { definition, place, origins: [{ kind, place }] });
  table.constraints.push(...constraints);
}

function dropColumn(table: FoldedTable, name: string): void {
  const key = name.toLowerCase();
  table.columns.delete(key);
  table.gone.add(key);
  table.constraints = table.constraints.filter(({ columns, type }) => type === 'check' || !hasName(columns, key));
  for (const one of table.constraints) {
    if (one.type === 'check') one.comparisons = one.comparisons.filter(({ column }) => column.toLowerCase() !== key);
  }
}

type ReplaceColumn = Extract<SchemaChange, { op: 'replace-column' }>;

function replaceColumn(
  table: FoldedTable,
  step: SchemaStep,
  { column, definition: written }: ReplaceColumn,
  kind: OriginKind,
): void {
  renameColumn(table, column, written.storedName, placeOf(step, step.span));
  const old = table.columns.get(written.storedName.toLowerCase());
  if (old === undefined) {
    addColumn(table, step, written, kind);
    return;
  }
  const { definition, place, constraints } = takeApart(written, step);
  old.definition = { ...definition, comment: definition.comment ?? old.definition.comment };
  old.place = place;
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

export function constraintOf(constraint: TableConstraint, step: SchemaStep, span: Span): FoldedConstraint {
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

export function renameColumn(table: FoldedTable, from: string, to: string, place: Place): void {
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
