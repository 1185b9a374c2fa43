import type { SourceText } from '../../model/source.ts';

/** What moves over the text of a Prisma schema. Every step goes forward; what has to be read again is bounded. */
export interface Reader {
  readonly source: SourceText;
  readonly text: string;
  pos: number;
  /** Units read in vain behind brackets that never close. */
  wasted: number;
  /** Where the last search for a closing bracket that failed gave up. */
  stopped: number;
  /** No block comment closes behind this offset. */
  readonly lastCommentEnd: number;
}

export interface Attribute {
  /** `map`, `db.VarChar`. */
  readonly name: string;
  readonly args: readonly Argument[];
}

export interface Argument {
  /** Null where given by position. */
  readonly name: string | null;
  /** As written, trimmed. */
  readonly value: string;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SLASH = 47;
const AT = 64;
const BACKSLASH = 92;
const LONGEST_NAME = 256;
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** From here on a bracket has to close on its own line: keeps the time linear in files made of open brackets. */
const WASTE_LIMIT = 1 << 20;

/** `model User {` at the start of a line: no argument and no field looks like it, so what is open before it is broken. */
const BLOCK_START = /(?:model|view|type|enum|datasource|generator)[ \t]+[A-Za-z_][\w-]*[ \t]*\{/y;

export function createReader(source: SourceText): Reader {
  const lastCommentEnd = source.text.lastIndexOf('*/');
  return { source, text: source.text, pos: 0, wasted: 0, stopped: 0, lastCommentEnd };
}

/** Spaces, tabs and a byte order mark; not line ends. */
export function skipBlank(reader: Reader): void {
  const { text } = reader;
  let unit = text.charCodeAt(reader.pos);
  while (unit === 32 || unit === 9 || unit === 0xfeff || unit === 0xa0) {
    reader.pos += 1;
    unit = text.charCodeAt(reader.pos);
  }
}

export function skipLine(reader: Reader): void {
  reader.pos = lineEnd(reader.text, reader.pos);
}

export function atLineEnd(reader: Reader): boolean {
  const unit = reader.text.charCodeAt(reader.pos);
  return reader.pos >= reader.text.length || unit === LF || unit === CR;
}

/** Takes one line end; CRLF is one. */
export function takeLineEnd(reader: Reader): void {
  if (reader.text.charCodeAt(reader.pos) === CR && reader.text.charCodeAt(reader.pos + 1) === LF) reader.pos += 1;
  reader.pos += 1;
}

export function atBlockStart(reader: Reader): boolean {
  return isBlockStart(reader.text, reader.pos);
}

/** The identifier at the position; null where there is none, or one too long to be a name. */
export function takeIdentifier(reader: Reader): string | null {
  const { text, pos } = reader;
  if (!isNameStart(text.charCodeAt(pos))) return null;
  let end = pos + 1;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  if (end - pos > LONGEST_NAME) return null;
  reader.pos = end;
  return text.slice(pos, end);
}

/** A comment at the position: the text of a `///` line, '' for other comments, null where there is none. */
export function takeComment(reader: Reader): string | null {
  const { text, pos } = reader;
  if (text.charCodeAt(pos) !== SLASH) return null;
  if (text.startsWith('//', pos)) {
    skipLine(reader);
    return text.startsWith('///', pos) ? text.slice(pos + 3, reader.pos) : '';
  }
  // A block comment is no documentation: only `///` is attached to what follows.
  if (text.charCodeAt(pos + 1) !== 42 || reader.lastCommentEnd < pos + 2) return null;
  reader.pos = text.indexOf('*/', pos + 2) + 2;
  return '';
}

/** The attribute at the `@`, with its arguments; `closed` is false where their bracket is not closed. */
export function takeAttribute(reader: Reader): { readonly attribute: Attribute | null; readonly closed: boolean } {
  const { text } = reader;
  while (text.charCodeAt(reader.pos) === AT) reader.pos += 1;
  const start = reader.pos;
  while (isNamePart(text.charCodeAt(reader.pos)) || text[reader.pos] === '.') reader.pos += 1;
  const name = text.slice(start, reader.pos);
  if (name === '') return { attribute: null, closed: true };
  const afterName = reader.pos;
  skipBlank(reader);
  if (text[reader.pos] !== '(') {
    reader.pos = afterName;
    return { attribute: { name, args: [] }, closed: true };
  }
  const open = reader.pos;
  const end = closingBracket(reader, open);
  reader.pos = end ?? lineEnd(text, open);
  const args = splitArguments(text, open + 1, end === null ? reader.pos : end - 1);
  return { attribute: { name, args }, closed: end !== null };
}

/** Offset behind the bracket that closes the one at `open`; null where none does before the block ends. */
export function closingBracket(reader: Reader, open: number): number | null {
  const { text } = reader;
  const overLines = reader.wasted < WASTE_LIMIT;
  const expected: string[] = [];
  let i = open;
  for (; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) i = stringEnd(text, i) - 1;
    else if (unit === SLASH && text.charCodeAt(i + 1) === SLASH) i = lineEnd(text, i) - 1;
    else if (unit === LF || unit === CR) {
      if (!overLines || isBlockStart(text, i + 1)) break;
    } else if (unit === 40 || unit === 91 || unit === 123) expected.push(CLOSER[text.charAt(i)] ?? '');
    else if (unit === 41 || unit === 93 || unit === 125) {
      if (expected.pop() !== text.charAt(i)) break;
      if (expected.length === 0) return i + 1;
    }
  }
  reader.wasted += i - open;
  reader.stopped = i;
  return null;
}

function splitArguments(text: string, start: number, end: number): Argument[] {
  return splitList(text, start, end).map(([from, to]) => {
    const colon = /^([A-Za-z_]\w*)\s*:/.exec(text.slice(from, Math.min(to, from + 80)));
    if (colon === null) return { name: null, value: text.slice(from, to) };
    return { name: colon[1] ?? null, value: text.slice(from + colon[0].length, to).trim() };
  });
}

/** The items between commas that stand in no bracket and no string, without the blanks and comments around them. */
function splitList(text: string, start: number, end: number): [number, number][] {
  const items: [number, number][] = [];
  let depth = 0;
  let first = -1;
  let last = start;
  for (let i = start; i < end; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit <= 32) continue;
    if (unit === SLASH && text.charCodeAt(i + 1) === SLASH) {
      i = lineEnd(text, i) - 1;
      continue;
    }
    if (unit === 44 && depth === 0) {
      if (first >= 0) items.push([first, last]);
      first = -1;
      continue;
    }
    if (first < 0) first = i;
    if (unit === QUOTE) i = stringEnd(text, i) - 1;
    else if (unit === 40 || unit === 91 || unit === 123) depth += 1;
    else if (unit === 41 || unit === 93 || unit === 125) depth -= 1;
    last = Math.min(i + 1, end);
  }
  if (first >= 0) items.push([first, last]);
  return items;
}

/** The argument of that name, else the first given by position. */
export function argumentOf(attribute: Attribute | undefined, name: string): string | null {
  const args = attribute?.args ?? [];
  return (args.find((arg) => arg.name === name) ?? args.find((arg) => arg.name === null))?.value ?? null;
}

/** The text of a string literal; null for anything else. */
export function stringOf(value: string | null): string | null {
  if (value === null || value.charCodeAt(0) !== QUOTE) return null;
  const end = stringEnd(value, 0);
  const closed = end > 1 && value.charCodeAt(end - 1) === QUOTE;
  return value.slice(1, closed ? end - 1 : end).replace(/\\(.)/g, '$1');
}

/** `[id, author(sort: Desc)]` or `id`: the names. */
export function namesOf(value: string | null): string[] {
  if (value === null) return [];
  const list = value.startsWith('[');
  const end = value.endsWith(']') ? value.length - 1 : value.length;
  const items: [number, number][] = list ? splitList(value, 1, end) : [[0, value.length]];
  return items.flatMap(([from, to]) => /^[A-Za-z_][\w-]*/.exec(value.slice(from, to)) ?? []);
}

/** Offset behind a string literal; one that is not closed ends with its line. */
export function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) return i + 1;
    if (unit === LF || unit === CR) return i;
    if (unit === BACKSLASH && text.charCodeAt(i + 1) !== LF) i += 1;
  }
  return text.length;
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end += 1;
  return end;
}

function isBlockStart(text: string, at: number): boolean {
  BLOCK_START.lastIndex = at;
  return BLOCK_START.test(text);
}

function isNameStart(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
}

function isNamePart(unit: number): boolean {
  return isNameStart(unit) || (unit >= 48 && unit <= 57) || unit === 45;
}
