import { z } from 'zod';
import { duration } from './shared.ts';

export const schema = z.strictObject({
  /** From the request or the end of the contract until nothing is left, backups included. */
  deadline: duration,
});
export type Params = z.infer<typeof schema>;
