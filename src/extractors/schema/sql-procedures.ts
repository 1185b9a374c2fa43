import { commentText } from '../../text/comments.ts';
import { tableNameOf } from '../../text/table-names.ts';
import { agentCall } from './sql-agent.ts';
import { withSchemaOf } from './sql-alter.ts';
import { type Arguments, readArguments } from './sql-arguments.ts';
import type { Reading } from './sql-columns.ts';
import { emit, type Output } from './sql-output.ts';
import { isSign, rawToken, unquoteName } from './sql-read.ts';

const DOT = 46;
const EQUALS = 61;
const AT = 64;

/** SQL Server procedures that rename, that hold comments and that schedule; `at` is behind EXEC. */
export function callProcedure(output: Output, reading: Reading, at: number): void {
  const { t } = reading;
  let i = isSign(t, at, AT) && isSign(t, at + 2, EQUALS) ? at + 3 : at; // EXEC @result = procedure
  while (isSign(t, i + 1, DOT) || isSign(t, i, DOT)) i += 1;
  const procedure = unquoteName(rawToken(t, i)).toLowerCase();
  if (!procedure.startsWith('sp_')) return;
  const args = readArguments(t, i + 1, reading.naming);
  if (procedure === 'sp_rename') rename(output, reading, at - 1, args);
  else if (procedure === 'sp_addextendedproperty' || procedure === 'sp_updateextendedproperty') {
    describe(output, reading, at - 1, args);
  } else agentCall(output, reading, at - 1, procedure, args);
}

/** https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-rename-transact-sql */
function rename(output: Output, reading: Reading, verb: number, { text, next }: Arguments): void {
  const parts = (text('objname', 0).match(/\[[^\]]*\]|"[^"]*"|[^.]+/g) ?? []).map((part) => unquoteName(part.trim()));
  const to = unquoteName(text('newname', 1)).replace(/^\.+/, ''); // a placeholder stood before the dot
  const kind = text('objtype', 2).toLowerCase();
  if (to === '' || parts.length === 0) return;
  // Without a type `schema.table.column` is a column all the same.
  if (kind === 'column' || (kind === '' && parts.length === 3)) {
    const column = parts.pop() ?? '';
    const table = tableOf(parts);
    if (table !== '') emit(output, reading, { op: 'rename-column', table, column, to }, verb, next);
  } else if (kind === '' || kind === 'object') {
    const table = tableOf(parts);
    emit(output, reading, { op: 'rename-table', table, to: withSchemaOf(table, to, output) }, verb, next);
  }
}

function tableOf(parts: readonly string[]): string {
  return tableNameOf(parts.at(-2) ?? '', parts.at(-1) ?? '');
}

/** https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql */
function describe(output: Output, reading: Reading, verb: number, { text: arg, next }: Arguments): void {
  if (!/^(?:ms_)?description$/i.test(arg('name', 0)) || arg('level1type', 4).toLowerCase() !== 'table') return;
  const schema = arg('level0name', 3);
  const name = arg('level1name', 5);
  if (name === '') return;
  const table = tableNameOf(schema, name);
  const text = commentText(arg('value', 1));
  const column = arg('level2name', 7);
  if (arg('level2type', 6).toLowerCase() === 'column') {
    emit(output, reading, { op: 'comment-column', table, column, text }, verb, next);
  } else emit(output, reading, { op: 'comment-table', table, text }, verb, next);
}
