import type { Tag } from '../../model/tag.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * How a field is kept, as its name tells: `password_hash`, `encrypted_ssn`, `card_token`. A token is a stand-in for what it
 * names only outside of authorization, where the token is the thing itself.
 */
export function protectionOf(words: readonly string[], category: string, lexicon: Lexicon): Tag['protection'] {
  if (lexicon.list('encrypted').has(words)) return 'encrypted';
  if (lexicon.list('hashed').has(words)) return 'hashed';
  const isCredential = category.startsWith('user.authorization') || category.startsWith('system.authentication');
  if (!isCredential && lexicon.list('tokenised').has(words)) return 'tokenised';
  return null;
}
