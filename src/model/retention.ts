/** Why data is kept (settled.md, Families). */
export const RETENTION_REASONS = [
  'service',
  'active-account',
  'contract',
  'operations',
  'business',
  'business-record',
  'legal-obligation',
  'compliance',
  'security',
  'quality-training',
  'consent',
  'dispute',
  'terms-enforcement',
] as const;
export type RetentionReason = (typeof RETENTION_REASONS)[number];

/** What a period counts from. */
export const ANCHORS = [
  'created',
  'last-activity',
  'subscription-end',
  'closed',
  'record-date',
  'consent-withdrawn',
  'deletion-request',
] as const;
export type Anchor = (typeof ANCHORS)[number];
