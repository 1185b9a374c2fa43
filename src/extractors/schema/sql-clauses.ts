import type { Reference } from '../../model/declaration.ts';
import {
  afterGroup,
  isOpen,
  isWord,
  type Naming,
  namesInGroup,
  qualifiedName,
  rawToken,
  stringAt,
} from './sql-read.ts';
import { CAST_SIGN, K, NUMBER, SIGN, type Tokens, WORD } from './sql-tokens.ts';
import { endsType } from './sql-types.ts';

const code = {
  null: K('null'),
  default: K('default'),
  set: K('set'),
  always: K('always'),
  by: K('by'),
  as: K('as'),
  identity: K('identity'),
  on: K('on'),
  match: K('match'),
  delete: K('delete'),
  update: K('update'),
  cascade: K('cascade'),
  restrict: K('restrict'),
  no: K('no'),
  true: K('true'),
  false: K('false'),
  not: K('not'),
  enforced: K('enforced'),
  deferrable: K('deferrable'),
  initially: K('initially'),
  immediate: K('immediate'),
  deferred: K('deferred'),
  enable: K('enable'),
  disable: K('disable'),
  validate: K('validate'),
} as const;

/** What may stand behind a constraint, besides NOT and words of one product. */
const STATES = new Set<number>([
  code.enforced,
  code.deferrable,
  code.initially,
  code.immediate,
  code.deferred,
  code.enable,
  code.disable,
  code.validate,
]);

interface DefaultRead {
  /** A default of NULL is none. */
  readonly present: boolean;
  readonly flag: boolean | null;
  readonly next: number;
}

/** The expression behind DEFAULT. Of its value only a plain yes or no is kept. */
export function readDefault(t: Tokens, from: number, end: number, isFlag: boolean): DefaultRead {
  let first = from;
  while (isOpen(t, first) && first < end) first += 1;
  let next = isOpen(t, from) ? afterGroup(t, from, end) : from + 1;
  while (next < end && !endsType(t, next)) next = isOpen(t, next) ? afterGroup(t, next, end) : next + 1;
  let after = first + 1;
  while (after < next && t.kind[after] === SIGN && t.code[after] === 41) after += 1;
  const alone = after >= next || t.code[after] === CAST_SIGN;
  const present = !(alone && t.code[first] === code.null);
  return { present: present && from < end, flag: alone ? flagOf(t, first, isFlag) : null, next };
}

function flagOf(t: Tokens, i: number, isFlag: boolean): boolean | null {
  if (t.code[i] === code.true) return true;
  if (t.code[i] === code.false) return false;
  if (!isFlag) return null;
  const text = t.kind[i] === NUMBER ? rawToken(t, i) : (stringAt(t, i)?.toLowerCase() ?? '');
  if (text === '1' || text === 't' || text === 'true') return true;
  if (text === '0' || text === 'f' || text === 'false') return false;
  return null;
}

/**
 * Whether what stands behind a constraint says that it is not kept to: `NOT ENFORCED` (MySQL, PostgreSQL, the standard), Oracle's
 * `DISABLE`. https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html
 */
export function isNotEnforced(t: Tokens, from: number, end: number): boolean {
  for (let i = from; i < end; i += 1) {
    if (t.code[i] === code.disable) return true;
    if (t.code[i] === code.not && isWord(t, i + 1, code.enforced)) return true;
    const goesOn = STATES.has(t.code[i] ?? 0) || (t.code[i] === code.not && STATES.has(t.code[i + 1] ?? 0));
    if (!goesOn) return false;
  }
  return false;
}

/** REFERENCES at `from`, with its actions. */
export function readReference(
  t: Tokens,
  from: number,
  end: number,
  naming: Naming,
): { readonly reference: Reference; readonly next: number } {
  const target = qualifiedName(t, from + 1, naming);
  let i = target.next;
  let column: string | null = null;
  if (isOpen(t, i) && i < end) {
    const columns = namesInGroup(t, i, end, naming);
    column = columns.length === 1 ? (columns[0] ?? null) : null;
    i = afterGroup(t, i, end);
  }
  let onDelete: Reference['onDelete'] = null;
  while (i < end) {
    if (isWord(t, i, code.match)) i += 2;
    else if (isWord(t, i, code.on)) {
      const action = readAction(t, i, end);
      if (isWord(t, i + 1, code.delete)) onDelete = action.action;
      i = action.next;
    } else break;
  }
  return { reference: { table: target.name, column, onDelete }, next: i };
}

/** `ON DELETE SET NULL`, `ON UPDATE CURRENT_TIMESTAMP(3)`. */
export function readAction(
  t: Tokens,
  on: number,
  end: number,
): { readonly action: Reference['onDelete']; readonly next: number } {
  if (!isWord(t, on + 1, code.delete) && !isWord(t, on + 1, code.update)) return { action: null, next: on + 1 };
  const i = on + 2;
  if (i >= end) return { action: null, next: end };
  switch (t.code[i]) {
    case code.cascade:
      return { action: 'cascade', next: i + 1 };
    case code.restrict:
      return { action: 'restrict', next: i + 1 };
    case code.no:
      return { action: 'no-action', next: i + 2 };
    case code.set: {
      const isDefault = isWord(t, i + 1, code.default);
      let next = i + 2;
      if (isOpen(t, next)) next = afterGroup(t, next, end);
      return { action: isDefault ? 'set-default' : 'set-null', next };
    }
    default:
      return { action: null, next: isOpen(t, i + 1) ? afterGroup(t, i + 1, end) : i + 1 };
  }
}

/** `GENERATED BY DEFAULT AS IDENTITY (…)`, `GENERATED ALWAYS AS (…) STORED`, SQL Server's `AS (…)`. */
export function readGenerated(
  t: Tokens,
  from: number,
  end: number,
): { readonly identity: boolean; readonly next: number } {
  let i = from + 1;
  while (i < end && (t.code[i] === code.always || t.code[i] === code.by || t.code[i] === code.default)) i += 1;
  if (isWord(t, i, code.as)) i += 1;
  if (isWord(t, i, code.identity))
    return { identity: true, next: isOpen(t, i + 1) ? afterGroup(t, i + 1, end) : i + 1 };
  if (isOpen(t, i)) return { identity: false, next: afterGroup(t, i, end) };
  while (i < end && t.kind[i] === WORD && !endsType(t, i)) i += isOpen(t, i + 1) ? afterGroup(t, i + 1, end) - i : 1;
  return { identity: false, next: i };
}
