import type { Span } from './span.ts';

/** Code of a folder that could not be looked into: whatever it holds may count anywhere. */
export const FOLDER_UNREAD = 'folder-unread';

/** Something the reader of the report has to know about the reading itself: a parse failure, a skipped file, a stale waiver. */
export interface Diagnostic {
  /** kebab-case, e.g. `partly-read`. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly file: string | null;
  readonly span: Span | null;
  readonly message: string;
  readonly hint: string | null;
}
