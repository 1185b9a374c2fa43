import { ABSENT, type Property } from '../../model/fact.ts';
import { regionWord } from '../../text/region-names.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { literalOf } from './forms/literal.ts';
import { scalarOf, valuesAt } from './path.ts';
import { type Outcome, placeOf, reasonOf, unresolved } from './reading.ts';
import type { World } from './world.ts';

/** Attributes by which resources of the large providers say where they are. */
const OWN = ['region', 'location', 'location_id', 'availability_zone', 'availability_zones', 'zone'];

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
    // `azurerm_resource_group.main.location` is written there.
    const text = scalarOf(literalOf(world, resource.root, value));
    if (typeof text !== 'string') return unresolved(reasonOf(value), attribute, placeOf(value)) as Property<string>;
    return { state: 'set', value: regionWord(text), attribute, place: placeOf(value), reason: null, source: null };
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
