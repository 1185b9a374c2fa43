import type { Entity, Field } from '../../model/fact.ts';
import type { Tag } from '../../model/tag.ts';
import type { Manifest } from '../../schemas/manifest.ts';
import type { EntityNames } from './names.ts';
import type { Notes } from './notes.ts';

export interface Declared {
  readonly tags: readonly Tag[];
  /** Notes that the manifest contradicts: it wins, and the report says so. */
  readonly disagreements: readonly { readonly field: Field; readonly subject: string }[];
}

interface Said {
  readonly category: string | null;
  readonly protection: Tag['protection'];
  readonly reason: string;
  readonly by: 'manifest' | 'note';
}

/** What the classifier says, corrected by what the team declares: notes in the schema, then the manifest, which wins. */
export function declaredTags(
  entities: readonly Entity[],
  tags: readonly Tag[],
  manifest: Manifest | null,
  names: EntityNames,
  notes: Notes,
  isSpecial: (category: string) => boolean,
): Declared {
  const said = new Map<string, Said>();
  const disagreements: { field: Field; subject: string }[] = [];
  for (const [field, { category, protection }] of notes.fields) {
    if (category !== null || protection !== null)
      said.set(field, { category, protection, reason: 'declared in a note of the schema', by: 'note' });
  }
  const declare = (entityName: string, fieldName: string, saying: Said): void => {
    for (const entity of names.find(entityName)) {
      const field = fieldOf(entity, fieldName);
      if (field === null) continue;
      const before = said.get(field.id);
      if (before?.by === 'note' && contradicts(saying.category, before.category)) {
        disagreements.push({ field, subject: `${entity.name}.${field.name}` });
      }
      said.set(field.id, before === undefined ? saying : both(before, saying));
    }
  };
  for (const row of manifest?.inventory ?? []) {
    for (const [name, value] of Object.entries(row.fields ?? {})) {
      const category = typeof value === 'string' ? value : (value.category ?? null);
      const protection = typeof value === 'string' ? null : (value.protection ?? null);
      declare(row.entity, name, {
        category,
        protection,
        reason: 'declared in the inventory of privaudit.yaml',
        by: 'manifest',
      });
    }
  }
  for (const row of manifest?.overrides ?? []) {
    const dot = row.field.lastIndexOf('.');
    declare(row.field.slice(0, dot), row.field.slice(dot + 1), {
      category: row.category,
      protection: null,
      reason: 'overridden in privaudit.yaml',
      by: 'manifest',
    });
  }
  return { tags: merge(entities, tags, said, isSpecial), disagreements };
}

function contradicts(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** The later word counts for what it speaks of: a row about the protection alone leaves the category as it was said before. */
function both(before: Said, later: Said): Said {
  const speaking = later.category === null ? before : later;
  return { ...speaking, protection: later.protection ?? before.protection };
}

function merge(
  entities: readonly Entity[],
  tags: readonly Tag[],
  said: ReadonlyMap<string, Said>,
  isSpecial: (category: string) => boolean,
): Tag[] {
  const byField = new Map(tags.map((tag) => [tag.id, tag]));
  const merged: Tag[] = [];
  for (const entity of entities) {
    for (const { id } of entity.fields) {
      const tag = byField.get(id) ?? null;
      const saying = said.get(id);
      if (saying === undefined) {
        if (tag) merged.push(tag);
      } else if (saying.category === null) {
        if (tag) merged.push({ ...tag, protection: saying.protection ?? tag.protection });
      } else if (saying.category !== 'none') {
        merged.push({
          id,
          category: saying.category,
          confidence: 1,
          special: isSpecial(saying.category),
          reasons: [saying.reason],
          by: saying.by,
          protection: saying.protection ?? tag?.protection ?? null,
        });
      }
    }
  }
  return merged;
}

/** A field by name or stored name, any case. */
export function fieldOf(entity: Entity, name: string): Field | null {
  const wanted = name.toLowerCase();
  return (
    entity.fields.find((field) => field.name.toLowerCase() === wanted || field.storedName.toLowerCase() === wanted) ??
    null
  );
}
