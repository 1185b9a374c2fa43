import type { Reading } from './sql-columns.ts';
import { daysOf, intervalDays } from './sql-intervals.ts';
import { emit, type Output } from './sql-output.ts';
import { afterGroup, isOpen, isSign, isWord, nameAt, rawToken, stringAt } from './sql-read.ts';
import { readSide } from './sql-sides.ts';
import { K, NUMBER, SIGN, STRING, type Tokens, WORD } from './sql-tokens.ts';

const [TTL, ROW, INTERVAL, DELETE, WHERE] = [K('ttl'), K('row'), K('interval'), K('delete'), K('where')];
const EQUALS = 61;
const PLUS = 43;
const COMMA = 44;
/** What ClickHouse does instead of deleting. */
const KEEPS = /^(?:to|group|recompress|set)$/i;

/**
 * Rows that the database deletes by itself, as a clause or an option of the table from the token on:
 * ClickHouse and TiDB `TTL [=] column + INTERVAL 90 DAY`
 * (https://clickhouse.com/docs/engines/table-engines/mergetree-family/mergetree#table_engine-mergetree-ttl,
 * https://docs.pingcap.com/tidb/stable/time-to-live), CockroachDB `ttl_expire_after = '90 days'`
 * (https://www.cockroachlabs.com/docs/stable/row-level-ttl), Spanner `ROW DELETION POLICY (OLDER_THAN(column, INTERVAL 90 DAY))`
 * (https://cloud.google.com/spanner/docs/ttl).
 */
export function readTtl(output: Output, reading: Reading, table: string, from: number, end: number): void {
  const { t } = reading;
  for (let i = from; i < end; i += 1) {
    if (t.kind[i] !== WORD) continue;
    const found = isWord(t, i, TTL)
      ? clause(reading, i, end)
      : isWord(t, i, ROW)
        ? policy(reading, i)
        : rawToken(t, i).toLowerCase() === 'ttl_expire_after'
          ? option(t, i)
          : null;
    if (found === null) continue;
    const job = { name: `TTL ${table}`, schedule: null, table, enabled: isOn(t, i, end), ...found };
    emit(output, reading, { op: 'create-job', ...job }, i, end);
    return;
  }
}

interface Found {
  readonly column: string | null;
  readonly olderThanDays: number;
}

function clause(reading: Reading, at: number, end: number): Found | null {
  const { t, naming } = reading;
  const from = isSign(t, at + 1, EQUALS) ? at + 2 : at + 1;
  let to = from;
  // Up to the next clause: a word that follows a whole interval, or another rule.
  while (to < end && !(t.kind[to] === SIGN && t.code[to] === COMMA) && !isEnd(t, to, from))
    to = isOpen(t, to) ? afterGroup(t, to, end) : to + 1;
  if (KEEPS.test(rawToken(t, to)) || isWord(t, isWord(t, to, DELETE) ? to + 1 : to, WHERE)) return null;
  const side = readSide(t, from, to, naming);
  const days = daysOf(side);
  if (side.opaque) return called(reading, from, to);
  return side.column === null || side.intervals === 0 || days <= 0
    ? null
    : { column: side.column, olderThanDays: days };
}

/** `toDateTime(column) + toIntervalDay(90)`, `toDateTime(fromUnixTimestamp64Milli(column)) + INTERVAL 90 DAY` */
function called({ t, naming }: Reading, from: number, end: number): Found | null {
  let column: string | null = null;
  let days: number | null = null;
  for (let i = from; i < end; i += 1) {
    if (t.kind[i] !== WORD) continue;
    const word = rawToken(t, i);
    const [, unit] = /^toInterval([a-z]+)$/i.exec(word) ?? [];
    if (unit !== undefined) days = intervalDays(Number(rawToken(t, i + 2)), unit);
    else if (isWord(t, i, INTERVAL)) {
      days = intervalDays(Number(rawToken(t, i + 1)), rawToken(t, i + 2));
      i += 2;
    } else if (!isOpen(t, i + 1)) column = column === null ? nameAt(t, i, naming) : null;
    else if (!/^(?:to(?:date|start)|from)/i.test(word)) return null;
  }
  return column === null || days === null ? null : { column, olderThanDays: days };
}

/** Behind the unit of the interval. */
function isEnd(t: Tokens, i: number, from: number): boolean {
  return i - from > 3 && t.kind[i] === WORD && (t.kind[i - 2] === NUMBER || t.kind[i - 2] === STRING);
}

function policy({ t, naming }: Reading, at: number): Found | null {
  if (!/^deletion$/i.test(rawToken(t, at + 1)) || !/^older_than$/i.test(rawToken(t, at + 4))) return null;
  if (!isWord(t, at + 8, INTERVAL)) return null;
  const days = intervalDays(Number(rawToken(t, at + 9)), rawToken(t, at + 10));
  return days === null ? null : { column: nameAt(t, at + 6, naming), olderThanDays: days };
}

function option(t: Tokens, at: number): Found | null {
  const [, amount, unit] = /^\s*(\d{1,6})\s*([a-z]+)\s*$/i.exec(stringAt(t, at + 2) ?? '') ?? [];
  const days = amount === undefined ? null : intervalDays(Number(amount), unit ?? '');
  return days === null ? null : { column: null, olderThanDays: days };
}

/** `TTL_ENABLE = 'OFF'` (TiDB), `ttl_pause = true` (CockroachDB) */
function isOn(t: Tokens, from: number, end: number): boolean {
  for (let i = from; i + 2 < end; i += 1) {
    const word = t.kind[i] === WORD && isSign(t, i + 1, EQUALS) ? rawToken(t, i).toLowerCase() : '';
    const value = (stringAt(t, i + 2) ?? rawToken(t, i + 2)).toLowerCase();
    if ((word === 'ttl_enable' && value === 'off') || (word === 'ttl_pause' && value === 'true')) return false;
  }
  return true;
}

/**
 * Where an action of ALTER TABLE sets this (`MODIFY TTL a + INTERVAL 1 DAY`, `ADD ROW DELETION POLICY (…)`, `SET (ttl_expire_after …)`),
 * and no column of that name.
 */
export function ttlIn(t: Tokens, from: number, end: number): number | null {
  for (let i = from; i < end && i < from + 3; i += 1) {
    if (isWord(t, i, ROW) && /^deletion$/i.test(rawToken(t, i + 1))) return i;
    if (/^ttl_/i.test(rawToken(t, i)) && isSign(t, i + 1, EQUALS)) return i;
    if (!isWord(t, i, TTL)) continue;
    for (let k = i + 1; k < end; k += 1) if (isSign(t, k, PLUS)) return i;
  }
  return null;
}

/** `REMOVE TTL`, `DROP ROW DELETION POLICY`, `RESET (ttl_expire_after)`, `SET (ttl = 'off')`, `TTL_ENABLE = 'OFF'` */
export function endsTtl(t: Tokens, from: number): boolean {
  const [first, second, third] = [0, 1, 2].map((k) => rawToken(t, from + k).toLowerCase());
  if (first === 'remove') return isWord(t, from + 1, TTL);
  if (first === 'drop') return second === 'row' && third === 'deletion';
  if (first === 'reset') return second === '(' && third?.startsWith('ttl') === true;
  const at = first === 'set' && second === '(' ? from + 2 : from;
  const value = (stringAt(t, at + 2) ?? rawToken(t, at + 2)).toLowerCase();
  return /^ttl(?:_enable)?$/i.test(rawToken(t, at)) && isSign(t, at + 1, EQUALS) && /^(?:off|false)$/.test(value);
}
