import { z } from 'zod';
import { duration } from './shared.ts';

export const schema = z.strictObject({
  /** Longest life of an attestation. */
  renew: duration.default('P1Y'),
});
export type Params = z.infer<typeof schema>;
