// Scanners of pieces of SQL text, for the lexer: each says where a piece that begins at an offset ends.
import { hashStep, K, keywordCode, LONGEST_KEYWORD, type Tokens } from './sql-tokens.ts';

const SPACE = 32;
const CLOSE = 41;
const STDIN = K('stdin');

// Classes of code units.
export const BLANK = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const CLASS = new Uint8Array(128);
for (const unit of [0, 9, 11, 12, 32]) CLASS[unit] = BLANK;
for (let unit = 48; unit < 58; unit += 1) CLASS[unit] = DIGIT;
for (let unit = 65; unit < 91; unit += 1) CLASS[unit] = CLASS[unit + 32] = LETTER;
CLASS[95] = LETTER;
/** Units inside a word. */
export const INSIDE = CLASS.map((kind) => (kind === LETTER || kind === DIGIT ? 1 : 0));

/** q'[x]' and nq'[x]': https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Literals.html */
export function isOracleQuote(text: string, from: number, size: number): boolean {
  const last = text.charCodeAt(from + size - 1) | 32;
  return last === 113 && (size === 1 || (size === 2 && (text.charCodeAt(from) | 32) === 110));
}

const ORACLE_CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

/** End of the literal whose delimiter stands at `at`; -1 when it is not closed. */
export function oracleQuoteEnd(text: string, at: number, end: number): number {
  const delimiter = text.charAt(at);
  if (delimiter === '' || delimiter <= ' ' || delimiter === "'") return -1;
  const close = text.indexOf(`${ORACLE_CLOSERS[delimiter] ?? delimiter}'`, at + 1);
  return close === -1 || close + 2 > end ? -1 : close + 2;
}

/**
 * Commands of SQL*Plus take a line and need no semicolon; remarks hold apostrophes.
 * https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/SQL-Plus-command-reference.html
 */
const REMARK = /^(?:rem(?:ark)?|pro(?:mpt)?)$/i;
const COMMAND =
  /^(?:set|spool?|whenever|def(?:ine)?|undef(?:ine)?|acc(?:ept)?|col(?:umn)?|sho(?:w)?|conn(?:ect)?|disc(?:onnect)?|host|start|pau(?:se)?|var(?:iable)?|print|timi(?:ng)?|tti(?:tle)?|bti(?:tle)?|cl(?:ear)?|exit|quit|desc(?:ribe)?|break|compute)$/i;

export function isCommandOfSqlPlus(text: string, from: number, to: number, oracle: boolean): boolean {
  if (to - from > 10 || text.charCodeAt(to) > SPACE) return false;
  const word = text.slice(from, to);
  return REMARK.test(word) || (oracle && COMMAND.test(word));
}

/** N'x', E'x', B'x', X'x', U&'x' and MySQL's _utf8'x'. */
export function isPrefix(text: string, from: number, size: number): boolean {
  const first = text.charCodeAt(from);
  if (size === 1) return 'nebxNEBX'.includes(text.charAt(from));
  return first === 95 && size < 20;
}

export function commentEnd(text: string, from: number, end: number, nests: boolean): number {
  let depth = 1;
  let i = from + 2;
  for (;;) {
    const close = text.indexOf('*/', i);
    if (close === -1 || close + 2 > end) return -1;
    if (nests) {
      let open = text.indexOf('/*', i);
      while (open !== -1 && open < close) {
        depth += 1;
        open = text.indexOf('/*', open + 2);
      }
    }
    depth -= 1;
    if (depth === 0) return close + 2;
    i = close + 2;
  }
}

/** [name] of SQL Server, not the subscript of an array. */
export function opensName(text: string, at: number, sqlserver: boolean): boolean {
  const before = at === 0 ? SPACE : text.charCodeAt(at - 1);
  if (
    before === 93 ||
    before === 34 ||
    before === CLOSE ||
    before >= 128 ||
    CLASS[before] === LETTER ||
    CLASS[before] === DIGIT
  )
    return false;
  const first = text.charCodeAt(at + 1);
  return (
    sqlserver ||
    first === 35 ||
    first === 64 ||
    first === 36 ||
    first >= 128 ||
    CLASS[first] === LETTER ||
    (CLASS[first] === DIGIT && !/^\d*\]/.test(text.slice(at + 1, at + 12)))
  );
}

/** End of the opening tag of a dollar quote; -1 when `at` begins none. */
export function dollarTagEnd(text: string, at: number, end: number): number {
  let i = at + 1;
  while (i < end && i - at < 65) {
    const u = text.charCodeAt(i);
    if (u === 36) return i + 1;
    if (!(u >= 128 || CLASS[u] === LETTER || (CLASS[u] === DIGIT && i > at + 1))) return -1;
    i += 1;
  }
  return -1;
}

/** End of a placeholder that begins at `at` and closes on the same line; 0 when there is none. */
export function templateEnd(text: string, at: number, lineEnd: number): number {
  const first = text.charAt(at);
  const second = text.charAt(at + 1);
  let closer = '';
  if (first === '{') closer = second === '{' ? '}}' : second === '%' ? '%}' : second === '#' ? '#}' : '}';
  else if (first === '$' && second === '{') closer = '}';
  else if (first === '$' && second === '(') closer = ')';
  else if (first === '<' && second === '%') closer = '%>';
  else if (first === '<') {
    // Templates of SQL Server Management Studio: <name, type, value>
    const found = /^<[\w ]{1,80},[^<>\n]{0,80},[^<>\n]{0,80}>/.exec(text.slice(at, Math.min(lineEnd, at + 250)));
    return found === null ? 0 : at + found[0].length;
  }
  if (closer === '') return 0;
  // Placeholders are short; an unclosed brace must not search to the end of a huge line every time.
  const close = text.slice(at + 2, Math.min(lineEnd, at + 400)).indexOf(closer);
  return close === -1 ? 0 : at + 2 + close + closer.length;
}

/**
 * End of a variable that stands for a schema, up to the dot before the name: `@schema.table` of SqlRender, `&schema..table` of
 * SQL*Plus, where the first dot belongs to the variable. 0 for other variables and for operators.
 */
export function variableEnd(text: string, at: number, end: number): number {
  const ampersand = text.charCodeAt(at) === 38;
  let i = at + 1;
  if (ampersand && text.charCodeAt(i) === 38) i += 1;
  const from = i;
  while (i < end && i - from < 64 && INSIDE[text.charCodeAt(i)] === 1) i += 1;
  if (i === from || text.charCodeAt(i) !== 46) return 0;
  if (!ampersand) return i;
  return text.charCodeAt(i + 1) > SPACE ? i + 1 : 0;
}

/** `GO 5` runs a batch five times. */
export function skipCount(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && (CLASS[text.charCodeAt(i)] === DIGIT || text.charCodeAt(i) === SPACE)) i += 1;
  return i;
}

export function wordCodeAt(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && text.charCodeAt(i) <= SPACE) i += 1;
  const from = i;
  let hash = 0;
  while (i < end && i - from <= LONGEST_KEYWORD && CLASS[text.charCodeAt(i)] === LETTER) {
    hash = hashStep(hash, text.charCodeAt(i));
    i += 1;
  }
  return i === from ? 0 : keywordCode(text, from, i, hash);
}

export function wordEnd(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && text.charCodeAt(i) <= SPACE) i += 1;
  while (i < end && CLASS[text.charCodeAt(i)] === LETTER) i += 1;
  return i;
}

/** Behind the rows of COPY … FROM stdin; 0 for another COPY, -1 when no rows end in the rest of the text. */
export function copyEnd(t: Tokens, text: string, semicolon: number, end: number): number {
  for (let k = 0; k < t.count; k += 1) {
    if (t.code[k] !== STDIN) continue;
    const close = text.indexOf('\n\\.', semicolon);
    return close === -1 || close + 3 > end ? -1 : close + 3;
  }
  return 0;
}
