import { z } from 'zod';

/** rules/catalog/records/<id>.yaml: a record class and the words by which an entity's name tells it (settled.md 4). */
export const recordClassSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Word sequences that make an entity of this class; more words weigh more. */
  words: z.array(z.string()).min(1),
  /** Words of many uses: they count only where the entity holds personal data or points at a person. */
  whenPersonal: z.array(z.string()).default([]),
  /** Word sequences that look like it and are not. */
  nearMisses: z.array(z.string()).default([]),
  examples: z.strictObject({ yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) }),
});

export type RecordClassFile = z.infer<typeof recordClassSchema>;
/** As compiled: the words are in the lexicon. */
export type RecordClass = Pick<RecordClassFile, 'id' | 'title'>;
