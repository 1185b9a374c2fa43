import type { Identity } from './fact.ts';

/** The classifier's word on a field, beside the fact. */
export interface Tag {
  /** Identity of the field. */
  readonly id: Identity;
  /** fideslang key or `ext:` key. */
  readonly category: string;
  /** 0 to 1; from PERSONAL_THRESHOLD on the field counts as personal. */
  readonly confidence: number;
  /** Special category of personal data (GDPR article 9) or criminal data (article 10). */
  readonly special: boolean;
  readonly reasons: readonly string[];
  /** `classifier`, or who overruled it. */
  readonly by: 'classifier' | 'manifest' | 'note';
  readonly protection: 'encrypted' | 'hashed' | 'tokenised' | null;
}

export const PERSONAL_THRESHOLD = 0.5;
