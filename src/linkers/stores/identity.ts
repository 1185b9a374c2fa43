import type { Store } from '../../model/fact.ts';

/** A store without the names that depend on its neighbours. */
export type Draft = Omit<Store, 'id' | 'identity'>;

/**
 * Gives every store its names. The scope is put before the address where two scopes share it, the file where two files of a
 * scope do; stores that are still the same are one thing said twice, and the first counts.
 */
export function named(drafts: readonly Draft[]): Store[] {
  const scopes = groups(
    drafts,
    ({ address }) => address,
    ({ scope }) => scope,
  );
  const files = groups(
    drafts,
    ({ scope, address }) => `${scope} ${address}`,
    ({ place }) => place.file,
  );
  const stores = new Map<string, Store>();
  for (const draft of drafts) {
    const { scope, address, place } = draft;
    const local = (files.get(`${scope} ${address}`)?.size ?? 0) > 1 ? `${place.file}:${address}` : address;
    const shared = (scopes.get(address)?.size ?? 0) > 1 && scope !== '.' && local === address;
    const id = `store:${shared ? `${scope}/` : ''}${local}`;
    if (!stores.has(id)) stores.set(id, { ...draft, id, identity: `${scope} store ${local}` });
  }
  return [...stores.values()];
}

function groups(
  drafts: readonly Draft[],
  by: (draft: Draft) => string,
  of: (draft: Draft) => string,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const draft of drafts) {
    const set = found.get(by(draft)) ?? new Set<string>();
    found.set(by(draft), set.add(of(draft)));
  }
  return found;
}
