import { type Leaf, valuesAt } from '../path.ts';
import { doubtOf, leastFavourable, placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { isNoneOf, meaningOf } from '../value.ts';
import { literalOf } from './literal.ts';

/** `{from: path}`: the attribute where it is set; of several paths the first. */
export function fromReading(input: StepInput): Reading | null {
  const { step, reader, name } = input;
  const doubts: Reading[] = [];
  for (const path of [step.from ?? []].flat()) {
    const readings = valuesAt(reader.body, path).flatMap((leaf) => readLeaf(input, path, leaf) ?? []);
    const worst = leastFavourable(name, readings);
    if (worst !== null && worst.doubt === null) return worst;
    if (worst !== null) doubts.push(worst);
  }
  return leastFavourable(name, doubts);
}

function readLeaf({ world, resource, step, name }: StepInput, path: string, leaf: Leaf): Reading | null {
  const value = literalOf(world, resource.root, leaf.value);
  const meaning = meaningOf(value, name, step);
  const attribute = step.attribute ?? path;
  const place = placeOf(leaf.value);
  const doubt = doubtOf(leaf);
  if (meaning === null) {
    return value.state === 'known' || (step.map && isNoneOf(value, Object.keys(step.map)))
      ? null
      : { property: unresolved(reasonOf(value), attribute, place), doubt };
  }
  if (meaning === 'unresolved') return { property: unresolved(step.reason ?? '', attribute, place), doubt };
  if (meaning === 'absent')
    return {
      property: { state: 'absent', value: null, attribute, place, reason: step.reason ?? null, source: null },
      doubt,
    };
  return {
    property: { state: 'set', value: meaning, attribute, place, reason: step.reason ?? null, source: null },
    doubt,
  };
}
