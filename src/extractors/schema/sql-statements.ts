import { commentText } from '../../text/comments.ts';
import { splitTableName, tableNameOf } from '../../text/table-names.ts';
import { alterTable, withSchemaOf } from './sql-alter.ts';
import type { Reading } from './sql-columns.ts';
import { createTable, createType, createUniqueIndex, selectInto, type TableKind } from './sql-create.ts';
import { readDynamic } from './sql-dynamic.ts';
import { createEvent, createRoutine, endEvent, scheduledCalls } from './sql-jobs.ts';
import { sqlLexer } from './sql-lexer.ts';
import { emit, inSchema, type Output, partlyRead } from './sql-output.ts';
import { callProcedure } from './sql-procedures.ts';
import {
  canBeName,
  isBalanced,
  isSign,
  isTemporaryName,
  isWord,
  type Naming,
  nameAt,
  qualifiedName,
  rawToken,
  skipIfExists,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { looksLikeTable } from './sql-remnant.ts';
import { schedulerCalls } from './sql-scheduler.ts';
import { ARROW, DOLLAR, K, keywordSet, STRING, type Tokens, WORD } from './sql-tokens.ts';

const code = {
  alter: K('alter'),
  begin: K('begin'),
  column: K('column'),
  comment: K('comment'),
  create: K('create'),
  database: K('database'),
  do: K('do'),
  drop: K('drop'),
  event: K('event'),
  exec: K('exec'),
  execute: K('execute'),
  exists: K('exists'),
  external: K('external'),
  foreign: K('foreign'),
  index: K('index'),
  if: K('if'),
  is: K('is'),
  not: K('not'),
  null: K('null'),
  on: K('on'),
  perform: K('perform'),
  rename: K('rename'),
  replace: K('replace'),
  schema: K('schema'),
  searchPath: K('search_path'),
  select: K('select'),
  set: K('set'),
  table: K('table'),
  temp: K('temp'),
  temporary: K('temporary'),
  to: K('to'),
  transfer: K('transfer'),
  type: K('type'),
  unique: K('unique'),
  use: K('use'),
  virtual: K('virtual'),
} as const;

/** Flow of control before a statement, in the body of a DO block or in a SQL Server script. */
const CONTROL = keywordSet('begin if else end exception when then loop while for');
/** Kinds of objects that end the search for the word TABLE. */
const OTHER_OBJECTS = keywordSet(`view trigger schema database sequence role user extension policy rule domain as`);
const ROUTINES = keywordSet('function procedure proc package');
/** RENAME USER, RENAME SEQUENCE */
const RENAMED_TOO = keywordSet('user sequence index database');
const EQUALS = 61;

/** Reads the statement in `reading.t`; what it declares goes to `output`. */
export function readStatement(output: Output, reading: Reading): void {
  const { t, dialect } = reading;
  // A block of PL/SQL may call anything; other statements of Oracle are not among the wanted ones.
  if (dialect === 'oracle' && t.code[0] !== code.create) schedulerCalls(output, reading, 0);
  const at = CONTROL[t.code[0] ?? 0] === 1 ? behindControl(t) : 0;
  // BEGIN between the question and what it is about says nothing itself.
  if (t.code[0] === code.if) output.guarded = asksForAbsence(t, at);
  if (at >= t.count) {
    if (t.code[0] !== code.if && t.code[0] !== code.begin) output.guarded = false;
    return;
  }
  const whole = readAt(output, reading, at);
  output.guarded = false;
  if ((!whole || t.broken) && reading.dynamic !== true) partlyRead(output, reading, at, Math.min(t.count, at + 4));
}

/** `IF NOT EXISTS (…)`, `IF OBJECT_ID(…) IS NULL`, `IF (SELECT COUNT(*) …) = 0` */
function asksForAbsence(t: Tokens, end: number): boolean {
  for (let i = 1; i + 1 < end; i += 1) {
    if (t.code[i] === code.not && t.code[i + 1] === code.exists) return true;
    if (t.code[i] === code.is && t.code[i + 1] === code.null) return true;
    if (isSign(t, i, EQUALS) && rawToken(t, i + 1) === '0') return true;
  }
  return false;
}

function behindControl(t: Tokens): number {
  for (let i = 1; i + 1 < t.count; i += 1) {
    const c = t.code[i];
    const next = t.code[i + 1];
    if (c === code.perform || c === code.exec || c === code.execute) return i;
    if (c !== code.create && c !== code.alter && c !== code.drop) continue;
    if (next === code.table || next === code.type || next === code.unique || next === code.schema) return i;
  }
  return t.count;
}

/** False when the statement could not be read in full. */
function readAt(output: Output, reading: Reading, at: number): boolean {
  const { t } = reading;
  switch (t.code[at]) {
    case code.create:
      return create(output, reading, at);
    case code.alter:
      return alter(output, reading, at);
    case code.drop:
      return drop(output, reading, at);
    case code.comment:
      return comment(output, reading, at);
    case code.rename:
      return rename(output, reading, at);
    case code.exec:
    case code.execute:
      if (reading.dynamic !== true) {
        const dynamic = readDynamic(reading, at + 1, (inner) => readStatement(output, { ...inner, dynamic: true }));
        if (dynamic) return true;
      }
      callProcedure(output, reading, at + 1);
      return true;
    case code.select:
    case code.perform:
      if (reading.dialect === 'sqlserver') selectInto(output, reading, at);
      if (isSearchPathCall(t, at)) output.schema = null;
      scheduledCalls(output, reading, at);
      return true;
    case code.set:
      if (isWord(t, at + 1, code.searchPath)) output.schema = searchPath(t, at + 2, reading.naming);
      return true;
    case code.use:
      // A database of SQL Server is no schema.
      if (reading.dialect === 'sqlserver') return true;
      if (canBeName(t, at + 1) && t.count === at + 2) output.schema = nameAt(t, at + 1, reading.naming) || null;
      return true;
    case code.do:
      doBlock(output, reading, at);
      return true;
    default:
      return t.code[at] !== 0 || t.kind[at] !== WORD || !looksLikeTable(t);
  }
}

function create(output: Output, reading: Reading, at: number): boolean {
  const { t } = reading;
  let temporary = false;
  let foreign = false;
  let virtual = false;
  let replaces = false;
  let unique = false;
  for (let i = at + 1; i < t.count && i < at + 16; i += 1) {
    const c = t.code[i] ?? 0;
    if (t.kind[i] === WORD && ROUTINES[c] === 1) {
      createRoutine(output, reading, i);
      return true;
    }
    if (t.kind[i] === WORD && OTHER_OBJECTS[c] === 1) return true;
    switch (c) {
      case code.temp:
      case code.temporary:
        temporary = true;
        break;
      case code.foreign:
        foreign = true;
        break;
      case code.virtual:
        virtual = true;
        break;
      case code.replace:
        replaces = true;
        break;
      case code.unique:
        unique = true;
        break;
      case code.table: {
        const kind: TableKind = { temporary, foreign, virtual, replaces };
        return createTable(output, reading, at, i + 1, kind);
      }
      case code.type:
        createType(output, reading, at, i + 1);
        return true;
      case code.index:
        if (unique) createUniqueIndex(output, reading, at, i + 1);
        return true;
      case code.event:
        createEvent(output, reading, at, i + 1);
        return true;
      default:
    }
  }
  return isBalanced(t, at, t.count) && !looksLikeTable(t);
}

function alter(output: Output, reading: Reading, at: number): boolean {
  const { t, naming } = reading;
  let i = at + 1;
  // What another server stores.
  if (isWord(t, i, code.foreign)) return true;
  // MySQL's ALTER IGNORE TABLE, Snowflake's ALTER HYBRID TABLE
  if (!isWord(t, i, code.table) && isWord(t, i + 1, code.table)) i += 1;
  if (isWord(t, i, code.table)) return alterTable(output, reading, i + 1);
  if (isWord(t, i, code.event)) endEvent(output, reading, at, i, false);
  if (isWord(t, i, code.database)) encryption(output, reading, at, i + 2);
  if (isWord(t, i, code.schema) && isWord(t, i + 2, code.transfer)) {
    const from = qualifiedName(t, i + 3, naming).name;
    const { name: bare } = splitTableName(from);
    if (bare !== '') {
      emit(
        output,
        reading,
        { op: 'rename-table', table: from, to: tableNameOf(nameAt(t, i + 1, naming), bare) },
        at,
        t.count,
      );
    }
  }
  return t.code[i] !== 0 || t.kind[i] !== WORD || !looksLikeTable(t);
}

/** Transparent data encryption: https://learn.microsoft.com/en-us/sql/relational-databases/security/encryption/transparent-data-encryption */
function encryption(output: Output, reading: Reading, at: number, from: number): void {
  const { t } = reading;
  for (let i = from; i + 2 < t.count && i < from + 4; i += 1) {
    if (!isWord(t, i, code.set) || rawToken(t, i + 1).toLowerCase() !== 'encryption') continue;
    const state = rawToken(t, i + 2).toLowerCase();
    if (state === 'on' || state === 'off')
      emit(output, reading, { op: 'encrypt-database', on: state === 'on' }, at, i + 3);
  }
}

function drop(output: Output, reading: Reading, at: number): boolean {
  const { t, naming, dialect } = reading;
  let i = at + 1;
  if (isWord(t, i, code.temporary)) return true;
  if (isWord(t, i, code.foreign) || isWord(t, i, code.external)) i += 1;
  if (isWord(t, i, code.event)) {
    endEvent(output, reading, at, i, true);
    return true;
  }
  const isTable = isWord(t, i, code.table);
  const isSchema = isWord(t, i, code.schema) || (dialect === 'mysql' && isWord(t, i, code.database));
  if (!isTable && !isSchema) return true;
  for (const name of namesOf(t, skipIfExists(t, i + 1), naming)) {
    if (isTable) emit(output, reading, { op: 'drop-table', table: inSchema(output, name) }, at, t.count);
    else emit(output, reading, { op: 'drop-schema', schema: name }, at, t.count);
  }
  return true;
}

function namesOf(t: Tokens, from: number, naming: Naming): string[] {
  const cuts = splitCommas(t, from, t.count);
  const names: string[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const at = cuts[k] ?? 0;
    const { name, next } = qualifiedName(t, at, naming);
    if (name !== '' && !isTemporaryName(t, at, next)) names.push(name);
  }
  return names;
}

/** COMMENT ON TABLE and COMMENT ON COLUMN; IS NULL takes the comment away. */
function comment(output: Output, reading: Reading, at: number): boolean {
  const { t, naming } = reading;
  if (!isWord(t, at + 1, code.on)) return true;
  const isColumn = isWord(t, at + 2, code.column);
  if (!isColumn && !isWord(t, at + 2, code.table)) return true;
  let column = '';
  let { name, next } = qualifiedName(t, at + 3, naming);
  if (isColumn) {
    // The last part is the column: what comes before it may have a schema.
    column = nameAt(t, next - 1, naming);
    name = tableNameOf(next - 3 > at + 3 ? nameAt(t, next - 5, naming) : '', nameAt(t, next - 3, naming));
    if (next - 3 < at + 3) return false;
  }
  while (next < t.count && !isWord(t, next, code.is)) next += 1;
  const text = commentText(stringAt(t, next + 1) ?? '');
  if (name === '' || next >= t.count) return false;
  const table = inSchema(output, name);
  if (isColumn) emit(output, reading, { op: 'comment-column', table, column, text }, at, t.count);
  else emit(output, reading, { op: 'comment-table', table, text }, at, t.count);
  return true;
}

/** MySQL's RENAME TABLE a TO b, c TO d; Oracle's RENAME a TO b. */
function rename(output: Output, reading: Reading, at: number): boolean {
  const { t, naming } = reading;
  if (RENAMED_TOO[t.code[at + 1] ?? 0] === 1) return true;
  const cuts = splitCommas(t, isWord(t, at + 1, code.table) ? at + 2 : at + 1, t.count);
  let whole = true;
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [a, b] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    const from = qualifiedName(t, skipIfExists(t, a), naming);
    if (from.name === '' || !isWord(t, from.next, code.to)) {
      whole = false;
      continue;
    }
    const to = qualifiedName(t, from.next + 1, naming);
    const table = inSchema(output, from.name);
    if (to.name !== '')
      emit(output, reading, { op: 'rename-table', table, to: withSchemaOf(table, to.name, output) }, a, b);
  }
  return whole;
}

/** pg_dump clears the search path by calling a function. */
function isSearchPathCall(t: Tokens, at: number): boolean {
  for (let i = at + 1; i < Math.min(t.count, at + 6); i += 1) {
    if (t.kind[i] === STRING && stringAt(t, i) === 'search_path') return true;
  }
  return false;
}

function searchPath(t: Tokens, from: number, naming: Naming): string | null {
  const i = isSign(t, from, EQUALS) || isWord(t, from, code.to) || isSign(t, from, ARROW) ? from + 1 : from;
  const name = t.kind[i] === STRING ? (stringAt(t, i) ?? '') : canBeName(t, i) ? nameAt(t, i, naming) : '';
  return name === '' || name === 'pg_catalog' || name === 'public' || name.startsWith('$') ? null : name;
}

/** The body of DO $$ … $$ is run at once: its statements count. */
function doBlock(output: Output, reading: Reading, at: number): void {
  const { t, source, dialect } = reading;
  for (let i = at + 1; i < t.count; i += 1) {
    if (t.kind[i] !== DOLLAR) continue;
    const tag = t.code[i] ?? 2;
    const lexer = sqlLexer(source.text, dialect, (t.start[i] ?? 0) + tag, (t.end[i] ?? 0) - tag);
    const inner: Reading = { ...reading, t: lexer.tokens };
    while (lexer.next()) {
      if (!isWord(lexer.tokens, 0, code.do)) readStatement(output, inner);
    }
    return;
  }
}
