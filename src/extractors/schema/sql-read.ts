import { tableNameOf } from '../../text/table-names.ts';
import { DOLLAR, K, NUMBER, QUOTED, SIGN, STRING, TEMPLATE, type Tokens, WORD } from './sql-tokens.ts';

const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const DOT = 46;
const HASH = 35;
const BACKTICK = 96;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const [IF, NOT, EXISTS, ON, CLUSTER] = [K('if'), K('not'), K('exists'), K('on'), K('cluster')];

/** How names are stored: PostgreSQL folds what is not quoted to lower case. */
export interface Naming {
  readonly folds: boolean;
}

export function rawToken(t: Tokens, i: number): string {
  return i < t.count ? t.text.slice(t.start[i], t.end[i]) : '';
}

export function isSign(t: Tokens, i: number, code: number): boolean {
  return i < t.count && t.kind[i] === SIGN && t.code[i] === code;
}

export function isWord(t: Tokens, i: number, code: number): boolean {
  return i < t.count && t.code[i] === code;
}

export function isOpen(t: Tokens, i: number): boolean {
  return isSign(t, i, OPEN);
}

/** Index behind the bracket that closes the one at `i`, at most `end`. */
export function afterGroup(t: Tokens, i: number, end: number): number {
  let depth = 0;
  for (let k = i; k < end; k += 1) {
    if (t.kind[k] !== SIGN) continue;
    if (t.code[k] === OPEN) depth += 1;
    else if (t.code[k] === CLOSE) {
      depth -= 1;
      if (depth === 0) return k + 1;
    }
  }
  return end;
}

/** Whether the bracket at `i` is closed before `end`. */
export function isClosed(t: Tokens, i: number, end: number): boolean {
  // Unclosed groups reach to the end too; there the brackets do not add up.
  return afterGroup(t, i, end) < end || isBalanced(t, i, end);
}

/** Whether every bracket in [from, end) has its other half there. */
export function isBalanced(t: Tokens, from: number, end: number): boolean {
  let depth = 0;
  for (let k = from; k < end && depth >= 0; k += 1) {
    if (isSign(t, k, OPEN)) depth += 1;
    else if (isSign(t, k, CLOSE)) depth -= 1;
  }
  return depth === 0;
}

/** Behind `[3]` or `[]`. */
export function afterSubscript(t: Tokens, i: number, end: number): number {
  let k = i + 1;
  while (k < end && !isSign(t, k, CLOSE_BRACKET)) k += 1;
  return Math.min(end, k + 1);
}

export function isSubscript(t: Tokens, i: number): boolean {
  return isSign(t, i, OPEN_BRACKET);
}

/** Splits [from, end) at the commas that stand outside brackets; `angles` also outside `<…>` of nested types. */
export function splitCommas(t: Tokens, from: number, end: number): number[] {
  const cuts = [from];
  let depth = 0;
  let angle = 0;
  for (let k = from; k < end; k += 1) {
    if (t.kind[k] !== SIGN) continue;
    const code = t.code[k];
    if (code === OPEN || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE || code === CLOSE_BRACKET) depth -= 1;
    else if (code === COMMA && depth === 0 && angle === 0) cuts.push(k, k + 1);
    else if (code === 60 && isNestedType(t, k - 1)) angle += 1;
    else if (code === 60 && angle > 0) angle += 1;
    else if (code === 62 && angle > 0) angle -= 1;
  }
  cuts.push(end);
  return cuts;
}

const NESTED_TYPES = new Set([K('array'), K('struct'), K('map')]);

function isNestedType(t: Tokens, i: number): boolean {
  return i >= 0 && NESTED_TYPES.has(t.code[i] ?? 0);
}

/** Behind IF EXISTS and IF NOT EXISTS. */
export function skipIfExists(t: Tokens, i: number): number {
  if (!isWord(t, i, IF)) return i;
  const next = isWord(t, i + 1, NOT) ? i + 2 : i + 1;
  return isWord(t, next, EXISTS) ? next + 1 : i;
}

export function canBeName(t: Tokens, i: number): boolean {
  if (i >= t.count) return false;
  const kind = t.kind[i];
  return kind === WORD || kind === QUOTED || kind === TEMPLATE;
}

/** The text of a name without its quotes and without placeholders of a template language inside. */
export function nameAt(t: Tokens, i: number, naming: Naming): string {
  const raw = rawToken(t, i);
  if (t.kind[i] === TEMPLATE) return '';
  if (t.kind[i] === WORD) return naming.folds ? raw.toLowerCase() : raw;
  return unquoteName(raw);
}

/** {{ x }}, ${x}, $(x), {x}, <name, type, value> */
const PLACEHOLDERS = /\{\{[^}]{0,200}\}\}|\$?\{[^{}]{0,200}\}|\$\([^)]{0,200}\)|<[\w ]{1,80},[^<>]{0,80},[^<>]{0,80}>/g;

export function unquoteName(raw: string): string {
  const first = raw.charAt(0);
  let name = raw;
  if (first === '[') name = raw.slice(1, -1);
  else if (first === '"' || first === '`' || first === "'") {
    name = raw.slice(1, raw.endsWith(first) && raw.length > 1 ? -1 : undefined).replaceAll(first + first, first);
  }
  return name.length < 512 && /[{(<]/.test(name) ? name.replace(PLACEHOLDERS, '') : name;
}

export interface QualifiedName {
  /** `schema.table`, or the table alone; empty where a placeholder is all there is. */
  readonly name: string;
  /** Index behind it. */
  readonly next: number;
}

/** `db.schema.table` with at most the last two parts kept. Placeholders glued to a part are left out of it. */
export function qualifiedName(t: Tokens, from: number, naming: Naming): QualifiedName {
  const parts: string[] = [];
  let i = from;
  while (canBeName(t, i) || (t.kind[i] === STRING && i < t.count && i === from)) {
    let part = nameAt(t, i, naming);
    i += 1;
    while (
      i < t.count &&
      canBeName(t, i) &&
      (t.kind[i] === TEMPLATE || t.kind[i - 1] === TEMPLATE) &&
      t.start[i] === t.end[i - 1]
    ) {
      part += nameAt(t, i, naming);
      i += 1;
    }
    // BigQuery and Spark put the whole path between backticks.
    if (t.text.charCodeAt(t.start[i - 1] ?? 0) === BACKTICK) parts.push(...part.split('.'));
    else parts.push(part);
    if (!isSign(t, i, DOT)) break;
    i += 1;
    while (isSign(t, i, DOT)) i += 1; // db..table of SQL Server
  }
  const table = parts.pop() ?? '';
  const schema = parts.pop() ?? '';
  return { name: tableNameOf(schema, table), next: i };
}

/** Behind ClickHouse's `ON CLUSTER name`, which follows the name of a table. */
export function skipCluster(t: Tokens, i: number): number {
  return isWord(t, i, ON) && isWord(t, i + 1, CLUSTER) ? i + 3 : i;
}

/** `#work`, `##shared`, `tempdb..#work`: a temporary table of SQL Server. `next`: behind its name. */
export function isTemporaryName(t: Tokens, from: number, next: number): boolean {
  if (isSign(t, next, HASH)) return true;
  for (let i = from; i < next; i += 1)
    if (t.kind[i] === QUOTED && t.text.charCodeAt((t.start[i] ?? 0) + 1) === HASH) return true;
  return false;
}

/** Names of a list in brackets, with lengths and directions left out (`(a(10), "b" DESC)`); expressions are left out. */
export function namesInGroup(t: Tokens, open: number, end: number, naming: Naming): string[] {
  const close = afterGroup(t, open, end) - 1;
  const cuts = splitCommas(t, open + 1, close);
  const names: string[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const at = cuts[k] ?? 0;
    if (at >= (cuts[k + 1] ?? 0) || !canBeName(t, at)) continue;
    // `name(10)` is the beginning of a column, `lower(name)` an expression.
    if (!isOpen(t, at + 1) || t.kind[at + 2] === NUMBER) names.push(nameAt(t, at, naming));
  }
  return names;
}

/** The value of a string token, whatever its quotes; null when `i` is no string. Never to be shown as it is. */
export function stringAt(t: Tokens, i: number): string | null {
  if (i >= t.count) return null;
  const raw = rawToken(t, i);
  if (t.kind[i] === DOLLAR) {
    const tag = t.code[i] ?? 2;
    return raw.slice(tag, -tag);
  }
  if (t.kind[i] === QUOTED && raw.charAt(0) === '"') return unescaped(unquoteName(raw));
  if (t.kind[i] !== STRING) return null;
  const from = raw.indexOf("'");
  if (from > 0 && (raw.charCodeAt(from - 1) | 32) === 113) return raw.slice(from + 2, -2); // q'[…]'
  return unescaped(raw.slice(from + 1, -1).replaceAll("''", "'"));
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(['"])/g, '$1').replaceAll('\\n', ' ') : text;
}
