import { z } from 'zod';

export const schema = z.strictObject({
  /** Years. Absent: no number; declaration, gate and schema must agree. */
  age: z.int().min(1).max(120).optional(),
  /** Ways of gating the policy accepts. */
  accept: z
    .array(z.enum(['attestation', 'date-of-birth', 'contractual', 'identity-check']))
    .min(1)
    .default(['attestation', 'date-of-birth', 'contractual', 'identity-check']),
  /** What must happen with a minor's account once known: given, this alone is asked. Absent: the age is. */
  onDiscovery: z.enum(['delete-and-terminate', 'delete', 'terminate']).optional(),
});
export type Params = z.infer<typeof schema>;
