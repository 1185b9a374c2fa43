import { z } from 'zod';
import { ageMethod } from './shared.ts';

export const schema = z.strictObject({
  /** Years. Absent: no number; declaration, gate and schema must agree. */
  age: z.int().min(1).max(120).optional(),
  /** Ways of gating the policy accepts. */
  accept: z.array(ageMethod).min(1).default(ageMethod.options),
  /** What must happen with a minor's account once known: given, this alone is asked. Absent: the age is. */
  onDiscovery: z.enum(['delete-and-terminate', 'delete', 'terminate']).optional(),
});
export type Params = z.infer<typeof schema>;
