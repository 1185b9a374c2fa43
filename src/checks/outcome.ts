import type { Place } from '../model/span.ts';
import type { Absence, CheckOutcome, CheckResult, Evidence, ViewStore } from './contract.ts';

type Needed = Pick<CheckOutcome, 'code' | 'status' | 'subject' | 'identity' | 'place'>;

/** An outcome with everything else at rest. */
export function outcome(needed: Needed & Partial<CheckOutcome>): CheckOutcome {
  return {
    grade: null,
    origin: 'declaration',
    attribute: null,
    bound: null,
    topic: null,
    facet: null,
    contradicted: false,
    args: {},
    related: [],
    evidence: [],
    ...needed,
  };
}

/** Who and where: a store as a subject. */
export function ofStore(store: ViewStore): { subject: string; identity: string; place: Place } {
  return {
    subject: store.subject,
    identity: store.fact?.identity ?? `. store ${store.subject}`,
    place: store.fact?.place ?? store.place,
  };
}

/** No subject, and why. */
export function nothing(code: string, args: Absence['args'] = {}, because: readonly Evidence[] = []): CheckResult {
  return { outcomes: [], absence: { code, args, because }, advisories: [] };
}
