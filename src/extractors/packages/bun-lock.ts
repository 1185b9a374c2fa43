import type { ExtractInput, Extraction } from '../contract.ts';
import { walkJson } from './json-walk.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { partlyRead } from './partly-read.ts';

/** `name@1.2.3`; the project's own parts and forges have an address behind the sign. */
const RESOLVED = /^((?:@[^/@\s]+\/)?[^/@\s]+)@(\d[\w.+-]{0,80})$/;

/** bun.lock: https://bun.com/docs/pm/lockfile; `packages` has a list for each, what is resolved first. Groups are not told. */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    if (path.length !== 3 || path[0] !== 'packages' || path[2] !== '0' || kind !== 'string') return;
    const [, name = '', version = ''] = RESOLVED.exec(text) ?? [];
    if (name !== '') found.push({ name, version, group: 'unknown', start, end });
  });
  return {
    declarations: lockedDependencies(source, 'npm', found),
    diagnostics: error === null ? [] : [partlyRead(source, error, 'The lockfile')],
  };
}
