import type { Node } from 'yaml';
import type { ServiceDeclaration } from '../../model/declaration.ts';
import { looksSecret } from '../../text/values.ts';
import { known } from './interpolate.ts';
import type { YamlMaps } from './yaml-maps.ts';

type Mount = ServiceDeclaration['mounts'][number];

/** Volumes of a service that it can write to: https://docs.docker.com/reference/compose-file/services/#volumes */
export function mountsOf(maps: YamlMaps, volumes: Node | null): Mount[] {
  const mounts: Mount[] = [];
  for (const item of maps.items(volumes)) {
    const text = maps.text(item);
    const mount = text === null ? longForm(maps, item) : shortForm(text);
    if (mount !== null) mounts.push(mount);
  }
  return mounts;
}

/** `target`, `source:target`, `source:target:mode`; a Windows source begins with a drive. */
function shortForm(raw: string): Mount | null {
  // A variable may hold colons of its own, so it is resolved before the text is cut.
  const parts = (known(raw) ?? raw.replace(/\$\{?\w+[^}]{0,200}\}?/g, '\u0000')).split(/(?<!^[A-Za-z]):/);
  const [source = '', target = '', mode = ''] = parts;
  if (parts.length === 1) return { source: null, target: pathText(source) ?? '', named: false };
  return mode.split(',').includes('ro') ? null : mountOf(source, target);
}

function longForm(maps: YamlMaps, item: Node): Mount | null {
  const field = (name: string): string => known(maps.text(maps.get(item, name)) ?? '') ?? '\u0000';
  const type = field('type');
  if (field('read_only') === 'true' || type === 'tmpfs' || type === 'npipe' || type === 'image') return null;
  return field('source') === ''
    ? { source: null, target: pathText(field('target')) ?? '', named: false }
    : mountOf(field('source'), field('target'));
}

function mountOf(source: string, target: string): Mount {
  const path = pathText(source);
  const named = path !== null && !/^(?:[./~\\]|[A-Za-z]:)/.test(path);
  return { source: path, target: pathText(target) ?? '', named };
}

function pathText(text: string): string | null {
  return /^[\w./:~\\-]{1,200}$/.test(text) && !looksSecret(text) ? text : null;
}
