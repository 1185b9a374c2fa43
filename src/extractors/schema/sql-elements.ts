import type { TableConstraint } from '../../model/declaration.ts';
import { commentText } from '../../text/comments.ts';
import { readCheck } from './sql-checks.ts';
import { isNotEnforced, readReference } from './sql-clauses.ts';
import { type ColumnRead, type Reading, readColumn, spanOf } from './sql-columns.ts';
import {
  afterGroup,
  canBeName,
  isClosed,
  isOpen,
  isSign,
  isWord,
  nameAt,
  namesInGroup,
  qualifiedName,
  rawToken,
  splitCommas,
} from './sql-read.ts';
import { K, keywordSet, NUMBER, QUOTED, STRING, type Tokens, WORD } from './sql-tokens.ts';

const code = {
  constraint: K('constraint'),
  primary: K('primary'),
  unique: K('unique'),
  foreign: K('foreign'),
  check: K('check'),
  not: K('not'),
  exclude: K('exclude'),
  like: K('like'),
  key: K('key'),
  index: K('index'),
  fulltext: K('fulltext'),
  spatial: K('spatial'),
  inverted: K('inverted'),
  period: K('period'),
  for: K('for'),
  family: K('family'),
  using: K('using'),
  references: K('references'),
  clustered: K('clustered'),
  nonclustered: K('nonclustered'),
  nulls: K('nulls'),
  if: K('if'),
} as const;

export type Element =
  | { readonly kind: 'column'; readonly read: ColumnRead }
  | { readonly kind: 'constraint'; readonly constraint: TableConstraint }
  | { readonly kind: 'like'; readonly table: string }
  /** An index, a column family: nothing of interest. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unread' };

/** One element of a table's list, or what ADD adds: a column, a constraint, LIKE. */
export function readElement(reading: Reading, from: number, end: number, lineComment: string | null): Element {
  const { t, naming } = reading;
  if (from >= end) return { kind: 'other' };
  if (holdsVerb(t, from + 1, end)) return { kind: 'unread' };
  const kind = t.kind[from];
  if (kind === WORD) {
    const read = readTableConstraint(reading, from, end);
    if (read !== null) return read;
    if (isOfClickHouse(t, from, end)) return { kind: 'other' };
    // Oracle: SUPPLEMENTAL LOG DATA (ALL) COLUMNS
    if (isRaw(t, from, 'supplemental') && isRaw(t, from + 1, 'log')) return { kind: 'other' };
    if (isWord(t, from, code.like) && canBeName(t, from + 1)) {
      return { kind: 'like', table: qualifiedName(t, from + 1, naming).name };
    }
  } else if (kind === STRING) {
    // SQLite takes 'name' for a name; a lone string in a list is no column.
    if (t.kind[from + 1] !== WORD || from + 1 >= end) return { kind: 'unread' };
  } else if (kind !== QUOTED) {
    return { kind: 'unread' }; // so is a placeholder: columns that only the template engine knows
  }
  // ClickHouse: … SETTINGS alter_sync = 2, mutations_sync = 2
  if (isSign(t, from + 1, 61)) return { kind: 'other' };
  if (isSign(t, from + 1, 46) || isOpen(t, from + 1)) return { kind: 'unread' };
  const read = readColumn(reading, from, end, lineComment);
  return read.column.name === '' ? { kind: 'unread' } : { kind: 'column', read };
}

/** The verb of another action or statement: what stood between it and this one is missing. */
const VERBS = keywordSet('add alter create drop');

function holdsVerb(t: Tokens, from: number, end: number): boolean {
  for (let i = from; i < end; i = isOpen(t, i) ? afterGroup(t, i, end) : i + 1)
    if (VERBS[t.code[i] ?? 0] === 1 && t.kind[i] === WORD) return true;
  return false;
}

/** `INDEX name expression TYPE minmax`, `PROJECTION name (SELECT …)`: https://clickhouse.com/docs/sql-reference/statements/create/table */
function isOfClickHouse(t: Tokens, from: number, end: number): boolean {
  if (isRaw(t, from, 'projection')) return isOpen(t, from + 2);
  if (!isWord(t, from, code.index)) return false;
  for (let i = from + 3; i < end; i += 1) if (isRaw(t, i, 'type')) return true;
  return false;
}

function isRaw(t: Tokens, i: number, word: string): boolean {
  return (
    t.kind[i] === WORD && (t.end[i] ?? 0) - (t.start[i] ?? 0) === word.length && rawToken(t, i).toLowerCase() === word
  );
}

function readTableConstraint(reading: Reading, from: number, end: number): Element | null {
  const { t, naming } = reading;
  let i = from;
  let name: string | null = null;
  if (t.code[i] === code.constraint) {
    i += 1;
    if (isWord(t, i, code.if)) i += 3; // IF NOT EXISTS
    if (!isConstraintWord(t, i) || isConstraintWord(t, i + 1)) {
      name = nameAt(t, i, naming);
      i += 1;
    }
  }
  const named = name !== null;
  switch (t.code[i]) {
    case code.primary:
      if (!isWord(t, i + 1, code.key)) return named ? { kind: 'other' } : null;
      return keyed('primary-key', name, reading, i + 2, end);
    case code.unique: {
      const next = i + 1;
      const isConstraint =
        named ||
        isOpen(t, next) ||
        [code.key, code.index, code.clustered, code.nonclustered, code.nulls].some((c) => isWord(t, next, c)) ||
        (canBeName(t, next) && isOpen(t, next + 1) && !isLength(t, next + 2));
      return isConstraint ? keyed('unique', name, reading, next, end) : null;
    }
    case code.foreign: {
      if (!isWord(t, i + 1, code.key)) return named ? { kind: 'other' } : null;
      let k = i + 2;
      while (k < end && !isOpen(t, k)) {
        name ??= canBeName(t, k) && !isWord(t, k, code.if) ? nameAt(t, k, naming) : null;
        k += 1;
      }
      const columns = namesInGroup(t, k, end, naming);
      const to = afterGroup(t, k, end);
      if (columns.length === 0 || !isWord(t, to, code.references)) return { kind: 'unread' };
      const { reference } = readReference(t, to, end, naming);
      return { kind: 'constraint', constraint: { type: 'foreign-key', name, columns, references: reference } };
    }
    case code.check: {
      if (isWord(t, i + 1, code.not)) i += 3; // NOT FOR REPLICATION
      if (!isOpen(t, i + 1)) return named ? { kind: 'other' } : null;
      const close = afterGroup(t, i + 1, end);
      const comparisons = readCheck(t, i + 2, close - 1, naming);
      if (comparisons.length === 0) return { kind: 'other' };
      const idle = isNotEnforced(t, close, end) ? ({ enforced: false } as const) : {};
      const span = spanOf(reading, from, end);
      return { kind: 'constraint', constraint: { type: 'check', name, comparisons, ...idle, span } };
    }
    case code.exclude:
      return named || isOpen(t, i + 1) || isWord(t, i + 1, code.using) ? { kind: 'other' } : null;
    case code.period:
      return isWord(t, i + 1, code.for) ? { kind: 'other' } : null;
    case code.fulltext:
    case code.spatial:
    case code.inverted:
      return isOpen(t, i + 1) || isWord(t, i + 1, code.key) || isWord(t, i + 1, code.index) || isIndex(t, i + 1)
        ? { kind: 'other' }
        : null;
    case code.key:
      // PostgreSQL and SQLite have no KEY in a table: there it is a column of that name.
      return reading.dialect !== 'postgres' && reading.dialect !== 'sqlite' && isIndex(t, i + 1)
        ? { kind: 'other' }
        : null;
    case code.index:
      // A word that SQL Server keeps for itself.
      return reading.dialect === 'sqlserver' || isIndex(t, i + 1) ? { kind: 'other' } : null;
    case code.family:
      return reading.dialect === 'cockroach' && isIndex(t, i + 1) ? { kind: 'other' } : null;
    default:
      return named ? { kind: 'other' } : null;
  }
}

function isConstraintWord(t: Tokens, i: number): boolean {
  const c = t.code[i];
  return (
    i < t.count &&
    (c === code.primary || c === code.unique || c === code.foreign || c === code.check || c === code.exclude)
  );
}

/** `(columns)`, `name (columns)`, `name USING BTREE (columns)`: an index, and not the type of a column named KEY. */
function isIndex(t: Tokens, i: number): boolean {
  if (isOpen(t, i)) return !isLength(t, i + 1);
  if (!canBeName(t, i)) return false;
  if (isWord(t, i, code.using) || isWord(t, i + 1, code.using)) return true;
  return isOpen(t, i + 1) && !isLength(t, i + 2);
}

/** Inside brackets: `255` or `'a'` belongs to a type, a name to an index. */
function isLength(t: Tokens, i: number): boolean {
  return t.kind[i] === NUMBER || t.kind[i] === STRING;
}

function keyed(
  type: 'primary-key' | 'unique',
  label: string | null,
  reading: Reading,
  from: number,
  end: number,
): Element {
  const { t, naming } = reading;
  let name = label;
  let i = from;
  while (i < end && !isOpen(t, i)) {
    if (type === 'unique' && name === null && (t.kind[i] === QUOTED || (t.kind[i] === WORD && t.code[i] === 0))) {
      name = nameAt(t, i, naming);
    }
    i += 1;
  }
  if (i >= end) return { kind: 'other' };
  return { kind: 'constraint', constraint: { type, name, columns: namesInGroup(t, i, end, naming) } };
}

/** The elements of the list in brackets that opens at `open`, each with what stands behind it on its line. */
export function readElements(reading: Reading, open: number, end: number): Element[] {
  const { t } = reading;
  const close = afterGroup(t, open, end);
  const cuts = splitCommas(t, open + 1, isClosed(t, open, end) ? close - 1 : close);
  const elements: Element[] = [];
  let comment = 0;
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const from = cuts[k] ?? 0;
    const to = cuts[k + 1] ?? 0;
    while (comment < t.comments.length && (t.comments[comment] ?? 0) < to) comment += 3;
    elements.push(readElement(reading, from, to, from < to ? lineComment(t, comment, to) : null));
  }
  return elements;
}

/** Comment behind the token before `to`, on its line, with at most the comma between them. */
function lineComment(t: Tokens, first: number, to: number): string | null {
  for (let k = first; k < t.comments.length; k += 3) {
    const before = t.comments[k] ?? 0;
    if (before > to + 1 || (before === to + 1 && !isSign(t, to, 44))) return null;
    const start = t.comments[k + 1] ?? 0;
    const stop = t.comments[k + 2] ?? 0;
    const gap = t.text.slice(t.end[to - 1], Math.min(start, (t.end[to - 1] ?? 0) + 300));
    if (/[\n\r]/.test(gap)) return null;
    const text = commentText(
      t.text
        .slice(start, Math.min(stop, start + 1000))
        .replace(/^(?:--+|#+|\/\*+)/, '')
        .replace(/\*+\/$/, ''),
    );
    if (/[\p{L}]/u.test(text)) return text;
  }
  return null;
}
