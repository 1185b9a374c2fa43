import type { Entity, Field, Identity } from '../model/fact.ts';
import { sortedBy } from '../model/order.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../model/tag.ts';
import { entityContext, pointsAtPerson } from './classify/context.ts';
import { type Lexicon, lexiconOf, type NameCatalog } from './classify/lexicon.ts';

/** Where people sign up: the entity of people, and the field that tells it (of another entity where logins are kept apart). */
export interface SignUp {
  readonly entity: Entity;
  readonly field: Field;
}

/**
 * The entity whose people have credentials or a login of their own (settled.md, 13); null where nobody signs up. Staff and
 * patients are entered by others: their birth dates are no sign-up. Entities of tests do not count.
 */
export function signUp(entities: readonly Entity[], tags: readonly Tag[], catalog: NameCatalog): SignUp | null {
  const lexicon = lexiconOf(catalog);
  const byField = new Map(tags.filter((tag) => tag.confidence >= PERSONAL_THRESHOLD).map((tag) => [tag.id, tag]));
  const people = sortedBy(
    entities.filter((entity) => entity.environment === 'production' && isPeople(entity, byField, lexicon)),
    (entity) => entity.id,
  );
  for (const entity of people) {
    const field = loginField(entity, byField, lexicon);
    if (field !== null) return { entity, field };
  }
  return loginElsewhere(
    sortedBy(entities, (entity) => entity.id),
    people,
    byField,
    lexicon,
  );
}

/** Whether an entity is one of people with credentials or a login of their own. */
export function personEntity(entity: Entity, tags: readonly Tag[], catalog: NameCatalog): boolean {
  const lexicon = lexiconOf(catalog);
  const byField = new Map(tags.filter((tag) => tag.confidence >= PERSONAL_THRESHOLD).map((tag) => [tag.id, tag]));
  return isPeople(entity, byField, lexicon) && loginField(entity, byField, lexicon) !== null;
}

/** People by name and no staff; or a row whose name tells nothing (`accounts`) that is reached by e-mail and has a password. */
function isPeople(entity: Entity, tags: ReadonlyMap<Identity, Tag>, lexicon: Lexicon): boolean {
  const { kind, head } = entityContext(entity, lexicon);
  if (lexicon.list('staff').endsIn(head)) return false;
  if (kind === 'person') return true;
  return (
    kind === 'unknown' &&
    holds(entity, tags, 'user.authorization.password') &&
    (holds(entity, tags, 'user.contact.email') || holds(entity, tags, 'user.account.username'))
  );
}

function loginField(entity: Entity, tags: ReadonlyMap<Identity, Tag>, lexicon: Lexicon): Field | null {
  return (
    entity.fields.find((field) => isCredential(tags.get(field.id))) ??
    entity.fields.find((field) => lexicon.list('login').has(lexicon.wordsOf(field.name))) ??
    null
  );
}

/** Sessions, passwords and tokens in a table of their own that points at people. */
function loginElsewhere(
  entities: readonly Entity[],
  people: readonly Entity[],
  tags: ReadonlyMap<Identity, Tag>,
  lexicon: Lexicon,
): SignUp | null {
  const names = new Map(
    people.flatMap((entity) => [[entity.storedName, entity] as const, [entity.name, entity] as const]),
  );
  for (const entity of entities) {
    if (entity.environment !== 'production') continue;
    const field = entity.fields.find((one) => isCredential(tags.get(one.id)));
    if (field === undefined) continue;
    for (const key of entity.fields) {
      const owner = names.get(key.references?.table ?? '');
      if (owner !== undefined && pointsAtPerson(key, lexicon)) return { entity: owner, field };
    }
  }
  return null;
}

function isCredential(tag: Tag | undefined): boolean {
  return tag?.category.startsWith('user.authorization') === true;
}

function holds(entity: Entity, tags: ReadonlyMap<Identity, Tag>, category: string): boolean {
  return entity.fields.some((field) => tags.get(field.id)?.category === category);
}
