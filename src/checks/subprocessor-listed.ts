import type { Params } from '../schemas/params/subprocessor-listed.ts';
import type { Check, CheckAdvisory, CheckOutcome, Evidence, View, ViewVendor } from './contract.ts';
import { nothing, outcome } from './outcome.ts';
import { judgeList } from './subprocessors/list-document.ts';
import { isCalled, placeInManifest } from './subprocessors/naming.ts';
import { purposeWords, rowProblems } from './subprocessors/row.ts';

/** Whether every third party that can receive personal data is on the maintained list, whole, and nothing on it is stale. */
export const check: Check<Params> = (params, view) => {
  const asked = view.vendors.filter((vendor) => isAsked(params, view, vendor));
  const rows = asked.filter(
    (vendor) =>
      vendor.declared !== null &&
      (params.roles === undefined || params.roles.includes(vendor.declared.row.role ?? 'subprocessor')),
  );
  const outcomes = rows.flatMap((vendor) => judgeRow(params, view, vendor));
  if (!params.rowsOnly) {
    outcomes.push(
      ...asked
        .filter((vendor) => vendor.declared === null && vendor.role === 'subprocessor')
        .map((vendor) => undeclared(params, view, vendor)),
    );
  }
  outcomes.push(...expectedMissing(params, view), ...judgeList(params, view));
  if (outcomes.length > 0) return { outcomes, absence: null, advisories: advisories(params, asked) };
  return { ...absence(params), advisories: advisories(params, asked) };
};

/** A vendor of many purposes is asked for those its row names; one that nobody knows, for what its row says. */
function isAsked({ vendorPurposes }: Params, view: View, { purposes, declared }: ViewVendor): boolean {
  if (vendorPurposes === undefined) return true;
  const said = purposeWords(declared?.row).flatMap(view.purposesOf);
  const meant = purposes.length === 0 ? said : said.filter((purpose) => purposes.includes(purpose));
  return (meant.length > 0 ? meant : purposes).some((purpose) => vendorPurposes.includes(purpose));
}

function absence({ rowsOnly, vendorPurposes }: Params): ReturnType<typeof nothing> {
  if (rowsOnly) return nothing('no-row');
  return vendorPurposes === undefined
    ? nothing('no-vendor')
    : nothing('no-such-vendor', { purposes: vendorPurposes.join(', ') });
}

function judgeRow(params: Params, view: View, vendor: ViewVendor): CheckOutcome[] {
  const problems = rowProblems(params, view, vendor);
  if (problems.length > 0) return problems;
  const path = vendor.declared?.path ?? '';
  const evidence: Evidence[] = [
    { fact: 'row', args: { name: vendor.name }, place: view.manifestPlace(path) },
    ...signals(vendor),
  ];
  const base = { subject: vendor.name, identity: `. vendor ${vendor.id}`, place: view.manifestPlace(path) };
  return [
    outcome({
      ...base,
      code: 'listed',
      status: 'pass',
      grade: vendor.signals.length > 0 ? 'code' : 'declared',
      evidence,
    }),
  ];
}

/** Detected, and on no list: accused once, with the row to paste. */
function undeclared(params: Params, view: View, vendor: ViewVendor): CheckOutcome {
  // What proves it comes first: an environment name is seen earlier in the code-unit order of files, and says less.
  const seen = [...vendor.signals].sort((a, b) => Number(b.strength === 'strong') - Number(a.strength === 'strong'));
  const place = seen[0]?.place ?? view.manifestPlace('subprocessors');
  const allowed = params.purposes ?? params.vendorPurposes;
  const fitting = vendor.purposes.filter((purpose) => allowed === undefined || allowed.includes(purpose));
  const countries = [...new Set(vendor.regions.flatMap(({ country }) => country ?? []))];
  const args = {
    seen: [...new Set(seen.map(({ signal, text }) => `${signal} ${text}`))].slice(0, 3).join(', '),
    purpose: fitting[0] ?? vendor.purposes[0] ?? 'TODO',
    locations: countries.length > 0 ? `[${countries.join(', ')}]` : 'TODO',
    company: vendor.company ?? 'TODO',
  };
  return outcome({
    subject: vendor.name,
    identity: `. vendor ${vendor.id}`,
    place,
    code: 'undeclared',
    status: 'fail',
    args,
    evidence: signals(vendor),
  });
}

function expectedMissing(params: Params, view: View): CheckOutcome[] {
  return params.expected
    .filter(({ name }) => !view.vendors.some((vendor) => vendor.declared !== null && isCalled(vendor, name)))
    .map(({ name, locations }) => {
      const base = {
        subject: name,
        identity: `. vendor declared:${name}`,
        place: placeInManifest(view, 'subprocessors'),
      };
      return outcome({
        ...base,
        code: 'expected-missing',
        status: 'fail',
        args: { locations: locations.join(', ') || 'no location' },
      });
    });
}

function signals(vendor: ViewVendor): Evidence[] {
  return vendor.signals
    .slice(0, 5)
    .map(({ signal, text, strength, place }) => ({ fact: 'signal', args: { signal, text, strength }, place }));
}

function advisories(params: Params, asked: readonly ViewVendor[]): CheckAdvisory[] {
  if (params.rowsOnly) return [];
  return asked
    .filter(({ role, declared }) => declared === null && (role === 'possible' || role === 'optional'))
    .map((vendor) => {
      const seen = vendor.signals
        .map(({ signal, text }) => `${signal} ${text}`)
        .slice(0, 3)
        .join(', ');
      return {
        code: `${vendor.role}-vendor`,
        args: { name: vendor.name, seen },
        place: vendor.signals[0]?.place ?? null,
      };
    });
}
