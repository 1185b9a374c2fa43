import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { Dependency, VendorSignal } from '../../model/fact.ts';
import type { LinkInput } from '../contract.ts';
import { dependencyKey } from './dependencies.ts';
import { packageReference } from './package-name.ts';
import type { VendorIndex, VendorRow } from './vendor-index.ts';

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
 * production reaches.
 */
export function lockfileSignals(
  input: LinkInput,
  dependencies: readonly Dependency[],
  index: VendorIndex,
): VendorSignal[] {
  const declared = new Set(dependencies.map(({ ecosystem, name }) => dependencyKey(ecosystem, name)));
  return input.declarations.flatMap((one) => {
    if (one.kind !== 'dependency' || !one.locked || one.group === 'development' || one.group === 'unknown') return [];
    const { file, span, ecosystem, name, group } = one;
    if (declared.has(dependencyKey(ecosystem, name))) return [];
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
