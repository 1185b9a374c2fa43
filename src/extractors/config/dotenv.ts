import type { SettingDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { interpolate } from './interpolate.ts';
import { setting } from './setting.ts';

/** `NAME=`, `export NAME=`, `NAME: `, with the spaces around. https://github.com/motdotla/dotenv#rules */
const ASSIGNMENT = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,200})(?:[ \t]*=[ \t]*|:[ \t]+)/y;
/** Longer values are no part of another. */
const LONGEST_VALUE = 500;
const QUOTES = new Set(['"', "'", '`']);

/** Settings of a .env file. Commented lines say nothing; of values only what setting() lets through stays. */
export function extract({ source }: ExtractInput): Extraction {
  const { text, path } = source;
  const declarations: SettingDeclaration[] = [];
  const set = new Map<string, string>();
  const quotes = new ClosingQuotes(text);
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    const lineEnd = endOfLine(text, from);
    ASSIGNMENT.lastIndex = from;
    const match = ASSIGNMENT.exec(text);
    if (match === null) {
      from = lineEnd + 1;
      continue;
    }
    const nameAt = match.index + match[0].indexOf(match[1] ?? '');
    const start = ASSIGNMENT.lastIndex;
    const closing = QUOTES.has(text[start] ?? '') ? quotes.after(start) : null;
    const end = closing === null ? unquotedEnd(text, start, lineEnd) : closing + 1;
    const raw = closing === null ? text.slice(start, end) : text.slice(start + 1, closing);
    // Single quotes keep `$` as it is: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
    const value = closing !== null && text[start] !== '"' ? raw : interpolate(raw, set);
    const name = match[1] ?? '';
    const span = source.spanAt(nameAt, end);
    const declaration = setting({ source: 'env', file: path, owner: null, name, text: value, span });
    // What is not to be shown must not show as a part of another value.
    if (declaration.value !== null && declaration.value.kind !== 'hidden' && value.length <= LONGEST_VALUE)
      set.set(name, value);
    declarations.push(declaration);
    from = endOfLine(text, end) + 1;
  }
  return { declarations, diagnostics: [] };
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** An unquoted value ends before ` #`, without the spaces at its end. */
function unquotedEnd(text: string, start: number, lineEnd: number): number {
  const value = text.slice(start, lineEnd);
  const comment = value.search(/(?:^|[ \t])#/);
  return start + (comment < 0 ? value : value.slice(0, comment)).trimEnd().length;
}

/**
 * Finds the quote that closes a value, which may be some lines on. It counts only when nothing but a comment follows on its
 * line: an apostrophe left open must not swallow the settings below it. Each kind of quote is searched in vain only once.
 */
class ClosingQuotes {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  after(start: number): number | null {
    const text = this.#text;
    const quote = text[start] ?? '';
    if (this.#missing.has(quote)) return null;
    let at = text.indexOf(quote, start + 1);
    while (at >= 0 && quote === '"' && text[at - 1] === '\\') at = text.indexOf(quote, at + 1);
    if (at < 0) {
      this.#missing.add(quote);
      return null;
    }
    return /^[ \t]*(?:#|$)/.test(text.slice(at + 1, Math.min(endOfLine(text, at), at + 200)).trimEnd()) ? at : null;
  }
}
