import type { SchemaChange } from '../../model/declaration.ts';
import type { Reading } from './sql-columns.ts';
import { emit, type Output } from './sql-output.ts';
import { canBeName, isWord, nameAt } from './sql-read.ts';
import { K } from './sql-tokens.ts';

/** What an action does, so that the next one may leave its verb out. */
export type Mode = 'add' | 'drop-column' | 'drop-constraint' | 'modify' | 'enforce' | 'ignore' | null;

/** One action of ALTER TABLE. */
export interface Action {
  readonly output: Output;
  readonly reading: Reading;
  readonly table: string;
  readonly from: number;
  readonly end: number;
  /** What the action before did: one without a verb of its own does so too (`ADD a int, b int`). */
  readonly mode: Mode;
}

export function step({ output, reading, from, end }: Action, change: SchemaChange): void {
  emit(output, reading, change, from, end);
}

const ALL = K('all');

/** `NOCHECK CONSTRAINT name`, `DISABLE CONSTRAINT name`, `ALTER CHECK name NOT ENFORCED` and their opposites. */
export function enforceConstraint(action: Action, at: number, on: boolean): Mode {
  const { t, naming } = action.reading;
  if (!canBeName(t, at) || at >= action.end) return null;
  const name = isWord(t, at, ALL) ? null : nameAt(t, at, naming);
  step(action, { op: 'enforce-constraint', table: action.table, name, on });
  return on ? 'enforce' : 'ignore';
}
