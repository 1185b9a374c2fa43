import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SourceText } from '../../model/source.ts';

/** The file is broken from this offset on; what stands before it counts. */
export function partlyRead(source: SourceText, offset: number, title: string): Diagnostic {
  return {
    code: 'partly-read',
    level: 'warning',
    file: source.path,
    span: source.spanAt(offset, offset),
    message: `${title} cannot be read from here on`,
    hint: null,
  };
}
