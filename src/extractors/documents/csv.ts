import type { DocumentTable } from '../../model/declaration.ts';
import { FILE_START } from '../../model/span.ts';
import type { Extract } from '../contract.ts';
import { plainText } from './plain.ts';

const MOST_COLUMNS = 64;
const MOST_ROWS = 5000;

/** A list kept as comma-separated values (https://www.rfc-editor.org/rfc/rfc4180; `;` and tab separate as well): one table. */
export const extract: Extract = ({ source }) => {
  const { path, text } = source;
  const [head, ...rest] = recordsOf(text, separatorOf(text));
  const header = head?.cells.map(plainText) ?? [];
  const rows = rest.map(({ cells, start, end }) => ({
    cells: header.map((_, column) => plainText(cells[column] ?? '')),
    span: source.spanAt(start, end),
  }));
  const tables: DocumentTable[] = head === undefined ? [] : [{ header, rows, span: source.spanAt(0, text.length) }];
  const words = rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell !== '').length, 0);
  return {
    declarations: [
      {
        kind: 'document',
        file: path,
        span: FILE_START,
        title: null,
        words,
        headings: [],
        tables,
        items: [],
        dates: [],
        claims: [],
      },
    ],
    diagnostics: [],
  };
};

interface CsvRecord {
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The sign that stands most often in the first line. */
function separatorOf(text: string): string {
  const line = text.slice(0, /[\r\n]|$/.exec(text)?.index ?? 0);
  const count = (sign: string): number => line.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

/** Records that hold anything. Quoted fields may hold separators, line ends and doubled quotes. */
function recordsOf(text: string, separator: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length && records.length <= MOST_ROWS) {
    const start = at;
    const cells: string[] = [];
    for (let more = true; more; ) {
      let cell = '';
      if (text[at] === '"') {
        const from = at + 1;
        at = from;
        while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) at += text[at] === '"' ? 2 : 1;
        cell = text.slice(from, at).replaceAll('""', '"');
        at += 1;
      }
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
      cell += text.slice(from, at);
      if (cells.length < MOST_COLUMNS) cells.push(cell.trim());
      more = text[at] === separator;
      if (more) at += 1;
    }
    const end = at;
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    if (cells.some((cell) => cell !== '')) records.push({ cells, start, end });
  }
  return records;
}
