import type { DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { walkJson } from './json-walk.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { partlyRead } from './partly-read.ts';

const GROUPS: Readonly<Record<string, DependencyGroup>> = { packages: 'production', 'packages-dev': 'development' };

/** composer.lock: `packages` is what production installs. https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control */
export function extract({ source }: ExtractInput): Extraction {
  const found: (LockedPackage & { readonly key: string })[] = [];
  /** Folders of the project: https://getcomposer.org/doc/05-repositories.md#path */
  const own = new Set<string>();
  let entry: { readonly key: string; readonly name: string; readonly start: number; readonly end: number } | null =
    null;
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const [list = '', index = '', field] = path;
    const group = Object.hasOwn(GROUPS, list) ? GROUPS[list] : undefined;
    if (kind !== 'string' || group === undefined) return;
    const key = `${list} ${index}`;
    if (path.length === 4 && field === 'dist' && path[3] === 'type' && text === 'path') own.add(key);
    if (path.length !== 3) return;
    if (field === 'name') entry = { key, name: text, start, end };
    else if (field === 'version' && entry?.key === key && /^[\w.+-]{1,80}$/.test(text))
      found.push({ key, name: entry.name, version: text, group, start: entry.start, end: entry.end });
  });
  return {
    declarations: lockedDependencies(
      source,
      'composer',
      found.filter(({ key }) => !own.has(key)),
    ),
    diagnostics: error === null ? [] : [partlyRead(source, error, 'The lockfile')],
  };
}
