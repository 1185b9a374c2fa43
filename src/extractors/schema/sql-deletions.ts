import type { Deletion, Dialect } from '../../model/declaration.ts';
import { readPast } from './sql-checks.ts';
import { daysOf } from './sql-intervals.ts';
import { sqlLexer } from './sql-lexer.ts';
import {
  afterGroup,
  canBeName,
  isOpen,
  isSign,
  isWord,
  type Naming,
  qualifiedName,
  rawToken,
  unquoteName,
} from './sql-read.ts';
import { K, keywordSet, type Tokens } from './sql-tokens.ts';

const [DELETE, FROM, WHERE, ONLY, SELECT] = [K('delete'), K('from'), K('where'), K('only'), K('select')];
const [TRUNCATE, TABLE] = [K('truncate'), K('table')];
const DOT = 46;
const SEMICOLON = 59;
const CLOSE = 41;

/** What ends the condition of a DELETE: its own clauses, or the next statement of T-SQL. */
const AFTER_CONDITION =
  keywordSet(`order limit returning group having union set select if begin end print declare exec execute
  commit rollback while return update insert delete truncate`);

/** WHEREs of one statement that are looked into. */
const MAX_CONDITIONS = 8;
/** Calls of one command that are looked up. */
const MAX_CALLS = 16;
/** A command longer than this is read as it is. */
const MAX_COMMAND = 100_000;

/** The rows that a command or the body of a routine deletes. */
export function deletionsIn(command: string, dialect: Dialect, naming: Naming): Deletion[] {
  // As the body of a procedure T-SQL keeps all its tokens, whatever its statements begin with.
  const text = dialect === 'sqlserver' ? `CREATE PROCEDURE x AS ${withVariables(command)}` : command;
  const lexer = sqlLexer(text, dialect);
  const found: Deletion[] = [];
  while (lexer.next()) found.push(...deletionsAmong(lexer.tokens, 0, lexer.tokens.count, naming));
  return found;
}

const ASSIGNMENT =
  /@(\w{1,64})(?:[ \t]+(?:as[ \t]+)?\w{1,32}(?:[ \t]*\([\d, ]{1,12}\))?)?[ \t]*=(?=[ \t]*([^;\n\r]{1,200}))/gi;
const VARIABLE = /@(\w{1,64})(?!\w|[ \t]*=)/g;
const WHOLE_NUMBER = /^-?\d+$/;

/** `@cutoff` with what it is set to; one that is set twice stays what it is. */
function withVariables(command: string): string {
  if (command.length > MAX_COMMAND || !command.includes('@')) return command;
  const values = new Map<string, string | null>();
  for (const [, name = '', value = ''] of command.matchAll(ASSIGNMENT)) {
    const key = name.toLowerCase();
    values.set(key, values.has(key) ? null : expressionOf(value));
  }
  if (values.size === 0) return command;
  const setTo = (name: string): string => values.get(name.toLowerCase()) ?? '';
  // DATEADD(day, -@days, …): numbers go into the other values first.
  const numbers = (text: string): string =>
    text.replace(VARIABLE, (whole, name: string) => (WHOLE_NUMBER.test(setTo(name)) ? setTo(name) : whole));
  return command.replace(VARIABLE, (whole, name: string) => {
    const value = numbers(setTo(name));
    if (value === '' || value.includes('@')) return whole;
    return WHOLE_NUMBER.test(value) ? value : `(${value})`;
  });
}

/** The value up to the end of its brackets: `90, @other int` of a list of variables is 90. */
function expressionOf(text: string): string | null {
  let depth = 0;
  let end = 0;
  for (; end < text.length; end += 1) {
    const c = text.charAt(end);
    if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    // Behind the last parameter of a procedure stands AS.
    if (depth < 0 || (depth === 0 && (c === ',' || /^\sas\b/i.test(text.slice(end, end + 4))))) break;
  }
  const value = text.slice(0, end).trim();
  // Another statement on the line: what belongs to the value cannot be told.
  return depth > 0 || /\b(?:begin|delete|select|set)\b/i.test(value) ? null : value;
}

const CALL =
  /(\b(?:exec|execute|call|select|perform|begin|then|do)\s{1,20}|;\s{0,200}|^\s{0,200})(?!(?:exec|execute|call|select|perform|begin|declare|set|do|if|then)\b)((?:[\w[\]"`]{1,128}\s?\.\s?){0,2}[\w[\]"`]{1,128})\s{0,20}(\(\s{0,20}\)?|;|$|[^\s;])/gi;

/** Routines that a command calls, by their bare names in lower case; `plain`: without arguments. */
export function callsIn(command: string): { readonly routine: string; readonly plain: boolean }[] {
  const found: { routine: string; plain: boolean }[] = [];
  if (command.length > MAX_COMMAND) return found;
  for (const [, lead = '', name = '', next = ''] of command.matchAll(CALL)) {
    const routine = unquoteName(name.slice(name.lastIndexOf('.') + 1).trim()).toLowerCase();
    const plain = next === '' || next === ';' || next.endsWith(')');
    // Without a word for calling, a word and another one are a statement of another kind.
    if (!plain && next !== '(' && !/^\w/.test(lead)) continue;
    if (/^\w+$/.test(routine) && found.length < MAX_CALLS) found.push({ routine, plain });
  }
  return found;
}

/** The statements among the tokens [from, end) that delete rows. */
export function deletionsAmong(t: Tokens, from: number, end: number, naming: Naming): Deletion[] {
  const found: Deletion[] = [];
  for (let i = from; i < end; i += 1) {
    const empties = t.code[i] === TRUNCATE && isWord(t, i + 1, TABLE);
    if (t.code[i] !== DELETE && !empties) continue;
    const k = empties ? i + 2 : deletedFrom(t, i + 1, end);
    if (k === -1) continue;
    const table = qualifiedName(t, k, naming);
    if (table.name === '') continue;
    let stop = table.next;
    while (stop < end && !isSign(t, stop, SEMICOLON) && t.code[stop] !== DELETE && t.code[stop] !== TRUNCATE) stop += 1;
    found.push({ table: table.name, ...oldest(t, table.next, stop, table.name, naming) });
    i = stop - 1;
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
  for (let k = i; k < end && k < i + 4 && !isWord(t, k, WHERE) && !isSign(t, k, SEMICOLON); k += 1) {
    if (isWord(t, k, FROM)) return isWord(t, k + 1, ONLY) ? k + 2 : k + 1;
  }
  let next = i + 1;
  while (isSign(t, next, DOT)) next += 2;
  if (canBeName(t, next) && isWord(t, next + 1, WHERE)) next += 1; // its alias
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
