import { commentText } from '../../text/comments.ts';
import { withSchemaOf } from './sql-alter.ts';
import type { Reading } from './sql-columns.ts';
import { emit, type Output } from './sql-output.ts';
import { isSign, rawToken, splitCommas, stringAt, unquoteName } from './sql-read.ts';

const DOT = 46;
const EQUALS = 61;
const AT = 64;

/** SQL Server procedures that rename and that hold comments. */
export function callProcedure(output: Output, reading: Reading, at: number): void {
  const { t } = reading;
  let i = at;
  while (isSign(t, i + 1, DOT) || isSign(t, i, DOT)) i += 1;
  const procedure = unquoteName(rawToken(t, i)).toLowerCase();
  if (procedure !== 'sp_rename' && procedure !== 'sp_addextendedproperty') return;
  const args: string[] = [];
  const named = new Map<string, string>();
  const cuts = splitCommas(t, i + 1, t.count);
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const [a, b] = [cuts[k] ?? 0, cuts[k + 1] ?? 0];
    const value = a < b ? stringAt(t, b - 1) : null;
    if (isSign(t, a, AT) && isSign(t, a + 2, EQUALS)) named.set(rawToken(t, a + 1).toLowerCase(), value ?? '');
    else args.push(value ?? '');
  }
  if (procedure === 'sp_rename') {
    const parts = (named.get('objname') ?? args[0] ?? '').split('.').map((part) => unquoteName(part.trim()));
    const to = unquoteName(named.get('newname') ?? args[1] ?? '');
    const kind = (named.get('objtype') ?? args[2] ?? '').toLowerCase();
    if (to === '' || parts.some((part) => part === '')) return;
    if (kind === 'column') {
      const column = parts.pop() ?? '';
      const table = parts.slice(-2).join('.');
      if (table !== '') emit(output, reading, { op: 'rename-column', table, column, to }, at - 1, t.count);
    } else if (kind === '' || kind === 'object') {
      const table = parts.slice(-2).join('.');
      emit(output, reading, { op: 'rename-table', table, to: withSchemaOf(table, to, output) }, at - 1, t.count);
    }
    return;
  }
  const arg = (name: string, position: number) => named.get(name) ?? args[position] ?? '';
  if (arg('name', 0).toLowerCase() !== 'ms_description' || arg('level1type', 4).toLowerCase() !== 'table') return;
  const schema = arg('level0name', 3);
  const table = schema === '' ? arg('level1name', 5) : `${schema}.${arg('level1name', 5)}`;
  const text = commentText(arg('value', 1));
  const column = arg('level2name', 7);
  if (arg('level2type', 6).toLowerCase() === 'column') {
    emit(output, reading, { op: 'comment-column', table, column, text }, at - 1, t.count);
  } else emit(output, reading, { op: 'comment-table', table, text }, at - 1, t.count);
}
