import type { ReferencedFile } from '../../model/declaration.ts';
import { hasPhrase } from '../../text/phrases.ts';
import { splitWords } from '../../text/words.ts';
import { type Line, spanIn } from './lines.ts';

const NUMBER = /(?<![\d.])(?:1\d|2[0-5])(?![\p{L}\d]|\.\d)/gu;
const OF_AGE = new Set(
  'age ages aged birth birthday birthdate dob adult adults adulthood minor minors underage teen teens'.split(' '),
);
/** Life of a cookie or a cache, and numbers of versions. */
const OTHER_AGES = ['max age', 'min fresh', 'cache age', 'cookie age', 'major', 'patch', 'version', 'semver'];
/** What a number on a line about age may count instead: characters, rounds of a hash, seconds. */
const OTHER_COUNTS = new Set(
  'password passphrase passcode pwd pin otp token secret string str length len chars characters bcrypt salt rounds timeout port'.split(
    ' ',
  ),
);
/** Where a member of an object, a statement or an operand begins. */
const BEGINNING = /[{};]|&&|\|\||[({,]\s*["']?[\w$-]+["']?\s*:(?!:)/g;

/**
 * Whole numbers from 10 to 25 on lines that speak of age, birth or adulthood. `subYears(now, 18)` speaks of neither, so
 * lines about years count once the file does elsewhere.
 */
export function agesIn(lines: readonly Line[]): ReferencedFile['ages'] {
  const ages: { value: number; span: ReferencedFile['span']; direct: boolean }[] = [];
  let speaks = false;
  for (const line of lines) {
    const words = splitWords(line.text);
    if (OTHER_AGES.some((phrase) => hasPhrase(words, phrase))) continue;
    const direct = words.some((word) => OF_AGE.has(word)) || /(?<!\d)18\+(?!\s*\w)/.test(line.text);
    speaks ||= direct;
    if (!direct && !words.includes('years')) continue;
    for (const match of line.text.matchAll(NUMBER)) {
      if (countsOther(line.text.slice(0, match.index))) continue;
      ages.push({ value: Number(match[0]), span: spanIn(line, match.index, match.index + match[0].length), direct });
    }
  }
  return ages.filter(({ direct }) => direct || speaks).map(({ value, span }) => ({ value, span }));
}

/** Whether what leads to a number, from the beginning of its member on, is about something else than age. */
function countsOther(before: string): boolean {
  const start = [...before.matchAll(BEGINNING)].at(-1)?.index ?? 0;
  const words = splitWords(before.slice(start));
  return words.some((word) => OTHER_COUNTS.has(word)) && !words.some((word) => OF_AGE.has(word) || word === 'years');
}
