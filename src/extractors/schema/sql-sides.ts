import { addInterval, addIntervalText, monthsOf, unitOf } from './sql-intervals.ts';
import {
  afterGroup,
  isOpen,
  isSign,
  isWord,
  type Naming,
  nameAt,
  rawToken,
  stringAt,
  unquoteName,
} from './sql-read.ts';
import { ARROW, CAST_SIGN, K, NUMBER, QUOTED, SIGN, STRING, type Tokens, WORD } from './sql-tokens.ts';

/**
 * What one side of a comparison is made of. SQL has dozens of ways to write "eighteen years ago"; they are told apart by
 * what occurs in them (a column, the present, an interval, a unit), not by their grammar.
 */
export interface Side {
  /** Null without a column or with more than one. */
  column: string | null;
  columns: number;
  now: boolean;
  /** Sum of the intervals, in months and days; subtraction is negative. */
  months: number;
  days: number;
  intervals: number;
  numbers: number[];
  flag: boolean | null;
  /** A year is the unit of a difference or the part taken of a date. */
  unit: 'year' | 'month' | 'day' | null;
  /** Something that is not understood: a function, a text. */
  opaque: boolean;
}

const NOW = new Set(
  `now curdate current_date current_timestamp getdate getutcdate sysdate systimestamp sysdatetime sysdatetimeoffset sysutcdatetime utc_timestamp utc_date
  localtimestamp clock_timestamp transaction_timestamp statement_timestamp today current_time localtime`.split(/\s+/),
);
/** Functions that leave a date or a number what it is, or whose effect the unit tells. */
const TRANSPARENT = new Set(
  `date cast try_cast convert to_date to_timestamp timestamp datetime extract date_part datepart strftime floor trunc
  truncate round abs cast_to int integer age julianday date_trunc unixepoch`.split(/\s+/),
);
const DIFFERENCES = new Set(['timestampdiff', 'datediff', 'date_diff', 'age_in_years']);
const ADDITIONS = new Set([
  'date_add',
  'adddate',
  'dateadd',
  'timestampadd',
  'date_sub',
  'subdate',
  'timestamp_sub',
  'datetime',
]);
const SUBTRACTIONS = new Set(['date_sub', 'subdate', 'timestamp_sub']);
const [INTERVAL, AS, FROM, NULL] = [K('interval'), K('as'), K('from'), K('null')];
const [TRUE, FALSE] = [K('true'), K('false')];
const DOT = 46;
const MINUS = 45;
const STAR = 42;
const OPEN = 40;
const COMMA = 44;

export function readSide(t: Tokens, from: number, end: number, naming: Naming): Side {
  const side: Side = {
    column: null,
    columns: 0,
    now: false,
    months: 0,
    days: 0,
    intervals: 0,
    numbers: [],
    flag: null,
    unit: null,
    opaque: false,
  };
  let negative = false;
  let subtracts = false;
  let addsMonths = false;
  let i = from;
  while (i < end) {
    const kind = t.kind[i];
    const code = t.code[i];
    if (kind === SIGN) {
      if (code === MINUS) negative = true;
      else if (code !== OPEN) negative = false;
      i = code === CAST_SIGN ? afterCastType(t, i + 1, end) : i + 1;
      continue;
    }
    if (kind === NUMBER) {
      const value = Number(rawToken(t, i));
      const unit = i + 1 < end && t.kind[i + 1] === WORD ? unitOf(rawToken(t, i + 1)) : null;
      if (unit !== null && isInterval(t, i, from)) addInterval(side, value, unit, negative !== subtracts);
      else if (isSign(t, i - 1, STAR) && t.kind[i - 2] === NUMBER && side.numbers.length > 0) {
        side.numbers.push((side.numbers.pop() ?? 0) * value);
      } else side.numbers.push(negative ? -value : value);
      i += unit !== null ? 2 : 1;
    } else if (kind === STRING) {
      readString(side, stringAt(t, i) ?? '', negative !== subtracts);
      i += 1;
    } else if (kind === QUOTED) {
      if (!isSign(t, i + 1, DOT)) addColumn(side, nameAt(t, i, naming));
      i += 1;
    } else if (kind !== WORD) {
      side.opaque = true;
      i += 1;
    } else if (code === INTERVAL) {
      i = readInterval(t, i + 1, end, side, negative !== subtracts);
    } else if (code === TRUE || code === FALSE) {
      side.flag = code === TRUE;
      i += 1;
    } else if (code === AS) {
      i = afterCastType(t, i + 1, end);
    } else if (code === FROM || code === NULL) {
      if (code === NULL) side.opaque = true;
      i += 1;
    } else {
      const word = rawToken(t, i).toLowerCase();
      if (isOpen(t, i + 1)) {
        if (NOW.has(word)) {
          side.now = true;
          i = afterGroup(t, i + 1, end);
          continue;
        }
        if (ORACLE_INTERVALS.has(word)) {
          const unit = unitOf((stringAt(t, i + 4) ?? '').trim());
          if (t.kind[i + 2] === NUMBER && unit !== null) {
            addInterval(side, Number(rawToken(t, i + 2)), unit, negative !== subtracts);
          } else side.opaque = true;
          i = afterGroup(t, i + 1, end);
          continue;
        }
        if (word === 'convert' && isConvertedTo(t, i + 2)) {
          i = isOpen(t, i + 3) ? afterGroup(t, i + 3, end) : i + 3;
          continue;
        }
        if (SUBTRACTIONS.has(word)) subtracts = true;
        if (word === 'add_months') addsMonths = true;
        if (word === 'age') side.now = true;
        if (word === 'year' || word === 'age') side.unit = 'year';
        if (word === 'julianday') side.unit = 'day';
        if (word === 'months_between') side.unit = 'month';
        if (
          ADDITIONS.has(word) ||
          DIFFERENCES.has(word) ||
          word === 'make_interval' ||
          word === 'extract' ||
          word === 'datepart'
        ) {
          i = readUnitCall(t, i + 1, side, word);
          continue;
        }
        if (
          !TRANSPARENT.has(word) &&
          !SUBTRACTIONS.has(word) &&
          !['year', 'add_months', 'months_between'].includes(word)
        ) {
          side.opaque = true;
        }
        i += 1;
      } else {
        if (NOW.has(word)) side.now = true;
        else if (!isSign(t, i + 1, DOT)) addColumn(side, nameAt(t, i, naming));
        i += 1;
      }
    }
  }
  if (addsMonths && side.numbers.length === 1) {
    side.months += side.numbers.pop() ?? 0;
    side.intervals += 1;
  }
  return side;
}

/** `NUMTODSINTERVAL(90, 'DAY')` */
const ORACLE_INTERVALS = new Set(['numtodsinterval', 'numtoyminterval']);

const MOMENT_TYPES = new Set([
  'date',
  'datetime',
  'datetime2',
  'smalldatetime',
  'datetimeoffset',
  'time',
  'int',
  'bigint',
]);

/** SQL Server's CONVERT has the type in front: `CONVERT([date],getdate())`. */
function isConvertedTo(t: Tokens, i: number): boolean {
  if (t.kind[i] !== WORD && t.kind[i] !== QUOTED) return false;
  const next = isOpen(t, i + 1) ? afterGroup(t, i + 1, t.count) : i + 1;
  return isSign(t, next, COMMA) && MOMENT_TYPES.has(unquoteName(rawToken(t, i)).toLowerCase());
}

function addColumn(side: Side, name: string): void {
  if (side.column !== name) side.columns += 1;
  side.column = side.columns === 1 ? name : null;
}

/** `INTERVAL '18' YEAR`, `INTERVAL '18 years'`, `INTERVAL 18 YEAR`, `INTERVAL (18) YEAR`. Gives the index behind it. */
function readInterval(t: Tokens, from: number, end: number, side: Side, negative: boolean): number {
  let i = from;
  let minus = negative;
  while (i < end && (isOpen(t, i) || isSign(t, i, MINUS) || isSign(t, i, 43))) {
    if (isSign(t, i, MINUS)) minus = !minus;
    i += 1;
  }
  const text = t.kind[i] === NUMBER ? rawToken(t, i) : stringAt(t, i);
  i += 1;
  while (isSign(t, i, 41) && i < end) i += 1;
  const unit = i < end && t.kind[i] === WORD ? unitOf(rawToken(t, i)) : null;
  if (text === null) {
    side.opaque = true;
    return i;
  }
  if (unit !== null && /^\s*-?\d+(?:\.\d+)?\s*$/.test(text)) addInterval(side, Number(text), unit, minus);
  else if (!addIntervalText(side, text, minus)) side.opaque = true;
  return unit === null ? i : i + 1;
}

/** The arguments of functions whose first is a unit: `DATEADD(year, -18, …)`, `TIMESTAMPDIFF(YEAR, …)`, `EXTRACT(YEAR FROM …)`. */
function readUnitCall(t: Tokens, open: number, side: Side, word: string): number {
  let i = open + 1;
  const unit = t.kind[i] === WORD || t.kind[i] === STRING ? unitOf(rawToken(t, i).replaceAll("'", '')) : null;
  if (unit === null) {
    if (word === 'datediff') side.unit = 'day'; // MySQL: days between two dates
    return i;
  }
  if (word === 'make_interval' && isSign(t, i + 1, ARROW) && t.kind[i + 2] === NUMBER) {
    addInterval(side, Number(rawToken(t, i + 2)), unit, isSign(t, open - 2, MINUS));
    return i + 3;
  }
  if (!ADDITIONS.has(word)) {
    const months = monthsOf(unit);
    side.unit = months === null ? 'day' : months === 12 ? 'year' : 'month';
    return i + 1;
  }
  i += isSign(t, i + 1, COMMA) ? 2 : 1;
  let minus = false;
  // SQL Server keeps it as `dateadd(year,(-18),getdate())`.
  while (isOpen(t, i) || isSign(t, i, MINUS)) {
    if (isSign(t, i, MINUS)) minus = !minus;
    i += 1;
  }
  if (t.kind[i] !== NUMBER) {
    side.opaque = true;
    return i;
  }
  let amount = Number(rawToken(t, i));
  for (; isSign(t, i + 1, STAR) && t.kind[i + 2] === NUMBER; i += 2) amount *= Number(rawToken(t, i + 2));
  addInterval(side, amount, unit, minus);
  return i + 1;
}

function isInterval(t: Tokens, i: number, from: number): boolean {
  return i === from || !isWord(t, i - 1, 0);
}

function readString(side: Side, text: string, negative: boolean): void {
  const value = text.trim().toLowerCase();
  if (value === 'now' || value === 'today') side.now = true;
  else if (value === '%y' || value === 'year' || value === 'years') side.unit = 'year';
  else if (value === 'month') side.unit = 'month';
  else if (value === 'day' || value === 'days') side.unit = 'day';
  else if (value === 'true' || value === 't' || value === 'false' || value === 'f') side.flag = value.startsWith('t');
  else if (/^-?\d{1,9}(?:\.\d{1,4})?$/.test(value)) side.numbers.push(negative ? -Number(value) : Number(value));
  else if (value === '1' || value === 'localtime' || value === 'utc') return;
  else if (!addIntervalText(side, value, negative)) side.opaque = true;
}

const TYPE_WORDS = new Set([
  'varying',
  'precision',
  'with',
  'without',
  'time',
  'zone',
  'local',
  'unsigned',
  'signed',
  'large',
]);

/** Behind the type of a cast: `::timestamp(3) with time zone`, `AS character varying(20)`. */
function afterCastType(t: Tokens, from: number, end: number): number {
  let i = from + 1;
  while (i < end && isSign(t, i, DOT)) i += 2;
  for (;;) {
    if (i >= end) return end;
    if (isOpen(t, i)) i = afterGroup(t, i, end);
    else if (isSign(t, i, 91)) i += 1;
    else if (isSign(t, i, 93)) i += 1;
    else if (t.kind[i] === WORD && TYPE_WORDS.has(rawToken(t, i).toLowerCase())) i += 1;
    else return i;
  }
}
