import type { Vendor, VendorSource } from '../schemas/vendor.ts';

/** Thousands of names in lists of their own take longer to read than a small scan to look one up. */
export function compiledVendor({ examples, website, detect, ...vendor }: VendorSource): Vendor {
  const lists = Object.entries(detect).filter(([, names]) => names.length > 0);
  for (const name of lists.flatMap(([, names]) => names))
    if (/\s/.test(name)) throw new Error(`${vendor.id}: "${name}" holds a space`);
  return { ...vendor, detect: Object.fromEntries(lists.map(([kind, names]) => [kind, names.join(' ')])) };
}
