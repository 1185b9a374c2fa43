import type { SchemaStep } from '../../model/declaration.ts';
import { commentText } from '../../text/comments.ts';
import { splitTableName, tableNameOf } from '../../text/table-names.ts';
import { type Action, enforceConstraint, type Mode, step } from './sql-alter-action.ts';
import { alterColumn, changeAction, modifyAction } from './sql-alter-column.ts';
import { readDefault } from './sql-clauses.ts';
import type { Reading } from './sql-columns.ts';
import { type Element, readElement, readElements } from './sql-elements.ts';
import { inSchema, type Output } from './sql-output.ts';
import {
  canBeName,
  isBalanced,
  isClosed,
  isOpen,
  isSign,
  isTemporaryName,
  isWord,
  nameAt,
  namesInGroup,
  qualifiedName,
  rawToken,
  skipCluster,
  skipIfExists,
  splitCommas,
  stringAt,
} from './sql-read.ts';
import { opensColumns } from './sql-remnant.ts';
import { readVersioning } from './sql-temporal.ts';
import { K, keywordSet } from './sql-tokens.ts';
import { endsTtl, readTtl, ttlIn } from './sql-ttl.ts';

const code = {
  add: K('add'),
  alter: K('alter'),
  attach: K('attach'),
  as: K('as'),
  cascade: K('cascade'),
  change: K('change'),
  check: K('check'),
  column: K('column'),
  comment: K('comment'),
  constraint: K('constraint'),
  default: K('default'),
  disable: K('disable'),
  drop: K('drop'),
  enable: K('enable'),
  for: K('for'),
  foreign: K('foreign'),
  generated: K('generated'),
  index: K('index'),
  inherit: K('inherit'),
  key: K('key'),
  modify: K('modify'),
  nocheck: K('nocheck'),
  only: K('only'),
  partition: K('partition'),
  primary: K('primary'),
  rename: K('rename'),
  restrict: K('restrict'),
  schema: K('schema'),
  set: K('set'),
  to: K('to'),
  unused: K('unused'),
  with: K('with'),
} as const;

/** First words of actions of which nothing is taken. */
const IGNORED =
  keywordSet(`attach detach no cluster validate convert order default character collate truncate switch comment
  charset rule`);
/** What no action of another kind speaks of: where one does, the beginning of an action is missing. */
const VERBS = keywordSet('add drop alter modify change rename column constraint');

const CLAUSES = keywordSet('add modify drop rename');
/** What a clause may end with where another one follows. */
const ENDS_CLAUSE = keywordSet('null enable disable cascade validate');
const CLOSE = 41;

/** ALTER TABLE; `at` is behind the word TABLE. False when an action is not understood. */
export function alterTable(output: Output, reading: Reading, at: number): boolean {
  const { t, naming } = reading;
  let i = skipIfExists(t, at);
  if (isWord(t, i, code.only)) i += 1;
  const { name, next } = qualifiedName(t, i, naming);
  if (isTemporaryName(t, i, next)) return true;
  if (name === '') return false;
  const table = inSchema(output, name);
  const first = isSign(t, next, 42) ? next + 1 : skipCluster(t, next); // ALTER TABLE name *
  const cuts = splitActions(reading, first);
  let mode: Mode = null;
  let whole = isBalanced(t, first, t.count);
  const before = output.steps.length;
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [from, end] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    if (from >= end) continue;
    const action = readAction({ output, reading, table, from, end, mode });
    if (action === 'unread') whole = false;
    else mode = action;
  }
  // All actions call the table by its old name, wherever the new one stands among them.
  const made = output.steps.splice(before);
  const isRename = ({ change }: SchemaStep): boolean => change.op === 'rename-table';
  output.steps.push(...made.filter((one) => !isRename(one)), ...made.filter(isRename));
  return whole;
}

/**
 * At commas; Oracle also puts one clause behind the other (`ADD (a int) MODIFY (b NOT NULL)`, `ADD CONSTRAINT … ADD …`), and so does
 * Db2 (`ADD COLUMN a int ADD COLUMN b int`), which has no dialect of its own here.
 */
function splitActions({ t, dialect }: Reading, first: number): number[] {
  const cuts = splitCommas(t, first, t.count);
  if (dialect !== 'oracle' && dialect !== 'ansi') return cuts;
  const all: number[] = [];
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [from, end] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    all.push(from);
    let depth = 0;
    for (let i = from; i < end; i += 1) {
      if (isOpen(t, i)) depth += 1;
      else if (isSign(t, i, CLOSE)) depth -= 1;
      else if (
        depth === 0 &&
        i > from &&
        CLAUSES[t.code[i] ?? 0] === 1 &&
        (dialect === 'oracle'
          ? isSign(t, i - 1, CLOSE) || ENDS_CLAUSE[t.code[i - 1] ?? 0] === 1
          : isWord(t, i + 1, code.column) || isWord(t, i + 1, code.constraint))
      )
        all.push(i, i);
    }
    all.push(end);
  }
  return all;
}

function readAction(action: Action): Mode | 'unread' {
  const { reading, mode } = action;
  const { t } = reading;
  let { from } = action;
  // SQL Server: WITH CHECK ADD CONSTRAINT
  if (isWord(t, from, code.with) && (isWord(t, from + 1, code.check) || isWord(t, from + 1, code.nocheck))) from += 2;
  if (endsTtl(t, from)) {
    step(action, { op: 'drop-job', name: `TTL ${action.table}` });
    return null;
  }
  const ttl = ttlIn(t, from, action.end);
  if (ttl !== null) {
    readTtl(action.output, reading, action.table, ttl, action.end);
    return null;
  }
  switch (t.code[from]) {
    case code.add:
      return addAction(action, from + 1);
    case code.drop:
      return dropAction(action, from + 1);
    case code.rename:
      return renameAction(action, from + 1);
    case code.change:
      return changeAction(action, from + 1);
    case code.modify:
      return modifyAction(action, from + 1);
    case code.alter:
      return alterColumn(action, from + 1);
    case code.comment: {
      const text = stringAt(t, isSign(t, from + 1, 61) ? from + 2 : from + 1);
      if (text !== null) step(action, { op: 'comment-table', table: action.table, text: commentText(text) });
      return null;
    }
    case code.attach: {
      if (!isWord(t, from + 1, code.partition)) return null;
      const { name } = qualifiedName(t, from + 2, reading.naming);
      if (name !== '') {
        step(action, { op: 'attach-partition', table: action.table, partition: inSchema(action.output, name) });
      }
      return null;
    }
    case code.inherit: {
      const { name } = qualifiedName(t, from + 1, reading.naming);
      if (name !== '') step(action, { op: 'inherit', table: action.table, from: inSchema(action.output, name) });
      return null;
    }
    case code.set:
      if (reading.dialect === 'sqlserver') readVersioning(action.output, reading, action.table, from + 1);
      // Oracle's SET UNUSED hides a column for good.
      if (isWord(t, from + 1, code.unused))
        return dropColumn(action, isWord(t, from + 2, code.column) ? from + 3 : from + 2);
      if (isWord(t, from + 1, code.schema) && canBeName(t, from + 2)) {
        const to = tableNameOf(nameAt(t, from + 2, reading.naming), splitTableName(action.table).name);
        step(action, { op: 'rename-table', table: action.table, to });
      }
      return null;
    case code.check:
    case code.nocheck:
    case code.enable:
    case code.disable: {
      const on = t.code[from] === code.check || t.code[from] === code.enable;
      // Oracle: ENABLE NOVALIDATE CONSTRAINT
      const at = isWord(t, from + 1, code.constraint) ? from + 2 : from + 3;
      return isWord(t, at - 1, code.constraint) ? enforceConstraint(action, at, on) : null;
    }
    default:
      if (IGNORED[t.code[from] ?? 0] === 1) return null;
      return mode === null ? otherAction(action) : furtherAction(action, mode);
  }
}

/** `ADD a int, b int`, `DROP COLUMN a, b`: what has no verb of its own does what the one before did. */
function furtherAction(action: Action, mode: Exclude<Mode, null>): Mode | 'unread' {
  const { reading, from, end } = action;
  const { t } = reading;
  if (mode === 'add') return addElements(action, from);
  if (mode === 'modify') return modifyAction(action, from);
  if (mode === 'enforce' || mode === 'ignore') return enforceConstraint(action, from, mode === 'enforce');
  if (isWord(t, from, code.column)) return dropColumn(action, from + 1);
  if (isWord(t, from, code.constraint)) return dropConstraint(action, from + 1);
  const isName = end - from === 1 || isWord(t, from + 1, code.with) || isWord(t, from + 1, code.cascade);
  if (!isName) return otherAction(action);
  return mode === 'drop-column' ? dropColumn(action, from) : dropConstraint(action, from);
}

/** ClickHouse: the values of a column are written to the disc, or taken from it. */
const UPKEEP = /^(?:materialize|clear)$/i;

/** Options of tables and storage, of which there are hundreds. */
function otherAction({ reading: { t }, from, end }: Action): Mode | 'unread' {
  if (UPKEEP.test(rawToken(t, from))) return null;
  let depth = 0;
  for (let i = from; i < end; i += 1) {
    // The beginning of a table has been lost.
    if (depth === 0 && i > from && opensColumns(t, i)) return 'unread';
    if (isOpen(t, i)) depth += 1;
    else if (isSign(t, i, CLOSE)) depth -= 1;
    else if (depth === 0 && i > from && VERBS[t.code[i] ?? 0] === 1) return 'unread';
  }
  return null;
}

function addAction(action: Action, from: number): Mode | 'unread' {
  const { t } = action.reading;
  let i = from;
  if (isWord(t, i, code.column)) i += 1;
  i = skipIfExists(t, i);
  if (isWord(t, i, code.partition) || isWord(t, i, code.generated)) return null;
  if (isDefaultFor(action, i)) return 'add';
  return addElements(action, i);
}

/** SQL Server: `ADD CONSTRAINT name DEFAULT (0) FOR column`. */
function isDefaultFor(action: Action, from: number): boolean {
  const { reading, end } = action;
  const { t, naming } = reading;
  const i = isWord(t, from, code.constraint) ? from + 2 : from;
  if (!isWord(t, i, code.default)) return false;
  let at = i + 1;
  while (at < end && !isWord(t, at, code.for)) at += 1;
  if (at + 1 >= end) return false;
  const column = nameAt(t, at + 1, naming);
  const read = readDefault(t, i + 1, at, true);
  step(action, {
    op: 'alter-column',
    table: action.table,
    column,
    change: { hasDefault: read.present, defaultFlag: read.flag },
  });
  return true;
}

function addElements(action: Action, from: number): Mode | 'unread' {
  const { reading, end } = action;
  const { t } = reading;
  let elements: readonly Element[];
  let whole = true;
  if (isOpen(t, from)) {
    elements = readElements(reading, from, end);
    whole = isClosed(t, from, end);
  } else elements = [readElement(reading, from, end, null)];
  for (const element of elements) {
    if (element.kind === 'column') {
      step(action, { op: 'add-column', table: action.table, column: element.read.column });
      for (const constraint of element.read.constraints)
        step(action, { op: 'add-constraint', table: action.table, constraint });
    } else if (element.kind === 'constraint') {
      step(action, { op: 'add-constraint', table: action.table, constraint: element.constraint });
    } else if (element.kind === 'unread') whole = false;
  }
  return whole ? 'add' : 'unread';
}

function dropAction(action: Action, from: number): Mode {
  const { t } = action.reading;
  const { end } = action;
  // A lone word is a column, whatever the word.
  if (end - from === 1 && canBeName(t, from)) return dropColumn(action, from);
  switch (t.code[from]) {
    case code.column:
      return dropColumn(action, from + 1);
    case code.constraint:
    case code.check:
    case code.index:
    case code.key:
      return dropConstraint(action, from + 1);
    case code.foreign:
      return dropConstraint(action, from + 2);
    case code.primary:
      step(action, { op: 'drop-constraint', table: action.table, name: 'PRIMARY' });
      return null;
    case code.partition:
    case code.default:
      return null;
    default:
      return dropColumn(action, from);
  }
}

function dropColumn(action: Action, from: number): Mode {
  const { t, naming } = action.reading;
  const i = skipIfExists(t, from);
  if (isOpen(t, i)) {
    for (const column of namesInGroup(t, i, action.end, naming)) {
      step(action, { op: 'drop-column', table: action.table, column });
    }
    return null;
  }
  const isLast = i + 1 >= action.end || isWord(t, i + 1, code.cascade) || isWord(t, i + 1, code.restrict);
  if (!canBeName(t, i) || !isLast) return null;
  step(action, { op: 'drop-column', table: action.table, column: nameAt(t, i, naming) });
  return 'drop-column';
}

function dropConstraint(action: Action, from: number): Mode {
  const { t, naming } = action.reading;
  const i = skipIfExists(t, from);
  if (!canBeName(t, i) || i >= action.end) return null;
  step(action, { op: 'drop-constraint', table: action.table, name: nameAt(t, i, naming) });
  return 'drop-constraint';
}

function renameAction(action: Action, from: number): Mode {
  const { reading, output, table, end } = action;
  const { t, naming } = reading;
  if (
    isWord(t, from, code.constraint) ||
    ((isWord(t, from, code.index) || isWord(t, from, code.key)) && end - from === 4)
  ) {
    return null;
  }
  if (isWord(t, from, code.to) || isWord(t, from, code.as) || end - from === 1) {
    const to = qualifiedName(t, end - from === 1 ? from : from + 1, naming).name;
    if (to !== '') step(action, { op: 'rename-table', table, to: withSchemaOf(table, to, output) });
    return null;
  }
  const i = isWord(t, from, code.column) ? skipIfExists(t, from + 1) : from;
  if (canBeName(t, i) && isWord(t, i + 1, code.to) && canBeName(t, i + 2)) {
    step(action, { op: 'rename-column', table, column: nameAt(t, i, naming), to: nameAt(t, i + 2, naming) });
  }
  return null;
}

/** A new name without schema stays in the schema of the old one. */
export function withSchemaOf(table: string, to: string, output: Output): string {
  const { schema, name } = splitTableName(to);
  if (schema !== '') return to;
  const old = splitTableName(table).schema;
  return old === '' ? inSchema(output, to) : tableNameOf(old, name);
}
