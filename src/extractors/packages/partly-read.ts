import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SourceText } from '../../model/source.ts';

/** The file is broken from this offset on; what stands before it counts. */
export function partlyRead(source: SourceText, offset: number, title: string): Diagnostic {
  return warning(source, offset, `${title} cannot be read from here on`);
}

/** One place of the file is broken; what stands around it counts. */
export function unreadLine(source: SourceText, offset: number, what: string): Diagnostic {
  return warning(source, offset, `A ${what} cannot be read here; the rest of the file is`);
}

/** The first of such places; null where there was none. */
export function unreadLines(source: SourceText, offset: number | null, what: string): Diagnostic[] {
  return offset === null ? [] : [unreadLine(source, offset, what)];
}

function warning(source: SourceText, offset: number, message: string): Diagnostic {
  return {
    code: 'partly-read',
    level: 'warning',
    file: source.path,
    span: source.spanAt(offset, offset),
    message,
    hint: null,
  };
}
