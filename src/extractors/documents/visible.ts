import type { Line } from './lines.ts';

/** https://spec.commonmark.org/0.31.2/#fenced-code-blocks: a fence closes with as many of its marks or more, and nothing behind them. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})([\s\S]*)$/;

/** Lines of Markdown with code between fences and comments blanked: what is left is read by people. */
export function visibleLines(lines: readonly Line[], from: number): Line[] {
  let fence: string | null = null;
  let inComment = false;
  return lines.map((line, at) => {
    if (at < from) return line;
    const [, mark, rest = ''] = FENCE.exec(line.text) ?? [];
    if (fence !== null) {
      if (mark?.startsWith(fence) && rest.trim() === '') fence = null;
      return { ...line, text: '' };
    }
    if (mark !== undefined && !inComment) {
      fence = mark;
      return { ...line, text: '' };
    }
    let text = line.text;
    if (inComment) {
      const end = text.indexOf('-->');
      if (end < 0) return { ...line, text: '' };
      text = ' '.repeat(end + 3) + text.slice(end + 3);
      inComment = false;
    }
    if (!text.includes('<!--')) return text === line.text ? line : { ...line, text };
    text = withoutComments(text);
    if (!text.trimStart().startsWith('<!--')) return { ...line, text };
    inComment = true;
    return { ...line, text: '' };
  });
}

/** Comments that a line opens and closes are blanked. */
function withoutComments(text: string): string {
  let shown = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) return shown + text.slice(from);
    shown += text.slice(from, start) + ' '.repeat(end + 3 - start);
    from = end + 3;
  }
}
