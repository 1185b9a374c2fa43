import { commentText } from '../../text/comments.ts';
import { splitTableName } from '../../text/table-names.ts';
import { looksSecret } from '../../text/values.ts';
import type { Reading } from './sql-columns.ts';
import { callsIn, deletionsAmong, deletionsIn } from './sql-deletions.ts';
import { daysOf } from './sql-intervals.ts';
import { emit, inSchema, type Output } from './sql-output.ts';
import {
  afterGroup,
  isOpen,
  isSign,
  isWord,
  qualifiedName,
  rawToken,
  skipIfExists,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { readSide } from './sql-sides.ts';
import { ARROW, DOLLAR, K, NUMBER, type Tokens, WORD } from './sql-tokens.ts';

const [DELETE, TRUNCATE, DO, EVERY, DISABLE, EVENT] = [
  K('delete'),
  K('truncate'),
  K('do'),
  K('every'),
  K('disable'),
  K('event'),
];
const [PROCEDURE, PROC, FUNCTION, PACKAGE] = [K('procedure'), K('proc'), K('function'), K('package')];
const DOT = 46;

interface Schedule {
  /** A function of what it deletes from or calls, where the job has no name of its own. */
  readonly name: string | ((of: string) => string);
  readonly schedule: string | null;
  readonly enabled: boolean;
}

/** A scheduled command: what it deletes, else the routines that it calls. */
export function emitJob(
  output: Output,
  reading: Reading,
  { name, schedule, enabled }: Schedule,
  command: string,
  from: number,
  end: number,
): void {
  const nameOf = (of: string): string => (typeof name === 'string' ? name : name(of));
  const found = deletionsIn(command, reading.dialect, reading.naming);
  for (const deletion of found) {
    const table = inSchema(output, deletion.table);
    emit(
      output,
      reading,
      { op: 'create-job', name: nameOf(deletion.table), schedule, ...deletion, table, enabled },
      from,
      end,
    );
  }
  const calls = found.length > 0 ? [] : callsIn(command);
  const [first] = calls;
  if (first !== undefined) {
    emit(output, reading, { op: 'schedule-routine', name: nameOf(first.routine), schedule, enabled, calls }, from, end);
  }
}

/** A routine that deletes rows, or a package of them; `at` is on the word PROCEDURE, FUNCTION or PACKAGE. */
export function createRoutine(output: Output, reading: Reading, at: number): void {
  const { t, source, dialect, naming } = reading;
  let from = at;
  for (let i = at; i < t.count; i += 1) {
    if (i > at && isRoutine(t, i) && t.code[at] === PACKAGE) {
      oneRoutine(from, i);
      from = i;
    }
  }
  oneRoutine(from, t.count);

  function oneRoutine(start: number, end: number): void {
    let deletes = false;
    let body = -1;
    for (let i = start; i < end && !deletes; i += 1) {
      deletes = t.code[i] === DELETE || t.code[i] === TRUNCATE;
      if (t.kind[i] === DOLLAR) body = i;
    }
    if (!deletes && body === -1) return;
    const { name } = qualifiedName(t, start + 1, naming);
    const bare = splitTableName(name).name.toLowerCase();
    const text =
      body === -1
        ? `${dialect === 'sqlserver' ? '' : 'CREATE '}${source.text.slice(t.start[start], t.end[end - 1])}`
        : stringAt(t, body);
    const found = bare === '' ? [] : deletionsIn(text ?? '', dialect, naming);
    const tables = found.map((deletion) => ({ ...deletion, table: inSchema(output, deletion.table) }));
    if (tables.length > 0) emit(output, reading, { op: 'create-routine', name: bare, deletions: tables }, start, end);
  }
}

function isRoutine(t: Tokens, i: number): boolean {
  const code = t.code[i];
  return code === PROCEDURE || code === PROC || code === FUNCTION;
}

/** CREATE EVENT of MySQL (https://dev.mysql.com/doc/refman/8.4/en/create-event.html); `at` is behind the word EVENT. */
export function createEvent(output: Output, reading: Reading, verb: number, at: number): void {
  const { t, source, naming } = reading;
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
  const { name } = event;
  const found = deletionsAmong(t, i + 1, t.count, naming);
  for (const deletion of found) {
    const table = inSchema(output, deletion.table);
    emit(output, reading, { op: 'create-job', name, schedule, ...deletion, table, enabled }, verb, t.count);
  }
  const calls = found.length > 0 ? [] : callsIn(source.text.slice(t.end[i], t.end[t.count - 1]));
  if (calls.length > 0)
    emit(output, reading, { op: 'schedule-routine', name, schedule, enabled, calls }, verb, t.count);
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
  const { t } = reading;
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
      const name = label === '' ? (of: string) => `cron.schedule ${of}` : label;
      emitJob(output, reading, { name, schedule: cron(schedule), enabled: true }, command ?? '', i, end);
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
