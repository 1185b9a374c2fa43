import { z } from 'zod';
import { anchor, bound, duration, endEvent, recordClass, retentionReason } from './shared.ts';

export const schema = z
  .strictObject({
    record: recordClass,
    min: duration.optional(),
    max: duration.optional(),
    /** What a period under `min` is. Absent: hard, a finding. */
    minIs: bound.default('hard'),
    /** From when the period runs. Absent: not asked. */
    anchor: anchor.optional(),
    /** Events that must end the keeping; all of them. Absent: not asked. */
    until: z.array(endEvent).min(1).optional(),
    /** Reasons the rule may give. Absent: not asked. */
    reasons: z.array(retentionReason).min(1).optional(),
    /** The rule must name the law. */
    lawRequired: z.boolean().default(false),
  })
  .refine((params) => params.min ?? params.max ?? params.until, 'one of min, max and until');
export type Params = z.infer<typeof schema>;
