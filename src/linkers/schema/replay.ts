import type { Dialect, SchemaStep } from '../../model/declaration.ts';
import type { SchemaFile, Variant } from './file-names.ts';
import { applyStep } from './fold.ts';
import { emptySchema, type FoldedSchema } from './folded.ts';
import { filesOfVariant, lastVersion, type SchemaFiles, variantsOf } from './migrations.ts';

export interface ReplayedSchema {
  readonly folded: FoldedSchema;
  /** Version of the last migration; null for plain files. */
  readonly until: SchemaFile['version'];
}

/** A schema that is kept for several products is one, read in the first of them; products with other tables are their own. */
export function replay(schema: SchemaFiles, steps: ReadonlyMap<string, readonly SchemaStep[]>): ReplayedSchema[] {
  const variants: readonly (Variant | null)[] = variantsOf(schema);
  const kept: FoldedSchema[] = [];
  for (const variant of variants.length === 0 ? [null] : variants) {
    const folded = replayVariant(schema, variant, steps);
    if (!kept.some((other) => isSameSchema(other, folded))) kept.push(folded);
  }
  const until = lastVersion(schema);
  return kept.map((folded) => ({ folded, until }));
}

function isSameSchema(a: FoldedSchema, b: FoldedSchema): boolean {
  const smaller = Math.min(a.tables.size, b.tables.size);
  if (smaller === 0) return a.tables.size > 0;
  let shared = 0;
  for (const key of b.tables.keys()) if (a.tables.has(key)) shared += 1;
  return shared * 2 >= smaller;
}

function replayVariant(
  schema: SchemaFiles,
  variant: Variant | null,
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
