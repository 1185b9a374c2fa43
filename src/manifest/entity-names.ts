import type { Entity, Field } from '../model/fact.ts';
import { nearest } from '../text/suggest.ts';

export interface EntityIndex {
  /** All that fit best: production before test, stored before transported. */
  readonly find: (ref: string) => readonly Entity[];
  readonly findField: (ref: string) => readonly { readonly entity: Entity; readonly field: Field }[];
  readonly near: (ref: string) => string[];
  readonly nearField: (ref: string) => string[];
  /** With its scope, so that nothing else is meant: `apps/api/User`, `./User` at the top. */
  readonly nameOf: (entity: Entity) => string;
}

/** Looks entities up by model name, stored name, stored name without its database schema, each with or without `scope/`. */
export function indexEntities(entities: readonly Entity[]): EntityIndex {
  const exact = new Map<string, Entity[]>();
  const byTail = new Map<string, Entity[]>();
  for (const entity of entities) {
    for (const name of new Set([entity.name, entity.storedName])) addNames(exact, name, entity);
    const dot = entity.storedName.lastIndexOf('.');
    if (dot >= 0) addNames(byTail, entity.storedName.slice(dot + 1), entity);
  }
  const find = (ref: string): readonly Entity[] => narrow(exact.get(ref) ?? byTail.get(ref) ?? []);
  const names = (): string[] => entities.map(({ name }) => name);
  return {
    find,
    findField: (ref) => {
      for (const [entityRef, fieldRef] of splits(ref)) {
        const found = find(entityRef).flatMap((entity) =>
          entity.fields
            .filter((field) => field.name === fieldRef || field.storedName === fieldRef)
            .map((field) => ({ entity, field })),
        );
        if (found.length > 0) return found;
      }
      return [];
    },
    near: (ref) => nearest(ref, names(), 3),
    nearField: (ref) => {
      for (const [entityRef, fieldRef] of splits(ref)) {
        const fields = find(entityRef).flatMap((entity) => entity.fields.map(({ name }) => name));
        if (fields.length > 0) return nearest(fieldRef, fields, 3).map((field) => `${entityRef}.${field}`);
      }
      const [entityRef, fieldRef] = splits(ref).next().value ?? [ref, ''];
      return nearest(entityRef, names(), 3).map((name) => `${name}.${fieldRef}`);
    },
    nameOf: ({ scope, name }) => `${scope}/${name}`,
  };
}

function addNames(index: Map<string, Entity[]>, name: string, entity: Entity): void {
  for (const key of [name, `${entity.scope}/${name}`]) {
    const list = index.get(key);
    if (list === undefined) index.set(key, [entity]);
    else if (!list.includes(entity)) list.push(entity);
  }
}

function narrow(found: readonly Entity[]): readonly Entity[] {
  const production = found.filter(({ environment }) => environment === 'production');
  const meant = production.length > 0 ? production : found;
  const stored = meant.filter(({ usage }) => usage === 'stored');
  return stored.length > 0 ? stored : meant;
}

/** Entity and field, the last dot first: stored names may hold dots themselves (`billing.invoices.total`). */
function* splits(ref: string): Generator<readonly [string, string]> {
  for (let dot = ref.lastIndexOf('.'); dot > 0; dot = ref.lastIndexOf('.', dot - 1))
    yield [ref.slice(0, dot), ref.slice(dot + 1)];
}
