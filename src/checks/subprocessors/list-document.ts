import type { DocumentFact } from '../../model/fact.ts';
import type { Params } from '../../schemas/params/subprocessor-listed.ts';
import { isLonger, parseDuration } from '../../text/duration.ts';
import type { CheckOutcome, View } from '../contract.ts';
import { outcome } from '../outcome.ts';
import { isCalled, placeInManifest } from './naming.ts';

const DAY_MS = 86_400_000;

/** The published list: there, equal to the manifest both ways, reviewed in time. Asked for only where the policy promises one, or one is declared. */
export function listProblems(params: Params, view: View): CheckOutcome[] {
  if (params.rowsOnly) return [];
  const named = view.manifest?.subprocessorList?.document ?? view.manifest?.documents?.subprocessorList;
  if (!params.listDocument && named === undefined) return [];
  const place = placeInManifest(view, 'subprocessorList');
  const base = { subject: named ?? 'subprocessor list', identity: '. document subprocessor-list', place };
  if (named !== undefined && /^https?:/.test(named)) return reviewProblems(params, view, base);
  const document = view.documents.find((one) =>
    named === undefined ? one.role === 'subprocessor-list' : one.place.file === named.replace(/^\.\//, ''),
  );
  if (document === undefined) {
    return [
      outcome({ ...base, code: 'list-missing', status: 'fail', args: { name: named ?? 'a list of subprocessors' } }),
    ];
  }
  // Without a manifest the vendors are accused already: there is nothing to hold the list against.
  if (view.manifest === null) return [];
  return [...differences(view, document, base), ...reviewProblems(params, view, base)];
}

type Base = Pick<CheckOutcome, 'subject' | 'identity' | 'place'>;

function differences(view: View, document: DocumentFact, base: Base): CheckOutcome[] {
  const { listed } = document;
  if (listed.length === 0) {
    return [
      outcome({
        ...base,
        place: document.place,
        code: 'list-unread',
        status: 'unresolved',
        args: { document: document.place.file },
      }),
    ];
  }
  const rows = view.vendors.filter(({ declared }) => declared !== null && declared.row.role !== 'self-hosted');
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

function reviewProblems(params: Params, view: View, base: Base): CheckOutcome[] {
  const reviewed = view.manifest?.subprocessorList?.reviewed;
  const limit = params.staleness === undefined ? null : parseDuration(params.staleness);
  if (limit === null || reviewed === undefined) return [];
  const days = (Date.parse(view.asOf) - Date.parse(reviewed)) / DAY_MS;
  if (!isLonger({ min: days, max: days }, limit)) return [];
  return [
    outcome({
      ...base,
      place: view.manifestPlace('subprocessorList.reviewed'),
      attribute: 'reviewed',
      code: 'review-stale',
      status: 'fail',
      args: { reviewed, limit: params.staleness ?? '' },
    }),
  ];
}
