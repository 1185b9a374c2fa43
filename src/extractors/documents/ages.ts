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
      ages.push({ value: Number(match[0]), span: spanIn(line, match.index, match.index + match[0].length), direct });
    }
  }
  return ages.filter(({ direct }) => direct || speaks).map(({ value, span }) => ({ value, span }));
}
