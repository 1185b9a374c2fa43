import type { Property } from '../../../model/fact.ts';
import type { EvaluatedResource, EvaluatedValue } from '../../terraform/evaluated.ts';
import { valuesAt } from '../path.ts';
import {
  doubtOf,
  leastFavourable,
  type Outcome,
  placeOf,
  type Reading,
  reasonOf,
  same,
  unresolved,
} from '../reading.ts';
import type { StepInput } from '../step.ts';
import { pointedAt } from '../world.ts';

/** `{follows: [path]}`: the same property of the store that the attribute points at. */
export function followReading(input: StepInput): Reading | null {
  const doubts: Reading[] = [];
  for (const path of input.step.follows ?? []) {
    const readings = valuesAt(input.reader.body, path).map((leaf) => ({
      property: followed(input, path, leaf.value),
      doubt: doubtOf(leaf),
    }));
    const worst = leastFavourable(input.name, readings);
    if (worst !== null && worst.doubt === null) return worst;
    if (worst !== null) doubts.push(worst);
  }
  return leastFavourable(input.name, doubts);
}

function followed(input: StepInput, path: string, value: EvaluatedValue): Property<Outcome> {
  const { world, resource, name, ask } = input;
  const place = placeOf(value);
  const targets = pointedAt(world, resource.root, value).filter((target) => isSource(input, value, target));
  if (targets.length === 0) return unresolved(unseen(value), path, place);
  const found = targets.map((target) => ask(target, name));
  const first = found[0] as Property<Outcome>;
  const label = targets.length === 1 ? (targets[0]?.address ?? '') : (targets[0]?.blockAddress ?? '');
  if (first.state === 'unresolved' || !found.every((property) => same(property, first))) {
    return unresolved(`it follows ${label}: ${first.reason ?? 'which is not the same everywhere'}`, path, place);
  }
  return {
    state: 'follows',
    value: first.value,
    attribute: path,
    place,
    reason: `it follows ${label}`,
    source: first.source,
  };
}

/** What is pointed at has to know the property; a literal name, which may be that of anything, a store of the same kind. */
function isSource(
  { world, row, resource, name }: StepInput,
  value: EvaluatedValue,
  target: EvaluatedResource,
): boolean {
  const other = world.rowOf(target);
  if (target === resource || other == null) return false;
  if (other.properties[name] === undefined && name !== 'region') return false;
  if (value.state !== 'known' || other.store === null || row.store === null) return true;
  return other.store.kind === row.store.kind || [other.store.kind, row.store.kind].includes('backup');
}

function unseen(value: EvaluatedValue): string {
  if (value.state === 'reference') return `it follows ${value.target}, which cannot be seen here`;
  if (value.state === 'unresolved') return `it follows a source that cannot be seen here: ${value.reason}`;
  return value.state === 'hidden' ? reasonOf(value) : 'it follows a source that is not part of this code';
}
