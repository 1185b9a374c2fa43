import { printable } from './printable.ts';
import { wrapWords } from './wrap.ts';

/** Writing YAML 1.2 (core schema) line by line, so that comments stand where people look for them. */

export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Words that other readers, or YAML 1.1, take for something else than a text. */
const NO_TEXT = /^(?:null|true|false|yes|no|on|off|y|n|\.inf|\.nan)$/i;
/** No indicator at the start, no colon, no bracket: plain in any context. */
const PLAIN = /^[./]*[\p{L}_$](?:[\p{L}\p{N}_$./()@&+#' *-]*[\p{L}\p{N}_$./)*-])?$/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A text as a plain word where it reads as one, else in double quotes with everything unusual escaped. */
export function yamlText(text: string): string {
  if ((PLAIN.test(text) && !NO_TEXT.test(text) && !text.includes(' #')) || DATE.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Any value on one line: `{entity: User}`, `[DE, US]`. */
export function yamlFlow(value: YamlValue): string {
  if (typeof value === 'string') return yamlText(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(yamlFlow).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, inner]) => `${yamlText(key)}: ${yamlFlow(inner)}`);
  return `{${pairs.join(', ')}}`;
}

/** `key: value` on one line, with a remark after it. */
export function yamlPair(key: string, value: YamlValue, remark = ''): string {
  // Outside of brackets a comma is a character like any other, but at the start of a text.
  const commas =
    typeof value === 'string' &&
    !value.startsWith(',') &&
    yamlText(value.replaceAll(',', '')) === value.replaceAll(',', '');
  return `${yamlText(key)}: ${commas && value !== '' ? value : yamlFlow(value)}${remark === '' ? '' : `  ${yamlComment(remark)}`}`;
}

/** One line of a comment; names of the scanned project cannot end it. */
export function yamlComment(text: string): string {
  return text === '' ? '#' : `# ${printable(text)}`;
}

/** An item of a list: the first line gets the dash, the others stand below it. */
export function yamlItem(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** Sentences as comment lines of at most `width` characters; what continues a sentence is set in. */
export function yamlComments(texts: readonly string[], width = 124): string[] {
  return texts.flatMap((text) =>
    wrapWords(text, width - 4).map((line, index) => yamlComment(index === 0 ? line : `  ${line}`)),
  );
}

export function indented(lines: readonly string[], depth = 2): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(depth)}${line}`));
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
