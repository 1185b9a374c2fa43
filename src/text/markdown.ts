import { printable } from './printable.ts';
import { clip } from './wrap.ts';

/**
 * Markdown (https://github.github.com/gfm/) of text nobody vouches for. GitHub makes mentions, references and links of plain
 * words after rendering, where no backslash helps: so whatever is not a plain word goes into a code span.
 */

const LONGEST = 600;
/** Words, numbers, dates; nothing that any renderer gives a meaning. */
const PLAIN = /^(?:\p{L}+(?:['’/-]\p{L}+)*|\d{1,6}(?:[.,]\d{1,3})?%?|\d{1,6}-(?:\d{1,6}|\p{L}+)|\d{4}-\d{2}-\d{2})$/u;
const OPERATOR = /^[=<>]+$/;
/** Looks like a commit, which GitHub links. */
const COMMIT = /^[0-9a-f]{7,40}$/i;

/** A code span; its fence is longer than any run of backticks inside. Empty text gives nothing. */
export function code(text: string): string {
  const inner = printable(clip(text, LONGEST).replaceAll('\t', ' '));
  if (inner === '') return '';
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || inner.startsWith(' ') || inner.endsWith(' ') ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/** A sentence with names in it: plain words stay, everything else is code. Line feeds become blanks. */
export function prose(text: string): string {
  const out: string[] = [];
  let names: string[] = [];
  const flush = (): void => {
    if (names.length === 0) return;
    const [open, core, close] = unwrapped(names.join(' '));
    out.push(`${open}${code(core)}${close}`);
    names = [];
  };
  for (const word of clip(text, LONGEST * 2)
    .split(/\s+/u)
    .filter((one) => one !== '')) {
    const core = word.replace(/^\(+/u, '').replace(/[.,;:)]{1,4}$/u, '');
    const operand = OPERATOR.test(names[names.length - 1] ?? '');
    // Both sides of a setting belong to it: `encrypted = true`.
    const left = names.length === 0 && OPERATOR.test(word) ? (out.at(-1) ?? '') : '';
    if (PLAIN.test(left)) names.push(out.pop() ?? '');
    if (PLAIN.test(core) && !COMMIT.test(core) && !operand) {
      flush();
      out.push(word);
    } else {
      if (word.startsWith('(')) flush();
      names.push(word);
      if (core !== word && /[.,;:)]$/u.test(word)) flush();
    }
  }
  flush();
  return out.join(' ');
}

/** Takes punctuation of the sentence off a name: brackets only where they have no partner inside. */
function unwrapped(text: string): [open: string, core: string, close: string] {
  const open = /^\(*/.exec(text)?.[0] ?? '';
  let end = text.length;
  let surplus = [...text.slice(open.length)].reduce((sum, one) => sum + (one === ')' ? 1 : one === '(' ? -1 : 0), 0);
  for (; end > open.length; end -= 1) {
    const last = text.charAt(end - 1);
    if (last === ')' && surplus > 0) surplus -= 1;
    else if (!'.,;:'.includes(last)) break;
  }
  return [open, text.slice(open.length, end), text.slice(end)];
}

/** Makes finished Markdown fit a table cell: pipes end a cell even inside a code span. */
export function cell(markdown: string): string {
  // Renderers disagree on a pipe behind a backslash.
  return markdown
    .replace(/\\\|/g, '\\\\u{7c}')
    .replaceAll('|', '\\|')
    .replace(/[\r\n]+/g, '<br>');
}

/** Rows of finished Markdown as a table; nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((one) => (one === '' ? '–' : cell(one))).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)];
}

/** A fenced block, safe against fences inside. */
export function fenced(text: string, language: string): string[] {
  const lines = text.split('\n').map((one) => printable(clip(one, LONGEST)));
  const longest = Math.max(2, ...lines.flatMap((one) => [...one.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

/** Collapsed; the blank line after the summary is what makes GitHub render the inside. `summary` is our own words. */
export function details(summary: string, inside: readonly string[]): string[] {
  return ['<details>', `<summary>${summary}</summary>`, '', ...inside, '', '</details>', ''];
}
