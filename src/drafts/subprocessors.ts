import type { ViewVendor } from '../checks/contract.ts';
import { vendorRole } from '../schemas/params/shared.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftContext, type DraftSection, part, TODO } from './contract.ts';

/** Third parties that the code gives data to, with what the catalogue knows of them. */
export const subprocessors: DraftSection = (context) => {
  const open = context.view.vendors.filter(({ declared }) => declared === null);
  const listed = open.filter(({ role }) => role === 'subprocessor' || role === 'optional');
  const asked = askedFields(context);
  return {
    key: 'subprocessors',
    kind: 'list',
    about: [
      'Who else gets it. legalEntity, purpose and locations come from the catalogue, or from regions in the code: correct them.',
      'Whether there is a contract, and who looked at it when, no code tells.',
      `role: ${vendorRole.options.join(', ')}`,
    ],
    parts: listed.map((vendor) => part(...lines(vendor, context, asked))),
    after: open.filter(({ role }) => role === 'possible').map(possible),
    onlyNew: false,
    nouns: ['subprocessor', 'subprocessors'],
  };
};

function lines(vendor: ViewVendor, { catalog }: DraftContext, asked: ReadonlySet<string>): string[] {
  const [purpose = TODO, ...more] = vendor.purposes;
  const countries = [...new Set(vendor.regions.flatMap(({ country }) => country ?? []))];
  const locations = countries.length > 0 ? countries : catalog.vendors.find(({ id }) => id === vendor.id)?.locations;
  const regions = [...new Set(vendor.regions.map(({ region }) => region))].join(', ');
  return [
    yamlPair('name', vendor.name, seenIn(vendor)),
    ...(vendor.company === null ? [] : [yamlPair('legalEntity', vendor.company)]),
    ...(asked.has('role') ? [yamlPair('role', TODO)] : []),
    yamlPair('purpose', purpose, more.length === 0 ? '' : `or ${more.join(', ')}`),
    yamlPair('locations', locations ?? TODO, regions),
    ...(asked.has('categories') ? [yamlPair('categories', TODO)] : []),
    ...(asked.has('transfer') ? [yamlPair('transfer', { mechanism: TODO })] : []),
    ...(asked.has('policy') ? [yamlPair('policy', TODO)] : []),
    yamlPair('dpa', { ref: TODO, signed: TODO }),
    yamlPair('reviewed', TODO),
  ];
}

/** Keys that a selected pack asks of every row. */
function askedFields({ packs }: DraftContext): Set<string> {
  return new Set(
    packs
      .flatMap(({ clauses }) => clauses)
      .filter(({ family, params: { roles } }) => family === 'subprocessor-listed' && isAboutAll(roles))
      .flatMap(({ params: { requiredFields, undecidedWithout } }) => [requiredFields, undecidedWithout])
      .flatMap((fields) => (Array.isArray(fields) ? fields : []))
      .map(String),
  );
}

/** A row without a role is a subprocessor's. */
function isAboutAll(roles: unknown): boolean {
  return !Array.isArray(roles) || roles.includes('subprocessor');
}

function seenIn({ role, signals }: ViewVendor): string {
  const [first] = [...signals].sort((a, b) => Number(b.strength === 'strong') - Number(a.strength === 'strong'));
  if (first === undefined) return '';
  return `${role === 'optional' ? 'where it is switched on: ' : ''}${first.signal} ${first.text} in ${first.place.file}`;
}

function possible({ name, signals: [first] }: ViewVendor): string {
  return `Not listed, only a weak sign: ${name}${first === undefined ? '' : ` (${first.signal} ${first.text} in ${first.place.file})`}`;
}
