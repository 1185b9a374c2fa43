import type { CheckComparison } from '../../model/declaration.ts';
import { afterGroup, isOpen, isSign, isWord, type Naming, nameAt } from './sql-read.ts';
import { readSide, type Side } from './sql-sides.ts';
import { GREATER_EQUAL, K, LESS_EQUAL, NOT_EQUAL, QUOTED, SIGN, type Tokens, WORD } from './sql-tokens.ts';

type Operator = Exclude<CheckComparison['operator'], 'is-true'>;

const OPERATORS: ReadonlyMap<number, Operator> = new Map([
  [60, '<'],
  [62, '>'],
  [61, '='],
  [LESS_EQUAL, '<='],
  [GREATER_EQUAL, '>='],
  [NOT_EQUAL, '<>'],
]);
const FLIPPED: Readonly<Record<Operator, Operator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
  '<>': '<>',
};
const [AND, OR, NOT, IS, NULL, TRUE, BETWEEN] = [
  K('and'),
  K('or'),
  K('not'),
  K('is'),
  K('null'),
  K('true'),
  K('between'),
];
const OPEN = 40;
const CLOSE = 41;
/** A condition nested deeper than this is no longer looked into. */
const MAX_NESTING = 40;
const MAX_PARTS = 500;

/** A comparison with a point in the past: `column <= now - age`, the age in months and days. */
export interface PastComparison {
  readonly column: string;
  readonly operator: Operator;
  readonly months: number;
  readonly days: number;
}

/**
 * The comparisons that hold in every row that satisfies the condition [from, end): parts joined by AND, and `x IS NULL OR …`
 * on the same column. An age reckoned from a column is turned round: `age(x) >= 18` is `x <= 18 years ago`.
 */
export function readCheck(t: Tokens, from: number, end: number, naming: Naming): CheckComparison[] {
  const found: CheckComparison[] = [];
  for (const [start, stop] of conjuncts(t, from, end)) {
    for (const [left, operator, right] of comparisons(t, start, stop, naming)) {
      const comparison = right === null ? truth(left) : settle(left, operator, right);
      if (comparison !== null) found.push(comparison);
    }
  }
  return found;
}

/** The comparisons of the condition with a point in the past; an OR leaves nothing certain. */
export function readPast(t: Tokens, from: number, end: number, naming: Naming): PastComparison[] {
  const found: PastComparison[] = [];
  for (const [start, stop] of conjuncts(t, from, end)) {
    for (const [left, operator, right] of comparisons(t, start, stop, naming)) {
      if (right === null) continue;
      const past = pastOf(left, operator, right) ?? pastOf(right, FLIPPED[operator], left);
      if (past !== null) found.push(past);
    }
  }
  return found;
}

/** `= 1` on a column of a boolean kind asks for yes. */
export function settleFlags(
  checks: readonly CheckComparison[],
  flags: ReadonlySet<string>,
): readonly CheckComparison[] {
  return checks.map((check) =>
    flags.has(check.column.toLowerCase()) && check.operator === '=' && check.bound === 1
      ? { column: check.column, operator: 'is-true', bound: null, unit: 'none' }
      : check,
  );
}

function conjuncts(t: Tokens, from: number, end: number): [number, number][] {
  const done: [number, number][] = [];
  const open: [number, number, number][] = [[from, end, 0]];
  while (open.length > 0 && done.length + open.length < MAX_PARTS) {
    const [start, stop, nesting] = open.pop() as [number, number, number];
    if (nesting > MAX_NESTING || start >= stop) continue;
    if (isOpen(t, start) && afterGroup(t, start, stop) === stop) {
      open.push([start + 1, stop - 1, nesting + 1]);
      continue;
    }
    const either = splitAt(t, start, stop, OR);
    if (either.length > 1) {
      const rest = either.filter(([a, b]) => !isNullTest(t, a, b));
      const only = rest[0];
      if (rest.length === 1 && only !== undefined) open.push([only[0], only[1], nesting + 1]);
      continue;
    }
    const all = splitAt(t, start, stop, AND);
    if (all.length > 1) {
      for (const [a, b] of all.reverse()) open.push([a, b, nesting + 1]);
    } else if (!isWord(t, start, NOT)) done.push([start, stop]);
  }
  return done;
}

function splitAt(t: Tokens, from: number, end: number, code: number): [number, number][] {
  const parts: [number, number][] = [];
  let depth = 0;
  let start = from;
  let between = false;
  for (let i = from; i < end; i += 1) {
    const c = t.code[i];
    if (t.kind[i] === SIGN) {
      if (c === OPEN) depth += 1;
      else if (c === CLOSE) depth -= 1;
    } else if (depth !== 0) continue;
    else if (c === BETWEEN) between = true;
    else if (c === AND && between) between = false;
    else if (c === code) {
      parts.push([start, i]);
      start = i + 1;
    }
  }
  parts.push([start, end]);
  return parts;
}

function isNullTest(t: Tokens, from: number, end: number): boolean {
  let [a, b] = [from, end];
  while (b - a > 3 && isOpen(t, a) && isSign(t, b - 1, CLOSE)) [a, b] = [a + 1, b - 1];
  return b - a === 3 && isWord(t, a + 1, IS) && isWord(t, a + 2, NULL);
}

/** Left side, operator and right side; without a right side it is the truth of the left one that is asked for. */
function comparisons(t: Tokens, from: number, end: number, naming: Naming): [Side, Operator, Side | null][] {
  let depth = 0;
  let at = -1;
  for (let i = from; i < end; i += 1) {
    const code = t.code[i] ?? 0;
    if (t.kind[i] !== SIGN) {
      if (depth !== 0 || t.kind[i] !== WORD) continue;
      if (code === BETWEEN) {
        const [low, high] = splitAt(t, i + 1, end, AND);
        if (low === undefined || high === undefined || isWord(t, i - 1, NOT)) return [];
        const left = readSide(t, from, i, naming);
        return [
          [left, '>=', readSide(t, low[0], low[1], naming)],
          [left, '<=', readSide(t, high[0], high[1], naming)],
        ];
      }
      if (code === IS) {
        return i + 2 === end && isWord(t, i + 1, TRUE) ? [[readSide(t, from, i, naming), '=', null]] : [];
      }
      continue;
    }
    if (code === OPEN) depth += 1;
    else if (code === CLOSE) depth -= 1;
    else if (depth === 0 && OPERATORS.has(code) && !isGlued(t, i)) {
      if (at !== -1) return [];
      at = i;
    }
  }
  if (at === -1) {
    const isName = end - from === 1 && (t.kind[from] === WORD || t.kind[from] === QUOTED);
    return isName && nameAt(t, from, naming) !== '' ? [[readSide(t, from, end, naming), '=', null]] : [];
  }
  const operator = OPERATORS.get(t.code[at] ?? 0);
  return operator === undefined ? [] : [[readSide(t, from, at, naming), operator, readSide(t, at + 1, end, naming)]];
}

/** Part of an operator of more signs (`@>`, `->>`, `<=>`). */
function isGlued(t: Tokens, i: number): boolean {
  const touches = (a: number, b: number) => t.kind[a] === SIGN && t.kind[b] === SIGN && t.end[a] === t.start[b];
  const before = i > 0 && touches(i - 1, i) && ![OPEN, CLOSE, 93].includes(t.code[i - 1] ?? 0);
  const after = i + 1 < t.count && touches(i, i + 1) && [60, 62, 61, 64, 126, 38, 124].includes(t.code[i + 1] ?? 0);
  return before || after;
}

function isPlainColumn(side: Side): boolean {
  return isDatedColumn(side) && side.intervals === 0 && side.unit === null;
}

function isDatedColumn(side: Side): boolean {
  return side.column !== null && !side.now && !side.opaque && side.flag === null && side.numbers.length === 0;
}

function truth(side: Side): CheckComparison | null {
  return side.column !== null && isPlainColumn(side)
    ? { column: side.column, operator: 'is-true', bound: null, unit: 'none' }
    : null;
}

function settle(left: Side, operator: Operator, right: Side): CheckComparison | null {
  return oneWay(left, operator, right) ?? oneWay(right, FLIPPED[operator], left);
}

function oneWay(left: Side, operator: Operator, right: Side): CheckComparison | null {
  if (isPlainColumn(left) && left.column !== null && right.columns === 0 && !right.opaque && !right.now) {
    if (right.flag !== null && right.numbers.length === 0) {
      return (operator === '=' && right.flag) || (operator === '<>' && !right.flag) ? truth(left) : null;
    }
    const [bound, more] = right.numbers;
    if (right.intervals === 0 && bound !== undefined && more === undefined) {
      return { column: left.column, operator, bound, unit: 'number' };
    }
  }
  const past = pastOf(left, operator, right);
  if (past === null) return null;
  const years = past.months / 12 + past.days / 365.25;
  const whole = Math.round(years);
  // 6570 days are eighteen years of 365 days.
  if (whole < 1 || Math.abs(years - whole) > 0.02) return null;
  return { column: past.column, operator: past.operator, bound: whole, unit: 'years-ago' };
}

const YEAR_LENGTHS = new Set([365, 365.25, 365.24, 365.2422, 365.2425]);

function pastOf(left: Side, operator: Operator, right: Side): PastComparison | null {
  const { column } = left;
  if (column === null || right.columns > 0 || left.opaque || right.opaque) return null;
  if (right.now) {
    if (left.now || left.numbers.length > 0) return null;
    // column <= now - interval, or column + interval <= now
    const [number, more] = right.numbers;
    if (number !== undefined) {
      // year of birth <= this year - 18; Oracle's SYSDATE - 90 is in days
      if (more !== undefined || number >= 0 || left.intervals > 0 || right.intervals > 0) return null;
      if (right.unit === 'year') return { column, operator, months: -number * 12, days: 0 };
      return right.unit === null ? { column, operator, months: 0, days: -number } : null;
    }
    const months = left.months - right.months;
    const days = left.days - right.days;
    return months >= 0 && days >= 0 ? { column, operator, months, days } : null;
  }
  if (!left.now || left.intervals > 0) return null;
  // an age reckoned from the column
  const turned = FLIPPED[operator];
  if (right.intervals > 0) return { column, operator: turned, months: right.months, days: right.days };
  const [bound, more] = right.numbers;
  if (bound === undefined || more !== undefined || bound <= 0) return null;
  if (left.numbers.some((number) => YEAR_LENGTHS.has(number)) || (left.unit === 'year' && left.numbers.length === 0)) {
    return { column, operator: turned, months: bound * 12, days: 0 };
  }
  // MONTHS_BETWEEN(now, column) / 12
  if (left.unit === 'month' && left.numbers.length === 1 && left.numbers[0] === 12) {
    return { column, operator: turned, months: bound * 12, days: 0 };
  }
  if (left.numbers.length > 0) return null;
  if (left.unit === 'month') return { column, operator: turned, months: bound, days: 0 };
  return { column, operator: turned, months: 0, days: bound };
}
