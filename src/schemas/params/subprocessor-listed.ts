import { z } from 'zod';
import { duration } from './shared.ts';

export const schema = z.strictObject({
  /** Purposes the policy allows, as canonical words (the pack's own words are mapped when it is loaded). Absent: any. */
  purposes: z.array(z.string()).min(1).optional(),
  /** Only vendors for one of these purposes are asked, canonical or the pack's own words. Absent: every vendor. */
  vendorPurposes: z.array(z.string()).min(1).optional(),
  /** Keys that every row must fill. */
  requiredFields: z
    .array(
      z.enum(['name', 'legalEntity', 'purpose', 'locations', 'categories', 'transfer', 'dpa', 'policy', 'reviewed']),
    )
    .default(['name']),
  /** A published list must exist and equal the manifest. */
  listDocument: z.boolean().default(false),
  /** The list must be current: no row that nothing in the code speaks of, and a list that the manifest names equals it. */
  current: z.boolean().default(true),
  /** Longest age of a row's or the list's review. Absent: not asked. */
  staleness: duration.optional(),
  /** Rows that the policy itself publishes. */
  expected: z.array(z.strictObject({ name: z.string(), locations: z.array(z.string()).default([]) })).default([]),
  /** Only rows of these roles are judged. Absent: every role. */
  roles: z
    .array(
      z.enum([
        'subprocessor',
        'service-provider',
        'independent-controller',
        'customer-elected',
        'self-hosted',
        'agent',
      ]),
    )
    .min(1)
    .optional(),
  /** Declared rows only: says nothing of vendors that nobody declared. */
  rowsOnly: z.boolean().default(false),
});
export type Params = z.infer<typeof schema>;
