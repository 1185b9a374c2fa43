import type { ExtractInput, Extraction } from '../contract.ts';
import { walkJson } from './json-walk.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { partlyRead } from './partly-read.ts';

/**
 * packages.lock.json: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies
 * `dependencies`, target framework, name. What analyzers bring along is not told apart.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const [list, , name = '', field] = path;
    if (path.length !== 4 || list !== 'dependencies' || field !== 'resolved' || kind !== 'string') return;
    if (/^[\w.+-]{1,80}$/.test(text)) found.push({ name, version: text, group: 'unknown', start, end });
  });
  return {
    declarations: lockedDependencies(source, 'nuget', found),
    diagnostics: error === null ? [] : [partlyRead(source, error, 'The lockfile')],
  };
}
