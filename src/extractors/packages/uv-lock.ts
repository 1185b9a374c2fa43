import type { DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { groupOfName } from './group-names.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { type LockEntry, quotedWords, tomlLockEntries } from './toml-lock.ts';

/**
 * uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
 * What needs a package only the graph tells, from the project's own packages (`source = { editable = "." }`) on.
 */
export function extract({ source }: ExtractInput): Extraction {
  let unread: number | null = null;
  const entries = [
    ...tomlLockEntries(source.text, (offset) => {
      unread ??= offset;
    }),
  ];
  const groups = reach(entries);
  const found: LockedPackage[] = [];
  for (const entry of entries) {
    const { name, version, start, end } = entry;
    if (isOwn(entry) || version === null) continue;
    found.push({ name, version, group: groups.get(name) ?? 'unknown', start, end });
  }
  return { declarations: lockedDependencies(source, 'pypi', found), diagnostics: unreadLines(source, unread, 'line') };
}

function isOwn({ fields }: LockEntry): boolean {
  return /^\{\s*(?:virtual|editable|directory)\b/.test(fields.get('source') ?? '');
}

/** The group that needs each package: production first, so that what several need counts as production. */
function reach(entries: readonly LockEntry[]): Map<string, DependencyGroup> {
  const edges = new Map<string, string[]>();
  const add = (node: string, targets: readonly string[]): void => {
    edges.set(node, [...(edges.get(node) ?? []), ...targets]);
  };
  const roots: Record<DependencyGroup, string[]> = { production: [], optional: [], peer: [], development: [] };
  for (const entry of entries) {
    const own = isOwn(entry);
    for (const [key, lines] of entry.lists) {
      const targets = lines.flatMap(targetsOf);
      const [table = '', name = ''] = key.split('/');
      if (key === '/dependencies') {
        add(entry.name, targets);
        if (own) roots.production.push(...targets);
      } else if (table === 'optional-dependencies') {
        add(`${entry.name}[${name}]`, targets);
        if (own) roots[groupOfName(name) === 'development' ? 'development' : 'optional'].push(...targets);
      } else if (table === 'dev-dependencies' && own) roots[groupOfName(name) ?? 'optional'].push(...targets);
    }
  }
  const groups = new Map<string, DependencyGroup>();
  const seen = new Set<string>();
  for (const group of ['production', 'optional', 'development'] as const) {
    const queue = roots[group];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const name = node.replace(/\[.*/, '');
      if (!groups.has(name)) groups.set(name, group);
      queue.push(...(edges.get(node) ?? []));
    }
  }
  return groups;
}

/** `{ name = "celery", extra = ["redis"] }` leads to `celery` and to `celery[redis]`. One line may hold several. */
function targetsOf(line: string): string[] {
  return [...line.matchAll(/\{\s*name\s*=\s*"([^"]+)"([^}]*)/g)].flatMap(([, name = '', rest = '']) => {
    const extras = /extras?\s*=\s*(\[[^[\]]*\])/.exec(rest)?.[1];
    return [name, ...(extras === undefined ? [] : quotedWords(extras).map((extra) => `${name}[${extra}]`))];
  });
}
