import type { ColumnDeclaration, TableConstraint } from '../../model/declaration.ts';
import { commentText } from '../../text/comments.ts';
import { splitTableName } from '../../text/table-names.ts';
import { settleFlags } from './sql-checks.ts';
import { type Reading, readColumn, spanOf } from './sql-columns.ts';
import { readElements } from './sql-elements.ts';
import { emit, inSchema, type Output } from './sql-output.ts';
import {
  afterGroup,
  canBeName,
  isBalanced,
  isOpen,
  isSign,
  isTemporaryName,
  isWord,
  nameAt,
  namesInGroup,
  qualifiedName,
  rawToken,
  skipCluster,
  skipIfExists,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { readVersioning } from './sql-temporal.ts';
import { K, keywordSet, QUOTED, STRING, type Tokens, WORD } from './sql-tokens.ts';
import { readTtl } from './sql-ttl.ts';

const [LIKE, PARTITION, OF, AS, SELECT, INHERITS, COMMENT, FROM, USING, ON, ONLY, WHERE, ENUM] = [
  K('like'),
  K('partition'),
  K('of'),
  K('as'),
  K('select'),
  K('inherits'),
  K('comment'),
  K('from'),
  K('using'),
  K('on'),
  K('only'),
  K('where'),
  K('enum'),
];
const [CONCURRENTLY, IF, INTO, IS] = [K('concurrently'), K('if'), K('into'), K('is')];
/** SQL Server: CREATE TABLE name AS EDGE */
const KINDS = keywordSet('edge node filetable');
const EQUALS = 61;
const STAR = 42;
const PLUS = 43;

export interface TableKind {
  readonly temporary: boolean;
  readonly foreign: boolean;
  readonly virtual: boolean;
  readonly replaces: boolean;
}

/** CREATE TABLE; `at` is behind the word TABLE. False when the statement is only read in part. */
export function createTable(output: Output, reading: Reading, verb: number, at: number, kind: TableKind): boolean {
  const { t, naming } = reading;
  const end = t.count;
  const start = skipIfExists(t, at);
  const { name, next } = qualifiedName(t, start, naming);
  if (isTemporaryName(t, start, next) || kind.temporary || kind.foreign) return true;
  if (name === '') return false;
  const columns: ColumnDeclaration[] = [];
  const constraints: TableConstraint[] = [];
  let like: string | null = null;
  /** `LIKE a, LIKE b` */
  const parents: string[] = [];
  const inherited: string[] = [];
  let partition = false;
  let comment: string | null = null;
  let whole = true;
  let known = false;

  let i = skipCluster(t, next);
  if (kind.virtual) {
    columns.push(...virtualColumns(reading, i));
    known = true;
    i = end;
  }
  if (isWord(t, i, PARTITION) && isWord(t, i + 1, OF)) {
    const parent = qualifiedName(t, i + 2, naming);
    like = parent.name;
    partition = true;
    known = true;
    i = parent.next;
  } else if (isWord(t, i, LIKE)) {
    const other = qualifiedName(t, i + 1, naming);
    like = other.name;
    known = true;
    i = other.next;
  } else if (isOpen(t, i) && !isWord(t, i + 1, SELECT)) {
    const close = afterGroup(t, i, end);
    known = true;
    whole = isBalanced(t, i, end);
    const flags = new Set<string>();
    for (const element of readElements(reading, i, end)) {
      if (element.kind === 'column') {
        columns.push(element.read.column);
        constraints.push(...element.read.constraints);
        if (element.read.flag) flags.add(element.read.column.name.toLowerCase());
      } else if (element.kind === 'constraint') constraints.push(element.constraint);
      else if (element.kind === 'like') parents.push(element.table);
      else if (element.kind === 'unread') whole = false;
    }
    if (flags.size > 0) constraints.splice(0, constraints.length, ...constraints.map((c) => withFlags(c, flags)));
    i = close;
  }

  const options = i;
  // Options behind the list.
  while (i < end) {
    if (isOpen(t, i)) {
      if (!known && isWord(t, i + 1, SELECT)) break;
      i = afterGroup(t, i, end);
    } else if (isWord(t, i, INHERITS) && isOpen(t, i + 1)) {
      const after = afterGroup(t, i + 1, end);
      for (let k = i + 2; k < after - 1 && canBeName(t, k); ) {
        const parent = qualifiedName(t, k, naming);
        inherited.push(parent.name);
        k = parent.next + 1;
      }
      i = after;
    } else if (isWord(t, i, COMMENT)) {
      const text = stringAt(t, isSign(t, i + 1, EQUALS) ? i + 2 : i + 1);
      if (text !== null) comment = commentText(text);
      i += 2;
    } else if (isWord(t, i, SELECT) || (isWord(t, i, AS) && !known)) break;
    else i += 1;
  }
  // MySQL adds what is selected to the columns that stand in the list; for others the list names what is selected.
  if ((columns.length === 0 || reading.dialect === 'mysql') && i < end) {
    const select = selectAt(reading, i);
    if (select !== null) {
      known = true;
      const read = selectedColumns(reading, select);
      const listed = new Set(columns.map(({ name: one }) => one.toLowerCase()));
      columns.push(...read.columns.filter(({ name: one }) => !listed.has(one.toLowerCase())));
      like ??= read.like;
    }
  }
  if (isWord(t, next, OF)) {
    const type = qualifiedName(t, next + 1, naming);
    like ??= type.name;
    if (isOpen(t, type.next))
      for (const one of readElements(reading, type.next, end))
        if (one.kind === 'constraint') constraints.push(one.constraint);
  }
  // Without a list of columns: a table of a type, an edge between nodes, a folder of files.
  if (isWord(t, next, OF) || (isWord(t, next, AS) && KINDS[t.code[next + 1] ?? 0] === 1)) known = true;
  if (!known) return false;
  like ??= parents.shift() ?? null;

  const table = inSchema(output, name);
  if (kind.replaces) emit(output, reading, { op: 'drop-table', table }, verb, end);
  emit(
    output,
    reading,
    {
      op: 'create-table',
      table,
      // What is put together at run time stands behind a question, or before an exception that is caught.
      ifNotExists: start !== at || output.guarded || reading.dynamic === true,
      columns,
      constraints,
      like: like === null ? null : inSchema(output, like),
      partition,
      comment,
    },
    verb,
    end,
  );
  for (const parent of [...parents, ...inherited])
    emit(output, reading, { op: 'inherit', table, from: inSchema(output, parent) }, verb, end);
  if (reading.dialect === 'sqlserver') readVersioning(output, reading, table, next);
  readTtl(output, reading, table, options, end);
  return whole;
}

function withFlags(constraint: TableConstraint, flags: ReadonlySet<string>): TableConstraint {
  return constraint.type === 'check'
    ? { ...constraint, comparisons: settleFlags(constraint.comparisons, flags) }
    : constraint;
}

/** SQLite's full-text and other virtual tables: the plain names among the arguments are columns. */
function virtualColumns(reading: Reading, from: number): ColumnDeclaration[] {
  const { t } = reading;
  let i = from;
  while (i < t.count && !isOpen(t, i)) i += 1;
  if (i >= t.count || !isWord(t, from, USING)) return [];
  const cuts = splitCommas(t, i + 1, afterGroup(t, i, t.count) - 1);
  const columns: ColumnDeclaration[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    let [a, b] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    // https://www.sqlite.org/rtree.html: what is stored beside the box; https://www.sqlite.org/fts5.html: what is not searched
    if (isSign(t, a, PLUS)) a += 1;
    if (b - a === 2 && rawToken(t, a + 1).toLowerCase() === 'unindexed') b -= 1;
    if (a < b && canBeName(t, a) && !isSign(t, a + 1, EQUALS)) columns.push(readColumn(reading, a, b, null).column);
  }
  return columns;
}

function selectAt(reading: Reading, from: number): number | null {
  const { t } = reading;
  for (let i = from; i < t.count; i += 1) if (t.code[i] === SELECT) return i;
  return null;
}

/** Names of a select list; `*` takes over the columns of the table behind FROM. */
function selectedColumns(reading: Reading, select: number): { columns: ColumnDeclaration[]; like: string | null } {
  const { t, naming } = reading;
  const to = endOfList(t, select, FROM);
  const into = endOfList(t, select, INTO);
  const cuts = splitCommas(t, select + 1, Math.min(to, into));
  const columns: ColumnDeclaration[] = [];
  let like: string | null = null;
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [a, b] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    if (a >= b) continue;
    if (isSign(t, b - 1, STAR)) {
      if (isWord(t, to, FROM) && canBeName(t, to + 1)) like = qualifiedName(t, to + 1, naming).name;
      continue;
    }
    if (t.kind[b - 1] !== WORD && t.kind[b - 1] !== QUOTED) continue;
    const name = nameAt(t, b - 1, naming);
    if (name !== '') columns.push({ ...readColumn(reading, b - 1, b, null).column, span: spanOf(reading, a, b) });
  }
  return { columns, like };
}

/** The word at the level of the SELECT, or the end. */
function endOfList(t: Tokens, select: number, word: number): number {
  let depth = 0;
  let to = select + 1;
  while (to < t.count) {
    if (isOpen(t, to)) depth += 1;
    else if (isSign(t, to, 41)) depth -= 1;
    if (depth < 0 || (depth === 0 && isWord(t, to, word))) break;
    to += 1;
  }
  return to;
}

/** SQL Server's SELECT … INTO table FROM … makes the table; `select` is on the word SELECT. */
export function selectInto(output: Output, reading: Reading, select: number): void {
  const { t, naming } = reading;
  const into = endOfList(t, select, INTO);
  if (into >= endOfList(t, select, FROM)) return;
  const { name, next } = qualifiedName(t, into + 1, naming);
  if (name === '' || isTemporaryName(t, into + 1, next) || !isWord(t, next, FROM)) return;
  const { columns, like } = selectedColumns(reading, select);
  // One value into a bare name: a variable of SQL Anywhere.
  const isVariable = columns.length <= 1 && like === null && next === into + 2 && t.kind[into + 1] === WORD;
  if (isVariable) return;
  const change = {
    table: inSchema(output, name),
    ifNotExists: false,
    constraints: [],
    partition: false,
    comment: null,
  };
  emit(
    output,
    reading,
    { op: 'create-table', ...change, columns, like: like === null ? null : inSchema(output, like) },
    select,
    t.count,
  );
}

/** CREATE TYPE … AS ENUM, and types with fields: `AS (…)`, Oracle's `AS OBJECT (…)`; `at` is behind the word TYPE. */
export function createType(output: Output, reading: Reading, verb: number, at: number): void {
  const { t, naming } = reading;
  const { name, next } = qualifiedName(t, skipIfExists(t, at), naming);
  if (name === '' || !(isWord(t, next, AS) || isWord(t, next, IS))) return;
  const open = rawToken(t, next + 1).toLowerCase() === 'object' ? next + 2 : next + 1;
  if (isOpen(t, open)) {
    const columns = readElements(reading, open, t.count).flatMap((one) =>
      // Methods of Oracle's objects stand among the fields.
      one.kind === 'column' && !/^(?:member|static|map|order|constructor)$/i.test(one.read.column.name)
        ? [one.read.column]
        : [],
    );
    if (columns.length > 0) emit(output, reading, { op: 'create-type', name, columns }, verb, t.count);
    return;
  }
  if (!isWord(t, next + 1, ENUM)) return;
  let values = 0;
  for (let i = next + 2; i < t.count; i += 1) if (t.kind[i] === STRING) values += 1;
  emit(output, reading, { op: 'create-enum', name, values }, verb, t.count);
}

/** CREATE UNIQUE INDEX without a condition; `at` is behind the word INDEX. */
export function createUniqueIndex(output: Output, reading: Reading, verb: number, at: number): void {
  const { t, naming } = reading;
  let i = isWord(t, at, CONCURRENTLY) ? at + 1 : at;
  if (isWord(t, i, IF)) i = skipIfExists(t, i);
  let name: string | null = null;
  if (!isWord(t, i, ON)) {
    const read = qualifiedName(t, i, naming);
    name = splitTableName(read.name).name;
    i = read.next;
  }
  if (!isWord(t, i, ON)) return;
  i += isWord(t, i + 1, ONLY) ? 2 : 1;
  const table = qualifiedName(t, i, naming);
  i = table.next;
  if (isWord(t, i, USING)) i += 2;
  if (table.name === '' || !isOpen(t, i)) return;
  const close = afterGroup(t, i, t.count);
  for (let k = close; k < t.count; k += 1) if (t.code[k] === WHERE) return;
  const columns = namesInGroup(t, i, t.count, naming);
  if (columns.length === 0 || columns.length !== splitCommas(t, i + 1, close - 1).length / 2) return;
  const constraint: TableConstraint = { type: 'unique', name, columns };
  emit(output, reading, { op: 'add-constraint', table: inSchema(output, table.name), constraint }, verb, t.count);
}
