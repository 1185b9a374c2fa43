import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { gitTopLevel } from '../files/git.ts';

export interface Root {
  /** Absolute folder of the scan. */
  readonly folder: string;
  /** What is judged, relative to it; `.` for everything. */
  readonly paths: readonly string[];
}

/** Nearest ancestor of the paths with privaudit.yaml, else the git top level, else the path itself. */
export function findRoot(cwd: string, given: readonly string[]): Root {
  const paths = (given.length === 0 ? ['.'] : given).map((path) => {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute)) throw new UserError('path-not-found', `There is no ${path}`);
    return realpathSync(absolute);
  });
  const common = commonFolder(paths.map((path) => (statSync(path).isDirectory() ? path : dirname(path))));
  const folder = ancestorWith(common, 'privaudit.yaml') ?? gitTopLevel(common) ?? common;
  const below = [...new Set(paths.map((path) => relative(folder, path).replaceAll('\\', '/') || '.'))].sort();
  return { folder, paths: below.includes('.') ? ['.'] : below };
}

function ancestorWith(start: string, name: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    // Above the checkout the file belongs to somebody else.
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return null;
  }
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? '/';
  for (const folder of folders)
    while (folder !== common && !folder.startsWith(`${common === '/' ? '' : common}/`)) common = dirname(common);
  return common;
}
