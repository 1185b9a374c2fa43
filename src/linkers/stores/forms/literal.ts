import type { EvaluatedValue } from '../../terraform/evaluated.ts';
import { valuesAt } from '../path.ts';
import type { World } from '../world.ts';

/** Follows a reference to an attribute of another resource that is written there; three hops are more than people use. */
export function literalOf(world: World, root: string, value: EvaluatedValue): EvaluatedValue {
  let current = value;
  for (let hop = 0; hop < 3 && current.state === 'reference' && current.path.length > 0; hop += 1) {
    const targets = world.at(root, current.target);
    const path = current.path.filter((part) => !/^\d+$/.test(part)).join('.');
    const [leaf, ...others] = targets.length === 1 && targets[0] !== undefined ? valuesAt(targets[0].body, path) : [];
    if (leaf === undefined || others.length > 0 || leaf.doubt !== null) return current;
    current = leaf.value;
  }
  return current;
}
