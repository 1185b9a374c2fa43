import type { YamlAddition } from '../text/edit-yaml.ts';
import { readPositionedYaml } from '../text/positioned-yaml.ts';
import { yamlText } from '../text/write-yaml.ts';
import { type DraftContext, part } from './contract.ts';
import { fieldLines, isPersonal } from './inventory.ts';

type Plain = Readonly<Record<string, unknown>>;

/** Personal fields that the inventory's row of their entity does not name, though it names others. */
export function missingFields(text: string, { view }: DraftContext): YamlAddition[] {
  const rows = listAt(plainOf(text), 'inventory');
  return view.entities.filter(isPersonal).flatMap((one): YamlAddition[] => {
    const declared = view.manifest?.inventory[Number(/\d+/.exec(one.declared ?? '')?.[0] ?? -1)];
    // Rows that lack what they need are left out of the manifest: the text has more of them.
    const index = declared === undefined ? -1 : rows.findIndex((row) => row.entity === declared.entity);
    const fields = rows[index]?.fields;
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return [];
    const named = new Set(Object.keys(fields).map((name) => name.toLowerCase()));
    const lines = fieldLines(one, ({ name, storedName }) =>
      [name, storedName].some((known) => named.has(known.toLowerCase())),
    );
    const parts = lines.map((line) => part(line));
    return parts.length === 0 ? [] : [{ at: ['inventory', index, 'fields'], kind: 'mapping', about: [], parts }];
  });
}

/** Packs of the command line that the manifest does not name. */
export function missingPacks(text: string, { packNames }: DraftContext): YamlAddition[] {
  const { project } = plainOf(text);
  const named = typeof project === 'object' && project !== null ? (project as Plain).packs : undefined;
  const known = Array.isArray(named) ? named : [];
  const parts = packNames.filter((name) => !known.includes(name)).map((name) => part(yamlText(name)));
  return parts.length === 0 ? [] : [{ at: ['project', 'packs'], kind: 'list', about: [], parts }];
}

function listAt(data: Plain, key: string): readonly Plain[] {
  const list = data[key];
  return Array.isArray(list) ? list.map((row) => (typeof row === 'object' && row !== null ? (row as Plain) : {})) : [];
}

function plainOf(text: string): Plain {
  const { data } = readPositionedYaml(text);
  return typeof data === 'object' && data !== null ? (data as Plain) : {};
}
