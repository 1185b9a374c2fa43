import type { SourceText } from '../../model/source.ts';
import type { Span } from '../../model/span.ts';
import type { SyntaxCursor } from '../../syntax/contract.ts';

/** Nesting of expressions and blocks that is read; Terraform code stays far below. What is deeper becomes `unknown`. */
export const MAX_DEPTH = 100;

/** A cursor on (a piece of) a file, and the text behind it. */
export interface HclReader {
  readonly cursor: SyntaxCursor;
  /** Start and end of the current node in the file. */
  start(): number;
  end(): number;
  text(start: number, end: number): string;
  span(start: number, end: number): Span;
}

/** `base`: where the parsed piece starts in the file. */
export function hclReader(cursor: SyntaxCursor, source: SourceText, base: number): HclReader {
  return {
    cursor,
    start: () => cursor.startIndex + base,
    end: () => cursor.endIndex + base,
    text: (start, end) => source.text.slice(start, end),
    span: (start, end) => source.spanAt(start, end),
  };
}

/** Visits the children of the current node, comments left out. The visitor may go down, and has to come back up. */
export function eachChild({ cursor }: HclReader, visit: (nodeType: string) => void): void {
  if (!cursor.gotoFirstChild()) return;
  do {
    const type = cursor.nodeType;
    if (type !== 'comment') visit(type);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

export function currentText(reader: HclReader): string {
  return reader.text(reader.start(), reader.end());
}
