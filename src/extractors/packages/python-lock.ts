import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { groupOfName } from './group-names.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { isFolder } from './python-requirement.ts';
import { type LockEntry, quotedWords, tomlLockEntries } from './toml-lock.ts';

/**
 * poetry.lock (https://github.com/python-poetry/poetry), pdm.lock (https://pdm-project.org/en/latest/usage/lockfile/) and
 * pylock.toml (https://packaging.python.org/en/latest/specifications/pylock-toml/). Which groups need a package stands in
 * `groups`, up to Poetry 1.4 in `category`; where neither is written, nothing tells.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let unread: number | null = null;
  const lost = (offset: number): void => {
    unread ??= offset;
  };
  for (const entry of tomlLockEntries(source.text, lost)) {
    const { name, version, start, end } = entry;
    if (version !== null && !isOwn(entry)) found.push({ name, version, group: groupOf(entry), start, end });
  }
  return { declarations: lockedDependencies(source, 'pypi', found), diagnostics: unreadLines(source, unread, 'line') };
}

/** A folder of the project: Poetry's source, PDM's path, pylock's directory. */
function isOwn({ fields }: LockEntry): boolean {
  return fields.get('source.type') === 'directory' || fields.has('directory') || isFolder(fields.get('path') ?? null);
}

function groupOf({ fields, lists }: LockEntry): DependencyDeclaration['group'] {
  const groups = lists.get('/groups')?.flatMap(quotedWords);
  const names = groups ?? (fields.has('category') ? [fields.get('category') ?? ''] : []);
  if (names.length === 0) return 'unknown';
  if (names.some((name) => groupOfName(name) === 'production'))
    return fields.get('optional') === 'true' ? 'optional' : 'production';
  return names.every((name) => groupOfName(name) === 'development') ? 'development' : 'optional';
}
