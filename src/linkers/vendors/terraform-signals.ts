import type { SignalKind, VendorSignal } from '../../model/fact.ts';
import type { Vendor } from '../../schemas/vendor.ts';
import type { LinkInput } from '../contract.ts';
import type { EvaluatedBody, EvaluatedResource } from '../terraform/evaluated.ts';
import { regionOf } from './regions.ts';
import type { VendorIndex, VendorRow } from './vendor-index.ts';

/** Providers, resources and registry modules of Terraform: each means its cloud. */
export function terraformSignals(
  input: LinkInput,
  resources: readonly EvaluatedResource[],
  index: VendorIndex,
): VendorSignal[] {
  // An address is one root's: `provider.aws` of another is another.
  const keyOf = (root: string, address: string): string => `${root}\u0000${address}`;
  const providers = new Map(
    resources.filter(({ mode }) => mode === 'provider').map((one) => [keyOf(one.root, one.address), one]),
  );
  return resources.flatMap((resource) => {
    const found = rowOf(resource, index);
    if (found === null) return [];
    const [row, signal] = found;
    const { type, file, span, environment } = resource;
    const own = regionIn(input, row.vendor, resource.body);
    const provider = resource.provider === null ? undefined : providers.get(keyOf(resource.root, resource.provider));
    return [
      {
        kind: 'vendor-signal' as const,
        vendor: row.vendor.id,
        signal,
        strength: row.strength,
        text: type,
        role: 'production' as const,
        region: own ?? (provider === undefined ? null : regionIn(input, row.vendor, provider.body)),
        environment,
        place: { file, span },
      },
    ];
  });
}

function rowOf({ mode, type, module }: EvaluatedResource, index: VendorIndex): [VendorRow, SignalKind] | null {
  const kind: SignalKind = mode === 'resource' ? 'resource' : 'provider';
  let row: VendorRow | null = null;
  if (mode === 'resource') row = index.resource(type);
  else if (mode === 'provider') row = index.provider(type);
  else if (mode === 'module') row = moduleRow(module?.address ?? type, index);
  return row === null ? null : [row, kind];
}

/** A registry address ends in the provider: `terraform-aws-modules/rds/aws`. */
function moduleRow(source: string, index: VendorIndex): VendorRow | null {
  const parts = source.split('//')[0]?.split('/') ?? [];
  const registry = parts.length === 3 || (parts.length === 4 && parts[0]?.includes('.'));
  return registry && !source.startsWith('.') ? index.provider(parts.at(-1) ?? '') : null;
}

function regionIn(input: LinkInput, vendor: Vendor, body: EvaluatedBody): string | null {
  for (const attribute of vendor.regions?.attributes ?? []) {
    const value = Object.hasOwn(body.attributes, attribute) ? body.attributes[attribute] : undefined;
    if (value?.state !== 'known' || typeof value.value !== 'string') continue;
    const region = regionOf(input.catalog.regions, vendor.id, value.value);
    if (region !== null) return region;
  }
  return null;
}
