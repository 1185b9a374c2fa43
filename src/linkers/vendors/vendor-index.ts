import type { Vendor } from '../../schemas/vendor.ts';
import { lazy } from '../../text/lazy.ts';
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

/** Turns the catalogue around: from names to vendors. Each table is built when the first name is looked up in it. */
export function buildVendorIndex(vendors: readonly Vendor[]): VendorIndex {
  const services = vendors.map((vendor): Service => {
    const strong: VendorRow = { vendor, strength: 'strong', role: 'service' };
    const weak: VendorRow = { vendor, strength: 'weak', role: 'service' };
    return { vendor, names: (kind) => namesOf(vendor.detect[kind]), strong, weak };
  });
  const packages = packageTables(services);
  const images = lazy(() => {
    const table = new PatternTable<VendorRow>();
    for (const { vendor, names, strong } of services) {
      for (const name of names('images')) table.add(name, strong);
      for (const name of vendor.selfHosting?.images ?? []) table.add(name, { ...strong, role: 'own' });
    }
    return table;
  });
  const providers = lazy(() => patternTable(services, ({ names }) => names('providers')));
  const resources = lazy(() =>
    patternTable(services, ({ names }) => [...names('providers').map((name) => `${name}_*`), ...names('resources')]),
  );
  const hosts = lazy(() => patternTable(services, ({ names }) => names('hosts')));
  const scripts = lazy(() => patternTable(services, ({ names }) => names('scripts')));
  const env = lazy(() => {
    const table = new NameTable<VendorRow>();
    for (const { names, weak } of services) for (const name of names('env')) table.add(name, weak);
    return table;
  });
  const hostSettings = lazy(() => nameTable(vendors, ({ selfHosting }) => selfHosting?.env));
  const regionSettings = lazy(() => nameTable(vendors, ({ regions }) => regions?.env));
  const covers = lazy(() => new Map(vendors.flatMap((vendor) => coversOf(vendor))));
  /** The only vendor with hosts below a name (`*.posthog.com`): more of them cannot be told apart. */
  const below = (suffix: string): VendorRow | null => {
    const own = services.filter(({ names }) =>
      [...names('hosts'), ...names('scripts')].some((host) => `.${host}`.endsWith(suffix)),
    );
    return own.length === 1 ? (own[0]?.strong ?? null) : null;
  };
  return {
    package: (reference) => packages(reference) ?? typesOf(reference, packages),
    image: (name) => images().find(name),
    provider: (name) => providers().find(name),
    resource: (type) => resources().find(type),
    host: (host) => hosts().findHost(host),
    script: (host) =>
      host.startsWith('*.') ? below(host.slice(1)) : (scripts().findHost(host) ?? hosts().findHost(host)),
    env: (name) => env().find(name),
    hostSetting: (name) => hostSettings().find(name),
    regionSetting: (name) => regionSettings().find(name),
    covered: (vendor, kind, name) => {
      const table = covers().get(vendor)?.[kind];
      return table === undefined || table.find(kind === 'package' ? packageKey(name) : name) !== null;
    },
  };
}

interface Service {
  readonly vendor: Vendor;
  readonly names: (kind: keyof Vendor['detect']) => readonly string[];
  readonly strong: VendorRow;
  readonly weak: VendorRow;
}

function namesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(' ');
}

/** One table for each ecosystem, since a project uses few of them. */
function packageTables(services: readonly Service[]): (reference: string) => VendorRow | null {
  const tables = new Map<string, PatternTable<VendorRow | 'ignored'>>();
  const tableOf = (ecosystem: string): PatternTable<VendorRow | 'ignored'> => {
    const table = new PatternTable<VendorRow | 'ignored'>();
    const add = (names: readonly string[], row: VendorRow | 'ignored'): void => {
      for (const name of names) if (ecosystemOf(name) === ecosystem) table.add(patternKey(name), row);
    };
    for (const { names, strong, weak } of services) {
      add(names('ignoredPackages'), 'ignored');
      add(names('packages'), strong);
      add(names('weakPackages'), weak);
    }
    tables.set(ecosystem, table);
    return table;
  };
  return (reference) => {
    const ecosystem = ecosystemOf(reference);
    const row = (tables.get(ecosystem) ?? tableOf(ecosystem)).find(packageKey(reference));
    return row === 'ignored' ? null : row;
  };
}

/** The purl type of a reference; empty for npm. */
function ecosystemOf(reference: string): string {
  return reference.slice(0, Math.max(0, reference.indexOf(':')));
}

function patternTable(
  services: readonly Service[],
  patternsOf: (service: Service) => readonly string[],
): PatternTable<VendorRow> {
  const table = new PatternTable<VendorRow>();
  for (const service of services) for (const pattern of patternsOf(service)) table.add(pattern, service.strong);
  return table;
}

function nameTable(
  vendors: readonly Vendor[],
  namesOf: (vendor: Vendor) => readonly string[] | undefined,
): NameTable<Vendor> {
  const table = new NameTable<Vendor>();
  for (const vendor of vendors) for (const name of namesOf(vendor) ?? []) table.add(name, vendor);
  return table;
}

interface Covers {
  readonly package: PatternTable<true>;
  readonly env: NameTable<true>;
}

function coversOf({ id, selfHosting }: Vendor): [string, Covers][] {
  if (selfHosting?.covers === undefined) return [];
  const { packages, env } = selfHosting.covers;
  const covers: Covers = { package: new PatternTable(), env: new NameTable() };
  for (const name of packages) covers.package.add(patternKey(name), true);
  for (const name of env) covers.env.add(name, true);
  return [[id, covers]];
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
