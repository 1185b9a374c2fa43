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
  if (context.kind !== 'unknown') return tags;
  const kind = kindBySiblings(tags);
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

const SURE = 0.8;

/** Where an entity's name tells nothing, its fields may: a row with an e-mail address and a phone number is a person. */
function kindBySiblings(tags: readonly Tag[]): ContextKind {
  const sure = new Set(tags.filter((tag) => tag.confidence >= SURE).map((tag) => tag.category));
  return sure.size >= 2 ? 'person' : sure.size === 1 ? 'linked' : 'unknown';
}
