import { ABSENT, type Property } from '../../model/fact.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { scalarOf, valuesAt } from './path.ts';
import { type Outcome, placeOf, reasonOf, unresolved } from './reading.ts';
import type { World } from './world.ts';

/** Attributes by which resources of the large providers say where they are. */
const OWN = ['region', 'location', 'availability_zone'];

/** Where a resource is: by an attribute of its own, else by the configuration of its provider. */
export function regionOf(world: World, resource: EvaluatedResource): Property<string> {
  const configuration = resource.provider === null ? undefined : world.at(resource.root, resource.provider)[0];
  const candidates = [
    ...OWN.map((attribute) => ({ attribute, body: resource.body })),
    ...(configuration === undefined ? [] : [{ attribute: 'region', body: configuration.body }]),
  ];
  for (const { attribute, body } of candidates) {
    const value = valuesAt(body, attribute)[0]?.value;
    if (value === undefined) continue;
    const text = scalarOf(value);
    if (typeof text !== 'string') return unresolved(reasonOf(value), attribute, placeOf(value)) as Property<string>;
    // A zone is a region and a letter: eu-central-1a.
    const region = attribute === 'availability_zone' ? text.replace(/(\d)[a-z]$/, '$1') : text;
    return { state: 'set', value: region, attribute, place: placeOf(value), reason: null, source: null };
  }
  return unresolved('the region is set outside of the code', 'region', null) as Property<string>;
}

export const NO_REGION: Property<string> = ABSENT;

/** Narrows a property to the values its name allows; rows are checked by their examples. */
export function only<T extends Outcome>(property: Property<Outcome>, fits: (value: Outcome) => boolean): Property<T> {
  const sound = property.value === null || fits(property.value);
  return (
    sound ? property : unresolved('its value makes no sense here', property.attribute, property.place)
  ) as Property<T>;
}
