import { z } from 'zod';
import { duration, vendorRole } from './shared.ts';

const purposes = z.array(z.string()).min(1);
const field = z.enum([
  'name',
  'legalEntity',
  'role',
  'purpose',
  'locations',
  'categories',
  'transfer',
  'dpa',
  'policy',
  'reviewed',
]);

/** Purposes are canonical words or the pack's own, which are mapped when it is loaded. */
export const schema = z.strictObject({
  /** Keys that every row asked about must fill. Purpose and location, once they must be there, must also be right. */
  requiredFields: z.array(field).default(['name']),
  /** Keys without which nobody can say whether the promise is kept: their absence leaves the row undecided. */
  undecidedWithout: z.array(field).default([]),

  /** Purposes the policy allows. Absent: any. */
  purposes: purposes.optional(),
  /** Purposes that serve the product: a row for another has to be marked `external`. Absent: not asked. */
  servicePurposes: purposes.optional(),

  /** Only vendors for one of these purposes are asked about. Absent: every vendor. */
  vendorPurposes: purposes.optional(),
  /** Only rows of these roles are asked about. Absent: every role. */
  roles: z.array(vendorRole).min(1).optional(),
  /** With `roles`: also rows without a role, of vendors that the code only knows as optional. */
  optionalVendors: z.boolean().default(false),
  /** Only rows that may stand for personal data: their categories are absent, or one of them is personal. */
  personalOnly: z.boolean().default(false),
  /** Declared rows only: says nothing of vendors that nobody declared. */
  rowsOnly: z.boolean().default(false),

  /** A published list must exist and equal the manifest. */
  listDocument: z.boolean().default(false),
  /** No row may be left of a vendor that nothing in the code speaks of any more. */
  current: z.boolean().default(false),
  /** Longest age of a row's or the list's review. Absent: not asked. */
  staleness: duration.optional(),

  /** Vendors of the table that the policy itself publishes, where they are, and what it names them for. */
  published: z
    .array(z.strictObject({ name: z.string(), purposes: purposes.optional(), locations: z.array(z.string()).min(1) }))
    .min(1)
    .optional(),
  /** Purposes that only published vendors may serve; where the code shows no vendor for them, the table is not asked about. */
  publishedFor: purposes.optional(),
});
export type Params = z.infer<typeof schema>;
