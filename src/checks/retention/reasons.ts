import type { z } from 'zod';
import type { retentionReason } from '../../schemas/params/shared.ts';

export type Reason = z.infer<typeof retentionReason>;

/**
 * What a policy's word accepts from a manifest (settled: Reasons). A word that is not here accepts only itself: consent is no
 * business reason, and a dispute is no duty.
 */
const ACCEPTS: Partial<Record<Reason, readonly Reason[]>> = {
  service: ['service', 'contract', 'operations', 'active-account'],
  'active-account': ['active-account', 'service'],
  contract: ['contract', 'service', 'active-account'],
  operations: ['operations', 'service'],
  business: ['business', 'business-record', 'service', 'operations', 'security'],
  'legal-obligation': ['legal-obligation', 'compliance'],
  compliance: ['compliance', 'legal-obligation'],
};

/** One fitting reason is enough. */
export function isAccepted(given: readonly Reason[], allowed: readonly Reason[]): boolean {
  return allowed.some((word) => (ACCEPTS[word] ?? [word]).some((accepted) => given.includes(accepted)));
}
