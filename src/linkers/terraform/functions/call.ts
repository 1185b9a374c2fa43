import type { Place } from '../../../model/span.ts';
import type { EvaluatedValue } from '../evaluated.ts';
import { literalBehind, outOfSteps, type Run, spend } from '../scope.ts';
import { failed, reasonFor, unresolved } from '../values.ts';
import { choices } from './choices.ts';
import { collections } from './collections.ts';
import type { KnownFunction, OpenFunction } from './contract.ts';
import { numbers } from './numbers.ts';
import { strings } from './strings.ts';

const KNOWN: ReadonlyMap<string, KnownFunction> = new Map(Object.entries({ ...strings, ...collections, ...numbers }));
const OPEN: ReadonlyMap<string, OpenFunction> = new Map(Object.entries(choices));

/** Calls a function of the language; https://developer.hashicorp.com/terraform/language/functions */
export function callFunction(name: string, written: readonly EvaluatedValue[], run: Run, place: Place): EvaluatedValue {
  if (
    !spend(
      run,
      written.reduce((sum, arg) => sum + widthOf(arg), 1),
    )
  )
    return outOfSteps(place);
  const open = OPEN.get(name);
  if (open !== undefined) return open(written, place);
  const args = written.map((arg) => literalBehind(arg, run));
  const called = KNOWN.get(name);
  if (called === undefined) return unresolved(`the function ${name.slice(0, 64)} is not worked out`, place, args, true);
  const unknown = args.filter(({ state }) => state !== 'known');
  if (unknown.length > 0) return unresolved(reasonFor(unknown), place, args, true);
  return called(args, place) ?? failed(`the function ${name} does not fit its arguments`, place);
}

function widthOf({ state, ...value }: EvaluatedValue): number {
  const data = state === 'known' && 'value' in value ? value.value : null;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 1;
}
