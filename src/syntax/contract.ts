import type { Span } from '../model/span.ts';

/**
 * A cursor over a syntax tree, as thin as web-tree-sitter's own: one object moves, no child arrays, no recursion needed.
 * Offsets are UTF-16 units of the source text.
 */
export interface SyntaxCursor {
  readonly nodeType: string;
  readonly isNamed: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  /** The name of the field through which the parent reaches this node. */
  readonly fieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  span(): Span;
}

/** Grammars that the build puts into `grammars/<grammar>.wasm`. */
export type Grammar = 'hcl';

export interface ParsedText {
  /** At the root of the tree; null when the text is over a limit or the parser gave up: then `refused` says why. */
  readonly cursor: SyntaxCursor | null;
  /** One clause, no full stop: `a line is longer than 64 KiB`. */
  readonly refused: string | null;
  /** Gives the memory of tree and cursor back; the cursor is not to be used afterwards. */
  free(): void;
}

export type ParseSyntax = (grammar: Grammar, text: string) => ParsedText;
