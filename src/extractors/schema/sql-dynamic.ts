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
  if (t.kind[i] !== STRING || i >= t.count) return false;
  const from = i;
  const parts: string[] = [];
  for (; i < t.count && !isSign(t, i, COMMA) && !isSign(t, i, CLOSE) && !isWord(t, i, AS); i += 1) {
    const text = stringAt(t, i);
    if (text !== null) parts.push(text);
    else if (!isSign(t, i, PLUS) && !isSign(t, i, CONCAT)) parts.push('{{ }}');
  }
  const span = source.spanAt(t.start[from] ?? 0, t.end[i - 1] ?? 0);
  const text = parts.join('');
  const lexer = sqlLexer(text, dialect);
  const inner: Reading = { ...reading, t: lexer.tokens, source: { ...source, text, spanAt: () => span } };
  while (lexer.next()) read(inner);
  return true;
}
