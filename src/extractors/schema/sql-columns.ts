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
import { isNotEnforced, readAction, readDefault, readGenerated, readReference } from './sql-clauses.ts';
import { afterGroup, canBeName, isOpen, isWord, type Naming, nameAt, qualifiedName, stringAt } from './sql-read.ts';
import { K, STRING, type Tokens } from './sql-tokens.ts';
import { endsType, readType } from './sql-types.ts';

/** What the readers of one statement share. */
export interface Reading {
  readonly t: Tokens;
  readonly source: SourceText;
  readonly dialect: Dialect;
  readonly naming: Naming;
  /** The text of a statement that is put together at run time. */
  readonly dynamic?: true;
}

export interface ColumnRead {
  readonly column: ColumnDeclaration;
  /** Constraints of the column that have a name of their own, and so can be dropped by it. */
  readonly constraints: readonly TableConstraint[];
  readonly flag: boolean;
  /** What the definition speaks of at all: Oracle's MODIFY leaves the rest as it is. */
  readonly says: { readonly nullable: boolean; readonly default: boolean };
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
  as: K('as'),
  identity: K('identity'),
  autoIncrement: K('auto_increment'),
  autoincrement: K('autoincrement'),
  on: K('on'),
  foreign: K('foreign'),
  encrypt: K('encrypt'),
  encrypted: K('encrypted'),
  decrypt: K('decrypt'),
} as const;

/** Most columns have neither checks nor names for constraints; a dump has a million columns. */
const NONE: readonly never[] = [];

function pushed<T>(list: T[] | null, item: T): T[] {
  if (list === null) return [item];
  list.push(item);
  return list;
}

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
  let constraints: TableConstraint[] | null = null;
  let checks: CheckComparison[] | null = null;
  let nullable = !type.serial;
  let hasDefault = type.serial;
  let defaultFlag: boolean | null = null;
  let primaryKey = false;
  let unique = false;
  let comment: string | null = null;
  let references: Reference | null = null;
  let label: string | null = null;
  let encrypted: boolean | null = null;
  let saysNullable = false;
  let saysDefault = false;

  let i = type.next;
  while (i < end) {
    const at = i;
    switch (t.code[i]) {
      case code.not:
        if (isWord(t, i + 1, code.null)) {
          nullable = false;
          saysNullable = true;
        }
        i += 2;
        break;
      case code.null:
        if (!primaryKey) nullable = true;
        saysNullable = true;
        i += 1;
        break;
      case code.primary:
      case code.key:
        primaryKey = true;
        nullable = false;
        i += isWord(t, i + 1, code.key) ? 2 : 1;
        label = null;
        break;
      case code.foreign:
        i += isWord(t, i + 1, code.key) ? 2 : 1; // FOREIGN KEY REFERENCES …
        break;
      case code.unique:
        if (label === null) unique = true;
        else constraints = pushed(constraints, { type: 'unique', name: label, columns: [name] });
        i += isWord(t, i + 1, code.key) ? 2 : 1;
        label = null;
        break;
      case code.default: {
        // Oracle: DEFAULT ON NULL takes the place of a null that is inserted.
        const onNull = isWord(t, i + 1, code.on) && isWord(t, i + 2, code.null);
        if (onNull) nullable = false;
        const value = readDefault(t, onNull ? i + 3 : i + 1, end, type.flag);
        saysDefault = true;
        hasDefault = value.present;
        defaultFlag = value.flag;
        i = value.next;
        label = null;
        break;
      }
      case code.references: {
        const read = readReference(t, i, end, naming);
        if (label === null) references = read.reference;
        else
          constraints = pushed(constraints, {
            type: 'foreign-key',
            name: label,
            columns: [name],
            references: read.reference,
          });
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
        const idle = isNotEnforced(t, next, end);
        if (label === null) for (const check of idle ? NONE : found) checks = pushed(checks, check);
        else if (found.length > 0) {
          constraints = pushed(constraints, {
            type: 'check',
            name: label,
            comparisons: found,
            ...(idle ? { enforced: false } : {}),
            span: spanOf(reading, i, next),
          });
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
      case code.encrypt:
      case code.encrypted:
      case code.decrypt:
        encrypted = t.code[i] !== code.decrypt;
        i += 1;
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
      checks: checks ?? NONE,
      ...(encrypted === null ? {} : { encrypted }),
      span: spanOf(reading, from, end),
    },
    constraints: constraints ?? NONE,
    flag: type.flag,
    says: { nullable: saysNullable, default: saysDefault },
  };
}
