import type { Params } from '../schemas/params/subprocessor-listed.ts';
import type { Check, CheckAdvisory, CheckOutcome, Evidence, View, ViewVendor } from './contract.ts';
import { nothing, outcome } from './outcome.ts';
import { judgeList } from './subprocessors/list-document.ts';
import { identityOf } from './subprocessors/naming.ts';
import { isTableAsked, judgePublished, rowOfPolicy } from './subprocessors/published.ts';
import { serves } from './subprocessors/purposes.ts';
import { rowProblems } from './subprocessors/row.ts';
import { signalsOf } from './subprocessors/signals.ts';

/** Whether every third party that can receive personal data is on the maintained list, whole, and as the policy says. */
export const check: Check<Params> = (params, view) => {
  const asked = view.vendors.filter((vendor) => isAsked(params, view, vendor));
  const found = [
    ...asked.filter((vendor) => isRowAsked(params, view, vendor)).flatMap((vendor) => judgeRow(params, view, vendor)),
    ...(params.rowsOnly ? [] : undeclared(params, view, asked)),
    ...judgePublished(params, view),
    ...judgeList(params, view),
  ];
  const outcomes = found.filter(({ code }) => isPromised(code, params));
  const advisories = params.rowsOnly ? [] : [...doubtful(asked), ...remarks(found, params)];
  if (!isTableAsked(params, view)) return { ...absence(params, params.publishedFor), advisories };
  if (outcomes.length > 0) return { outcomes, absence: null, advisories };
  return { ...absence(params, params.vendorPurposes), advisories };
};

function isAsked({ vendorPurposes }: Params, view: View, vendor: ViewVendor): boolean {
  return vendorPurposes === undefined || serves(view, vendor, vendorPurposes);
}

function isRowAsked({ roles, optionalVendors, personalOnly }: Params, view: View, vendor: ViewVendor): boolean {
  if (vendor.declared === null) return false;
  const { role, categories } = vendor.declared.row;
  if (personalOnly && categories?.every((category) => view.categories.isUnder(category, 'system'))) return false;
  if (roles === undefined || roles.includes(role ?? 'subprocessor')) return true;
  return optionalVendors && role === undefined && vendor.role === 'optional';
}

/** What is wrong all the same but no part of this clause's promise is a remark. */
function isPromised(code: string, { current, listDocument, requiredFields, rowsOnly }: Params): boolean {
  if (code === 'gone') return current;
  // What the list says and the code contradicts is wrong whoever asks about the list; of the rows alone other things are asked.
  if (code === 'location-contradicted') return !rowsOnly || requiredFields.includes('locations');
  return code.startsWith('list-') ? listDocument : true;
}

function absence({ rowsOnly }: Params, purposes: readonly string[] | undefined): ReturnType<typeof nothing> {
  if (rowsOnly) return nothing('no-row');
  return purposes === undefined ? nothing('no-vendor') : nothing('no-such-vendor', { purposes: purposes.join(', ') });
}

/** What of a row no code can show: that it is there is the team's word. */
const ONLY_TOLD: ReadonlySet<string> = new Set([
  'legalEntity',
  'role',
  'categories',
  'transfer',
  'dpa',
  'policy',
  'reviewed',
]);

function judgeRow(params: Params, view: View, vendor: ViewVendor): CheckOutcome[] {
  const problems = rowProblems(params, view, vendor);
  if (problems.some(({ code }) => isPromised(code, params))) return problems;
  const path = vendor.declared?.path ?? '';
  const evidence: Evidence[] = [
    { fact: 'row', args: { name: vendor.name }, place: view.manifestPlace(path) },
    ...signalsOf(vendor),
  ];
  const base = { subject: vendor.name, identity: identityOf(vendor), place: view.manifestPlace(path) };
  const row = vendor.declared?.row;
  const asked = [...new Set([...params.requiredFields, ...params.undecidedWithout])];
  const told = asked.filter((one) => ONLY_TOLD.has(one) && row?.[one] !== undefined);
  if (told.length > 0) {
    const args = { name: vendor.name, fields: told.join(', ') };
    const gives: Evidence = { fact: 'row-gives', args, place: view.manifestPlace(path) };
    const complete = { code: 'row-complete', bound: told.join(' '), grade: 'declared', args } as const;
    return [...problems, outcome({ ...base, ...complete, status: 'pass', evidence: [gives, ...signalsOf(vendor)] })];
  }
  const grade = vendor.signals.length > 0 ? 'code' : 'declared';
  return [...problems, outcome({ ...base, code: 'listed', status: 'pass', grade, evidence })];
}

/** Detected, and on no list, not even that of the policy: accused once, with the row to paste. */
function undeclared(params: Params, view: View, asked: readonly ViewVendor[]): CheckOutcome[] {
  return asked
    .filter(
      (vendor) =>
        vendor.declared === null && vendor.role === 'subprocessor' && rowOfPolicy(params, vendor) === undefined,
    )
    .map((vendor) => accused(params, view, vendor));
}

function accused(params: Params, view: View, vendor: ViewVendor): CheckOutcome {
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
    identity: identityOf(vendor),
    place,
    code: 'undeclared',
    status: 'fail',
    args,
    evidence: signalsOf(vendor),
  });
}

function doubtful(asked: readonly ViewVendor[]): CheckAdvisory[] {
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

function remarks(found: readonly CheckOutcome[], params: Params): CheckAdvisory[] {
  return found
    .filter(({ code, status }) => status === 'fail' && !isPromised(code, params))
    .map(({ code, subject, args, place }) => ({ code, args: { subject, ...args }, place }));
}
