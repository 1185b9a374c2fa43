import type { ViewEntity, ViewStore } from '../checks/contract.ts';
import { TODO } from './contract.ts';

/**
 * The shortest name of each entity that no other stored entity could be called by, whatever the case: model name, stored name, or either
 * with its scope before it.
 */
export function entityNames(entities: readonly ViewEntity[]): (entity: ViewEntity) => string | null {
  const stored = entities.filter(({ entity }) => entity.usage === 'stored');
  const owners = new Map<string, Set<ViewEntity>>();
  for (const one of stored) {
    for (const name of callNames(one)) {
      const key = name.toLowerCase();
      owners.set(key, (owners.get(key) ?? new Set()).add(one));
    }
  }
  return (one) => candidates(one).find((name) => name !== TODO && owners.get(name.toLowerCase())?.size === 1) ?? null;
}

function candidates({ entity: { name, storedName, scope } }: ViewEntity): string[] {
  return [name, storedName, `${scope}/${name}`, `${scope}/${storedName}`];
}

/** Also what people may call it, though a draft does not: the stored name without its database schema. */
function callNames(one: ViewEntity): string[] {
  const { storedName, scope } = one.entity;
  const short = storedName.slice(storedName.lastIndexOf('.') + 1);
  return [...new Set([...candidates(one), short, `${scope}/${short}`])];
}

/** Ids that are taken are given a number. */
export class FreeIds {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  take(wanted: string): string {
    let id = wanted;
    for (let count = 2; this.taken.has(id); count += 1) id = `${wanted}-${count}`;
    this.taken.add(id);
    return id;
  }
}

/** Lower-case words with hyphens: no character that would make it an address of the code. */
export function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'row'
  );
}

/** The id a store gets in `datastores`: its address, or what it is where only a schema shows it. */
export function storeSlug({ fact, subject }: ViewStore): string {
  if (fact?.by !== 'schema') return slug(subject);
  return fact.scope === '.' ? 'database' : slug(`${fact.scope} database`);
}
