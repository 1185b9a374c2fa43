import type { ColumnDeclaration, SchemaChange, TableConstraint } from '../../model/declaration.ts';
import { type Action, enforceConstraint, type Mode, step } from './sql-alter-action.ts';
import { readDefault } from './sql-clauses.ts';
import { type ColumnRead, type Reading, readColumn } from './sql-columns.ts';
import { readElements } from './sql-elements.ts';
import { canBeName, isOpen, isSign, isWord, nameAt, skipIfExists } from './sql-read.ts';
import { K, STRING, type Tokens } from './sql-tokens.ts';
import { readType } from './sql-types.ts';

const code = {
  add: K('add'),
  by: K('by'),
  check: K('check'),
  column: K('column'),
  constraint: K('constraint'),
  data: K('data'),
  default: K('default'),
  disable: K('disable'),
  drop: K('drop'),
  enable: K('enable'),
  enforced: K('enforced'),
  generated: K('generated'),
  not: K('not'),
  null: K('null'),
  partition: K('partition'),
  primary: K('primary'),
  rename: K('rename'),
  select: K('select'),
  set: K('set'),
  to: K('to'),
  type: K('type'),
} as const;
const EQUALS = 61;

export function changeAction(action: Action, from: number): Mode | 'unread' {
  const { t, naming } = action.reading;
  const i = skipIfExists(t, isWord(t, from, code.column) && canBeName(t, from + 2) ? from + 1 : from);
  if (!canBeName(t, i) || !canBeName(t, i + 1)) return 'unread';
  return replaceColumn(action, nameAt(t, i, naming), i + 1);
}

export function modifyAction(action: Action, from: number): Mode | 'unread' {
  const { t, naming } = action.reading;
  const i = skipIfExists(t, isWord(t, from, code.column) ? from + 1 : from);
  if (isOpen(t, i)) {
    for (const element of readElements(action.reading, i, action.end)) {
      if (element.kind === 'column') modifyColumn(action, element.read);
    }
    return 'modify';
  }
  if (isWord(t, i, code.constraint)) {
    const state = t.code[i + 2];
    if (state === code.enable || state === code.disable) enforceConstraint(action, i + 1, state === code.enable);
    return null;
  }
  if (isWord(t, i, code.partition) || isSettingOf(t, i)) return null;
  if (!canBeName(t, i)) return 'unread';
  if (action.reading.dialect !== 'oracle') return replaceColumn(action, nameAt(t, i, naming), i);
  modifyColumn(action, readColumn(action.reading, i, action.end, null));
  return 'modify';
}

/** ClickHouse: MODIFY SETTING a = 1, MODIFY ORDER BY a, MODIFY COMMENT 'x', MODIFY QUERY SELECT … */
function isSettingOf(t: Tokens, at: number): boolean {
  return (
    isWord(t, at + 1, code.by) ||
    isWord(t, at + 1, code.select) ||
    t.kind[at + 1] === STRING ||
    isSign(t, at + 2, EQUALS)
  );
}

/** Oracle's MODIFY changes what it names and leaves the rest: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ALTER-TABLE.html */
function modifyColumn(action: Action, { column, says, constraints }: ColumnRead): void {
  const { table } = action;
  const { type, length, array, nullable, hasDefault, defaultFlag, encrypted } = column;
  const change = {
    ...(type === '' ? {} : { type, length, array }),
    ...(says.nullable ? { nullable } : {}),
    ...(says.default ? { hasDefault, defaultFlag } : {}),
    ...(encrypted === undefined ? {} : { encrypted }),
  };
  if (Object.keys(change).length > 0) step(action, { op: 'alter-column', table, column: column.name, change });
  for (const constraint of [...constraints, ...ownConstraints(column)])
    step(action, { op: 'add-constraint', table, constraint });
}

/** What a column says of keys and checks, as constraints of the table. */
function ownConstraints({ name, primaryKey, unique, references, checks, span }: ColumnDeclaration): TableConstraint[] {
  const base = { name: null, columns: [name] };
  return [
    ...(primaryKey ? [{ ...base, type: 'primary-key' } as const] : []),
    ...(unique ? [{ ...base, type: 'unique' } as const] : []),
    ...(references === null ? [] : [{ ...base, type: 'foreign-key', references } as const]),
    ...(checks.length === 0 ? [] : [{ type: 'check', name: null, comparisons: checks, span } as const]),
  ];
}

function replaceColumn(action: Action, column: string, from: number): Mode {
  const { column: definition, constraints } = readColumn(action.reading, from, action.end, null);
  step(action, { op: 'replace-column', table: action.table, column, definition });
  for (const constraint of constraints) step(action, { op: 'add-constraint', table: action.table, constraint });
  return null;
}

export function alterColumn(action: Action, from: number): Mode | 'unread' {
  const { reading, table, end } = action;
  const { t, naming } = reading;
  if (isWord(t, from, code.constraint) || isWord(t, from, code.check)) {
    const isOff = isWord(t, from + 2, code.not);
    if (isWord(t, isOff ? from + 3 : from + 2, code.enforced)) enforceConstraint(action, from + 1, !isOff);
    return null;
  }
  if (isWord(t, from, code.primary)) return null;
  const i = skipIfExists(t, isWord(t, from, code.column) ? from + 1 : from);
  if (!canBeName(t, i)) return 'unread';
  const column = nameAt(t, i, naming);
  if (isWord(t, i + 1, code.rename)) {
    if (isWord(t, i + 2, code.to) && canBeName(t, i + 3))
      step(action, { op: 'rename-column', table, column, to: nameAt(t, i + 3, naming) });
    return null;
  }
  const change = changeSaid(reading, i, end);
  if (change !== null) step(action, { op: 'alter-column', table, column, change });
  return null;
}

type ColumnChange = Extract<SchemaChange, { op: 'alter-column' }>['change'];

/** What is said behind the name of a column, which is at `at`; null where nothing of it is kept. */
function changeSaid(reading: Reading, at: number, end: number): ColumnChange | null {
  const { t } = reading;
  const k = at + 1;
  const sets = isWord(t, k, code.set);
  const drops = isWord(t, k, code.drop);
  if (isWord(t, k, code.type) || (sets && isWord(t, k + 1, code.data))) {
    const { type, length, array } = readType(t, sets ? k + 3 : k + 1, end);
    return { type, length, array };
  }
  if (sets && isWord(t, k + 1, code.default)) {
    const { present, flag } = readDefault(t, k + 2, end, true);
    return { hasDefault: present, defaultFlag: flag };
  }
  if (drops && isWord(t, k + 1, code.default)) return { hasDefault: false, defaultFlag: null };
  if ((sets || drops) && isWord(t, k + 1, code.not) && isWord(t, k + 2, code.null)) return { nullable: drops };
  if (sets && isWord(t, k + 1, code.null)) return { nullable: true };
  if (isWord(t, k, code.add) && isWord(t, k + 1, code.generated)) return { hasDefault: true, nullable: false };
  if (sets || drops || isWord(t, k, code.add) || !canBeName(t, k) || k >= end) return null;
  // SQL Server: ALTER COLUMN name type NOT NULL
  const { type, length, array, nullable } = readColumn(reading, at, end, null).column;
  return type === '' ? null : { type, length, array, nullable };
}
