import { z } from 'zod';
import { bound, duration, recordClass, retentionReason } from './shared.ts';

export const schema = z.strictObject({
  /** Absent: every declared rule that has a period. */
  records: z.array(recordClass).min(1).optional(),
  /** Only rules that give a reason one of these accepts; with `records`, rules of either. Absent: not asked. */
  reasons: z.array(retentionReason).min(1).optional(),
  /** With min or max the stores of these records are held to the bounds, declared or not. */
  min: duration.optional(),
  max: duration.optional(),
  /** Absent: soft, a remark. */
  minIs: bound.default('soft'),
  /** Rules that an event ends need a mechanism as well; then the declared erasure route is one. */
  events: z.boolean().default(false),
  /** A rule that ends in time must be there. Absent: rules that are not there are another clause's question. */
  ruleRequired: z.boolean().default(false),
  /** Vendors for these purposes hold such records as well, canonical or the pack's own words. Asked with `ruleRequired` only. */
  vendorPurposes: z.array(z.string()).default([]),
  /** Tenants choose the period, and a scheduled job reads their choice. */
  perTenant: z.boolean().default(false),
  /** How the mechanism's period and the rule's compare. */
  compare: z.enum(['within', 'equal']).default('within'),
});
export type Params = z.infer<typeof schema>;
