import type { DocumentFact } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import type { Params } from '../../schemas/params/subprocessor-listed.ts';
import { daysBetween, isLonger, parseDuration } from '../../text/duration.ts';
import type { CheckOutcome, View, ViewVendor } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { isCalled, placeInManifest } from './naming.ts';

/** Without a manifest the first vendor that belongs on the list shows where: a line that is there. */
function placeOfList(view: View): Place {
  const [signal] = view.manifest === null ? view.vendors.filter(isToBeListed).flatMap(({ signals }) => signals) : [];
  return signal?.place ?? placeInManifest(view, 'subprocessorList');
}

/**
 * The published list: there, equal to the manifest both ways, reviewed in time. Looked for where the policy promises one and a
 * vendor could stand on it, or where the manifest names one.
 */
export function judgeList(params: Params, view: View): CheckOutcome[] {
  if (params.rowsOnly || params.vendorPurposes !== undefined) return [];
  const named = view.manifest?.subprocessorList?.document ?? view.manifest?.documents?.subprocessorList;
  if (!params.listDocument && named === undefined) return [];
  const place = placeOfList(view);
  const base = { subject: named ?? 'subprocessor list', identity: LIST, place };
  if (named !== undefined && /^https?:/.test(named)) {
    const problems = reviewProblems(params, view, base, null);
    if (problems.length > 0) return problems;
    return [outcome({ ...base, code: 'list-kept', status: 'pass', grade: 'declared', args: { document: named } })];
  }
  const document = view.documents.find((one) =>
    named === undefined ? one.role === 'subprocessor-list' : one.place.file === named.replace(/^\.\//, ''),
  );
  if (document === undefined) {
    const nobody = named === undefined && !view.vendors.some(isToBeListed);
    const args = { name: named ?? 'A list of subprocessors' };
    return nobody ? [] : [outcome({ ...base, code: 'list-missing', status: 'fail', args })];
  }
  // Without a manifest the vendors are accused already: there is nothing to hold the list against.
  if (view.manifest === null) return [];
  const { file } = document.place;
  const found = { ...base, subject: file };
  const read = { ...found, place: document.place, args: { document: file } };
  const compared = isRead(view, document)
    ? differences(view, document, base)
    : [outcome({ ...read, code: 'list-unread', status: 'unresolved' })];
  const problems = [...compared, ...reviewProblems(params, view, found, document)];
  if (problems.length > 0) return problems;
  return [outcome({ ...read, code: 'list-kept', status: 'pass', grade: 'document' })];
}

type Base = Pick<CheckOutcome, 'subject' | 'identity' | 'place'>;

const LIST = '. document subprocessor-list';

function isToBeListed({ declared, role }: ViewVendor): boolean {
  return declared === null ? role === 'subprocessor' : declared.row.role !== 'self-hosted';
}

/** Items of which none is known to anybody may be about anything. */
function isRead(view: View, { listed }: DocumentFact): boolean {
  return listed.some(({ name, sure }) => sure || rowsOf(view).some((vendor) => isCalled(vendor, name)));
}

function rowsOf(view: View): ViewVendor[] {
  return view.vendors.filter((vendor) => vendor.declared !== null && isToBeListed(vendor));
}

function differences(view: View, document: DocumentFact, base: Base): CheckOutcome[] {
  const { listed } = document;
  const rows = rowsOf(view);
  const missing = rows.filter((vendor) => !listed.some(({ name }) => isCalled(vendor, name))).map(({ name }) => name);
  const extra = listed.filter(({ name, sure }) => sure && !rows.some((vendor) => isCalled(vendor, name)));
  return [
    ...missing.map((name) =>
      outcome({
        ...base,
        place: document.place,
        subject: name,
        identity: `. listed ${name}`,
        code: 'list-differs',
        status: 'fail',
        args: { name, document: document.place.file, where: 'is declared in the manifest and missing from' },
      }),
    ),
    ...extra.map(({ name, span }) =>
      outcome({
        ...base,
        place: { file: document.place.file, span },
        subject: name,
        identity: `. listed ${name}`,
        code: 'list-differs',
        status: 'fail',
        args: { name, document: document.place.file, where: 'is not declared in the manifest and stands in' },
      }),
    ),
  ];
}

/** The day the manifest gives, else the one the list itself carries. Where a list is promised, no day is no review. */
function reviewProblems(params: Params, view: View, base: Base, document: DocumentFact | null): CheckOutcome[] {
  const limit = params.staleness === undefined ? null : parseDuration(params.staleness);
  if (limit === null) return [];
  const declared = view.manifest?.subprocessorList?.reviewed;
  const reviewed = declared ?? document?.updated ?? null;
  const asked = { ...base, attribute: 'reviewed', status: 'fail' } as const;
  if (reviewed === null) {
    const args = { limit: params.staleness ?? '' };
    return params.listDocument ? [outcome({ ...asked, code: 'review-missing', args })] : [];
  }
  if (!isLonger(daysBetween(reviewed, view.asOf), limit)) return [];
  const place =
    declared === undefined ? (document?.place ?? base.place) : view.manifestPlace('subprocessorList.reviewed');
  return [outcome({ ...asked, place, code: 'review-stale', args: { reviewed, limit: params.staleness ?? '' } })];
}
