import { splitTableName } from '../../text/table-names.ts';
import type { Reading } from './sql-columns.ts';
import { intervalDays } from './sql-intervals.ts';
import { emit, inSchema, type Output } from './sql-output.ts';
import { isOpen, isSign, isWord, nameAt, qualifiedName, rawToken } from './sql-read.ts';
import { K, NUMBER, WORD } from './sql-tokens.ts';

const [ON, PERIOD, FOR] = [K('on'), K('period'), K('for')];
const EQUALS = 61;
const COMMA = 44;

/**
 * The options of a system-versioned table: its history is a table too, kept for ever unless a period is given.
 * https://learn.microsoft.com/en-us/sql/relational-databases/tables/manage-retention-of-historical-data-in-system-versioned-temporal-tables
 */
export function readVersioning(output: Output, reading: Reading, table: string, from: number): void {
  const { t, naming } = reading;
  let i = from;
  while (i < t.count && !(isOption(reading, i, 'system_versioning') && isWord(t, i + 2, ON))) i += 1;
  if (i >= t.count) return;
  const start = i;
  let history = '';
  let days: number | null = null;
  for (i += 3; i < t.count; i += 1) {
    if (isOption(reading, i, 'history_table')) history = qualifiedName(t, i + 2, naming).name;
    else if (isOption(reading, i, 'history_retention_period') && t.kind[i + 2] === NUMBER) {
      days = intervalDays(Number(rawToken(t, i + 2)), rawToken(t, i + 3));
    }
  }
  if (history !== '') {
    history = inSchema(output, history);
    const change = { columns: [], constraints: [], like: table, partition: false, comment: null } as const;
    emit(output, reading, { op: 'create-table', table: history, ifNotExists: true, ...change }, start, t.count);
  }
  if (days === null) return;
  const kept = history === '' ? `MSSQL_TemporalHistoryFor_${splitTableName(table).name}` : history;
  const job = {
    name: `HISTORY_RETENTION_PERIOD ${table}`,
    schedule: null,
    table: kept,
    olderThanDays: days,
    enabled: true,
  };
  emit(output, reading, { op: 'create-job', ...job, column: periodEnd(reading) }, start, t.count);
}

function isOption({ t }: Reading, i: number, name: string): boolean {
  return t.kind[i] === WORD && isSign(t, i + 1, EQUALS) && rawToken(t, i).toLowerCase() === name;
}

/** The second column of PERIOD FOR SYSTEM_TIME: when a row went into the history. */
function periodEnd({ t, naming }: Reading): string | null {
  for (let i = 0; i + 6 < t.count; i += 1) {
    if (isWord(t, i, PERIOD) && isWord(t, i + 1, FOR) && isOpen(t, i + 3) && isSign(t, i + 5, COMMA))
      return nameAt(t, i + 6, naming);
  }
  return null;
}
