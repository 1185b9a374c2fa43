import type { Dialect, SchemaStep } from '../../model/declaration.ts';
import type { SqlProduct } from '../../text/sql-products.ts';
import type { SchemaFile } from './file-names.ts';
import { applyStep } from './fold.ts';
import { emptySchema, type FoldedSchema } from './folded.ts';
import { filesOfVariant, lastVersion, type SchemaFiles, variantsOf } from './migrations.ts';

export interface ReplayedSchema {
  readonly folded: FoldedSchema;
  /** Version of the last migration; null for plain files. */
  readonly until: SchemaFile['version'];
  /** The product it is kept for, where its files are named after one. */
  readonly product: SqlProduct | null;
}

/** A schema that is kept for several products is one, read in the first of them; products with other tables are their own. */
export function replay(schema: SchemaFiles, steps: ReadonlyMap<string, readonly SchemaStep[]>): ReplayedSchema[] {
  const variants: readonly (SqlProduct | null)[] = variantsOf(schema);
  const kept: ReplayedSchema[] = [];
  const until = lastVersion(schema);
  for (const product of variants.length === 0 ? [null] : variants) {
    const folded = replayVariant(schema, product, steps);
    if (!kept.some((other) => isSameSchema(other.folded, folded))) kept.push({ folded, until, product });
  }
  return kept;
}

/** At least half of the tables of the smaller one; not every product has them in a schema. */
function isSameSchema(a: FoldedSchema, b: FoldedSchema): boolean {
  const smaller = Math.min(a.tables.size, b.tables.size);
  if (smaller === 0) return a.tables.size > 0;
  return sharedTables(a, b) * 2 >= smaller;
}

/** Tables of `b` that `a` has by name. */
export function sharedTables(a: FoldedSchema, b: FoldedSchema): number {
  let shared = 0;
  for (const { name } of b.tables.values()) if ((a.byName.get(name.toLowerCase())?.size ?? 0) > 0) shared += 1;
  return shared;
}

function replayVariant(
  schema: SchemaFiles,
  variant: SqlProduct | null,
  steps: ReadonlyMap<string, readonly SchemaStep[]>,
): FoldedSchema {
  const folded = emptySchema(schema.kind);
  const dialects = new Map<Dialect, number>();
  for (const { path } of filesOfVariant(schema, variant)) {
    for (const step of steps.get(path) ?? []) {
      applyStep(folded, step, false);
      dialects.set(step.dialect, (dialects.get(step.dialect) ?? 0) + 1);
    }
  }
  // Migrations are made for one database; short ones do not tell which.
  const dialect = variant?.dialect ?? mostFrequent(dialects);
  for (const table of folded.tables.values()) {
    if (variant !== null || schema.kind === 'sql-migrations' || table.dialect === 'ansi') table.dialect = dialect;
  }
  return folded;
}

function mostFrequent(dialects: ReadonlyMap<Dialect, number>): Dialect {
  let best: Dialect = 'ansi';
  let most = 0;
  for (const [dialect, count] of dialects) {
    if (dialect !== 'ansi' && count > most) {
      best = dialect;
      most = count;
    }
  }
  return best;
}
