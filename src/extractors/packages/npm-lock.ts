import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { type JsonScalar, walkJson } from './json-walk.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { partlyRead } from './partly-read.ts';
import { isOwn, versionOf } from './version.ts';

interface Entry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  name: string;
  version: string | null;
  flags: Set<string>;
}

/**
 * package-lock.json and npm-shrinkwrap.json: https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 * Versions 2 and 3 list `packages` by folder; version 1 nests `dependencies`, which version 2 repeats.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let entry: Entry | null = null;
  let flat = false;
  const close = (): void => {
    // Version 1 writes aliases, folders and addresses where the version stands.
    if (entry?.version && !entry.flags.has('link') && !isOwn(entry.version)) {
      const { start, end, flags } = entry;
      found.push({ ...versionOf(entry.name, entry.version), group: groupOf(flags), start, end });
    }
    entry = null;
  };
  const error = walkJson(source.text, (scalar) => {
    const { path } = scalar;
    const first = path[0];
    if (first === 'packages') flat = true;
    const field = path.at(-1) ?? '';
    const depth = path.length - 1;
    const isEntry = first === 'packages' ? depth === 2 : first === 'dependencies' && !flat && isNested(path);
    if (!isEntry) return;
    const key = path.slice(0, depth).join('\n');
    if (entry === null || entry.key !== key) {
      close();
      const folder = path[depth - 1] ?? '';
      const name = first === 'packages' ? installedName(folder) : folder;
      // The root and the workspaces are the project's own.
      if (name === null) return;
      entry = { key, name, version: null, flags: new Set(), start: scalar.start, end: scalar.end };
    }
    read(entry, field, scalar);
  });
  close();
  return {
    declarations: lockedDependencies(source, 'npm', found),
    diagnostics: error === null ? [] : [partlyRead(source, error, 'The lockfile')],
  };
}

/** `dependencies`, name, `dependencies`, name …, field. */
function isNested(path: readonly string[]): boolean {
  if (path.length % 2 === 0) return false;
  for (let i = 0; i < path.length - 1; i += 2) if (path[i] !== 'dependencies') return false;
  return true;
}

/** `node_modules/a/node_modules/@s/b` is `@s/b`; null outside node_modules. */
function installedName(folder: string): string | null {
  const at = folder.lastIndexOf('node_modules/');
  return at < 0 ? null : folder.slice(at + 'node_modules/'.length);
}

function read(entry: Entry, field: string, { kind, text }: JsonScalar): void {
  if (field === 'version' && kind === 'string') entry.version = text;
  else if (field === 'name' && kind === 'string') entry.name = text;
  else if (kind === 'boolean' && text === 'true') entry.flags.add(field);
}

/** `devOptional`: needed by development, or by optional dependencies of production. */
function groupOf(flags: ReadonlySet<string>): DependencyDeclaration['group'] {
  if (flags.has('dev')) return 'development';
  if (flags.has('optional') || flags.has('devOptional')) return 'optional';
  return flags.has('peer') ? 'peer' : 'production';
}
