import type { Params } from '../../schemas/params/subprocessor-listed.ts';
import type { CheckOutcome, Evidence, View, ViewVendor } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { covers } from './locations.ts';
import { identityOf, isCalled } from './naming.ts';
import { serves } from './purposes.ts';
import { signalsOf } from './signals.ts';

type Published = NonNullable<Params['published']>[number];

/** The row that the policy's own table has of this vendor. */
export function rowOfPolicy({ published = [] }: Params, vendor: ViewVendor): Published | undefined {
  return published.find(({ name }) => isCalled(vendor, name));
}

/** Whether the code uses any vendor for what the table keeps to its own, or one of the table for what it is named for there. */
export function isTableAsked(params: Params, view: View): boolean {
  if (params.publishedFor === undefined) return true;
  return view.vendors.some(
    (vendor) => isHost(params, view, vendor) || isBehind(view, vendor, rowOfPolicy(params, vendor)?.purposes ?? []),
  );
}

function isHost({ publishedFor = [] }: Params, view: View, vendor: ViewVendor): boolean {
  return isBehind(view, vendor, publishedFor);
}

/** Whom only pages load from serves the page and not the product. */
function isBehind(view: View, vendor: ViewVendor, purposes: readonly string[]): boolean {
  const isSeen = vendor.signals.some(({ signal }) => signal !== 'script' && signal !== 'csp');
  return isSeen && isUsed(vendor) && serves(view, vendor, purposes);
}

function isUsed({ role, declared }: ViewVendor): boolean {
  return role === 'subprocessor' && declared?.row.role !== 'self-hosted';
}

/** The vendors of the table are where it says; what only they may do, no other vendor does. */
export function judgePublished(params: Params, view: View): CheckOutcome[] {
  if (params.published === undefined) return [];
  return view.vendors.filter(isUsed).flatMap((vendor) => {
    const row = rowOfPolicy(params, vendor);
    if (row !== undefined) return [judgePlaces(view, vendor, row)];
    // One that nobody lists is accused of that already.
    return vendor.declared !== null && isHost(params, view, vendor) ? [notPublished(params, vendor)] : [];
  });
}

function notPublished({ published = [], publishedFor = [] }: Params, vendor: ViewVendor): CheckOutcome {
  return outcome({
    ...of(vendor),
    code: 'not-published',
    status: 'fail',
    origin: 'code',
    args: { purposes: publishedFor.join(', '), published: published.map(({ name }) => name).join(', ') },
    evidence: signalsOf(vendor),
  });
}

/** By the regions of the code; where it shows none, by what the row says. */
function judgePlaces(view: View, vendor: ViewVendor, { locations }: Published): CheckOutcome {
  const isThere = (country: string): boolean => locations.some((location) => covers(location, country));
  const args = { published: locations.join(', ') };
  const known = vendor.regions.filter(({ country }) => country !== null);
  const outside = known.find(({ country }) => country !== null && !isThere(country));
  const regions = (outside === undefined ? known : [outside]).map(
    ({ region, country, place }): Evidence => ({ fact: 'region', args: { region, country }, place }),
  );
  const base = { ...of(vendor), attribute: 'region', evidence: regions };
  if (outside !== undefined) {
    const found = { ...args, given: `used in ${outside.region} (${outside.country})` };
    return outcome({ ...base, place: outside.place, code: 'elsewhere', status: 'fail', origin: 'code', args: found });
  }
  if (known.length > 0) return outcome({ ...base, code: 'as-published', status: 'pass', grade: 'code', args });
  const { row, path } = vendor.declared ?? { row: null, path: '' };
  const said = row?.locations ?? [];
  if (said.length === 0) return outcome({ ...base, code: 'place-unknown', status: 'unresolved', args });
  const place = view.manifestPlace(`${path}.locations`);
  const other = said.find((location) => !locations.some((country) => covers(location, country)));
  return other === undefined
    ? outcome({ ...base, place, code: 'as-published', status: 'pass', grade: 'declared', args })
    : outcome({ ...base, place, code: 'elsewhere', status: 'fail', args: { ...args, given: `listed with ${other}` } });
}

function of(vendor: ViewVendor): Pick<CheckOutcome, 'subject' | 'identity' | 'place'> {
  const [seen] = vendor.signals;
  if (seen === undefined) throw new Error(`the vendor ${vendor.name} was never seen`);
  return { subject: vendor.name, identity: identityOf(vendor), place: seen.place };
}
