/** UTF-16 units of a file. */
export const MAX_UNITS = 1024 * 1024;
/** UTF-16 units of a line, not counting blanked ones. */
export const MAX_LINE_UNITS = 64 * 1024;
/** On a line that is too long, contents of strings above this many units are blanked. */
const LONG_STRING = 256;

/**
 * Grammars may take a token per character of a string and ask for the column of each: a line of 2 MB has cost 4 s and
 * 400 MB that never came back. Long strings on such lines (certificates, embedded images) are replaced by as many low lines,
 * so that offsets stay true; null when the line is too long all the same.
 */
export function withinLimits(text: string): string | null {
  if (text.length <= MAX_LINE_UNITS) return text;
  let result = '';
  let copied = 0;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > MAX_LINE_UNITS) {
      const line = blankStrings(text.slice(start, end));
      if (line === null) return null;
      result += text.slice(copied, start) + line;
      copied = end;
    }
    start = end + 1;
  }
  return result + text.slice(copied);
}

function blankStrings(line: string): string | null {
  let result = '';
  let copied = 0;
  let blanked = 0;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) {
    const close = closingQuote(line, at + 1);
    if (close - at > LONG_STRING) {
      result += line.slice(copied, at + 1) + '_'.repeat(close - at - 1);
      blanked += close - at - 1;
      copied = close;
    }
    at = close;
  }
  return line.length - blanked > MAX_LINE_UNITS ? null : result + line.slice(copied);
}

function closingQuote(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (unit === 92) at += 1;
    else if (unit === 34) return at;
  }
  return line.length;
}

/** Squares of runs of blanks, added up: 2 s behind a mistake. */
const MAX_BLANKS = 25_000_000;
const LONG_BLANKS = /\s{128,}/g;

/**
 * Behind a mistake the grammar's scanner skips blanks from each of their places anew: 16,000 spaces after a string that is never
 * closed have taken 17 s, and nothing interrupts it.
 */
export function hasEndlessBlanks(text: string): boolean {
  let sum = 0;
  for (const [blanks] of text.matchAll(LONG_BLANKS)) sum += blanks.length ** 2;
  return sum > MAX_BLANKS;
}
