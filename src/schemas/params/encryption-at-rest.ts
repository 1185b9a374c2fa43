import { z } from 'zod';

export const storeGroup = z.enum(['database', 'object', 'volume', 'cache', 'queue', 'search', 'log', 'backup']);

export const schema = z.strictObject({
  /** Absent: personal. */
  scope: z.enum(['personal', 'all']).default('personal'),
  /** Absent: any key will do. */
  key: z.enum(['any', 'customer-managed']).default('any'),
  /** Absent: every group. */
  include: z.array(storeGroup).min(1).default(storeGroup.options),
});
export type Params = z.infer<typeof schema>;
