import type { View } from './contract.ts';

const ROUTE = /^[A-Z]{3,7} \//;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\S/i;
/** `vendor.example/legal/dpa`, as people write an address they have copied. */
const BARE_ADDRESS = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/|$)/i;

/** A route or an address cannot be followed from here; a path has to be there. */
export function resolves(reference: string, view: View): boolean {
  const path = reference.split('#')[0] ?? '';
  return ROUTE.test(reference) || ADDRESS.test(reference) || view.hasFile(path) || isBareAddress(path);
}

/** A document of the project ends in the name of a file, and so do some addresses: the doubt is the project's. */
function isBareAddress(path: string): boolean {
  return BARE_ADDRESS.test(path) && !/^[^/]*\.(?:md|mdx|txt|pdf|html?|docx?|odt|rst|adoc)$/i.test(path);
}
