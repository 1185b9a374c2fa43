import type { Expr } from '../../model/declaration.ts';
import { readExpression, unknown } from './hcl-expr.ts';
import { stringValue, unescapeMarkers, unescapeQuoted } from './hcl-literal.ts';
import { eachChild, type HclReader, MAX_DEPTH } from './hcl-reader.ts';

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a quoted template or heredoc. Literal parts are taken from the gaps between the other nodes: the grammar's own
 * nodes for them leave out white space at their edges.
 */
export function readTemplate(reader: HclReader, name: string, depth: number): Expr {
  const span = reader.span(reader.start(), reader.end());
  if (depth > MAX_DEPTH) return { type: 'unknown', span };
  const heredoc = reader.cursor.nodeType === 'heredoc_template';
  const parts = readParts(reader, name, depth, heredoc ? unescapeMarkers : unescapeQuoted);
  const only = parts.main[0];
  if (only === undefined) return { type: 'literal', value: stringValue(name, '', span), span };
  if (parts.main.length === 1 && only.type === 'literal') return { ...only, span };
  return { type: 'template', parts: parts.main, span };
}

/** The parts of a template, of the body of an `if` (main and otherwise). */
function readParts(
  reader: HclReader,
  name: string,
  depth: number,
  decode: (raw: string) => string,
): { main: Expr[]; otherwise: Expr[] } {
  const main: Expr[] = [];
  const otherwise: Expr[] = [];
  let parts = main;
  let position = -1;
  let stripNext = false;
  const literalUpTo = (end: number, stripEnd: boolean): void => {
    if (position === -1) return;
    const piece: Piece = { text: reader.text(position, end), start: position, end };
    const raw = stripEnd ? piece.text.trimEnd() : piece.text;
    const text = decode(stripNext ? raw.trimStart() : raw);
    if (text === '') return;
    const span = reader.span(piece.start, piece.end);
    parts.push({ type: 'literal', value: stringValue(name, text, span), span });
  };
  eachChild(reader, (type) => {
    const start = reader.start();
    const end = reader.end();
    switch (type) {
      case 'quoted_template_start':
      case 'template_if_intro':
        position = end;
        stripNext = strips(reader).after;
        return;
      case 'heredoc_identifier':
        if (position === -1) position = afterLineEnd(reader, end);
        else literalUpTo(lineStart(reader, position, start), false);
        return;
      case 'template_interpolation':
      case 'template_directive': {
        const { before, after } = type === 'template_interpolation' ? strips(reader) : { before: false, after: false };
        literalUpTo(start, before);
        parts.push(
          type === 'template_interpolation'
            ? readInterpolation(reader, name, depth)
            : readDirective(reader, name, depth, decode),
        );
        position = end;
        stripNext = after;
        return;
      }
      case 'template_else_intro':
        literalUpTo(start, strips(reader).before);
        parts = otherwise;
        position = end;
        stripNext = strips(reader).after;
        return;
      case 'template_if_end':
      case 'quoted_template_end':
        literalUpTo(start, type === 'template_if_end' && strips(reader).before);
        return;
    }
  });
  return { main, otherwise };
}

/** Where the `~` markers stand in `${~ x ~}`. */
function strips(reader: HclReader): { before: boolean; after: boolean } {
  const text = reader.text(reader.start(), reader.end());
  return { before: /^[$%]\{~/.test(text), after: text.endsWith('~}') };
}

function afterLineEnd(reader: HclReader, from: number): number {
  const next = reader.text(from, from + 2);
  return from + (next.startsWith('\r\n') ? 2 : next.startsWith('\n') ? 1 : 0);
}

/** The closing marker of a heredoc may be indented; that is no part of the text. */
function lineStart(reader: HclReader, from: number, end: number): number {
  return end - (/[ \t]*$/.exec(reader.text(Math.max(from, end - 200), end))?.[0].length ?? 0);
}

function readInterpolation(reader: HclReader, name: string, depth: number): Expr {
  let result: Expr | null = null;
  eachChild(reader, (type) => {
    if (type === 'expression') result = readExpression(reader, name, depth + 1);
  });
  return result ?? unknown(reader);
}

/** `%{ if }` is a conditional of two templates; what `%{ for }` writes is not worked out. */
function readDirective(reader: HclReader, name: string, depth: number, decode: (raw: string) => string): Expr {
  let result = unknown(reader);
  if (depth >= MAX_DEPTH) return result;
  const { span } = result;
  eachChild(reader, (type) => {
    if (type !== 'template_if') return;
    let test = unknown(reader);
    eachChild(reader, (child) => {
      if (child === 'template_if_intro') test = readInterpolation(reader, '', depth);
    });
    const { main, otherwise } = readParts(reader, name, depth + 1, decode);
    const args: Expr[] = [test, { type: 'template', parts: main, span }, { type: 'template', parts: otherwise, span }];
    result = { type: 'call', name: '?:', args, span };
  });
  return result;
}
