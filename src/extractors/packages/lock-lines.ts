export interface LockLine {
  /** Without indentation and line end. */
  readonly text: string;
  /** Spaces before it. */
  readonly indent: number;
  /** Offset of its text in the file. */
  readonly start: number;
}

/** Lines that hold something: no blank ones, no comments. */
export function* linesOf(text: string): Generator<LockLine> {
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const next = newline < 0 ? text.length : newline;
    let start = from;
    while (start < next && text.charCodeAt(start) === 32) start += 1;
    const end = next > start && text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    if (end > start && text.charCodeAt(start) !== 35)
      yield { text: text.slice(start, end), indent: start - from, start };
    from = next + 1;
  }
}
