import type { Manifest } from '../schemas/manifest.ts';
import { entitySpellings, settingNames } from '../text/code-names.ts';

const NO_NAMES = { names: [], holders: [] };

/** Files that the manifest points at for what they do (purge jobs, age gates), with the names expected in them. */
export function referencesOf(manifest: Manifest | null, paths: readonly string[]): { path: string; names: string[] }[] {
  const listed = new Set(paths);
  const names = new Map<string, Set<string>>();
  const point = (reference: string | undefined, expected: string | undefined): void => {
    const path = reference?.split('#')[0]?.replace(/^\.\//, '') ?? '';
    if (!listed.has(path)) return;
    const set = names.get(path) ?? new Set<string>();
    if (expected !== undefined) set.add(expected.slice(expected.lastIndexOf('.') + 1));
    names.set(path, set);
  };
  // Which of the entities it deletes.
  const entities = [
    ...(manifest?.retention ?? []).map(({ match }) => match?.entity),
    ...(manifest?.inventory ?? []).map(({ entity }) => entity),
  ]
    .filter((name) => name !== undefined)
    .flatMap(entitySpellings);
  for (const { enforcedBy, perTenant } of manifest?.retention ?? []) {
    const setting = perTenant?.setting ?? manifest?.tenantControls?.retention;
    const { names: own, holders } = setting === undefined ? NO_NAMES : settingNames(setting);
    for (const name of [undefined, ...own, ...holders, ...entities]) point(enforcedBy?.ref, name);
  }
  const { request, termination } = manifest?.erasure?.triggers ?? {};
  for (const trigger of [request, termination]) point(trigger, undefined);
  for (const { ref, field } of manifest?.minimumAge?.enforcedIn ?? []) point(ref, field);
  return [...names].map(([path, set]) => ({ path, names: [...set].sort() })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
