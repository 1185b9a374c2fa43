import { splitWords } from '../../text/words.ts';
import type { View, ViewVendor } from '../contract.ts';
import { purposeWords } from '../subprocessors/purposes.ts';

/** Vendors that are used for one of these purposes: as declared; else by their main purpose, or where a sign of them names it. */
export function vendorsFor(purposes: readonly string[], view: View): readonly ViewVendor[] {
  return view.vendors.filter((vendor) => vendor.role === 'subprocessor' && isFor(purposes, vendor, view));
}

function isFor(asked: readonly string[], { purposes, declared, signals }: ViewVendor, view: View): boolean {
  const meant = purposeWords(declared?.row).flatMap(view.purposesOf);
  if (meant.length > 0) return meant.some((purpose) => asked.includes(purpose));
  // Hosts and warehouses can do much else as well: that one is used does not tell what for.
  const [main, ...others] = purposes;
  if (main !== undefined && asked.includes(main)) return true;
  return others.some(
    (purpose) => asked.includes(purpose) && signals.some(({ text }) => splitWords(text).includes(purpose)),
  );
}
