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

/** How surely people sign up there: a password of their own, a session that points at them, a trace of logins; staff last. */
const RANKS = ['own', 'elsewhere', 'trace', 'staff'] as const;
type Rank = (typeof RANKS)[number];

/**
 * The entity whose people have credentials or a login of their own (settled.md, 13); null where nobody signs up. A birth
 * date is no sign-up, nor is a link that is sent to somebody. Entities of tests do not count.
 */
export function signUp(entities: readonly Entity[], tags: readonly Tag[], catalog: NameCatalog): SignUp | null {
  const lexicon = lexiconOf(catalog);
  const byField = personalTags(tags);
  const production = sortedBy(
    entities.filter(({ environment }) => environment === 'production'),
    ({ id }) => id,
  );
  const people = production.filter((entity) => isPeople(entity, byField, lexicon));
  const found = new Map<Rank, SignUp>();
  for (const entity of people) {
    const login = ownLogin(entity, byField, lexicon);
    if (login !== null && !found.has(login.rank)) found.set(login.rank, { entity, field: login.field });
  }
  const elsewhere = loginElsewhere(production, people, byField, lexicon);
  if (elsewhere !== null) found.set('elsewhere', elsewhere);
  for (const rank of RANKS) {
    const best = found.get(rank);
    if (best !== undefined) return best;
  }
  return null;
}

/** Whether an entity is one of people with credentials or a login of their own. */
export function personEntity(entity: Entity, tags: readonly Tag[], catalog: NameCatalog): boolean {
  const lexicon = lexiconOf(catalog);
  const byField = personalTags(tags);
  return isPeople(entity, byField, lexicon) && ownLogin(entity, byField, lexicon) !== null;
}

function personalTags(tags: readonly Tag[]): ReadonlyMap<Identity, Tag> {
  return new Map(tags.filter((tag) => tag.confidence >= PERSONAL_THRESHOLD).map((tag) => [tag.id, tag]));
}

/** People by name; or a row whose name tells nothing (`accounts`) that has a password and what one logs in with. */
function isPeople(entity: Entity, tags: ReadonlyMap<Identity, Tag>, lexicon: Lexicon): boolean {
  const { kind } = entityContext(entity, lexicon);
  if (kind === 'person') return true;
  return kind === 'unknown' && has(entity, tags, PASSWORD) && (has(entity, tags, EMAIL) || has(entity, tags, USERNAME));
}

function ownLogin(
  entity: Entity,
  tags: ReadonlyMap<Identity, Tag>,
  lexicon: Lexicon,
): { rank: Rank; field: Field } | null {
  const staff = isStaff(entity, lexicon);
  const secret = entity.fields.find((field) => isSecret(tags.get(field.id)));
  if (secret !== undefined) return { rank: staff ? 'staff' : 'own', field: secret };
  if (staff) return null;
  const trace = entity.fields.find(
    (field) => isCredential(tags.get(field.id)) || lexicon.list('login').has(lexicon.wordsOf(field.name)),
  );
  return trace === undefined ? null : { rank: 'trace', field: trace };
}

/** Sessions, passwords and tokens in a table of their own that points at people. */
function loginElsewhere(
  entities: readonly Entity[],
  people: readonly Entity[],
  tags: ReadonlyMap<Identity, Tag>,
  lexicon: Lexicon,
): SignUp | null {
  const owners = people.filter((entity) => !isStaff(entity, lexicon));
  for (const entity of entities) {
    const field = entity.fields.find((one) => isCredential(tags.get(one.id)));
    if (field === undefined) continue;
    for (const key of entity.fields) {
      const owner = pointsAtPerson(key, lexicon) ? ownerOf(key, owners, lexicon) : undefined;
      if (owner !== undefined && owner !== entity) return { entity: owner, field };
    }
  }
  return null;
}

/** Whom a key points at: the table it references, or without one the first that ends in the key's word (`user_id`, `app_user`). */
function ownerOf(key: Field, owners: readonly Entity[], lexicon: Lexicon): Entity | undefined {
  const { references } = key;
  if (references !== null)
    return owners.find(({ name, storedName }) => name === references.table || storedName === references.table);
  const word = lexicon.wordsOf(key.name).at(-2);
  return owners.find((entity) => entityContext(entity, lexicon).head.at(-1) === word);
}

function isStaff(entity: Entity, lexicon: Lexicon): boolean {
  return lexicon.list('staff').endsIn(entityContext(entity, lexicon).head);
}

const PASSWORD = 'user.authorization.password';
const EMAIL = 'user.contact.email';
const USERNAME = 'user.account.username';

/** What only its owner knows; a token may be a link that was sent. */
function isSecret(tag: Tag | undefined): boolean {
  return tag?.category === PASSWORD;
}

function isCredential(tag: Tag | undefined): boolean {
  return tag?.category.startsWith('user.authorization') === true;
}

function has(entity: Entity, tags: ReadonlyMap<Identity, Tag>, category: string): boolean {
  return entity.fields.some((field) => tags.get(field.id)?.category === category);
}
