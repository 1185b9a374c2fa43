import type { Property } from '../../model/fact.ts';
import type { Evidence, View, ViewStore } from '../contract.ts';

export function seen(property: Property<boolean> | null, store: ViewStore, view: View): Evidence[] {
  const declared = store.declared?.row.encryption?.atRest?.enabled;
  return [
    ...settingSeen(property, store, 'encryption', ['on', 'off']),
    ...(declared === undefined ? [] : [rowSaid(store, 'enabled', declared ? 'encrypted' : 'not encrypted', view)]),
  ];
}

export function keySeen(property: Property<boolean> | null, store: ViewStore, view: View): Evidence[] {
  const declared = store.declared?.row.encryption?.atRest?.key;
  return [
    ...settingSeen(property, store, 'the key', ["a key of the customer's own", 'a key of the provider']),
    ...(declared === undefined ? [] : [rowSaid(store, 'key', `encrypted with a ${declared} key`, view)]),
  ];
}

function rowSaid({ declared }: ViewStore, key: 'enabled' | 'key', value: string, view: View): Evidence {
  const place = view.manifestPlace(`${declared?.path}.encryption.atRest.${key}`);
  return { fact: 'declared', args: { id: declared?.row.id ?? '', value }, place };
}

function settingSeen(
  property: Property<boolean> | null,
  store: ViewStore,
  name: string,
  [yes, no]: readonly [string, string],
): Evidence[] {
  if (property === null || property.state === 'absent') return [];
  const args = {
    name,
    attribute: property.attribute ?? name,
    value: property.value === null ? 'unknown' : property.value ? yes : no,
    reason: property.reason,
    source: property.source === null ? null : `${property.source.url}, read ${property.source.checked}`,
  };
  return [{ fact: settingFact(property), args, place: property.place ?? store.place }];
}

function settingFact({ state, attribute, source }: Property<boolean>): string {
  if (state === 'default' && attribute === null) return 'attribute-none';
  // Documentation is what speaks for it where the text itself does not decide.
  return state === 'set' && source !== null ? 'attribute-either' : `attribute-${state}`;
}

/** What people lose when this store is read: the first fields it holds. */
export function held(store: ViewStore, view: View): Evidence[] {
  const fields = view.entities
    .filter(({ entity }) => store.entities.includes(entity.id))
    .flatMap(({ entity, tags }) =>
      tags.map((tag) => `${entity.name}.${entity.fields.find(({ id }) => id === tag.id)?.name ?? ''}`),
    );
  if (fields.length === 0) return [];
  const more = fields.length > 5 ? ` and ${fields.length - 5} more personal fields` : '';
  return [{ fact: 'holds', args: { fields: `${fields.slice(0, 5).join(', ')}${more}` }, place: null }];
}
