import type { DocumentTable } from '../../model/declaration.ts';
import type { Span } from '../../model/span.ts';
import { sourceText } from '../../text/source-text.ts';
import { tablesIn } from './html.ts';
import { type Line, spanIn } from './lines.ts';
import { plainText } from './plain.ts';

export interface Tables {
  readonly tables: readonly DocumentTable[];
  /** The index of the line after them. */
  readonly next: number;
}

const DELIMITER = /^:?-+:?$/;
const MOST_COLUMNS = 64;
/** A blank line, or where a heading, a quote, an item, a fence, a rule or an element begins, also without a blank line before. */
const TABLE_END =
  /^\s*$|^ {0,3}(?:#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|\d{1,9}[.)]\s|`{3}|~{3}|([-*_])(?:[ \t]*\1){2,}[ \t]*$|<)/;

/**
 * The table that starts at a line, by GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-): a
 * header, a delimiter row of as many cells, and rows up to a blank line or another block: a line without any `|` is a row
 * of one cell. Null where none starts.
 */
export function tableAt(lines: readonly Line[], at: number): Tables | null {
  const first = lines[at];
  const second = lines[at + 1];
  if (first === undefined || second === undefined || !first.text.includes('|') || !second.text.includes('-'))
    return null;
  const delimiters = cellsOf(second.text);
  if (!delimiters.every((cell) => DELIMITER.test(cell))) return null;
  const header = cellsOf(first.text);
  if (header.length !== delimiters.length || header.length > MOST_COLUMNS) return null;
  const rows: { cells: string[]; span: DocumentTable['span'] }[] = [];
  let next = at + 2;
  for (let line = lines[next]; line !== undefined && !TABLE_END.test(line.text); line = lines[next]) {
    const cells = cellsOf(line.text);
    rows.push({ cells: header.map((_, column) => plainText(cells[column] ?? '')), span: spanIn(line) });
    next += 1;
  }
  const last = lines[next - 1] ?? second;
  const span = { ...spanIn(first), endLine: last.number, endColumn: last.text.length + 1 };
  return { tables: [{ header: header.map(plainText), rows, span }], next };
}

const MOST_LINES = 5000;

/** Tables written as HTML, from the line that opens the first to the one that closes it. Null where none starts. */
export function htmlTablesAt(lines: readonly Line[], at: number): Tables | null {
  const first = lines[at];
  if (first === undefined || !/^\s*<table\b/i.test(first.text)) return null;
  const shown = lines.slice(at, at + MOST_LINES);
  const close = shown.findIndex(({ text }) => /<\/table\s*>/i.test(text));
  const own = close < 0 ? shown : shown.slice(0, close + 1);
  const tables = tablesIn(sourceText('', own.map(({ text }) => text).join('\n')));
  const moved = (span: Span): Span => ({
    ...span,
    startLine: span.startLine + first.number - 1,
    endLine: span.endLine + first.number - 1,
  });
  return {
    tables: tables.map(({ header, rows, span }) => ({
      header,
      rows: rows.map((row) => ({ ...row, span: moved(row.span) })),
      span: moved(span),
    })),
    next: at + own.length,
  };
}

/** Raw cells of a row; `\|` belongs to a cell. */
function cellsOf(row: string): string[] {
  const cells: string[] = [];
  const text = row.trim();
  let start = text.startsWith('|') ? 1 : 0;
  for (let i = start; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '|') {
      cells.push(text.slice(start, i).replaceAll('\\|', '|').trim());
      start = i + 1;
    }
  }
  if (start < text.length) cells.push(text.slice(start).replaceAll('\\|', '|').trim());
  return cells;
}
