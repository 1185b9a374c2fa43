/** A word of scanned text has no say in the size of the report. */
const LONGEST_WORD = 160;

/** Breaks text at blanks into lines of at most `width` characters; a longer word stands alone. Never empty. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').map((one) => clip(one, LONGEST_WORD))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Shortens to `most` characters, with an ellipsis, and never in the middle of a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
