import type { Span } from '../../model/span.ts';

export interface Line {
  readonly text: string;
  /** One-based. */
  readonly number: number;
}

/** Lines of a text in one pass; they end at LF, CRLF or CR, as in SourceText. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const unit = i === text.length ? 10 : text.charCodeAt(i);
    if (unit !== 10 && unit !== 13) continue;
    lines.push({ text: text.slice(start, i), number: lines.length + 1 });
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i += 1;
    start = i + 1;
  }
  return lines;
}

/** Span of [start, end) within one line. */
export function spanIn(line: Line, start = 0, end = line.text.length): Span {
  return { startLine: line.number, startColumn: start + 1, endLine: line.number, endColumn: end + 1 };
}
