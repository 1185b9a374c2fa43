import { Chalk } from 'chalk';
import { breakLogCommands } from '../../text/log-commands.ts';
import { printable } from '../../text/printable.ts';
import { wrapWords } from '../../text/wrap.ts';

export type Style = 'plain' | 'strong' | 'bad' | 'unsure' | 'good' | 'quiet';

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** One line of the terminal, still without colours. Text is made safe only when a line is printed, so no one can forget to. */
export type Line = readonly Piece[];

export const blank: Line = [];

export function piece(text: string, style: Style = 'plain'): Piece {
  return { text, style };
}

export function line(text: string, style: Style = 'plain'): Line {
  return [piece(text, style)];
}

/** Text behind a label, wrapped, further lines under the text. A line feed in it is shown, and makes no line. */
export function labelled(indent: number, label: string, text: string, width: number, style: Style = 'quiet'): Line[] {
  const inset = indent + (label === '' ? 0 : label.length + 2);
  const lines = wrapWords(printable(text), Math.max(20, width - inset));
  return lines.map((one, index) =>
    index === 0 && label !== ''
      ? [piece(' '.repeat(indent)), piece(label, style), piece(`  ${one}`)]
      : [piece(`${' '.repeat(inset)}${one}`)],
  );
}

/** A sentence, and below it the lines to paste, as they are. */
export function pasted(indent: number, label: string, text: string, width: number): Line[] {
  const [sentence = '', ...rest] = text.split('\n');
  const inset = ' '.repeat(indent + label.length + 2);
  return [...labelled(indent, label, sentence, width), ...rest.map((one) => line(`${inset}${one}`))];
}

/** `WORD  rest`, wrapped under the rest. */
export function headed(word: string, style: Style, rest: string, width: number): Line[] {
  return labelled(0, word, rest, width, style);
}

/** Paints and joins; every line ends in a line feed. */
export function printLines(lines: readonly Line[], color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const paint: Readonly<Record<Style, (text: string) => string>> = {
    plain: (text) => text,
    strong: chalk.bold,
    bad: chalk.bold.red,
    unsure: chalk.bold.yellow,
    good: chalk.bold.green,
    quiet: chalk.dim,
  };
  return lines
    .map(
      (one) =>
        `${breakLogCommands(
          one
            .map(({ text, style }) => paint[style](printable(text)))
            .join('')
            .trimEnd(),
        )}\n`,
    )
    .join('');
}
