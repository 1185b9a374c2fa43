import type { DocumentRole } from './declaration.ts';
import type { DocumentKey } from './fact.ts';

/** What each key under `documents` of the manifest names. */
export const ROLE_OF_KEY: Readonly<Record<DocumentKey, DocumentRole>> = {
  privacyPolicy: 'privacy-policy',
  cookiePolicy: 'cookie-policy',
  securityPolicy: 'security-policy',
  dpa: 'dpa',
  terms: 'terms',
  acceptableUse: 'acceptable-use',
  vulnerabilityDisclosure: 'vulnerability-disclosure',
  subprocessorList: 'subprocessor-list',
  technicalDocs: 'technical-docs',
  incidentResponse: 'incident-response',
};
