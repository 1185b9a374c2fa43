import type { View, ViewEntity, ViewStore } from '../contract.ts';

/** What a manifest may call an entity: its model or stored name, with its scope before it where needed. */
function callNames({ entity: { name, storedName, scope } }: ViewEntity): string[] {
  return [name, storedName, `${scope}/${name}`, `${scope}/${storedName}`];
}

export function namesEntity(reference: string, subject: ViewEntity): boolean {
  const { name, storedName, scope } = subject.entity;
  // Asked of every rule and entity: most are told apart without putting names together.
  return (
    reference === name ||
    reference === storedName ||
    (reference.startsWith(`${scope}/`) && callNames(subject).includes(reference))
  );
}

/** The shortest name that a manifest can call the entity by. */
export function nameInManifest(view: View, subject: ViewEntity): string {
  const { name, scope } = subject.entity;
  return (bearersOf(view.entities).get(name) ?? 0) > 1 ? `${scope}/${name}` : name;
}

const bearers = new WeakMap<readonly ViewEntity[], ReadonlyMap<string, number>>();

/** How many entities a name may mean; counted once for a view. */
function bearersOf(entities: readonly ViewEntity[]): ReadonlyMap<string, number> {
  const known = bearers.get(entities);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const entity of entities)
    for (const name of new Set(callNames(entity))) counts.set(name, (counts.get(name) ?? 0) + 1);
  bearers.set(entities, counts);
  return counts;
}

/**
 * Whether a name of the manifest means this store: the id of its row in `datastores`, its address as written, its id, or
 * `file#address`.
 */
export function namesStore(reference: string, store: ViewStore): boolean {
  if (reference === store.declared?.row.id || reference === store.subject || reference === store.id) return true;
  const { fact } = store;
  if (fact === null) return false;
  if (fact.related.some((companion) => companion.address === reference)) return true;
  const mark = reference.indexOf('#');
  if (mark < 0) return reference === fact.address || reference === fact.name;
  const file = reference.slice(0, mark);
  const address = reference.slice(mark + 1);
  // A lifecycle or retention resource of its own stands for the store whose settings it holds.
  return (
    (fact.place.file === file && sameAddress(fact.address, address)) ||
    fact.related.some((companion) => companion.place.file === file && sameAddress(companion.address, address))
  );
}

/** Instances of one block (`x[0]`, `x["eu"]`) and resources of a module are named by the block in its file. */
function sameAddress(address: string, written: string): boolean {
  if (address === written) return true;
  const block = address.replace(/\[[^[\]]*\]$/, '');
  return block === written || block.endsWith(`.${written}`);
}

/** An id that a retention rule may carry, made of a name: `scope/TeamUser` gives `scope-team-user`. */
export function ruleIdFor(name: string): string {
  const id = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return id === '' ? 'rule' : id;
}
