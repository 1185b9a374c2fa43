import type { SourceText } from '../model/source.ts';
import type { Span } from '../model/span.ts';

/** Wraps a text with a line index that is built on first use. Lines end at LF, CRLF or CR. */
export function sourceText(path: string, text: string): SourceText {
  let starts: number[] | null = null;
  const lineStarts = (): number[] => {
    starts ??= indexLines(text);
    return starts;
  };
  const lineAt = (offset: number): number => {
    const index = lineStarts();
    let low = 0;
    let high = index.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((index[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const columnAt = (offset: number, line: number): number => offset - (lineStarts()[line - 1] ?? 0) + 1;
  const spanAt = (start: number, end: number): Span => {
    const startLine = lineAt(start);
    const endLine = lineAt(end);
    return { startLine, startColumn: columnAt(start, startLine), endLine, endColumn: columnAt(end, endLine) };
  };
  return { path, text, lineAt, spanAt };
}

function indexLines(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 10) starts.push(i + 1);
    else if (unit === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}
