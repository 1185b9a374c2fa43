import { UserError } from '../errors.ts';
import type { Span } from '../model/span.ts';

/** Something in privaudit.yaml that the team has to mend before anything is judged. */
export interface ManifestProblem {
  readonly span: Span;
  /** One sentence without a full stop; no line breaks. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string | null;
}

/** Who mends these sees the rest. */
const MOST_LINES = 200;

/** All problems in one error, a line each: `privaudit.yaml:12:5  unknown key …; did you mean …?` */
export function manifestError(file: string, problems: readonly ManifestProblem[]): UserError {
  const lines = [...problems]
    .sort((a, b) => a.span.startLine - b.span.startLine || a.span.startColumn - b.span.startColumn)
    .map(({ span, message, hint }) => {
      const advice = hint === null ? '' : `; ${hint}`;
      return `${file}:${span.startLine}:${span.startColumn}  ${message}${advice}`;
    });
  const told = [...new Set(lines)];
  const more = told.length - MOST_LINES;
  if (more > 0) told.splice(MOST_LINES, more, `and ${more} more`);
  return new UserError('manifest-invalid', told.join('\n'), 'privaudit schema manifest prints every key');
}
