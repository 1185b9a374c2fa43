import type { DocumentTable } from '../../model/declaration.ts';
import { type Line, spanIn } from './lines.ts';
import { plainText } from './plain.ts';

const DELIMITER = /^:?-+:?$/;
const MOST_COLUMNS = 64;

/**
 * The table that starts at a line, by GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-): a
 * header, a delimiter row of as many cells, and rows up to a blank line. Null where none starts.
 */
export function tableAt(lines: readonly Line[], at: number): { table: DocumentTable; next: number } | null {
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
  for (let line = lines[next]; line?.text.includes('|'); line = lines[next]) {
    const cells = cellsOf(line.text);
    rows.push({ cells: header.map((_, column) => plainText(cells[column] ?? '')), span: spanIn(line) });
    next += 1;
  }
  const last = lines[next - 1] ?? second;
  const span = { ...spanIn(first), endLine: last.number, endColumn: last.text.length + 1 };
  return { table: { header: header.map(plainText), rows, span }, next };
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
