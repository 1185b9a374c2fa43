/** A stretch of a file. Lines and columns are one-based; columns count UTF-16 units; the end column is one past the last unit. */
export interface Span {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where something stands: a path relative to the scanned root, with `/`, and the stretch. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** The first character of a file: where findings about a whole file point (SARIF refuses line 0). */
export const FILE_START: Span = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
