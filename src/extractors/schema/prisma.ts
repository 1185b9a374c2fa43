import type { Declaration, Dialect, ModelDeclaration } from '../../model/declaration.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import type { Extract } from '../contract.ts';
import { commentOf, type FieldLine, modelColumns } from './prisma-columns.ts';
import {
  type Attribute,
  argumentOf,
  atBlockStart,
  atLineEnd,
  closingBracket,
  createReader,
  type Reader,
  skipBlank,
  skipLine,
  stringEnd,
  stringOf,
  takeAttribute,
  takeComment,
  takeIdentifier,
  takeLineEnd,
} from './prisma-reader.ts';

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource */
const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['postgresql', 'postgres'],
  ['postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['sqlite', 'sqlite'],
  ['sqlserver', 'sqlserver'],
  ['mongodb', 'mongodb'],
  ['cockroachdb', 'cockroach'],
]);

const MAX_DIAGNOSTICS = 20;

interface Output {
  readonly declarations: Declaration[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Prisma schema (https://www.prisma.io/docs/orm/reference/prisma-schema-reference). A line that cannot be read is left out
 * and a block that is not closed ends where the next one starts, each with a diagnostic.
 */
export const extract: Extract = ({ source }) => {
  const reader = createReader(source);
  const output: Output = { declarations: [], diagnostics: [] };
  let comment: string[] = [];
  while (reader.pos < reader.text.length) {
    if (takeBetween(reader, comment)) continue;
    readBlock(reader, comment, output);
    skipBlank(reader);
    takeComment(reader);
    comment = [];
  }
  return withDialect(output);
};

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

function readBlock(reader: Reader, comment: readonly string[], output: Output): void {
  const start = reader.pos;
  const keyword = takeIdentifier(reader);
  skipBlank(reader);
  const name = takeIdentifier(reader);
  skipBlank(reader);
  if (keyword === null || name === null || reader.text[reader.pos] !== '{') {
    report(reader, output, start, 'a line outside of any block');
    skipLine(reader);
    return;
  }
  if (keyword === 'model' || keyword === 'type' || keyword === 'view') {
    const body = readBody(reader, output, true);
    const span = reader.source.spanAt(start, reader.pos);
    output.declarations.push(modelOf(reader.source.path, keyword, name, comment, body, span));
    if (!body.closed) report(reader, output, start, `${keyword} ${name} is not closed`);
  } else if (keyword === 'enum') {
    const { fields, closed } = readBody(reader, output, false);
    const span = reader.source.spanAt(start, reader.pos);
    const values = fields.map((field) => field.name);
    output.declarations.push({ kind: 'enum', syntax: 'prisma', name, values, file: reader.source.path, span });
    if (!closed) report(reader, output, start, `enum ${name} is not closed`);
  } else readSettings(reader, output, start, keyword);
}

/** A `datasource` or `generator` block, or one that Prisma does not know. */
function readSettings(reader: Reader, output: Output, start: number, keyword: string): void {
  const open = reader.pos;
  const end = closingBracket(reader, open);
  reader.pos = end ?? Math.max(reader.stopped, open + 1);
  if (end === null && reader.text[reader.pos] === '}') reader.pos += 1;
  if (end === null) report(reader, output, start, `${keyword} block is not closed`);
  if (keyword !== 'datasource') {
    if (keyword !== 'generator') report(reader, output, start, 'a block that is no part of a Prisma schema');
    return;
  }
  const body = reader.text.slice(open + 1, reader.pos);
  const provider = /(?:^|[\n\r])[ \t]*provider[ \t]*=[ \t]*(?:\[[ \t]*)?"([A-Za-z]{1,20})"/.exec(body)?.[1];
  const span = reader.source.spanAt(start, reader.pos);
  const dialect = DIALECTS.get(provider?.toLowerCase() ?? '') ?? null;
  output.declarations.push({ kind: 'datasource', syntax: 'prisma', dialect, file: reader.source.path, span });
}

interface Body {
  /** What is said behind the opening brace. */
  readonly heading: readonly string[];
  readonly fields: readonly FieldLine[];
  readonly attributes: readonly Attribute[];
  readonly closed: boolean;
}

/** Takes the end of a line, or a comment into `comment`; false where something else stands. */
function takeBetween(reader: Reader, comment: string[]): boolean {
  const from = reader.pos;
  skipBlank(reader);
  if (atLineEnd(reader)) {
    // A blank line parts a comment from what follows; the line end behind a comment does not.
    if (isLineStart(reader.text, from)) comment.length = 0;
    takeLineEnd(reader);
    return true;
  }
  const text = takeComment(reader);
  if (text !== null && text !== '') comment.push(text);
  return text !== null;
}

/** The lines between the braces, from the opening one on; `typed` where they are fields and not enum values. */
function readBody(reader: Reader, output: Output, typed: boolean): Body {
  const fields: FieldLine[] = [];
  const attributes: Attribute[] = [];
  let comment: string[] = [];
  reader.pos += 1;
  skipBlank(reader);
  const behind = takeComment(reader);
  const heading = behind === null ? [] : [behind];
  while (reader.pos < reader.text.length) {
    if (takeBetween(reader, comment)) continue;
    const unit = reader.text[reader.pos];
    if (unit === '}') {
      reader.pos += 1;
      return { heading, fields, attributes, closed: true };
    }
    if (atBlockStart(reader)) break;
    const start = reader.pos;
    let read = true;
    if (unit === '@') {
      const { attribute, closed } = takeAttribute(reader);
      read = attribute !== null && closed;
      if (attribute !== null) attributes.push(attribute);
      skipBlank(reader);
      takeComment(reader);
    } else {
      const field = takeField(reader, comment, typed);
      read = field.closed;
      if (field.line !== null) fields.push(field.line);
    }
    comment = [];
    if (!read || !endOfEntry(reader, typed)) {
      report(reader, output, start, 'a line');
      skipLine(reader);
    }
  }
  return { heading, fields, attributes, closed: false };
}

/** Only one field stands on a line; enum values are taken as they come. */
function endOfEntry(reader: Reader, typed: boolean): boolean {
  skipBlank(reader);
  const { text, pos } = reader;
  return !typed || atLineEnd(reader) || text[pos] === '}' || text.startsWith('//', pos) || text.startsWith('/*', pos);
}

interface TakenField {
  /** Null where name or type are missing. */
  readonly line: FieldLine | null;
  readonly closed: boolean;
}

function takeField(reader: Reader, before: readonly string[], typed: boolean): TakenField {
  const start = reader.pos;
  const name = takeIdentifier(reader);
  const type = name === null ? null : typed ? takeType(reader) : NO_TYPE;
  if (name === null || type === null) return { line: null, closed: false };
  const attributes: Attribute[] = [];
  let closed = true;
  let end = reader.pos;
  skipBlank(reader);
  while (closed && reader.text[reader.pos] === '@') {
    const taken = takeAttribute(reader);
    closed = taken.closed && taken.attribute !== null;
    if (taken.attribute !== null) attributes.push(taken.attribute);
    end = reader.pos;
    skipBlank(reader);
  }
  const span = reader.source.spanAt(start, end);
  const behind = takeComment(reader);
  const comment = behind === null || behind === '' ? before : [...before, behind];
  return { line: { name, ...type, attributes, comment, span }, closed };
}

type FieldType = Pick<FieldLine, 'type' | 'unsupported' | 'list' | 'optional'>;

const NO_TYPE: FieldType = { type: null, unsupported: null, list: false, optional: false };

/** `String`, `Post[]`, `Int?`, `Unsupported("circle")?`, and the forms of Prisma 1: `: String!`, `[String]`. */
function takeType(reader: Reader): FieldType | null {
  const { text } = reader;
  skipBlank(reader);
  if (text[reader.pos] === ':') {
    reader.pos += 1;
    skipBlank(reader);
  }
  let list = text[reader.pos] === '[';
  if (list) {
    reader.pos += 1;
    skipBlank(reader);
  }
  const type = takeIdentifier(reader);
  if (type === null) return null;
  const unsupported = type === 'Unsupported' ? takeUnsupported(reader) : null;
  let optional = false;
  for (; ; reader.pos += 1) {
    const unit = text[reader.pos];
    if (unit === '[') list = true;
    else if (unit === '?') optional = true;
    else if (unit !== ']' && unit !== '!') break;
  }
  return { type: unsupported === null ? type : null, unsupported, list, optional };
}

/** The text in `("…")`. */
function takeUnsupported(reader: Reader): string | null {
  const { text } = reader;
  skipBlank(reader);
  if (text[reader.pos] !== '(') return null;
  reader.pos += 1;
  skipBlank(reader);
  const end = text[reader.pos] === '"' ? stringEnd(text, reader.pos) : reader.pos;
  const inside = stringOf(text.slice(reader.pos, end));
  reader.pos = end;
  skipBlank(reader);
  if (text[reader.pos] === ')') reader.pos += 1;
  return inside;
}

function modelOf(
  file: string,
  keyword: 'model' | 'type' | 'view',
  name: string,
  comment: readonly string[],
  { heading, fields, attributes }: Body,
  span: Span,
): ModelDeclaration {
  const mapped = (key: string): string | null =>
    stringOf(
      argumentOf(
        attributes.find((one) => one.name === key),
        'name',
      ),
    );
  const columns = modelColumns(fields, attributes);
  // A composite type has no id; Prisma 1 called its models types.
  const embedded = keyword === 'type' && !columns.some(({ primaryKey }) => primaryKey);
  const table = mapped('map') ?? name;
  const schema = mapped('schema');
  return {
    kind: 'model',
    syntax: 'prisma',
    role: embedded ? 'embedded' : keyword === 'view' ? 'view' : 'table',
    name,
    storedName: schema === null ? table : `${schema}.${table}`,
    dialect: null,
    comment: commentOf([...comment, ...heading]),
    columns,
    file,
    span,
  };
}

/** The datasource may stand behind the models it is for. */
function withDialect({ declarations, diagnostics }: Output): Output {
  const dialect = declarations.find((one) => one.kind === 'datasource')?.dialect ?? null;
  if (dialect === null) return { declarations, diagnostics };
  return { declarations: declarations.map((one) => (one.kind === 'model' ? { ...one, dialect } : one)), diagnostics };
}

function report(reader: Reader, { diagnostics }: Output, start: number, what: string): void {
  if (diagnostics.length >= MAX_DIAGNOSTICS) return;
  const last = diagnostics.length === MAX_DIAGNOSTICS - 1;
  diagnostics.push({
    code: 'partly-read',
    level: 'warning',
    file: reader.source.path,
    span: reader.source.spanAt(start, Math.max(start, reader.pos)),
    message: last ? 'Not read: this and what else cannot be read from here on' : `Not read: ${what}`,
    hint: 'prisma validate names the mistake',
  });
}
