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

/**
 * Whether a key is a category: one of the catalogue's, a key above one of them (`system`), or an extension of the team's own.
 */
export function categoryTest(ids: readonly string[]): (key: string) => boolean {
  const known = new Set(ids.flatMap((id) => id.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'))));
  return (key) => key.startsWith('ext:') || known.has(key);
}

export const PERSONAL_THRESHOLD = 0.5;
