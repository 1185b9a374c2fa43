import type { DocumentDeclaration } from '../../model/declaration.ts';
import { type Line, spanIn } from './lines.ts';
import { plainText } from './plain.ts';

/** Months by their names in English, German, French, Spanish, Italian, Portuguese and Dutch: https://cldr.unicode.org */
const MONTHS = [
  'jan january januar jänner janvier enero gennaio janeiro januari',
  'feb february februar février febrero febbraio fevereiro februari',
  'mar march märz maerz mars marzo março maart',
  'apr april avril abril aprile',
  'may mai mayo maggio maio mei',
  'jun june juni juin junio giugno junho',
  'jul july juli juillet julio luglio julho',
  'aug august août agosto augustus',
  'sep sept september septembre septiembre settembre setembro',
  'oct october okt oktober octobre octubre ottobre outubro',
  'nov november novembre noviembre novembro',
  'dec december dez dezember décembre diciembre dicembre dezembro',
].map((names) => names.split(' '));
const MONTH = `(${MONTHS.flat()
  .sort((a, b) => b.length - a.length)
  .join('|')})(?!\\p{L})\\.?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th|er|[º°.])?';
const YEAR = '((?:19|20)\\d{2})';

/**
 * Year first, the month by name, or one of two numbers too large for a month. `07/01/2026` is read differently on two
 * continents, so it is no date here.
 */
const DATE = new RegExp(
  [
    `(?<![\\w./-])${YEAR}([-/.])(\\d{2})\\2(\\d{2})(?![\\d/-]|\\.\\d)`,
    `\\b${DAY}(?: of| de| di)? ${MONTH},?(?: de)? ${YEAR}\\b`,
    `\\b${MONTH} ${DAY},? ${YEAR}\\b`,
    `(?<![\\w./-])(\\d{1,2})([./]) ?(\\d{1,2})\\12 ?${YEAR}(?![\\w/-]|\\.\\d)`,
  ].join('|'),
  'giu',
);
/** As much of a line is searched. */
const LONGEST_LINE = 10_000;
const LABEL_WORDS = 6;
const LABEL_BEFORE = 120;

/** Dates of a line as `YYYY-MM-DD`; `before` is the text that stands before the line and labels a date at its start. */
export function datesIn(line: Line, before: string): DocumentDeclaration['dates'][number][] {
  if (!/\d{4}/.test(line.text)) return [];
  const dates: DocumentDeclaration['dates'][number][] = [];
  const text = line.text.slice(0, LONGEST_LINE);
  let labelFrom = 0;
  for (const match of text.matchAll(DATE)) {
    const date = isoDate(match);
    if (date === null) continue;
    const end = match.index + match[0].length;
    const label = labelOf(text.slice(Math.max(labelFrom, match.index - LABEL_BEFORE), match.index));
    const fallback = labelFrom === 0 ? labelOf(before.slice(-LABEL_BEFORE)) : '';
    dates.push({ date, label: label === '' ? fallback : label, span: spanIn(line, match.index, end) });
    labelFrom = end;
  }
  return dates;
}

function isoDate(match: RegExpMatchArray): string | null {
  const year = Number(match[1] ?? match[7] ?? match[10] ?? match[14]);
  const name = match[6] ?? match[8];
  const [first, second] = [Number(match[11] ?? 0), Number(match[13] ?? 0)];
  if (match[11] !== undefined && first <= 12 === second <= 12) return null;
  const month = name === undefined ? Number(match[3] ?? Math.min(first, second)) : monthOf(name);
  const day = Number(match[4] ?? match[5] ?? match[9] ?? Math.max(first, second));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The words right before a date, in lower case: `last updated`, `effective date`. */
function labelOf(before: string): string {
  const sentence =
    plainText(before)
      .split(/[.;!?|] /)
      .pop() ?? '';
  const words = sentence
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}…]+/u)
    .filter((word) => word !== '');
  return words.slice(-LABEL_WORDS).join(' ');
}
