import type { DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { pubEntries } from './pub-lines.ts';

/** What brings `transitive` ones along is not told. */
const GROUPS: Readonly<Record<string, DependencyGroup>> = { 'direct main': 'production', 'direct dev': 'development' };

/** pubspec.lock: https://dart.dev/tools/pub/glossary#lockfile */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  const { entries, unread } = pubEntries(source.text);
  for (const { section, name, fields, start, end } of entries) {
    const version = fields.get('version') ?? '';
    const kind = fields.get('dependency') ?? '';
    const from = fields.get('source');
    if (section !== 'packages' || from === 'sdk' || from === 'path' || !/^\d[\w.+-]{0,80}$/.test(version)) continue;
    found.push({ name, version, group: (Object.hasOwn(GROUPS, kind) ? GROUPS[kind] : null) ?? 'unknown', start, end });
  }
  return { declarations: lockedDependencies(source, 'pub', found), diagnostics: unreadLines(source, unread, 'line') };
}
