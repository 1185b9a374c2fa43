import { z } from 'zod';
import { recordClass } from './shared.ts';

export const storeGroup = z.enum(['database', 'object', 'volume', 'cache', 'queue', 'search', 'log', 'backup']);

export const schema = z.strictObject({
  /** Absent: personal. */
  scope: z.enum(['personal', 'all']).default('personal'),
  /** Absent: any key will do. */
  key: z.enum(['any', 'customer-managed']).default('any'),
  /** Where keys of one's own may be promised. Absent: nowhere else. */
  keyAsIn: z.enum(['nowhere', 'security-policy']).default('nowhere'),
  /** Absent: every group. */
  include: z.array(storeGroup).min(1).default(storeGroup.options),
  /** Only stores that hold records of these classes. Absent: whatever they hold. */
  records: z.array(recordClass).min(1).optional(),
});
export type Params = z.infer<typeof schema>;
