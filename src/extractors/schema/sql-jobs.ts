import type { Dialect } from '../../model/declaration.ts';
import { commentText } from '../../text/comments.ts';
import { looksSecret } from '../../text/values.ts';
import { readPast } from './sql-checks.ts';
import type { Reading } from './sql-columns.ts';
import { daysOf } from './sql-intervals.ts';
import { sqlLexer } from './sql-lexer.ts';
import { emit, inSchema, type Output } from './sql-output.ts';
import {
  afterGroup,
  canBeName,
  isOpen,
  isSign,
  isWord,
  type Naming,
  qualifiedName,
  rawToken,
  skipIfExists,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { readSide } from './sql-sides.ts';
import { ARROW, K, keywordSet, NUMBER, type Tokens, WORD } from './sql-tokens.ts';

const [DELETE, FROM, WHERE, ONLY, SELECT, DO, EVERY, DISABLE, EVENT] = [
  K('delete'),
  K('from'),
  K('where'),
  K('only'),
  K('select'),
  K('do'),
  K('every'),
  K('disable'),
  K('event'),
];
const DOT = 46;
const SEMICOLON = 59;
const CLOSE = 41;

/** What ends the condition of a DELETE. */
const AFTER_CONDITION = keywordSet('order limit returning group having union');

/** WHEREs of one statement that are looked into. */
const MAX_CONDITIONS = 8;

interface Deletion {
  readonly table: string;
  readonly column: string | null;
  readonly olderThanDays: number | null;
}

/** CREATE EVENT of MySQL (https://dev.mysql.com/doc/refman/8.4/en/create-event.html); `at` is behind the word EVENT. */
export function createEvent(output: Output, reading: Reading, verb: number, at: number): void {
  const { t, naming } = reading;
  const event = qualifiedName(t, skipIfExists(t, at), naming);
  let schedule: string | null = null;
  let enabled = true;
  let i = event.next;
  while (i < t.count && !isWord(t, i, DO)) {
    if (isWord(t, i, EVERY)) {
      const amount = t.kind[i + 1] === NUMBER ? rawToken(t, i + 1) : (stringAt(t, i + 1) ?? '');
      const unit = t.kind[i + 2] === WORD ? rawToken(t, i + 2).toUpperCase() : '';
      if (/^[\d :.]{1,20}$/.test(amount) && unit !== '') schedule = `EVERY ${amount} ${unit}`;
    } else if (isWord(t, i, DISABLE)) enabled = false;
    i += 1;
  }
  if (event.name === '' || i >= t.count) return;
  for (const deletion of deletions(t, i + 1, t.count, naming)) {
    const table = inSchema(output, deletion.table);
    const change = { op: 'create-job', name: event.name, schedule, ...deletion, table, enabled } as const;
    emit(output, reading, change, verb, t.count);
  }
}

/** DROP EVENT and ALTER EVENT … DISABLE; `at` is on the word EVENT. */
export function endEvent(output: Output, reading: Reading, verb: number, at: number, drops: boolean): void {
  const { t, naming } = reading;
  const { name, next } = qualifiedName(t, skipIfExists(t, at + 1), naming);
  let ends = drops;
  for (let i = next; i < t.count && !ends; i += 1) ends = t.code[i] === DISABLE;
  if (isWord(t, at, EVENT) && name !== '' && ends) emit(output, reading, { op: 'drop-job', name }, verb, t.count);
}

/**
 * Calls that schedule a deletion: pg_cron's cron.schedule (https://github.com/citusdata/pg_cron) and TimescaleDB's
 * add_retention_policy. `from`: where to look from.
 */
export function scheduledCalls(output: Output, reading: Reading, from: number): void {
  const { t, naming } = reading;
  for (let i = from; i + 1 < t.count; i += 1) {
    if (t.kind[i] !== WORD || !isOpen(t, i + 1)) continue;
    const name = rawToken(t, i).toLowerCase();
    const isCron = isSign(t, i - 1, DOT) && i >= 2 && rawToken(t, i - 2).toLowerCase() === 'cron';
    if (!(isCron && /^(?:un)?schedule(?:_in_database)?$/.test(name)) && name !== 'add_retention_policy') continue;
    const args = callArguments(t, i + 1);
    const first = args[0] ?? i + 1;
    const end = afterGroup(t, i + 1, t.count);
    if (name === 'unschedule') {
      const job = stringAt(t, first);
      if (job !== null) emit(output, reading, { op: 'drop-job', name: jobName(job, 'cron.schedule') }, i, end);
    } else if (name === 'add_retention_policy') {
      retentionPolicy(output, reading, i, args, end);
    } else {
      const named = args.length > 2;
      const schedule = stringAt(t, args[named ? 1 : 0] ?? first);
      const command = stringAt(t, args[named ? 2 : 1] ?? first);
      const label = named ? jobName(stringAt(t, first) ?? '', '') : '';
      for (const deletion of deletionsIn(command ?? '', reading.dialect, naming)) {
        const table = inSchema(output, deletion.table);
        const change = {
          op: 'create-job',
          name: label === '' ? `cron.schedule ${deletion.table}` : label,
          schedule: cron(schedule),
          ...deletion,
          table,
          enabled: true,
        } as const;
        emit(output, reading, change, i, end);
      }
    }
    i = end - 1;
  }
}

function retentionPolicy(output: Output, reading: Reading, at: number, args: readonly number[], end: number): void {
  const { t, naming } = reading;
  const table = stringAt(t, args[0] ?? at);
  const from = args[1];
  if (table === null || from === undefined || !/^[\w."]{1,128}$/.test(table)) return;
  const side = readSide(t, from, args[2] === undefined ? end - 1 : args[2] - 1, naming);
  const days = daysOf(side);
  emit(
    output,
    reading,
    {
      op: 'create-job',
      name: `add_retention_policy ${table}`,
      schedule: null,
      table: inSchema(output, table.replaceAll('"', '')),
      column: null,
      olderThanDays: side.intervals > 0 && days > 0 ? days : null,
      enabled: true,
    },
    at,
    end,
  );
}

/** Where the arguments of the call begin, behind `name =>` and `name :=`. */
function callArguments(t: Tokens, open: number): number[] {
  const close = afterGroup(t, open, t.count) - 1;
  const cuts = splitCommas(t, open + 1, close);
  const starts: number[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const at = cuts[k] ?? 0;
    starts.push(isSign(t, at + 1, ARROW) ? at + 2 : at);
  }
  return starts;
}

export function jobName(text: string, otherwise: string): string {
  const name = commentText(text).slice(0, 80);
  return name === '' || looksSecret(name) ? otherwise : name;
}

/** A cron expression; anything else is not shown. */
function cron(text: string | null): string | null {
  return text !== null && /^[\w*,/\-@ #?$]{1,60}$/.test(text) ? text : null;
}

export function deletionsIn(command: string, dialect: Dialect, naming: Naming): Deletion[] {
  const lexer = sqlLexer(command, dialect);
  const found: Deletion[] = [];
  while (lexer.next()) found.push(...deletions(lexer.tokens, 0, lexer.tokens.count, naming));
  return found;
}

/** The DELETE statements among the tokens [from, end). */
function deletions(t: Tokens, from: number, end: number, naming: Naming): Deletion[] {
  const found: Deletion[] = [];
  for (let i = from; i < end; i += 1) {
    if (t.code[i] !== DELETE) continue;
    const k = deletedFrom(t, i + 1, end);
    if (k === -1) continue;
    const table = qualifiedName(t, k, naming);
    if (table.name === '') continue;
    let stop = table.next;
    while (stop < end && !isSign(t, stop, SEMICOLON)) stop += 1;
    found.push({ table: table.name, ...oldest(t, table.next, stop, table.name, naming) });
    i = stop;
  }
  return found;
}

/**
 * Where the table stands behind DELETE: `FROM t`, `FROM ONLY t`, `TOP (1000) FROM t`, `alias FROM t alias`, and `t WHERE` of SQL
 * Server and Oracle; -1 where no row is deleted (`ON DELETE CASCADE`).
 */
function deletedFrom(t: Tokens, from: number, end: number): number {
  let i = from;
  if (rawToken(t, i).toLowerCase() === 'top') i = isOpen(t, i + 1) ? afterGroup(t, i + 1, end) : i + 2;
  for (let k = i; k < end && k < i + 4; k += 1) if (isWord(t, k, FROM)) return isWord(t, k + 1, ONLY) ? k + 2 : k + 1;
  let next = i + 1;
  while (isSign(t, next, DOT)) next += 2;
  return canBeName(t, i) && (isWord(t, next, WHERE) || isSign(t, next, SEMICOLON)) ? i : -1;
}

/** The age that the condition asks for; looked for in a sub-select too where that reads the same table (deletion in batches). */
function oldest(
  t: Tokens,
  from: number,
  end: number,
  table: string,
  naming: Naming,
): Pick<Deletion, 'column' | 'olderThanDays'> {
  let source = table;
  let conditions = 0;
  for (let i = from; i < end && conditions < MAX_CONDITIONS; i += 1) {
    if (t.code[i] === SELECT) source = '';
    else if (t.code[i] === FROM && canBeName(t, i + 1)) source = qualifiedName(t, i + 1, naming).name;
    else if (t.code[i] === WHERE && source.toLowerCase() === table.toLowerCase()) {
      conditions += 1;
      for (const past of readPast(t, i + 1, conditionEnd(t, i + 1, end), naming)) {
        if (past.operator !== '<' && past.operator !== '<=') continue;
        return { column: past.column, olderThanDays: daysOf(past) };
      }
    }
  }
  return { column: null, olderThanDays: null };
}

function conditionEnd(t: Tokens, from: number, end: number): number {
  let i = from;
  while (i < end) {
    if (isSign(t, i, CLOSE) || AFTER_CONDITION[t.code[i] ?? 0] === 1) return i;
    i = isOpen(t, i) ? afterGroup(t, i, end) : i + 1;
  }
  return end;
}
