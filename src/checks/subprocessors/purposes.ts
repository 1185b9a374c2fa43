import type { ManifestSubprocessor } from '../../schemas/manifest.ts';
import type { View, ViewVendor } from '../contract.ts';

/** The words a row gives as purpose. */
export function purposeWords(row: ManifestSubprocessor | undefined): readonly string[] {
  const purpose = row?.purpose ?? [];
  return Array.isArray(purpose) ? purpose : [purpose];
}

/** What the catalogue knows all vendors for that one row speaks of. */
export function purposesBehind(view: View, vendor: ViewVendor): readonly string[] {
  const path = vendor.declared?.path;
  const together = view.vendors.filter(({ declared }) => declared?.path === path);
  return [...new Set([vendor, ...together].flatMap(({ purposes }) => purposes))];
}

/**
 * What a vendor is used for: of its purposes those that its row names, where nobody says the main one; of a vendor that the
 * catalogue does not have what its row says.
 */
export function usedFor(view: View, { purposes, declared }: ViewVendor): readonly string[] {
  const said = purposeWords(declared?.row).flatMap(view.purposesOf);
  const meant = purposes.length === 0 ? said : said.filter((purpose) => purposes.includes(purpose));
  return meant.length > 0 ? meant : purposes.slice(0, 1);
}

export function serves(view: View, vendor: ViewVendor, purposes: readonly string[]): boolean {
  return usedFor(view, vendor).some((purpose) => purposes.includes(purpose));
}
