import type { Place } from '../../../model/span.ts';
import { isSurelyNotEmpty } from '../compare.ts';
import type { EvaluatedValue } from '../evaluated.ts';
import { numberOf } from '../operators.ts';
import { hideValue } from '../sensitive.ts';
import { failed, isFailed, known, reasonFor, unresolved } from '../values.ts';
import { listOf, objectOf, textOf } from './arguments.ts';
import type { OpenFunction } from './contract.ts';

/** Functions that have an answer although not all of their arguments are known. */
export const choices: Readonly<Record<string, OpenFunction>> = {
  can: ([value], place) => {
    if (value === undefined || isFailed(value)) return known(false, place);
    return value.state === 'unresolved' ? unresolved(value.reason, place, [value], true) : known(true, place);
  },
  coalesce: (args, place) =>
    first(args, place, (arg) => arg.state === 'known' && (arg.value === null || arg.value === '')),
  coalescelist: (args, place) =>
    first(args, place, (arg) => listOf(arg)?.length === 0 || (arg.state === 'known' && arg.value === null)),
  element: ([list, index], place) => {
    const [items, at] = [listOf(list), numberOf(index)];
    if (items === null || at === null) return open([list, index], place);
    return items[at % items.length] ?? failed('the list is empty', place);
  },
  jsondecode: structure,
  jsonencode: structure,
  lookup: ([map, key, otherwise], place) => {
    const [object, name] = [objectOf(map), textOf(key)];
    if (object === null || name === null) return open([map, key, otherwise], place);
    const found = Object.hasOwn(object, name) ? object[name] : otherwise;
    return found ?? failed(`there is no ${name}`, place);
  },
  nonsensitive: ([value], place) => value ?? failed('it lacks an argument', place),
  one: ([list], place) => {
    const items = listOf(list);
    if (items === null) return open([list], place);
    return items.length > 1 ? failed('the list has more than one element', place) : (items[0] ?? known(null, place));
  },
  sensitive: ([value], place) => (value === undefined ? failed('it lacks an argument', place) : hideValue(value)),
  try: (args, place) => args.find((arg) => !isFailed(arg)) ?? failed('nothing it tries succeeds', place),
  yamldecode: structure,
  yamlencode: structure,
};

/** Documents are kept as what they are made of: `jsonencode({…})` is the object. */
function structure([value]: readonly EvaluatedValue[], place: Place): EvaluatedValue {
  return value ?? failed('it lacks an argument', place);
}

/** The first argument that counts. A reference is taken as set: whoever writes it first means it. */
function first(
  args: readonly EvaluatedValue[],
  place: Place,
  isSkipped: (arg: EvaluatedValue) => boolean,
): EvaluatedValue {
  for (const arg of args) {
    if (isSkipped(arg)) continue;
    if (arg.state === 'unresolved' || (arg.state === 'hidden' && !isSurelyNotEmpty(arg)))
      return unresolved(reasonFor([arg]), place, args, true);
    return arg;
  }
  return failed('all its arguments are empty', place);
}

function open(args: readonly (EvaluatedValue | undefined)[], place: Place): EvaluatedValue {
  const given = args.filter((arg) => arg !== undefined);
  const unknown = given.filter(({ state }) => state !== 'known');
  return unknown.length === 0
    ? failed('the function does not fit its arguments', place)
    : unresolved(reasonFor(unknown), place, given);
}
