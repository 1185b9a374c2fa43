import type { Vendor } from '../../schemas/vendor.ts';
import { NameTable } from './name-table.ts';
import { packageKey } from './package-name.ts';
import { PatternTable } from './pattern-table.ts';

/** A row of the catalogue that fits a name. */
export interface VendorRow {
  readonly vendor: Vendor;
  readonly strength: 'strong' | 'weak';
  /** `types`: type stubs; `own`: an instance of the product itself. */
  readonly role: 'service' | 'types' | 'own';
}

export interface VendorIndex {
  /** A name of npm, or another ecosystem's after its purl type (`pypi:stripe`), in any spelling its registry takes. */
  readonly package: (reference: string) => VendorRow | null;
  readonly image: (name: string) => VendorRow | null;
  /** Terraform: a provider's local name. */
  readonly provider: (name: string) => VendorRow | null;
  readonly resource: (type: string) => VendorRow | null;
  readonly host: (host: string) => VendorRow | null;
  /** A host that pages load or call, or all below one (`*.posthog.com`): hosts, and those that only serve scripts. */
  readonly script: (host: string) => VendorRow | null;
  readonly env: (name: string) => VendorRow | null;
  /** Vendors for which a setting of this name tells the host in use. */
  readonly hostSetting: (name: string) => Vendor | null;
  readonly regionSetting: (name: string) => Vendor | null;
  /** Whether an instance of one's own explains this name of the vendor. */
  readonly covered: (vendor: string, kind: 'package' | 'env', name: string) => boolean;
}

/** Turns the catalogue around: from names to vendors. Built once per run. */
export function buildVendorIndex(vendors: readonly Vendor[]): VendorIndex {
  const packages = new PatternTable<VendorRow | 'ignored'>();
  const images = new PatternTable<VendorRow>();
  const providers = new PatternTable<VendorRow>();
  const resources = new PatternTable<VendorRow>();
  const hosts = new PatternTable<VendorRow>();
  const scripts = new PatternTable<VendorRow>();
  const env = new NameTable<VendorRow>();
  const hostSettings = new NameTable<Vendor>();
  const regionSettings = new NameTable<Vendor>();
  const covers = new Map<string, Covers>();
  for (const vendor of vendors) {
    const { detect, selfHosting, regions } = vendor;
    const strong: VendorRow = { vendor, strength: 'strong', role: 'service' };
    const weak: VendorRow = { vendor, strength: 'weak', role: 'service' };
    for (const name of detect.ignoredPackages) packages.add(patternKey(name), 'ignored');
    for (const name of detect.packages) packages.add(patternKey(name), strong);
    for (const name of detect.weakPackages) packages.add(patternKey(name), weak);
    for (const name of detect.images) images.add(name, strong);
    for (const name of selfHosting?.images ?? []) images.add(name, { ...strong, role: 'own' });
    for (const name of detect.providers) {
      providers.add(name, strong);
      resources.add(`${name}_*`, strong);
    }
    for (const type of detect.resources) resources.add(type, strong);
    for (const host of detect.hosts) hosts.add(host, strong);
    for (const host of detect.scripts) scripts.add(host, strong);
    for (const name of detect.env) env.add(name, weak);
    for (const name of selfHosting?.env ?? []) hostSettings.add(name, vendor);
    if (selfHosting?.covers !== undefined) covers.set(vendor.id, coversOf(selfHosting.covers));
    for (const name of regions?.env ?? []) regionSettings.add(name, vendor);
  }
  const findPackage = (reference: string): VendorRow | null => {
    const row = packages.find(packageKey(reference));
    return row === 'ignored' ? null : row;
  };
  /** The only vendor with hosts below a name (`*.posthog.com`): more of them cannot be told apart. */
  const below = (suffix: string): VendorRow | null => {
    const own = vendors.filter(({ detect }) =>
      [...detect.hosts, ...detect.scripts].some((host) => `.${host}`.endsWith(suffix)),
    );
    return own.length === 1 && own[0] !== undefined ? { vendor: own[0], strength: 'strong', role: 'service' } : null;
  };
  return {
    package: (reference) => findPackage(reference) ?? typesOf(reference, findPackage),
    image: (name) => images.find(name),
    provider: (name) => providers.find(name),
    resource: (type) => resources.find(type),
    host: (host) => hosts.findHost(host),
    script: (host) => (host.startsWith('*.') ? below(host.slice(1)) : (scripts.findHost(host) ?? hosts.findHost(host))),
    env: (name) => env.find(name),
    hostSetting: (name) => hostSettings.find(name),
    regionSetting: (name) => regionSettings.find(name),
    covered: (vendor, kind, name) => {
      const table = covers.get(vendor)?.[kind];
      return table === undefined || table.find(kind === 'package' ? packageKey(name) : name) !== null;
    },
  };
}

interface Covers {
  readonly package: PatternTable<true>;
  readonly env: NameTable<true>;
}

function coversOf({
  packages,
  env,
}: {
  readonly packages: readonly string[];
  readonly env: readonly string[];
}): Covers {
  const covers: Covers = { package: new PatternTable(), env: new NameTable() };
  for (const name of packages) covers.package.add(patternKey(name), true);
  for (const name of env) covers.env.add(name, true);
  return covers;
}

function patternKey(pattern: string): string {
  return pattern.endsWith('*') ? `${packageKey(pattern.slice(0, -1))}*` : packageKey(pattern);
}

function typesOf(reference: string, findPackage: (reference: string) => VendorRow | null): VendorRow | null {
  const typed = typedPackage(reference);
  const row = typed === null ? null : findPackage(typed);
  return row === null ? null : { ...row, strength: 'weak', role: 'types' };
}

/** The package that type stubs describe; null where it is none. */
function typedPackage(reference: string): string | null {
  // `@types/stripe` for `stripe`, `@types/scope__name` for `@scope/name`.
  if (reference.startsWith('@types/')) {
    const typed = reference.slice('@types/'.length);
    return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
  }
  // https://typing.python.org/en/latest/spec/distributing.html#stub-only-packages
  const stubs = /^pypi:(?:types-(.+)|(.+)-stubs)$/.exec(packageKey(reference));
  return stubs === null ? null : `pypi:${stubs[1] ?? stubs[2] ?? ''}`;
}
