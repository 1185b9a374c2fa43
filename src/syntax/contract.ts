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
