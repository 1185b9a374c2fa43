import { z } from 'zod';
import { ANCHORS, RETENTION_REASONS } from '../../model/retention.ts';
import { parseDuration } from '../../text/duration.ts';

export const duration = z
  .string()
  .refine((text) => parseDuration(text) !== null, 'an ISO 8601 duration such as P24M or P30D');

/** settled.md 4. The words that tell a class are in rules/catalog/records/. */
export const recordClass = z.enum([
  'account',
  'billing',
  'support',
  'marketing',
  'log',
  'call-log',
  'notification-log',
  'billing-log',
  'debug-log',
  'usage',
  'telemetry',
  'device',
  'session',
  'cookie',
  'qualification',
  'network-configuration',
  'chat',
  'transcript',
  'web-traffic-log',
  'legal-hold',
]);

export const retentionReason = z.enum(RETENTION_REASONS);

export const anchor = z.enum(ANCHORS);

export const endEvent = z.enum(['consent-withdrawn', 'deletion-request', 'account-closed', 'subscription-end']);

/** A soft bound is one the policy words as typical: crossing it is remarked on, not failed. */
export const bound = z.enum(['hard', 'soft']);

/** What a third party is to whoever lists it. */
export const vendorRole = z.enum([
  'subprocessor',
  'service-provider',
  'independent-controller',
  'customer-elected',
  'self-hosted',
  'agent',
]);

/** How younger people are kept out. */
export const ageMethod = z.enum(['attestation', 'date-of-birth', 'contractual', 'identity-check']);
