import { compiledVendor } from '../../src/catalog/compile-vendor.ts';
import { type Vendor, vendorSchema } from '../../src/schemas/vendor.ts';

/** An invented vendor that is detected by these names. */
export function maplePay(detect: object): Vendor {
  return compiledVendor(
    vendorSchema.parse({
      id: 'maple-pay',
      name: 'Maple Pay',
      company: 'Maple Pay',
      website: 'https://maple-pay.example',
      purposes: ['payment'],
      locations: ['CA'],
      categories: ['user.payment'],
      detect,
      examples: { yes: ['package maple'], no: ['package syrup'] },
    }),
  );
}
