import type { ViewVendor } from '../../checks/contract.ts';
import { judgeVendors } from '../../linkers/vendors/judge.ts';
import { countryOf } from '../../linkers/vendors/regions.ts';
import type { VendorSignal } from '../../model/fact.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { Manifest, ManifestSubprocessor } from '../../schemas/manifest.ts';
import type { Vendor } from '../../schemas/vendor.ts';
import { companyKey } from '../../text/company.ts';

/** Vendors the signals speak of, joined with the rows of the manifest; then rows of vendors that nothing speaks of. */
export function viewVendors(
  signals: readonly VendorSignal[],
  catalog: Catalog,
  manifest: Manifest | null,
): ViewVendor[] {
  const rows = (manifest?.subprocessors ?? []).map((row, index) => ({ path: `subprocessors[${index}]`, row }));
  const taken = new Set<string>();
  const byId = new Map(catalog.vendors.map((vendor) => [vendor.id, vendor]));
  const seen: ViewVendor[] = [];
  for (const judged of judgeVendors(signals, catalog.vendors)) {
    const vendor = byId.get(judged.id);
    if (vendor === undefined) continue;
    const declared = rowOf(rows, vendor, judged.signals, catalog.vendors);
    if (declared) taken.add(declared.path);
    seen.push({
      ...described(vendor),
      role: judged.role,
      declared,
      another: false,
      signals: judged.signals,
      regions: regionsOf(vendor.id, judged.signals, catalog),
    });
  }
  const signalsOf = new Map(seen.map((vendor) => [vendor.id, vendor.signals]));
  for (const declared of rows) {
    if (taken.has(declared.path)) continue;
    const vendor = undetected(declared.row, catalog.vendors);
    const shared = signalsOf.get(vendor.id);
    const another = shared !== undefined;
    seen.push({ ...vendor, role: 'declared-only', declared, another, signals: shared ?? [], regions: [] });
    signalsOf.set(vendor.id, shared ?? []);
  }
  return seen;
}

/** Whom a row means that no vendor of the code took: one of the catalogue, any service of a company, or somebody unknown. */
function undetected(row: ManifestSubprocessor, vendors: readonly Vendor[]): Described {
  const named = vendors.filter((one) => names(row, one));
  const meant = named.length > 0 ? named : vendors.filter((one) => isOfCompany(row, one));
  const [vendor] = meant;
  if (vendor !== undefined && meant.length === 1) return described(vendor);
  return {
    id: `declared:${row.name}`,
    name: row.name,
    company: row.legalEntity ?? vendor?.company ?? null,
    aliases: [],
    purposes: [...new Set(meant.flatMap(({ purposes }) => purposes))],
  };
}

type Described = Pick<ViewVendor, 'id' | 'name' | 'company' | 'aliases' | 'purposes'>;

function described(vendor: Vendor): Described {
  return {
    id: vendor.id,
    name: vendor.name,
    company: vendor.company,
    aliases: vendor.aliases,
    purposes: vendor.purposes,
  };
}

interface DeclaredVendor {
  readonly path: string;
  readonly row: ManifestSubprocessor;
}

/**
 * The row that speaks of a vendor: by its name, else by a hint that one of the signals fits, else by the company, where the row does
 * not name another of the company's services.
 */
function rowOf(
  rows: readonly DeclaredVendor[],
  vendor: Vendor,
  signals: readonly VendorSignal[],
  vendors: readonly Vendor[],
): DeclaredVendor | null {
  const isAnother = (row: ManifestSubprocessor): boolean => vendors.some((one) => one !== vendor && names(row, one));
  return (
    rows.find(({ row }) => names(row, vendor)) ??
    rows.find(({ row }) => isHinted(row, signals)) ??
    rows.find(({ row }) => isOfCompany(row, vendor) && !isAnother(row)) ??
    null
  );
}

function names(row: ManifestSubprocessor, { id, name, aliases }: Vendor): boolean {
  return [id, name, ...aliases].map(companyKey).includes(companyKey(row.name));
}

function isOfCompany(row: ManifestSubprocessor, { id, name, company, aliases }: Vendor): boolean {
  const known = [id, name, company, ...aliases].map(companyKey);
  return [row.name, row.legalEntity].some((one) => one !== undefined && known.includes(companyKey(one)));
}

function isHinted(row: ManifestSubprocessor, signals: readonly VendorSignal[]): boolean {
  const hints = Object.values(row.detect ?? {}).flatMap((list) => list ?? []);
  return signals.some(({ signal, text }) => {
    // A project of one language names its packages without their ecosystem.
    const bare = signal === 'package' || signal === 'lockfile' ? text.slice(text.indexOf(':') + 1) : text;
    return hints.some((hint) => fits(hint, text) || fits(hint, bare));
  });
}

/** `@aws-sdk/*` is the start of a name, `*.amazonaws.com` a host and all below it. */
function fits(hint: string, text: string): boolean {
  if (hint.endsWith('*')) return text.startsWith(hint.slice(0, -1));
  return hint === text || (hint.startsWith('*.') && `.${text}`.endsWith(hint.slice(1)));
}

function regionsOf(vendor: string, signals: readonly VendorSignal[], catalog: Catalog): ViewVendor['regions'] {
  const regions = new Map<string, ViewVendor['regions'][number]>();
  for (const { region, place } of signals) {
    if (region !== null && !regions.has(region))
      regions.set(region, { region, country: countryOf(catalog.regions, vendor, region), place });
  }
  return [...regions.values()];
}
