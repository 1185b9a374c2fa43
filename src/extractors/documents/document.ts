import type { DocumentDeclaration, DocumentTable } from '../../model/declaration.ts';
import { FILE_START } from '../../model/span.ts';
import type { Extract } from '../contract.ts';
import { claimsIn } from './claims.ts';
import { datesIn } from './dates.ts';
import { type Line, linesOf, spanIn } from './lines.ts';
import { plainText } from './plain.ts';
import { countWords, nameOfItem } from './prose.ts';
import { htmlTablesAt, tableAt } from './tables.ts';
import { visibleLines } from './visible.ts';

type Heading = DocumentDeclaration['headings'][number];

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+([\s\S]*))?$/;
const HTML = /^\s*<h([1-6])(?:\s[^>]*)?>(.*)$/i;
const BOLD = /^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$/;
const LONGEST_HEADING = 200;
const LONGEST_TEXT_HEADING = 80;

/** Markdown and plain text: headings, tables, list items, dates and length of a document. */
export const extract: Extract = ({ source }) => {
  const { path, text } = source;
  if (text.includes('\0')) {
    const message = 'Not read: holds NUL characters, so it is no text';
    return {
      declarations: [],
      diagnostics: [{ code: 'partly-read', level: 'warning', file: path, span: FILE_START, message, hint: null }],
    };
  }
  const found = read(linesOf(text), /\.txt$/i.test(path));
  return {
    declarations: [{ kind: 'document', file: path, span: FILE_START, ...found }],
    diagnostics: [],
  };
};

interface Read {
  title: string | null;
  words: number;
  readonly headings: Heading[];
  readonly tables: DocumentTable[];
  readonly items: DocumentDeclaration['items'][number][];
  readonly dates: DocumentDeclaration['dates'][number][];
  readonly claims: DocumentDeclaration['claims'][number][];
}

function read(all: readonly Line[], plain: boolean): Read {
  const found: Read = { title: null, words: 0, headings: [], tables: [], items: [], dates: [], claims: [] };
  const start = frontMatter(all, found);
  const lines = plain ? all : visibleLines(all, start);
  let before = '';
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const table = plain ? null : (tableAt(lines, at) ?? htmlTablesAt(lines, at));
    const next = table?.next ?? at + 1;
    if (table !== null) found.tables.push(...table.tables);
    else {
      const heading = plain ? textHeading(lines, at) : headingAt(lines, at);
      if (heading !== null) found.headings.push(heading);
      else readItem(line, found);
    }
    for (; at < next; at += 1) before = readLine(lines[at], before, found);
    at -= 1;
  }
  return found;
}

/** Counts words and finds dates; returns what may label a date on the next line. */
function readLine(line: Line | undefined, before: string, found: Read): string {
  if (line === undefined || line.text.trim() === '') return before;
  found.words += countWords(line.text);
  for (const date of datesIn(line, before)) found.dates.push(date);
  found.claims.push(...claimsIn(line));
  return line.text.length <= LONGEST_HEADING ? line.text : '';
}

/** A bullet or a number at the margin. */
const ITEM = /^ {0,1}(?:[-*+]|\d{1,3}[.)])\s+([\s\S]*)$/;
const MOST_ITEMS = 500;

function readItem(line: Line, found: Read): void {
  const item = found.items.length < MOST_ITEMS ? ITEM.exec(line.text)?.[1] : undefined;
  const text = item === undefined ? null : nameOfItem(plainText(item));
  if (text !== null) found.items.push({ text, span: spanIn(line) });
}

/** Title and dates of the YAML between `---` lines at the start; the index of the line after it. */
function frontMatter(lines: readonly Line[], found: Read): number {
  if (lines[0]?.text.trimEnd() !== '---') return 0;
  const end = lines.findIndex(({ text }, at) => at > 0 && text.trimEnd() === '---');
  if (end < 0) return 0;
  for (const line of lines.slice(1, end)) {
    const title = /^title:\s*["']?([^"']+)/.exec(line.text)?.[1];
    if (title !== undefined) found.title = plainText(title);
    for (const date of datesIn(line, '')) found.dates.push(date);
  }
  return end + 1;
}

/** `# Heading`, a line underlined with `===` or `---`, `<h2>`, or a line that is bold as a whole (level 6). */
function headingAt(lines: readonly Line[], at: number): Heading | null {
  const line = lines[at];
  if (line === undefined || line.text.trim() === '') return null;
  const atx = ATX.exec(line.text);
  if (atx) return made(atx[1]?.length ?? 1, (atx[2] ?? '').trimEnd().replace(/(?<=^|[ \t])#+$/, ''), line);
  const under = lines[at + 1]?.text ?? '';
  const level = /^ {0,3}=+\s*$/.test(under) ? 1 : /^ {0,3}-{2,}\s*$/.test(under) ? 2 : 0;
  if (level > 0 && /^ {0,3}[^\s>|-]/.test(line.text)) return made(level, line.text, line);
  if (line.text.length > LONGEST_HEADING) return null;
  const html = HTML.exec(line.text);
  if (html) return made(Number(html[1]), html[2] ?? '', line);
  const bold = BOLD.exec(line.text);
  return bold ? made(6, bold[1] ?? '', line) : null;
}

/** Plain text has no marks: a short line that stands alone and is no sentence. */
function textHeading(lines: readonly Line[], at: number): Heading | null {
  const line = lines[at];
  const blank = (other: Line | undefined): boolean => (other?.text.trim() ?? '') === '';
  if (line === undefined || line.text.length > LONGEST_TEXT_HEADING || blank(line) || !blank(lines[at - 1]))
    return null;
  const under = lines[at + 1]?.text.trim() ?? '';
  if (under !== '' && !/^(?:=+|-+)$/.test(under)) return null;
  const text = line.text.trim();
  // A line with a date is a label: "Effective date: March 31st, 2024".
  if (/[.,;:!?]$/.test(text) || !/\p{L}/u.test(text) || datesIn(line, '').length > 0) return null;
  return made(at === 0 ? 1 : 2, text, line);
}

function made(level: number, raw: string, line: Line): Heading | null {
  const text = plainText(raw);
  return text === '' ? null : { level, text, span: spanIn(line) };
}
