import type { Expr } from '../../model/declaration.ts';
import type { Span } from '../../model/span.ts';
import type { ParsedText } from '../../syntax/contract.ts';
import { readExpression } from './hcl-expr.ts';
import { stringValue, unescapeMarkers } from './hcl-literal.ts';
import { eachChild, type HclReader } from './hcl-reader.ts';

export type ParsePiece = (text: string) => ParsedText;

/** `${` or `%{` that is not written twice. */
const MARKER = /(?<!\$)\$\{|(?<!%)%\{/;

/**
 * A string of the JSON syntax is a template; one that is a single `${…}` is that expression.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function templateOf(text: string, name: string, span: Span, parse: ParsePiece | null): Expr {
  if (!MARKER.test(text)) return { type: 'literal', value: stringValue(name, unescapeMarkers(text), span), span };
  const quoted = quotedTemplate(text);
  const expr = quoted === null ? null : expressionOf(quoted, name, span, parse);
  return expr?.type === 'template' && expr.parts.length === 1 ? (expr.parts[0] ?? expr) : (expr ?? unread(span));
}

/** An expression of the native syntax that stands in a string; everything in it is placed where the string is. */
export function expressionOf(code: string, name: string, span: Span, parse: ParsePiece | null): Expr {
  const text = `x = ${code}\n`;
  const tree = parse?.(text) ?? null;
  const cursor = tree?.cursor ?? null;
  let result: Expr = unread(span);
  if (cursor !== null && !cursor.hasError) {
    const reader: HclReader = {
      cursor,
      start: () => cursor.startIndex,
      end: () => cursor.endIndex,
      text: (start, end) => text.slice(start, end),
      span: () => span,
    };
    const visit = (type: string): void => {
      if (type === 'expression') result = readExpression(reader, name, 0);
      else if (type === 'body' || type === 'attribute') eachChild(reader, visit);
    };
    eachChild(reader, visit);
  }
  tree?.free();
  return result;
}

function unread(span: Span): Expr {
  return { type: 'unknown', span };
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The template as a quoted one of the native syntax: its words are escaped, its expressions stay; null where one does not end. */
function quotedTemplate(text: string): string | null {
  let out = '"';
  const modes: ('words' | 'code' | 'string')[] = ['words'];
  for (let at = 0; at < text.length; ) {
    const mode = modes.at(-1);
    const unit = text[at] ?? '';
    let length = 1;
    if (mode === 'code') {
      if (unit === '{') modes.push('code');
      else if (unit === '}') modes.pop();
      else if (unit === '"') modes.push('string');
    } else if (text.startsWith('$${', at) || text.startsWith('%%{', at)) length = 3;
    else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      modes.push('code');
      length = 2;
    } else if (mode === 'string' && unit === '\\') length = 2;
    else if (mode === 'string' && unit === '"') modes.pop();
    const piece = text.slice(at, at + length);
    out += mode === 'words' ? (ESCAPES[piece] ?? piece) : piece;
    at += length;
  }
  return modes.length === 1 ? `${out}"` : null;
}
