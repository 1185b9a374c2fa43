import type { Entity } from '../model/fact.ts';
import type { Tag } from '../model/tag.ts';
import type { Category } from '../schemas/category.ts';
import { type ContextKind, type EntityContext, entityContext } from './classify/context.ts';
import { type Lexicon, lexiconOf, type NameCatalog } from './classify/lexicon.ts';
import { tagOf } from './classify/score.ts';

/** Tags of all fields that may be personal data, at most one a field; those from PERSONAL_THRESHOLD on count as personal. */
export function classify(entities: readonly Entity[], catalog: NameCatalog): Tag[] {
  const lexicon = lexiconOf(catalog);
  const categories = new Map(catalog.categories.map((category) => [category.id, category]));
  return entities.flatMap((entity) => classifyEntity(entity, lexicon, categories));
}

function classifyEntity(entity: Entity, lexicon: Lexicon, categories: ReadonlyMap<string, Category>): Tag[] {
  const context = entityContext(entity, lexicon);
  const tags = tagsIn(entity, context, lexicon, categories);
  if (context.kind !== 'unknown' && !context.byKey) return tags;
  const kind = kindBySiblings(tags);
  // What has a key of a person may be anything of theirs; what tells rows apart by an e-mail address or a user name is people.
  if (context.byKey && !(kind === 'person' && hasUnique(entity, tags))) return tags;
  return kind === 'unknown' ? tags : tagsIn(entity, { ...context, kind }, lexicon, categories);
}

function tagsIn(
  entity: Entity,
  context: EntityContext,
  lexicon: Lexicon,
  categories: ReadonlyMap<string, Category>,
): Tag[] {
  const tags: Tag[] = [];
  for (const field of entity.fields) {
    const tag = tagOf(field, context, lexicon, categories);
    if (tag !== null) tags.push(tag);
  }
  return tags;
}

function hasUnique({ fields }: Entity, tags: readonly Tag[]): boolean {
  const sure = new Set(tags.filter((tag) => tag.confidence >= SURE).map((tag) => tag.id));
  return fields.some((field) => field.unique && sure.has(field.id));
}

const SURE = 0.8;

/** Where an entity's name tells nothing, its fields may: a row with an e-mail address and a phone number is a person. */
function kindBySiblings(tags: readonly Tag[]): ContextKind {
  const sure = new Set(tags.filter((tag) => tag.confidence >= SURE).map((tag) => tag.category));
  return sure.size >= 2 ? 'person' : sure.size === 1 ? 'linked' : 'unknown';
}
