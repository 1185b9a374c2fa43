import type { HostDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { SignalKind, VendorSignal } from '../../model/fact.ts';
import { wordOf } from '../../text/values.ts';
import type { LinkInput } from '../contract.ts';
import { nameParts } from './name-table.ts';
import { hostRegion, regionOf } from './regions.ts';
import type { VendorIndex } from './vendor-index.ts';

/** Words of names that speak of something else than the vendor's service: a stand-in, a test, a switch that turns it off. */
const STAND_INS = new Set(['EMULATOR', 'MOCK', 'FAKE', 'STUB', 'LOCALSTACK', 'TEST', 'E2E', 'DISABLE', 'DISABLED']);

/** What named settings say: the vendors that their names belong to, and the hosts they point at. */
export function settingSignals(
  input: LinkInput,
  settings: readonly SettingDeclaration[],
  index: VendorIndex,
): VendorSignal[] {
  const { catalog } = input;
  const signals: VendorSignal[] = [];
  for (const setting of settings) {
    const { file, span, name, host, value } = setting;
    const add = (vendor: string, kind: SignalKind, text: string, region: string | null): void => {
      const strength = kind === 'env' ? 'weak' : 'strong';
      const environment = input.environmentOf(file);
      signals.push({
        kind: 'vendor-signal',
        vendor,
        signal: kind,
        strength,
        text,
        role: 'production',
        region,
        environment,
        place: { file, span },
      });
    };
    if (nameParts(name).some((part) => STAND_INS.has(part))) continue;
    const pointed = host === null ? null : index.host(host);
    if (pointed !== null && host !== null) {
      add(pointed.vendor.id, 'host', host, hostRegion(catalog.regions, pointed.vendor.id, host));
    }
    const named = index.env(name);
    if (named === null || (value?.kind === 'boolean' && !value.value)) continue;
    const word = index.regionSetting(name)?.id === named.vendor.id ? wordOf(value) : null;
    add(named.vendor.id, 'env', name, word === null ? null : regionOf(catalog.regions, named.vendor.id, word));
  }
  return signals;
}

/** A copy of somebody's library brings its demo pages along: `public/plugins/editor-5.17.0/index.html`. */
const LIBRARY_COPY = /[-@]\d+\.\d+\.\d+[^/]*\//;

/** Hosts outside named settings: what a page may load or call. */
export function hostSignals(input: LinkInput, hosts: readonly HostDeclaration[], index: VendorIndex): VendorSignal[] {
  return hosts.flatMap(({ file, span, use, host }) => {
    const row = use === 'api' ? index.host(host) : index.script(host);
    if (row === null || (use !== 'api' && LIBRARY_COPY.test(file))) return [];
    const region = hostRegion(input.catalog.regions, row.vendor.id, host);
    const signal = use === 'api' ? 'host' : use;
    return [
      {
        kind: 'vendor-signal' as const,
        vendor: row.vendor.id,
        signal,
        strength: 'strong' as const,
        text: host,
        role: 'production' as const,
        region,
        environment: input.environmentOf(file),
        place: { file, span },
      },
    ];
  });
}
