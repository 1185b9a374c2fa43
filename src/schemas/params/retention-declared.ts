import { z } from 'zod';
import { anchor, recordClass, retentionReason } from './shared.ts';

export const schema = z.strictObject({
  /** Absent: every personal entity and store. */
  records: z.array(recordClass).min(1).optional(),
  /** A rule must give a reason, whichever it is. */
  needsReason: z.boolean().default(false),
  /** Absent: any reason; none as well, unless `needsReason`. */
  reasons: z.array(retentionReason).min(1).optional(),
  /** Record classes whose rules another clause of the pack judges for reasons. */
  reasonsExcept: z.array(recordClass).default([]),
  /** Absent: a rule must end. */
  allowIndefinite: z.boolean().default(false),
  /** Anchors or events one of which a rule must follow. Absent: not asked. */
  endTriggers: z
    .array(z.union([anchor, z.literal('account-closed')]))
    .min(1)
    .optional(),
  /** A rule must name the moment that its period counts from, or an event that ends it. */
  needsTrigger: z.boolean().default(false),
  /** Reasons allowed for rules that start when the account closes. Absent: not asked. */
  reasonsAfterClosure: z.array(retentionReason).min(1).optional(),
});
export type Params = z.infer<typeof schema>;
