import { tableNameOf } from '../../text/table-names.ts';
import { applyStep } from './fold.ts';
import { copyColumns, copyFields } from './fold-table.ts';
import {
  emptySchema,
  type FoldedSchema,
  type FoldedTable,
  findTable,
  keyOf,
  openLeftovers,
  putTable,
  removeTable,
  splitName,
} from './folded.ts';
import { compareVersions } from './migrations.ts';
import type { ReplayedSchema } from './replay.ts';

/** All schemas of a project as one; what they left over is done to the tables that the others create. */
export function joinSchemas(schemas: readonly ReplayedSchema[], isElsewhere: (table: string) => boolean): FoldedSchema {
  const joined = emptySchema(schemas[0]?.folded.kind ?? 'sql');
  for (const schema of schemas) {
    forgetWhatIsGone(schema, schemas);
    const { folded } = schema;
    for (const table of folded.tables.values()) joinTable(joined, table);
    for (const [name, type] of folded.types) joined.types.set(name, type);
    for (const [key, parent] of folded.partitions) joined.partitions.set(key, parent);
    for (const [from, to] of folded.renamed) joined.renamed.set(from, to);
    for (const [name, jobs] of folded.jobs) joined.jobs.set(name, jobs);
    for (const [name, call] of folded.calls) joined.calls.set(name, call);
    for (const [name, deletions] of folded.routines) joined.routines.set(name, deletions);
  }
  for (const table of [...joined.tables.values()]) {
    if (table.like === null) continue;
    const parent = findTable(joined, table.like.table);
    if (table.like.partition) removeTable(joined, table);
    else if (parent !== null) copyColumns(parent, table);
    else {
      const type = joined.types.get(splitName(table.like.table).name.toLowerCase());
      if (type !== undefined) copyFields(type, table);
    }
  }
  for (const { folded } of schemas) {
    const target = { ...joined, kind: folded.kind };
    for (const step of openLeftovers(folded)) {
      const { change } = step;
      applyStep(target, step, 'table' in change && !isElsewhere(change.table));
    }
  }
  return joined;
}

/** Squashed or superseded migrations stay in many repositories: what a longer history has dropped is not brought back by them. */
function forgetWhatIsGone(schema: ReplayedSchema, all: readonly ReplayedSchema[]): void {
  const { folded, until } = schema;
  for (const later of all) {
    if (later === schema || until === null || later.until === null) continue;
    if (isDated(later) !== isDated(schema) || compareVersions(later.until, until) <= 0) continue;
    for (const [key, table] of [...folded.tables]) {
      const same = later.folded.tables.get(key);
      if (later.folded.gone.has(key)) removeTable(folded, table);
      else if (same !== undefined) for (const column of same.gone) table.columns.delete(column);
    }
  }
}

/** Numbered by the day, or one, two, three: a history of the other sort is another one, and may be of another database. */
function isDated({ until }: ReplayedSchema): boolean {
  return (until?.[0]?.length ?? 0) >= 8;
}

function joinTable(joined: FoldedSchema, table: FoldedTable): void {
  const same = joined.tables.get(keyOf(table)) ?? sameWithoutDatabase(joined, table);
  if (same === null) {
    putTable(joined, table);
    return;
  }
  for (const [name, column] of table.columns) {
    const mine = same.columns.get(name);
    if (mine === undefined) same.columns.set(name, column);
    else {
      mine.origins.push(...column.origins);
      mine.definition = { ...mine.definition, comment: mine.definition.comment ?? column.definition.comment };
    }
  }
  same.constraints.push(...table.constraints);
  same.origins.push(...table.origins);
  same.comment ??= table.comment;
  if (same.dialect === 'ansi') same.dialect = table.dialect;
  for (const [from, to] of table.renamed) same.renamed.set(from, to);
}

/** MySQL's databases are no schemas: one file says `USE shop`, the other does not, and both mean the same table. */
function sameWithoutDatabase(joined: FoldedSchema, table: FoldedTable): FoldedTable | null {
  if (table.dialect !== 'mysql') return null;
  const found = findTable(joined, tableNameOf('', table.name));
  return found !== null && (found.schema === '' || table.schema === '') ? found : null;
}
