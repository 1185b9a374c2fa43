import type { Field } from '../../model/fact.ts';
import type { EntityContext } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import type { Scored } from './score.ts';

/** What a column of a person's record is that no name speaks for, where all such records are of one category. */
export function restOf(field: Field, words: readonly string[], entity: EntityContext, lexicon: Lexicon): Scored | null {
  const { kind, rest } = entity;
  if (rest === null || (kind !== 'person' && kind !== 'linked')) return null;
  if (field.primaryKey || field.references !== null) return null;
  if (words.length === 0 || lexicon.list('administrative').endsIn(words)) return null;
  return {
    category: rest.category,
    confidence: rest.weight,
    phraseLength: 0,
    reasons: ["entity is a person's", `all of it is ${rest.category.title.toLowerCase()}`],
  };
}
