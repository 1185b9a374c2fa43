import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';

export function partlyRead(file: string, span: Span, reason: string): Diagnostic {
  return {
    code: 'partly-read',
    level: 'warning',
    file,
    span,
    message: `Only partly read: ${reason}`,
    hint: 'Run terraform validate; what rests on the unread part is reported as cannot tell',
  };
}
