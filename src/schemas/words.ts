import { z } from 'zod';
import type { CompiledLanguages } from '../text/languages.ts';

/**
 * rules/catalog/words/<id>.yaml: a list of words that decides one yes-or-no question about a name, e.g. whether a bucket's
 * name says that it holds people's data. `words` are sequences of lower-case words as text/words.ts splits them
 * ("date of birth" matches `dateOfBirth`); a near-miss that fits wins over a word. Examples run as tests.
 */
export const wordListSchema = z.strictObject({
  id: z.string(),
  about: z.string(),
  words: z.array(z.string()).min(1),
  nearMisses: z.array(z.string()).default([]),
  /** Abbreviations and what they are written out as: `dob: date of birth`. */
  meanings: z.record(z.string(), z.string()).default({}),
  examples: z.strictObject({ yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) }),
});

/** As compiled: the examples are for tests, and the list `vocabulary` brings the words of other languages. */
export type WordList = Omit<z.infer<typeof wordListSchema>, 'examples'> & { readonly languages?: CompiledLanguages };
