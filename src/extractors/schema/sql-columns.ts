import type {
  CheckComparison,
  ColumnDeclaration,
  Dialect,
  Reference,
  TableConstraint,
} from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import type { Span } from '../../model/span.ts';
import { commentText } from '../../text/comments.ts';
import { readCheck, settleFlags } from './sql-checks.ts';
import {
  afterGroup,
  canBeName,
  isOpen,
  isWord,
  type Naming,
  nameAt,
  namesInGroup,
  qualifiedName,
  rawToken,
  stringAt,
} from './sql-read.ts';
import { CAST_SIGN, K, NUMBER, SIGN, STRING, type Tokens, WORD } from './sql-tokens.ts';
import { endsType, readType } from './sql-types.ts';

/** What the readers of one statement share. */
export interface Reading {
  readonly t: Tokens;
  readonly source: SourceText;
  readonly dialect: Dialect;
  readonly naming: Naming;
}

export interface ColumnRead {
  readonly column: ColumnDeclaration;
  /** Constraints of the column that have a name of their own, and so can be dropped by it. */
  readonly constraints: readonly TableConstraint[];
  readonly flag: boolean;
}

const code = {
  not: K('not'),
  null: K('null'),
  primary: K('primary'),
  key: K('key'),
  unique: K('unique'),
  default: K('default'),
  references: K('references'),
  check: K('check'),
  constraint: K('constraint'),
  comment: K('comment'),
  collate: K('collate'),
  character: K('character'),
  charset: K('charset'),
  set: K('set'),
  generated: K('generated'),
  always: K('always'),
  by: K('by'),
  as: K('as'),
  identity: K('identity'),
  autoIncrement: K('auto_increment'),
  autoincrement: K('autoincrement'),
  on: K('on'),
  match: K('match'),
  delete: K('delete'),
  update: K('update'),
  cascade: K('cascade'),
  restrict: K('restrict'),
  action: K('action'),
  no: K('no'),
  true: K('true'),
  false: K('false'),
} as const;

export function spanOf(reading: Reading, from: number, end: number): Span {
  const { t, source } = reading;
  const start = t.start[from] ?? 0;
  return source.spanAt(start, Math.max(start, t.end[Math.max(from, end - 1)] ?? start));
}

/** A column definition [from, end); the name is at `from`. `comment`: what stands behind it on its line. */
export function readColumn(reading: Reading, from: number, end: number, lineComment: string | null): ColumnRead {
  const { t, naming } = reading;
  const name = t.kind[from] === STRING ? (stringAt(t, from) ?? '') : nameAt(t, from, naming);
  const type = readType(t, from + 1, end);
  const constraints: TableConstraint[] = [];
  const checks: CheckComparison[] = [];
  let nullable = !type.serial;
  let hasDefault = type.serial;
  let defaultFlag: boolean | null = null;
  let primaryKey = false;
  let unique = false;
  let comment: string | null = null;
  let references: Reference | null = null;
  let label: string | null = null;

  let i = type.next;
  while (i < end) {
    const at = i;
    switch (t.code[i]) {
      case code.not:
        if (isWord(t, i + 1, code.null)) nullable = false;
        i += 2;
        break;
      case code.null:
        if (!primaryKey) nullable = true;
        i += 1;
        break;
      case code.primary:
      case code.key:
        primaryKey = true;
        nullable = false;
        i += isWord(t, i + 1, code.key) ? 2 : 1;
        label = null;
        break;
      case code.unique:
        if (label === null) unique = true;
        else constraints.push({ type: 'unique', name: label, columns: [name] });
        i += isWord(t, i + 1, code.key) ? 2 : 1;
        label = null;
        break;
      case code.default: {
        const value = readDefault(t, i + 1, end, type.flag);
        hasDefault = value.present;
        defaultFlag = value.flag;
        i = value.next;
        label = null;
        break;
      }
      case code.references: {
        const read = readReference(t, i, end, naming);
        if (label === null) references = read.reference;
        else constraints.push({ type: 'foreign-key', name: label, columns: [name], references: read.reference });
        i = read.next;
        label = null;
        break;
      }
      case code.check: {
        if (!isOpen(t, i + 1)) {
          i += 1;
          break;
        }
        const next = afterGroup(t, i + 1, end);
        const found = settleFlags(
          readCheck(t, i + 2, next - 1, naming),
          type.flag ? new Set([name.toLowerCase()]) : new Set(),
        );
        if (label === null) checks.push(...found);
        else if (found.length > 0) {
          constraints.push({ type: 'check', name: label, comparisons: found, span: spanOf(reading, i, next) });
        }
        i = next;
        label = null;
        break;
      }
      case code.constraint:
        i += 1;
        if (canBeName(t, i) && !endsType(t, i)) {
          label = nameAt(t, i, naming);
          i += 1;
        }
        break;
      case code.comment: {
        const text = stringAt(t, i + 1);
        if (text !== null && i + 1 < end) comment = commentText(text);
        i += 2;
        break;
      }
      case code.collate:
        i = qualifiedName(t, i + 1, naming).next;
        break;
      case code.character:
        i += isWord(t, i + 1, code.set) ? 3 : 1;
        break;
      case code.charset:
        i += 2;
        break;
      case code.identity:
        nullable = false;
        hasDefault = true;
        i += 1;
        break;
      case code.autoIncrement:
      case code.autoincrement:
        hasDefault = true;
        i += 1;
        break;
      case code.generated:
      case code.as: {
        const read = readGenerated(t, i, end);
        hasDefault = true;
        if (read.identity) nullable = false;
        i = read.next;
        break;
      }
      case code.on:
        i = readAction(t, i, end).next;
        break;
      default:
        i = isOpen(t, i) ? afterGroup(t, i, end) : i + 1;
    }
    if (i <= at) i = at + 1;
  }
  return {
    column: {
      name,
      storedName: name,
      type: type.type,
      length: type.length,
      array: type.array,
      nullable,
      hasDefault,
      defaultFlag,
      primaryKey,
      unique,
      comment: comment ?? (lineComment === '' ? null : lineComment),
      references,
      checks,
      span: spanOf(reading, from, end),
    },
    constraints,
    flag: type.flag,
  };
}

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
function readAction(
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
function readGenerated(t: Tokens, from: number, end: number): { readonly identity: boolean; readonly next: number } {
  let i = from + 1;
  while (i < end && (t.code[i] === code.always || t.code[i] === code.by || t.code[i] === code.default)) i += 1;
  if (isWord(t, i, code.as)) i += 1;
  if (isWord(t, i, code.identity))
    return { identity: true, next: isOpen(t, i + 1) ? afterGroup(t, i + 1, end) : i + 1 };
  if (isOpen(t, i)) return { identity: false, next: afterGroup(t, i, end) };
  while (i < end && t.kind[i] === WORD && !endsType(t, i)) i += isOpen(t, i + 1) ? afterGroup(t, i + 1, end) - i : 1;
  return { identity: false, next: i };
}
