import type { Span } from './span.ts';

/** All that an extractor receives of a file. */
export interface SourceText {
  /** Relative to the scanned root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** One-based line of an offset (UTF-16 units). */
  lineAt(offset: number): number;
  /** Span of [start, end). */
  spanAt(start: number, end: number): Span;
}
