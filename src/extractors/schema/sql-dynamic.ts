import type { Reading } from './sql-columns.ts';
import { sqlLexer } from './sql-lexer.ts';
import { isOpen, isSign, isWord, rawToken, stringAt } from './sql-read.ts';
import { CONCAT, K, STRING } from './sql-tokens.ts';

const [IMMEDIATE, AS] = [K('immediate'), K('as')];
const PLUS = 43;
const COMMA = 44;
const CLOSE = 41;
const EQUALS = 61;
const AT = 64;

/**
 * A statement in a text that is run at once: `EXECUTE IMMEDIATE '…'`, `EXEC('…')`, `EXEC sp_executesql N'…'`. What is joined
 * into it at run time becomes a placeholder. `at` is behind EXEC. False when there is no such text.
 */
export function readDynamic(reading: Reading, at: number, read: (inner: Reading) => void): boolean {
  const { t, source, dialect } = reading;
  let i = isWord(t, at, IMMEDIATE) ? at + 1 : at;
  if (rawToken(t, i).toLowerCase() === 'sp_executesql') {
    i += 1;
    if (isSign(t, i, AT) && isSign(t, i + 2, EQUALS)) i += 3;
  } else if (isOpen(t, i)) i += 1;
  const from = i;
  const held = isSign(t, i, AT) ? heldText(reading, i) : null;
  if (held === null && (t.kind[i] !== STRING || i >= t.count)) return false;
  const parts: string[] = [];
  for (; held === null && i < t.count && !isSign(t, i, COMMA) && !isSign(t, i, CLOSE) && !isWord(t, i, AS); i += 1) {
    const text = stringAt(t, i);
    if (text !== null) parts.push(text);
    else if (!isSign(t, i, PLUS) && !isSign(t, i, CONCAT)) parts.push('{{ }}');
  }
  const span = source.spanAt(t.start[from] ?? 0, t.end[held === null ? i - 1 : i + 1] ?? 0);
  const text = held ?? parts.join('');
  const lexer = sqlLexer(text, dialect);
  const inner: Reading = { ...reading, t: lexer.tokens, source: { ...source, text, spanAt: () => span } };
  while (lexer.next()) read(inner);
  return true;
}

/** How far before its use the text of a variable is looked for, UTF-16 units. */
const LOOK_BACK = 20_000;
const TEXT = /(?:\s+(?:as\s+)?n?varchar\s*\(\s*\w{1,5}\s*\))?\s*=\s*N?'((?:[^']|''){0,20000})'(?!'|\s*\+)/iy;

/** The literal that the variable at `i` was last set to; null where it was put together. */
function heldText({ t, source }: Reading, i: number): string | null {
  const name = `@${rawToken(t, i + 1)}`;
  const end = t.start[i] ?? 0;
  const before = source.text.slice(Math.max(0, end - LOOK_BACK), end);
  for (
    let at = before.lastIndexOf(name), tries = 0;
    at !== -1 && tries < 4;
    at = before.lastIndexOf(name, at - 1), tries += 1
  ) {
    if (/^\w/.test(before.charAt(at + name.length))) continue;
    TEXT.lastIndex = at + name.length;
    const found = TEXT.exec(before);
    if (found !== null) return (found[1] ?? '').replaceAll("''", "'");
    if (/^\s*\+?=/.test(before.slice(at + name.length, at + name.length + 10))) return null;
    if (at === 0) break;
  }
  return null;
}
