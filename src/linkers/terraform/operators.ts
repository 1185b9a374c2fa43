import type { Place } from '../../model/span.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { literalBehind, type Run } from './scope.ts';
import { failed, known, reasonFor, scalarOf, unresolved } from './values.ts';

const BINARY: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Arithmetic, comparison and negation; null when the name is no operator. */
export function operate(name: string, args: readonly EvaluatedValue[], run: Run, place: Place): EvaluatedValue | null {
  const values = args.map((arg) => literalBehind(arg, run));
  const [first, second] = values;
  if (name === '!' && first !== undefined) {
    const flag = scalarOf(first);
    if (flag === true || flag === 'true') return known(false, place);
    if (flag === false || flag === 'false') return known(true, place);
    return open(values, place);
  }
  const operation = Object.hasOwn(BINARY, name) ? BINARY[name] : undefined;
  if (operation === undefined || first === undefined) return null;
  const a = numberOf(second === undefined ? known(0, place) : first);
  const b = numberOf(second ?? first);
  if (a === null || b === null) return open(values, place);
  const result = operation(a, b);
  return typeof result === 'number' && !Number.isFinite(result)
    ? failed('the result is no number', place)
    : known(result, place);
}

export function numberOf(value: EvaluatedValue | undefined): number | null {
  const scalar = scalarOf(value);
  if (typeof scalar === 'number') return scalar;
  const number = typeof scalar === 'string' && scalar.trim() !== '' ? Number(scalar) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function open(values: readonly EvaluatedValue[], place: Place): EvaluatedValue {
  const cause = values.filter(({ state }) => state !== 'known');
  return cause.length === 0
    ? failed('the operator does not fit its operands', place)
    : unresolved(reasonFor(cause), place, cause, true);
}
