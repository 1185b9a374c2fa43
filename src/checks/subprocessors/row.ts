import type { ManifestSubprocessor } from '../../schemas/manifest.ts';
import type { Params } from '../../schemas/params/subprocessor-listed.ts';
import { daysBetween, isLonger, parseDuration } from '../../text/duration.ts';
import type { CheckOutcome, View, ViewVendor } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { resolves } from '../reference.ts';
import { covers } from './locations.ts';
import { identityOf } from './naming.ts';
import { purposesBehind, purposeWords, usedFor } from './purposes.ts';

/** Roles under which personal data goes to somebody else; the others need no signal in the code. */
const SEEN_IN_CODE = new Set(['subprocessor', 'service-provider']);

/** What is wrong with one declared row, or cannot be known of it. */
export function rowProblems(params: Params, view: View, vendor: ViewVendor): CheckOutcome[] {
  const { declared } = vendor;
  if (declared === null) return [];
  const { row, path } = declared;
  const problems: CheckOutcome[] = [];
  const report = (
    code: string,
    key: string,
    args: CheckOutcome['args'] = {},
    more: Partial<CheckOutcome> = {},
  ): void => {
    const base = {
      subject: vendor.name,
      identity: identityOf(vendor),
      place: view.manifestPlace(key === '' ? path : `${path}.${key}`),
    };
    problems.push(outcome({ ...base, code, status: 'fail', attribute: key === '' ? null : key, args, ...more }));
  };
  // An instance of one's own receives nothing for somebody else: all it owes is the reason for saying so.
  if (row.role === 'self-hosted') {
    if (row.reason === undefined) report('self-hosted-without-reason', 'reason');
    return problems;
  }
  for (const field of params.requiredFields) judgeField(view, row, field, report);
  for (const field of params.undecidedWithout)
    if (isMissing(row, field)) report('undecided', field, { field }, { status: 'unresolved' });
  judgePurposes(params, view, vendor, row, report);
  judgeService(params, view, vendor, row, report);
  judgeLocations(view, vendor, row, report);
  judgeReview(params, view, row, report);
  if (isGone(vendor, row, view)) report('gone', '');
  return problems;
}

type Report = (code: string, key: string, args?: CheckOutcome['args'], more?: Partial<CheckOutcome>) => void;
type Field = Params['requiredFields'][number];

/** Filled, and where it points at a document of the project, that is there. */
function judgeField(view: View, row: ManifestSubprocessor, field: Field, report: Report): void {
  const [key, reference] = field === 'policy' ? ['policy', row.policy] : [`${field}.ref`, documentOf(row, field)];
  if (isMissing(row, field)) report('missing-field', field, { field });
  else if (reference !== undefined && !resolves(reference, view))
    report('dangling-reference', key, { field, reference });
}

function documentOf(row: ManifestSubprocessor, field: Field): string | undefined {
  return field === 'dpa' || field === 'transfer' ? row[field]?.ref : undefined;
}

function isMissing(row: ManifestSubprocessor, field: Field): boolean {
  const value = row[field];
  if (Array.isArray(value)) return value.length === 0;
  if (field === 'dpa') return row.dpa?.ref === undefined;
  if (field === 'transfer') return row.transfer?.mechanism === undefined;
  return value === undefined || value === '';
}

function judgePurposes(
  { requiredFields, purposes }: Params,
  view: View,
  vendor: ViewVendor,
  row: ManifestSubprocessor,
  report: Report,
): void {
  // The row of a company speaks for each of its services, and not every word for every one.
  const known = purposesBehind(view, vendor);
  const isOfAnother = (meant: readonly string[]): boolean =>
    known.length > vendor.purposes.length && !meant.some((purpose) => vendor.purposes.includes(purpose));
  for (const given of purposeWords(row)) {
    const meant = view.purposesOf(given);
    const isAmong = (some: readonly string[]): boolean => meant.some((purpose) => some.includes(purpose));
    const isOther = known.length > 0 && !isAmong(known);
    if (requiredFields.includes('purpose') && isOther) {
      report('wrong-purpose', 'purpose', { given, purposes: known.join(', ') });
    } else if (purposes !== undefined && !isAmong(purposes) && (isOther || !isOfAnother(meant))) {
      const allowed = purposes.join(', ');
      report('purpose-not-allowed', 'purpose', { given, allowed }, { bound: `purposes ${purposes.join(' ')}` });
    }
  }
}

/** Tied to the product by what the vendor is used for, whichever policy's word the row has for it. */
function judgeService(
  { servicePurposes }: Params,
  view: View,
  vendor: ViewVendor,
  row: ManifestSubprocessor,
  report: Report,
): void {
  if (servicePurposes === undefined || row.external === true) return;
  const used = usedFor(view, vendor);
  if (used.length === 0) report('purpose-unknown', 'purpose', {}, { status: 'unresolved' });
  else if (!used.some((purpose) => servicePurposes.includes(purpose)))
    report('outside-service', 'purpose', { given: used.join(', ') });
}

function judgeLocations(view: View, vendor: ViewVendor, row: ManifestSubprocessor, report: Report): void {
  if (row.locations === undefined || row.locations.length === 0) return;
  // Each row of a vendor says where one of its uses is.
  const locations = view.vendors.flatMap(({ id, declared }) =>
    id === vendor.id ? (declared?.row.locations ?? []) : [],
  );
  for (const { region, country, place } of vendor.regions) {
    if (country === null || locations.some((location) => covers(location, country))) continue;
    const evidence = [{ fact: 'region', args: { region, country }, place }];
    report(
      'location-contradicted',
      'locations',
      { region, country, given: locations.join(', ') },
      { contradicted: true, evidence, origin: 'code' },
    );
    return;
  }
}

/** Whoever reviewed the whole list has looked at each of its rows. */
function judgeReview(params: Params, view: View, row: ManifestSubprocessor, report: Report): void {
  const limit = params.staleness === undefined ? null : parseDuration(params.staleness);
  if (limit === null || row.reviewed === undefined) return;
  const ofList = view.manifest?.subprocessorList?.reviewed;
  const reviewed = ofList === undefined || ofList < row.reviewed ? row.reviewed : ofList;
  if (isLonger(daysBetween(reviewed, view.asOf), limit))
    report('review-stale', 'reviewed', { reviewed, limit: params.staleness ?? '' });
}

/**
 * Declared, and nothing speaks of it any more. Not said where only a part was looked at, or where no signal can be expected:
 * signals are those of the catalogue, so a vendor that it does not have is never seen, whatever hints its row gives.
 */
function isGone(vendor: ViewVendor, row: ManifestSubprocessor, view: View): boolean {
  const inCatalog = !vendor.id.startsWith('declared:');
  const expected = SEEN_IN_CODE.has(row.role ?? 'subprocessor') && row.external !== true && inCatalog;
  return expected && !view.narrowed && vendor.signals.length === 0;
}
