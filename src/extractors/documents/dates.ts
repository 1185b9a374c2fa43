import type { DocumentDeclaration } from '../../model/declaration.ts';
import { type Line, spanIn } from './lines.ts';
import { plainText } from './plain.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';

/** Year first, or the month by name. `07/01/2026` is read differently on two continents, so it is no date here. */
const DATE = new RegExp(
  [
    '(?<![\\w./-])((?:19|20)\\d{2})([-/.])(\\d{2})\\2(\\d{2})(?![\\d/-]|\\.\\d)',
    `\\b${DAY}(?: of)? ${MONTH},? ((?:19|20)\\d{2})\\b`,
    `\\b${MONTH} ${DAY},? ((?:19|20)\\d{2})\\b`,
  ].join('|'),
  'gi',
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
  const year = Number(match[1] ?? match[7] ?? match[10]);
  const month = match[3] === undefined ? monthOf(match[6] ?? match[8]) : Number(match[3]);
  const day = Number(match[4] ?? match[5] ?? match[9]);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
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
