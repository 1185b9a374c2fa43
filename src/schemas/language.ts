import { z } from 'zod';

/** What is meant, in English words of the catalogue, by the words that mean it. */
const words = z.record(z.string().regex(/^[a-z0-9 ]+$/), z.array(z.string()).min(1));

/**
 * rules/catalog/languages/<id>.yaml: what the words of a language read as in English, so that one set of rules serves all.
 * All languages are read together and none is switched on: a word goes into `words` only where it means nothing else in
 * names of another language. Accents do not matter, nor do plurals that follow `plurals`. Several words are one phrase.
 */
export const languageSchema = z.strictObject({
  id: z.string().regex(/^[a-z]{2}$/),
  title: z.string(),
  /** Writes compounds as one word: `kundennummer`. */
  compounds: z.boolean().default(false),
  /** Says what a thing is before whose it is: `numero_telefono`. */
  headFirst: z.boolean().default(false),
  /** Endings of plurals, and what stands in their place in the singular. */
  plurals: z.record(z.string(), z.string()).default({}),
  /** Little words that are left out between others: `date_de_naissance`. */
  small: z.array(z.string()).default([]),
  words,
  /** Words of many uses, or of other languages: they are read so only beside others of this language (`ort`, `nome`, `data`). */
  beside: words.default({}),
  /** Read so only within compounds: `geburts`. */
  parts: words.default({}),
  /** Run as tests: how names read. A name that stays as it is reads as itself. */
  examples: z.record(z.string(), z.string()),
});

export type Language = z.infer<typeof languageSchema>;
