import type { ManifestSubprocessor } from '../../schemas/manifest.ts';
import type { Params } from '../../schemas/params/subprocessor-listed.ts';
import { isLonger, parseDuration } from '../../text/duration.ts';
import type { CheckOutcome, View, ViewVendor } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { covers } from './locations.ts';

/** Roles under which personal data goes to somebody else; the others need no signal in the code. */
const SEEN_IN_CODE = new Set(['subprocessor', 'service-provider']);
const DAY_MS = 86_400_000;

/** What is wrong with one declared row. */
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
      identity: `. vendor ${vendor.id}`,
      place: view.manifestPlace(key === '' ? path : `${path}.${key}`),
    };
    problems.push(outcome({ ...base, code, status: 'fail', attribute: key === '' ? null : key, args, ...more }));
  };
  // An instance of one's own receives nothing for somebody else: all it owes is the reason for saying so.
  if (row.role === 'self-hosted') {
    if (row.reason === undefined) report('self-hosted-without-reason', 'reason');
    return problems;
  }
  for (const field of params.requiredFields) if (isMissing(row, field)) report('missing-field', field, { field });
  judgePurposes(params, view, vendor, row, report);
  judgeLocations(vendor, row, report);
  judgeReview(params, view, row, report);
  if (params.current && isGone(vendor, row, view)) report('gone', '');
  return problems;
}

/** The words a row gives as purpose. */
export function purposeWords(row: ManifestSubprocessor | undefined): readonly string[] {
  const purpose = row?.purpose ?? [];
  return Array.isArray(purpose) ? purpose : [purpose];
}

type Report = (code: string, key: string, args?: CheckOutcome['args'], more?: Partial<CheckOutcome>) => void;

function isMissing(row: ManifestSubprocessor, field: Params['requiredFields'][number]): boolean {
  const value = row[field];
  if (Array.isArray(value)) return value.length === 0;
  if (field === 'dpa') return row.dpa?.ref === undefined;
  if (field === 'transfer') return row.transfer?.mechanism === undefined;
  return value === undefined || value === '';
}

function judgePurposes(
  params: Params,
  view: View,
  vendor: ViewVendor,
  row: ManifestSubprocessor,
  report: Report,
): void {
  for (const word of purposeWords(row)) {
    const meant = view.purposesOf(word);
    const known = vendor.purposes.length > 0;
    if (known && !meant.some((purpose) => vendor.purposes.includes(purpose))) {
      report('wrong-purpose', 'purpose', { given: word, purposes: vendor.purposes.join(', ') });
    } else if (params.purposes !== undefined && !meant.some((purpose) => params.purposes?.includes(purpose))) {
      report(
        'purpose-not-allowed',
        'purpose',
        { given: word, allowed: params.purposes.join(', ') },
        { bound: `purposes ${params.purposes.join(' ')}` },
      );
    }
  }
}

function judgeLocations(vendor: ViewVendor, row: ManifestSubprocessor, report: Report): void {
  if (row.locations === undefined || row.locations.length === 0) return;
  const locations = row.locations;
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

function judgeReview(params: Params, view: View, row: ManifestSubprocessor, report: Report): void {
  const limit = params.staleness === undefined ? null : parseDuration(params.staleness);
  if (limit === null || row.reviewed === undefined) return;
  const days = (Date.parse(view.asOf) - Date.parse(row.reviewed)) / DAY_MS;
  if (isLonger({ min: days, max: days }, limit))
    report('review-stale', 'reviewed', { reviewed: row.reviewed, limit: params.staleness ?? '' });
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
