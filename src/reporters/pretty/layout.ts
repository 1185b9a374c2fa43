import { withoutLogCommands } from '../../text/log-commands.ts';
import { printable } from '../../text/printable.ts';

/** Text of the scanned project, safe on a terminal and in a CI log. */
export function shown(text: string): string {
  return withoutLogCommands(printable(text));
}

/** Breaks a text at blanks to a width; following lines get the indentation. Lines of the text itself are kept (a fix to paste). */
export function wrap(text: string, width: number, indent: string, first = indent): string[] {
  const lines: string[] = [];
  for (const [index, paragraph] of text.split('\n').entries()) {
    if (index > 0) {
      // Lines of a block to paste stay whole.
      lines.push(`${indent}${paragraph}`.trimEnd());
      continue;
    }
    let line = first;
    let empty = true;
    for (const word of paragraph.trim().split(/\s+/)) {
      if (!empty && line.length + 1 + word.length > width) {
        lines.push(line);
        line = indent;
        empty = true;
      }
      line += empty ? word : ` ${word}`;
      empty = false;
    }
    lines.push(line);
  }
  return lines;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
