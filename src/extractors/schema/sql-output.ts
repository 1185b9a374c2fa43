import type { SchemaChange, SchemaStep } from '../../model/declaration.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { splitTableName, tableNameOf } from '../../text/table-names.ts';
import { type Reading, spanOf } from './sql-columns.ts';

const MAX_DIAGNOSTICS = 20;

/** What the statements of one file have said so far. */
export interface Output {
  readonly steps: SchemaStep[];
  readonly diagnostics: Diagnostic[];
  /** From USE or SET search_path: goes before names that have no schema of their own. */
  schema: string | null;
  /** The statement before asks whether something is not there yet: `IF OBJECT_ID('t') IS NULL BEGIN`. */
  guarded: boolean;
  /** The job of SQL Server Agent that steps and schedules without a name of their own belong to. */
  agent: { readonly job: string; readonly enabled: boolean; readonly schedule: string | null } | null;
}

export function emit(output: Output, reading: Reading, change: SchemaChange, from: number, end: number): void {
  output.steps.push({
    kind: 'schema-step',
    file: reading.source.path,
    span: spanOf(reading, from, end),
    dialect: reading.dialect,
    change,
  });
}

/** The table as the file names it, with the schema that USE or search_path has set. */
export function inSchema(output: Output, table: string): string {
  return output.schema === null || table === '' || splitTableName(table).schema !== ''
    ? table
    : tableNameOf(output.schema, splitTableName(table).name);
}

export function partlyRead(output: Output, reading: Reading, from: number, end: number): void {
  const { diagnostics } = output;
  if (diagnostics.length >= MAX_DIAGNOSTICS) return;
  const last = diagnostics.length === MAX_DIAGNOSTICS - 1;
  diagnostics.push({
    code: 'partly-read',
    level: 'warning',
    file: reading.source.path,
    span: spanOf(reading, from, end),
    message: last
      ? 'This and further statements could not be read in full'
      : 'This statement could not be read in full',
    hint: 'Tables and columns it declares may be missing from the report',
  });
}
