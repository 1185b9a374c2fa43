import type { ViewEntity } from '../checks/contract.ts';
import type { Field } from '../model/fact.ts';
import { sortedBy } from '../model/order.ts';
import { yamlPair } from '../text/write-yaml.ts';
import type { DraftContext, DraftSection } from './contract.ts';

/** Personal entities that are stored, each with its fields and what they hold. */
export const inventory: DraftSection = (context) => {
  const missing = inFileOrder(context.view.entities.filter((one) => isPersonal(one) && one.declared === null));
  return {
    key: 'inventory',
    kind: 'list',
    about: [
      'What is stored about people, and where. What is not personal: overrides: [{field: Entity.field, category: none, reason: why}]',
      'Further keys of a row: role, subject, purposes, record, mandatory, tenantKey, authority.',
    ],
    parts: missing.flatMap((one) => {
      const name = context.nameOf(one);
      if (name === null) return [];
      const store = storeIdOf(one, context);
      const lines = [
        yamlPair('entity', name),
        yamlPair('source', one.entity.place.file),
        ...(store === null ? [] : [yamlPair('store', store)]),
        'fields:',
        ...fieldLines(one, () => false).map((line) => `  ${line}`),
      ];
      return [{ before: [], lines }];
    }),
    after: missing
      .filter((one) => context.nameOf(one) === null)
      .map(({ entity: { name, place } }) => `Not listed, since others have the same name: ${name} (${place.file})`),
    onlyNew: false,
    nouns: ['entity', 'entities'],
  };
};

export function isPersonal({ entity, personal }: ViewEntity): boolean {
  return personal && entity.usage === 'stored';
}

/** Sorted as people find them: by file and line. */
export function inFileOrder(entities: readonly ViewEntity[]): ViewEntity[] {
  return sortedBy(
    entities,
    ({ entity: { place } }) => `${place.file}\0${String(place.span.startLine).padStart(9, '0')}`,
  );
}

/** `email: user.contact.email`, for the personal fields that `isThere` does not know. */
export function fieldLines(of: ViewEntity, isThere: (field: Field) => boolean): string[] {
  const { fields } = of.entity;
  return fields.flatMap((field) => {
    const tag = of.tags.find(({ id }) => id === field.id);
    if (tag === undefined || isThere(field)) return [];
    const name = [field.name, field.storedName].find(
      (one) => fields.filter((other) => other.name === one || other.storedName === one).length === 1,
    );
    return name === undefined ? [] : [yamlPair(name, tag.category, tag.special ? 'special category' : '')];
  });
}

function storeIdOf(one: ViewEntity, { view, idOfStore }: DraftContext): string | null {
  const store = view.stores.find(({ id }) => id === one.store?.id);
  return store === undefined ? null : idOfStore(store);
}
