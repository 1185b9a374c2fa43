import type { ExtractInput, Extraction } from '../contract.ts';
import { groupOfName } from './group-names.ts';
import { walkJson } from './json-walk.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { partlyRead } from './partly-read.ts';

/** Pipfile.lock: `default`, `develop` and further categories, each a map of names. https://pipenv.pypa.io/en/latest/pipfile.html */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const [category = '', name = '', field] = path;
    if (path.length !== 3 || field !== 'version' || kind !== 'string' || category === '_meta') return;
    const group = category === 'default' ? 'production' : (groupOfName(category) ?? 'optional');
    found.push({ name, version: text.replace(/^=+/, ''), group, start, end });
  });
  return {
    declarations: lockedDependencies(source, 'pypi', found),
    diagnostics: error === null ? [] : [partlyRead(source, error, 'The lockfile')],
  };
}
