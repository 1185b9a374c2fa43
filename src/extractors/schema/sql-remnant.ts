import { canBeName, isOpen, rawToken } from './sql-read.ts';
import { keywordSet, type Tokens, WORD } from './sql-tokens.ts';

/** How far into a statement the list of its columns may begin: `CREATE TABL IF NOT EXISTS a . b (`. */
const LIST_WITHIN = 12;
const TYPE =
  /^(?:(?:big|small|tiny|medium)?int(?:eger)?\d?|(?:big|small)?serial|n?varchar2?|n?char|character|(?:tiny|medium|long|n)?text|uuid|uniqueidentifier|bool(?:ean)?|bit|date|time|datetime2?|timestamp(?:tz)?|numeric|decimal|number|real|float|double|json|jsonb|[bcn]lob|blob|bytea|(?:var)?binary)$/i;
const VERBS = keywordSet('add attach drop modify rename');
const OBJECTS = keywordSet('column constraint partition primary foreign');
/** PL/SQL declares these with parameters and fields of types. */
const NO_TABLE = /^(?:cursor|type|subtype)$/i;

/**
 * Whether a statement of which the beginning is not understood has the list of a table's columns all the same, or says how a
 * table is changed: its verb or the word TABLE has been lost.
 */
export function looksLikeTable(t: Tokens): boolean {
  if (NO_TABLE.test(rawToken(t, 0))) return false;
  for (let i = 1; i + 1 < t.count && i < LIST_WITHIN; i += 1)
    if (VERBS[t.code[i] ?? 0] === 1 && OBJECTS[t.code[i + 1] ?? 0] === 1) return true;
  for (let i = 1; i + 2 < t.count && i < LIST_WITHIN; i += 1) {
    if (isOpen(t, i)) return opensColumns(t, i);
  }
  return false;
}

/** Whether the bracket holds columns with types. */
export function opensColumns(t: Tokens, open: number): boolean {
  return isOpen(t, open) && canBeName(t, open - 1) && canBeName(t, open + 1) && isType(t, open + 2);
}

function isType(t: Tokens, i: number): boolean {
  return t.kind[i] === WORD && TYPE.test(rawToken(t, i));
}
