import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import type { Dependency, VendorSignal } from '../../model/fact.ts';
import type { LinkInput } from '../contract.ts';
import { packageKey, packageReference } from './package-name.ts';
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
      version: lockedVersion(locked, folderOf(file), ecosystem, name) ?? version,
      group,
      environment: input.environmentOf(file),
      place: { file, span },
    }));
}

/** SDKs among the declared dependencies. */
export function packageSignals(dependencies: readonly Dependency[], index: VendorIndex): VendorSignal[] {
  return dependencies.flatMap(({ ecosystem, name, group, environment, place }) => {
    const text = packageReference(ecosystem, name);
    const row = index.package(text);
    return row === null ? [] : [signal(row, 'package', text, roleOf(row, group), environment, place)];
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
  const declared = new Set(dependencies.map(({ ecosystem, name }) => keyOf(ecosystem, name)));
  const locked = input.declarations.filter(
    (one): one is DependencyDeclaration => one.kind === 'dependency' && one.locked,
  );
  const telling = new Set(locked.filter(({ group }) => group !== 'production').map(({ file }) => file));
  return locked.flatMap(({ file, span, ecosystem, name, group }) => {
    if (group === 'development' || !telling.has(file) || declared.has(keyOf(ecosystem, name))) return [];
    const text = packageReference(ecosystem, name);
    const row = index.package(text);
    if (row === null || row.strength === 'weak') return [];
    const weak: VendorRow = { ...row, strength: 'weak' };
    return [signal(weak, 'lockfile', text, roleOf(row, group), input.environmentOf(file), { file, span })];
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

function keyOf(ecosystem: Ecosystem, name: string): string {
  return packageKey(packageReference(ecosystem, name));
}

/** By folder and ecosystem of the lockfile, then by package; null where it names several versions. */
type LockedVersions = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

function lockedVersions(declared: readonly DependencyDeclaration[]): LockedVersions {
  const folders = new Map<string, Map<string, string | null>>();
  for (const { file, ecosystem, name, version, locked } of declared) {
    if (!locked) continue;
    const folder = `${ecosystem} ${folderOf(file)}`;
    const names = folders.get(folder) ?? new Map<string, string | null>();
    folders.set(folder, names);
    const key = keyOf(ecosystem, name);
    names.set(key, names.has(key) ? null : version);
  }
  return folders;
}

function lockedVersion(locked: LockedVersions, from: string, ecosystem: Ecosystem, name: string): string | null {
  for (let folder = from; ; folder = folderOf(folder)) {
    const names = locked.get(`${ecosystem} ${folder}`);
    if (names !== undefined) return names.get(keyOf(ecosystem, name)) ?? null;
    if (folder === '.') return null;
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
