import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { Dependency, VendorSignal } from '../../model/fact.ts';
import type { LinkInput } from '../contract.ts';
import type { VendorIndex, VendorRow } from './vendor-index.ts';

/** Dependencies of package manifests as facts, with the version of the nearest lockfile where it names just one. */
export function linkDependencies(input: LinkInput): Dependency[] {
  const declared = input.declarations.filter((one): one is DependencyDeclaration => one.kind === 'dependency');
  const locked = lockedVersions(declared);
  return declared
    .filter((dependency) => !dependency.locked)
    .map(({ file, span, ecosystem, name, version, group }) => ({
      kind: 'dependency',
      scope: input.scopeOf(file),
      ecosystem,
      name,
      version: lockedVersion(locked, folderOf(file), name) ?? version,
      group,
      environment: input.environmentOf(file),
      place: { file, span },
    }));
}

/** SDKs among the declared dependencies. */
export function packageSignals(dependencies: readonly Dependency[], index: VendorIndex): VendorSignal[] {
  return dependencies.flatMap(({ name, group, environment, place }) => {
    const row = index.package(name);
    return row === null ? [] : [signal(row, 'package', name, roleOf(row, group), environment, place)];
  });
}

/**
 * SDKs that only a lockfile names, because another package brings them along: weak, and only where the lockfile tells what
 * production reaches. A lockfile without a single other entry does not tell (Yarn).
 */
export function lockfileSignals(
  input: LinkInput,
  dependencies: readonly Dependency[],
  index: VendorIndex,
): VendorSignal[] {
  const declared = new Set(dependencies.map(({ name }) => name));
  const locked = input.declarations.filter(
    (one): one is DependencyDeclaration => one.kind === 'dependency' && one.locked,
  );
  const telling = new Set(locked.filter(({ group }) => group !== 'production').map(({ file }) => file));
  return locked.flatMap(({ file, span, name, group }) => {
    if (group === 'development' || !telling.has(file) || declared.has(name)) return [];
    const row = index.package(name);
    if (row === null || row.strength === 'weak') return [];
    const weak: VendorRow = { ...row, strength: 'weak' };
    return [signal(weak, 'lockfile', name, roleOf(row, group), input.environmentOf(file), { file, span })];
  });
}

function roleOf(row: VendorRow, group: DependencyDeclaration['group']): VendorSignal['role'] {
  if (row.role === 'types' || group === 'development') return 'development';
  return group === 'production' ? 'production' : 'optional';
}

function signal(
  row: VendorRow,
  kind: 'package' | 'lockfile',
  text: string,
  role: VendorSignal['role'],
  environment: VendorSignal['environment'],
  place: VendorSignal['place'],
): VendorSignal {
  const { vendor, strength } = row;
  return {
    kind: 'vendor-signal',
    vendor: vendor.id,
    signal: kind,
    strength,
    text,
    role,
    region: null,
    environment,
    place,
  };
}

/** By folder of the lockfile, then by name; null where it names several versions. */
type LockedVersions = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

function lockedVersions(declared: readonly DependencyDeclaration[]): LockedVersions {
  const folders = new Map<string, Map<string, string | null>>();
  for (const { file, name, version, locked } of declared) {
    if (!locked) continue;
    const folder = folderOf(file);
    const names = folders.get(folder) ?? new Map<string, string | null>();
    folders.set(folder, names);
    names.set(name, names.has(name) ? null : version);
  }
  return folders;
}

function lockedVersion(locked: LockedVersions, from: string, name: string): string | null {
  for (let folder = from; ; folder = folderOf(folder)) {
    const names = locked.get(folder);
    if (names !== undefined) return names.get(name) ?? null;
    if (folder === '.') return null;
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
