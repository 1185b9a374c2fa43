/** Longer comments are cut; a note in them (text/notes.ts) is kept. */
const LONGEST = 400;
const READ_AT_MOST = 4000;
const NOTE = '@privaudit';

/** Blanks what a comment must not carry on: e-mail addresses, long numbers, quoted samples that look like credentials. */
export function commentText(raw: string): string {
  const text = shortened(raw, READ_AT_MOST)
    .replace(/[^\s"'<>()]+/g, blankAddress)
    .replace(/\d[\d \-./]{5,}\d/g, '…')
    .replace(/\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{12,}\b/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return shortened(text, LONGEST);
}

function blankAddress(run: string): string {
  if (!run.slice(1, -1).includes('@')) return run;
  const note = run.indexOf(NOTE);
  return note < 0 ? '…' : `…${run.slice(note)}`;
}

/** The beginning, with the note where it lies behind the cut or across it. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const note = text.indexOf(NOTE);
  if (note < 0) return text.slice(0, length);
  return note < length ? text.slice(0, note + length) : `${text.slice(0, length)} ${text.slice(note, note + length)}`;
}
