import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import type { SourceText } from '../../model/source.ts';

export interface LockedPackage {
  readonly name: string;
  /** Null where it comes from an address. */
  readonly version: string | null;
  readonly group: DependencyDeclaration['group'];
  /** Offsets of its key. */
  readonly start: number;
  readonly end: number;
}

const REACH: Readonly<Record<DependencyDeclaration['group'], number>> = {
  production: 4,
  unknown: 3,
  optional: 2,
  peer: 1,
  development: 0,
};

/** Of several groups that hold a package. */
export function farthest(groups: readonly DependencyDeclaration['group'][]): DependencyDeclaration['group'] {
  return groups.reduce((best, group) => (REACH[group] > REACH[best] ? group : best), groups[0] ?? 'unknown');
}

/** One declaration per name and version, at its first place, in the group that reaches farthest. */
export function lockedDependencies(
  source: SourceText,
  ecosystem: Ecosystem,
  packages: Iterable<LockedPackage>,
): DependencyDeclaration[] {
  const byKey = new Map<string, LockedPackage>();
  for (const found of packages) {
    const key = `${found.name}@${found.version}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, found);
    else if (REACH[found.group] > REACH[known.group]) byKey.set(key, { ...known, group: found.group });
  }
  return [...byKey.values()].map(({ name, version, group, start, end }) => ({
    kind: 'dependency',
    file: source.path,
    span: source.spanAt(start, end),
    ecosystem,
    name,
    version,
    group,
    locked: true,
  }));
}
