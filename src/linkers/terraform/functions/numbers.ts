import type { Place } from '../../../model/span.ts';
import type { EvaluatedValue } from '../evaluated.ts';
import { numberOf } from '../operators.ts';
import { known } from '../values.ts';
import { listOf, textOf } from './arguments.ts';
import type { KnownFunction } from './contract.ts';

/** Longest list that range() makes. */
const MAX_RANGE = 10_000;

export const numbers: Readonly<Record<string, KnownFunction>> = {
  abs: onNumber(Math.abs),
  ceil: onNumber(Math.ceil),
  floor: onNumber(Math.floor),
  max: (args, place) => ofNumbers(args, (values) => values.reduce((a, b) => Math.max(a, b)), place),
  min: (args, place) => ofNumbers(args, (values) => values.reduce((a, b) => Math.min(a, b)), place),
  parseint: ([value, base], place) => {
    const number = Number.parseInt(textOf(value) ?? '', numberOf(base) ?? 10);
    return Number.isNaN(number) ? null : known(number, place);
  },
  range: (args, place) => {
    const limits = args.map(numberOf);
    if (limits.includes(null) || limits.length === 0) return null;
    const [a = 0, b, step = null] = limits;
    const [from, to] = b === undefined ? [0, a ?? 0] : [a ?? 0, b ?? 0];
    const by = step ?? (to < from ? -1 : 1);
    if (by === 0 || (to - from) / by > MAX_RANGE) return null;
    const items: EvaluatedValue[] = [];
    for (let i = from; by > 0 ? i < to : i > to; i += by) items.push(known(i, place));
    return known(items, place);
  },
  sum: ([list], place) => ofNumbers(listOf(list) ?? [], (values) => values.reduce((a, b) => a + b), place),
  tonumber: ([value], place) => {
    if (value?.state === 'known' && value.value === null) return value;
    const number = numberOf(value);
    return number === null ? null : known(number, place);
  },
};

function onNumber(change: (value: number) => number): KnownFunction {
  return ([value], place) => {
    const number = numberOf(value);
    return number === null ? null : known(change(number), place);
  };
}

function ofNumbers(
  values: readonly EvaluatedValue[],
  make: (values: number[]) => number,
  place: Place,
): EvaluatedValue | null {
  const found = values.map(numberOf).filter((value) => value !== null);
  return found.length === values.length && found.length > 0 ? known(make(found), place) : null;
}
