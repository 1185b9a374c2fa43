import type { HostDeclaration, ServiceDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { Dependency, VendorSignal } from '../../model/fact.ts';
import type { LinkInput } from '../contract.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { linkDependencies } from './dependencies.ts';
import { imageSignals } from './image-signals.ts';
import { settleInstances } from './own-instances.ts';
import { lockfileSignals, packageSignals } from './package-signals.ts';
import { hostSignals, settingSignals } from './setting-signals.ts';
import { terraformSettings } from './terraform-settings.ts';
import { terraformSignals } from './terraform-signals.ts';
import { buildVendorIndex } from './vendor-index.ts';

/** Reads dependencies, settings, containers, hosts and infrastructure for third parties that may receive personal data. */
export function linkVendors(
  input: LinkInput,
  resources: readonly EvaluatedResource[],
): { readonly dependencies: Dependency[]; readonly signals: VendorSignal[] } {
  const index = buildVendorIndex(input.catalog.vendors);
  const settings: SettingDeclaration[] = [];
  const services: ServiceDeclaration[] = [];
  const hosts: HostDeclaration[] = [];
  for (const declaration of input.declarations) {
    if (declaration.kind === 'setting') settings.push(declaration);
    else if (declaration.kind === 'service') services.push(declaration);
    else if (declaration.kind === 'host') hosts.push(declaration);
  }
  const dependencies = linkDependencies(input);
  const found = [
    ...packageSignals(dependencies, index),
    ...imageSignals(input, services, settings, index),
    ...settingSignals(input, settings, index),
    ...settingSignals(input, terraformSettings(resources), index),
    ...hostSignals(input, hosts, index),
    ...terraformSignals(input, resources, index),
  ];
  // A lockfile detects nothing alone: it only adds to what was seen in doubt elsewhere.
  const seen = found.filter(({ environment, role }) => environment === 'production' && role !== 'development');
  const certain = new Set(seen.filter(({ strength }) => strength === 'strong').map(({ vendor }) => vendor));
  const doubtful = new Set(seen.map(({ vendor }) => vendor).filter((vendor) => !certain.has(vendor)));
  found.push(...lockfileSignals(input, dependencies, index).filter(({ vendor }) => doubtful.has(vendor)));
  return { dependencies, signals: distinct(settleInstances(input, found, settings, index)) };
}

/** One signal per file and thing seen: fifty resources of one type, or one variable in fifty containers, say it once. */
function distinct(signals: readonly VendorSignal[]): VendorSignal[] {
  const kept = new Map<string, VendorSignal>();
  for (const one of signals) {
    const key = [one.vendor, one.signal, one.text, one.role, one.region, one.environment, one.place.file].join('\n');
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
}
