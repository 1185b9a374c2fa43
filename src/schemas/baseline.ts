import { z } from 'zod';

/** privaudit-baseline.json: findings accepted at adoption, by fingerprint. */
export const baselineSchema = z.strictObject({
  version: z.literal(1),
  tool: z.string(),
  createdAsOf: z.iso.date(),
  findings: z.array(
    z.strictObject({ fingerprint: z.string(), ruleId: z.string(), subject: z.string(), clauses: z.array(z.string()) }),
  ),
});

export type Baseline = z.infer<typeof baselineSchema>;
