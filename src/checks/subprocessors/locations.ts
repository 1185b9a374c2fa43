/** Member states of the European Union (https://publications.europa.eu/code/en/en-5000600.htm), ISO 3166-1 alpha-2. */
const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
const EEA = new Set([...EU, 'IS', 'LI', 'NO']);

/** Whether a declared location (a country code, EU, EEA, or free text) may take in a country. */
export function covers(location: string, country: string): boolean {
  const place = location.trim().toUpperCase();
  if (place === country) return true;
  if (place === 'EU' || place === 'EUROPEAN UNION') return EU.has(country);
  if (place === 'EEA') return EEA.has(country);
  if (place === 'UK') return country === 'GB';
  if (place === 'USA') return country === 'US';
  // A city or a country written out cannot be held against a country code: the doubt is the row's.
  return !/^[A-Z]{2}$/.test(place);
}
