import type { ViewEntity } from '../../checks/contract.ts';
import type { Entity, Store } from '../../model/fact.ts';
import { canHold } from '../../model/store.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../../model/tag.ts';
import type { Manifest } from '../../schemas/manifest.ts';
import type { EntityNames } from './names.ts';
import { keepingOf, type Notes } from './notes.ts';

export interface EntityInput {
  readonly entities: readonly Entity[];
  readonly tags: readonly Tag[];
  readonly notes: Notes;
  readonly stores: readonly Store[];
  readonly manifest: Manifest | null;
  readonly names: EntityNames;
  readonly recordOf: (entity: Entity, tags: readonly Tag[]) => string | null;
  readonly isPersonal: (category: string) => boolean;
  /** The store that a datastore id of the manifest stands for. */
  readonly storeOfDatastore: (id: string) => string | null;
}

/** Joins entities with their tags, their rows of the manifest and the store that holds them. */
export function viewEntities(input: EntityInput): ViewEntity[] {
  const byField = new Map(input.tags.map((tag) => [tag.id, tag]));
  const rows = inventoryRows(input);
  const drafts = input.entities.map((entity) => {
    const tags = entity.fields.flatMap((field) => {
      const tag = byField.get(field.id);
      return tag && tag.confidence >= PERSONAL_THRESHOLD && input.isPersonal(tag.category) ? [tag] : [];
    });
    const row = rows.get(entity.id) ?? null;
    const personal = tags.length > 0;
    return { entity, tags, personal, row };
  });
  const personalIds = new Set(drafts.filter(({ personal }) => personal).map(({ entity }) => entity.id));
  return drafts.map(({ entity, tags, personal, row }): ViewEntity => {
    const parent = personal ? null : parentOf(entity, input.names, personalIds);
    return {
      entity,
      tags,
      personal,
      linked: parent !== null,
      parent,
      record: row?.record ?? input.recordOf(entity, tags),
      store: storeOf(entity, row, input),
      declared: row?.path ?? null,
      note: keepingOf(
        entity,
        entity.fields.filter(({ id }) => tags.some((tag) => tag.id === id)),
        input.notes,
      ),
    };
  });
}

function inventoryRows({
  manifest,
  names,
}: EntityInput): Map<string, { path: string; record: string | null; store: string | null }> {
  const rows = new Map<string, { path: string; record: string | null; store: string | null }>();
  for (const [index, row] of (manifest?.inventory ?? []).entries()) {
    for (const entity of names.find(row.entity)) {
      rows.set(entity.id, { path: `inventory[${index}]`, record: row.record ?? null, store: row.store ?? null });
    }
  }
  return rows;
}

/** The personal entity that a foreign key points at. */
function parentOf(entity: Entity, names: EntityNames, personal: ReadonlySet<string>): string | null {
  for (const field of entity.fields) {
    if (field.references === null) continue;
    const target =
      names.find(field.references.table).find((other) => other.scope === entity.scope) ??
      names.find(field.references.table)[0];
    if (target && target.id !== entity.id && personal.has(target.id)) return target.id;
  }
  return null;
}

function storeOf(
  entity: Entity,
  row: { readonly store: string | null } | null,
  input: EntityInput,
): ViewEntity['store'] {
  if (row?.store) {
    const id = input.storeOfDatastore(row.store);
    if (id !== null) return { id, by: 'manifest' };
  }
  if (entity.usage !== 'stored') return null;
  const fitting = input.stores.filter((store) => store.environment === 'production' && canHold(store, entity.dialect));
  const sameScope = fitting.filter((store) => store.scope === entity.scope);
  const [only] = sameScope;
  // A Compose file beside the code is what runs on a laptop as often as not: it does not take the data away from the databases
  // that infrastructure code, in a folder of its own, makes for it.
  const rival = only?.by === 'compose' && fitting.some(({ by }) => by === 'terraform');
  if (sameScope.length === 1 && only && !rival) return { id: only.id, by: 'engine' };
  // Infrastructure code stands in a folder of its own as a rule: the only store of the engine in the whole scan is it.
  if (sameScope.length === 0 && fitting.length === 1 && fitting[0]) return { id: fitting[0].id, by: 'assumed' };
  return null;
}
