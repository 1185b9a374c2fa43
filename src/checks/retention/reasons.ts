import type { RetentionReason as Reason } from '../../model/retention.ts';

export type { Reason };

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

/** Reasons that keep both lists. */
export function acceptedByBoth(a: readonly Reason[], b: readonly Reason[]): readonly Reason[] {
  const words = [...new Set(a.flatMap((word) => ACCEPTS[word] ?? [word]))];
  return words.filter((word) => isAccepted([word], b));
}

/** One fitting reason is enough. */
export function isAccepted(given: readonly Reason[], allowed: readonly Reason[]): boolean {
  return allowed.some((word) => (ACCEPTS[word] ?? [word]).some((accepted) => given.includes(accepted)));
}
