import type { DocumentDeclaration, DocumentTable } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import { FILE_START, type Span } from '../../model/span.ts';
import type { Extract } from '../contract.ts';
import { claimsIn } from './claims.ts';
import { datesIn } from './dates.ts';
import { withoutEntities } from './entities.ts';
import { plainText } from './plain.ts';
import { countWords, nameOfItem } from './prose.ts';

/** https://html.spec.whatwg.org/multipage/syntax.html: tags, comments, and elements whose content is no text. */
const TAG =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;
const MOST_COLUMNS = 64;
const MOST_ITEMS = 500;
const BREAKS = /^(?:p|div|br|li|ul|ol|tr|td|th|table|thead|tbody|section|article|header|h[1-6]|dt|dd)$/;

interface Open {
  readonly name: string;
  readonly start: number;
  text: string;
}

/** HTML pages of policies: title, headings, tables, list items, dates and length. */
export const extract: Extract = ({ source }) => ({
  declarations: [{ kind: 'document', file: source.path, span: FILE_START, ...read(source) }],
  diagnostics: [],
});

/** The tables of a piece of HTML. */
export function tablesIn(source: SourceText): readonly DocumentTable[] {
  return read(source).tables;
}

type Read = Omit<DocumentDeclaration, 'kind' | 'file' | 'span'>;

/** Tolerant: a tag left open ends where the next of its kind starts. */
function read(source: SourceText): Read {
  const { text } = source;
  const headings: DocumentDeclaration['headings'][number][] = [];
  const tables: DocumentTable[] = [];
  const items: DocumentDeclaration['items'][number][] = [];
  const dates: DocumentDeclaration['dates'][number][] = [];
  const claims: DocumentDeclaration['claims'][number][] = [];
  let title: string | null = null;
  let words = 0;
  let at = 0;
  let before = '';
  let open: Open | null = null;
  let table: { start: number; rows: { cells: string[]; heads: boolean; span: Span }[] } | null = null;
  let row: { start: number; cells: string[]; heads: boolean } | null = null;

  const close = (end: number): void => {
    if (open === null) return;
    const { name, start } = open;
    const content = plainText(open.text);
    const span = source.spanAt(start, end);
    open = null;
    if (name === 'title') title = content === '' ? null : content;
    else if (/^h[1-6]$/.test(name) && content !== '') headings.push({ level: Number(name[1]), text: content, span });
    else if (name === 'li' && items.length < MOST_ITEMS) {
      const item = nameOfItem(content);
      if (item !== null) items.push({ text: item, span });
    } else if ((name === 'td' || name === 'th') && row !== null && row.cells.length < MOST_COLUMNS) {
      row.cells.push(content);
      row.heads &&= name === 'th';
    }
  };
  const closeRow = (end: number): void => {
    close(end);
    if (row !== null && table !== null && row.cells.length > 0) {
      table.rows.push({ cells: row.cells, heads: row.heads, span: source.spanAt(row.start, end) });
    }
    row = null;
  };
  const closeTable = (end: number): void => {
    closeRow(end);
    const [head, ...rest] = table?.rows ?? [];
    if (table !== null && head !== undefined) {
      const rows = rest.map(({ cells, span }) => ({ cells: head.cells.map((_, i) => cells[i] ?? ''), span }));
      tables.push({ header: head.cells, rows, span: source.spanAt(table.start, end) });
    }
    table = null;
  };
  const readText = (end: number): void => {
    const piece = text.slice(at, end);
    if (piece.trim() === '') return;
    if (open !== null) open.text += piece;
    words += countWords(piece);
    const line = source.lineAt(at);
    for (const { date, label } of datesIn(
      { text: withoutEntities(piece).replace(/\s+/g, ' '), number: line },
      before,
    )) {
      dates.push({ date, label, span: source.spanAt(at, end) });
    }
    if (claimsIn({ text: withoutEntities(piece).replace(/\s+/g, ' '), number: line }).length > 0)
      claims.push({ claim: 'customer-managed-keys', span: source.spanAt(at, end) });
    before = withoutEntities(piece).replace(/\s+/g, ' ').slice(-200);
  };

  for (const match of text.matchAll(TAG)) {
    readText(match.index);
    at = match.index + match[0].length;
    const name = match[3]?.toLowerCase();
    if (name === undefined) continue;
    const closing = match[2] === '/';
    if (open !== null && BREAKS.test(name)) open.text += ' ';
    if (name === 'table') {
      closeTable(match.index);
      if (!closing) table = { start: match.index, rows: [] };
    } else if (name === 'tr') {
      closeRow(match.index);
      if (!closing) row = { start: match.index, cells: [], heads: true };
    } else if (name === 'title' || name === 'li' || name === 'td' || name === 'th' || /^h[1-6]$/.test(name)) {
      // Headings and lists inside a cell belong to the cell.
      if (open !== null && (open.name === 'td' || open.name === 'th') && name !== 'td' && name !== 'th') continue;
      close(match.index);
      if (!closing) open = { name, start: match.index, text: '' };
    } else if (name === 'ul' || name === 'ol') close(match.index);
  }
  readText(text.length);
  closeTable(text.length);
  return { title, words, headings, tables, items, dates, claims };
}
