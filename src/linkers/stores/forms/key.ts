import type { Property } from '../../../model/fact.ts';
import type { EvaluatedValue } from '../../terraform/evaluated.ts';
import { scalarOf, valuesAt } from '../path.ts';
import { doubtOf, leastFavourable, type Outcome, placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { lookUp } from '../value.ts';
import { literalOf } from './literal.ts';

/** Aliases of keys that the provider made and manages: `alias/aws/rds`. */
const OF_THE_PROVIDER = /(?:^|[:/])alias\/aws\//;

/** `{key: path}`: whether the key that encrypts is the customer's own. */
export function keyReading(input: StepInput): Reading | null {
  const readings = [input.step.key ?? []]
    .flat()
    .flatMap((path) =>
      valuesAt(input.reader.body, path).map(
        (leaf): Reading => ({ property: keyed(input, path, leaf.value), doubt: doubtOf(leaf) }),
      ),
    );
  return leastFavourable(input.name, readings);
}

function keyed(
  { world, resource, name, step, ask }: StepInput,
  path: string,
  written: EvaluatedValue,
): Property<Outcome> {
  const place = placeOf(written);
  const set = (value: boolean): Property<Outcome> => ({
    state: 'set',
    value,
    attribute: path,
    place,
    reason: null,
    source: null,
  });
  if (written.state === 'reference') {
    // Keys have rows of their own: what is behind an alias is for them to say.
    const answers = world.at(resource.root, written.target).map((target) => ask(target, name));
    const answer = answers.find(({ value }) => value !== true) ?? answers[0];
    if (answer?.value === true || answer?.value === false) return set(answer.value);
    if (answer?.state === 'unresolved') return unresolved(answer.reason ?? reasonOf(written), path, place);
  }
  const value = literalOf(world, resource.root, written);
  if (value.state === 'reference' || value.state === 'unresolved') return unresolved(reasonOf(value), path, place);
  const text = scalarOf(value);
  const mapped = text === null ? null : lookUp(step.map ?? {}, String(text));
  if (typeof mapped === 'boolean') return set(mapped);
  return set(typeof text !== 'string' || !OF_THE_PROVIDER.test(text));
}
