import {
  afterGroup,
  canBeName,
  isOpen,
  isSign,
  type Naming,
  nameAt,
  rawToken,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { ARROW, NUMBER, type Tokens, WORD } from './sql-tokens.ts';

const EQUALS = 61;
const AT = 64;

/** What a procedure is called with. Texts are never to be shown as they are. */
export interface Arguments {
  /** The argument of that name, else the one at that position; empty where there is none or it is computed. */
  readonly text: (name: string, position: number) => string;
  /** Index behind the call. */
  readonly next: number;
}

/** `@name = value, value` of T-SQL, `(name => value, value)` of PL/SQL; `from` is behind the name of the procedure. */
export function readArguments(t: Tokens, from: number, naming: Naming): Arguments {
  const grouped = isOpen(t, from);
  const next = grouped ? afterGroup(t, from, t.count) : t.count;
  const cuts = grouped ? splitCommas(t, from + 1, next - 1) : splitCommas(t, from, next);
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [a, b] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    if (isSign(t, a, AT) && isSign(t, a + 2, EQUALS))
      named.set(rawToken(t, a + 1).toLowerCase(), valueAt(t, a + 3, b, naming));
    else if (t.kind[a] === WORD && isSign(t, a + 1, ARROW))
      named.set(rawToken(t, a).toLowerCase(), valueAt(t, a + 2, b, naming));
    else positional.push(valueAt(t, a, b, naming));
  }
  return { text: (name, position) => named.get(name) ?? positional[position] ?? '', next };
}

/** A lone literal, number or name; what stands behind it (`OUTPUT`, the next statement) is no part of it. */
function valueAt(t: Tokens, from: number, end: number, naming: Naming): string {
  if (from >= end) return '';
  const text = stringAt(t, from);
  if (text !== null) return text;
  if (t.kind[from] === NUMBER) return rawToken(t, from);
  return canBeName(t, from) ? nameAt(t, from, naming) : '';
}
