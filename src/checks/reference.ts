import type { View } from './contract.ts';

const ROUTE = /^[A-Z]{3,7} \//;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\S/i;
/** `vendor.example/legal/dpa`, as people copy an address. */
const BARE_ADDRESS = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/|$)/i;
const FILE_NAME = /^[^/]*\.(?:md|mdx|txt|pdf|html?|docx?|odt|rst|adoc)$/i;

/** `DELETE /accounts/:id`: where it leads cannot be told from here. */
export function isRoute(reference: string): boolean {
  return ROUTE.test(reference);
}

/** A route or an address cannot be followed from here; a file or a folder has to be there. */
export function resolves(reference: string, view: View): boolean {
  const path = (reference.split('#')[0] ?? '').replace(/^\.?\//, '').replace(/\/$/, '');
  return (
    isRoute(reference) ||
    ADDRESS.test(reference) ||
    view.hasFile(path) ||
    view.hasFolder(path) ||
    (BARE_ADDRESS.test(path) && !FILE_NAME.test(path))
  );
}
