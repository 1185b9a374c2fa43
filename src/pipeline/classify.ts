import type { Entity } from '../model/fact.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../model/tag.ts';
import type { Category } from '../schemas/category.ts';
import { type ContextKind, type EntityContext, entityContext } from './classify/context.ts';
import { type Lexicon, lexiconOf, type NameCatalog, type RestRules } from './classify/lexicon.ts';
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
  const told = withSiblings(entity, context, tags, lexicon);
  return told === context ? tags : tagsIn(entity, told, lexicon, categories);
}

/** What the tags of its fields tell of an entity beyond its name. */
function withSiblings(entity: Entity, context: EntityContext, tags: readonly Tag[], lexicon: Lexicon): EntityContext {
  const rest = context.rest ?? restBySiblings(entity, context, tags, lexicon);
  const told = kindToldBySiblings(entity, context, tags);
  const kind = told === 'unknown' && rest !== null ? 'linked' : told;
  return kind === context.kind && rest === context.rest ? context : { ...context, kind, rest };
}

function kindToldBySiblings(entity: Entity, { kind, byKey }: EntityContext, tags: readonly Tag[]): ContextKind {
  if (kind !== 'unknown' && !byKey) return kind;
  const told = kindBySiblings(tags);
  // What has a key of a person may be anything of theirs; what tells rows apart by an e-mail address or a user name is people.
  if (byKey && !(told === 'person' && hasUnique(entity, tags))) return kind;
  return told === 'unknown' ? kind : told;
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
const FEWEST_OF_REST = 3;
const LEAST_OF_REST = 0.2;

/** A record of a person of which several columns are of such a category holds little else: a questionnaire on illnesses. */
function restBySiblings(
  entity: Entity,
  { kind, hasKey }: EntityContext,
  tags: readonly Tag[],
  lexicon: Lexicon,
): RestRules | null {
  if (!hasKey || (kind !== 'linked' && kind !== 'unknown')) return null;
  const least = Math.max(FEWEST_OF_REST, entity.fields.length * LEAST_OF_REST);
  const isOf = (rules: RestRules, tag: Tag) =>
    tag.category === rules.category.id && tag.confidence >= PERSONAL_THRESHOLD;
  return lexicon.rests.find((rules) => tags.filter((tag) => isOf(rules, tag)).length >= least) ?? null;
}

/** Where an entity's name tells nothing, its fields may: a row with an e-mail address and a phone number is a person. */
function kindBySiblings(tags: readonly Tag[]): ContextKind {
  const sure = new Set(tags.filter((tag) => tag.confidence >= SURE).map((tag) => tag.category));
  return sure.size >= 2 ? 'person' : sure.size === 1 ? 'linked' : 'unknown';
}
