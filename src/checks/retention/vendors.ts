import { splitWords } from '../../text/words.ts';
import type { View, ViewVendor } from '../contract.ts';
import { purposeWords, serves } from '../subprocessors/purposes.ts';

/** Vendors that are used for one of these purposes, where nothing is declared also as a sign of them tells. */
export function vendorsFor(purposes: readonly string[], view: View): readonly ViewVendor[] {
  return view.vendors.filter(
    (vendor) =>
      vendor.role === 'subprocessor' &&
      (serves(view, vendor, purposes) || purposesInSigns(vendor, purposes).length > 0),
  );
}

/** Hosts and warehouses do much: a package named `@host/analytics` tells that this is done with them. */
function purposesInSigns({ purposes, declared, signals }: ViewVendor, asked: readonly string[]): string[] {
  if (purposeWords(declared?.row).length > 0) return [];
  return purposes.filter(
    (purpose) => asked.includes(purpose) && signals.some(({ text }) => splitWords(text).includes(purpose)),
  );
}
