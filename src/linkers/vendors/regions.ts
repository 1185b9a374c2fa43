import type { Regions } from '../../schemas/regions.ts';
import { regionWord } from '../../text/region-names.ts';

/** `eu-central-1`, `europe-west3`, `fra1`: what a region looks like where the table does not know it. */
const REGION = /^[a-z]{2,12}(?:-[a-z]{2,12}){0,3}-?\d{1,2}[a-z]?$/;

/** A region as the table writes it, or as a region looks; null for words such as `global`, `auto` and `unknown`. */
export function regionOf(regions: Regions, vendor: string, word: string): string | null {
  const text = regionWord(word).toLowerCase();
  // Zones add a letter: `europe-west3-a`, `eu-central-1b`.
  const zoned = text.replace(/-?[a-z]$/, '');
  if (countryOf(regions, vendor, text) === null && countryOf(regions, vendor, zoned) !== null) return zoned;
  return countryOf(regions, vendor, text) !== null || REGION.test(text) ? text : null;
}

/** ISO 3166-1 alpha-2 code of the country a vendor's region is in; null where the table does not know it. */
export function countryOf(regions: Regions, vendor: string, region: string): string | null {
  const rows = Object.hasOwn(regions, vendor) ? regions[vendor] : undefined;
  const name = region.toLowerCase();
  return rows !== undefined && Object.hasOwn(rows, name) ? (rows[name] ?? null) : null;
}

/** The region in a host name: a label (`s3.eu-central-1.amazonaws.com`) or its end (`datadoghq.eu`) that the table knows. */
export function hostRegion(regions: Regions, vendor: string, host: string): string | null {
  const labels = host.split('.');
  const label = labels.find((word) => countryOf(regions, vendor, word) !== null);
  if (label !== undefined) return label;
  const end = labels.slice(-2).join('.');
  return countryOf(regions, vendor, end) === null ? null : end;
}
