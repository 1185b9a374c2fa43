import { z } from 'zod';

/** What a column's type lets it hold, whatever the dialect calls it (pipeline/classify/type-kind.ts). */
export const typeKindSchema = z.enum([
  'text',
  'number',
  'flag',
  'date',
  'time',
  'json',
  'binary',
  'uuid',
  'network',
  'point',
  'other',
]);
export type TypeKind = z.infer<typeof typeKindSchema>;

const weight = z.number().min(0).max(1);
/** One phrase or several of the same weight. Lower-case words; plural, abbreviation and spelling together do not matter. */
const phrases = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((words) => (typeof words === 'string' ? [words] : words));

/**
 * A name that speaks for the category. `weight`: how sure one is of it knowing no more than the name. The others replace it
 * where more is known: the row (or the word before) is a `person`; it is `linked` to one, as an order or a message is; it
 * is plainly a `thing`. Left out, they follow from `weight`.
 */
export const nameEvidenceSchema = z.strictObject({
  words: phrases,
  weight,
  person: weight.optional(),
  linked: weight.optional(),
  thing: weight.optional(),
  /** Instead of `thing`, where a column of the thing points at a person: a token in a `flow_state` with a user. */
  owned: weight.optional(),
  /** Few characters are enough: initials, a suffix. */
  short: z.boolean().default(false),
  /** A word of many uses: counts only where the rest of the name is known to leave it alone (`billing address`, not `mac address`). */
  alone: z.boolean().default(false),
  /** The value is one of a list: a key of the list (`gender_id`), or its code, holds as much. */
  coded: z.boolean().default(false),
  /** Counts only in entities whose name holds one of these. */
  in: z.array(z.string()).optional(),
  /** Counts only beside a column of one of these names: a `device` with a push token is somebody's. */
  beside: z.array(z.string()).optional(),
  /** Counts only where no column has one of these names: who is meant stands there already. */
  without: z.array(z.string()).optional(),
});
/** As compiled: the phrases are in the lexicon. */
export type NameEvidence = Omit<z.infer<typeof nameEvidenceSchema>, 'words'>;

/** rules/catalog/categories/<id>.yaml: one category of personal data and what it is told by. One file is one category. */
export const categorySchema = z.strictObject({
  /** Key of the fideslang taxonomy 2.x, or `ext:` and a key below one of its own. */
  id: z.string().regex(/^(?:ext:)?(?:user|system)(?:\.[a-z_]+)*$/),
  title: z.string(),
  /** Special category (GDPR article 9) or criminal data (article 10). */
  special: z.boolean().default(false),
  /** False: not personal by itself, so its confidence stays under the threshold. */
  personal: z.boolean().default(true),
  names: z.array(nameEvidenceSchema).min(1),
  /** Names that look like it and are not; one that fits rules the category out. */
  nearMisses: z.array(z.string()).default([]),
  /** Words that may follow the name and leave its meaning: `url` after `photo`. */
  tails: z.array(z.string()).default([]),
  /** Entities in which the category does not occur. */
  notIn: z.array(z.string()).default([]),
  /** Types that can hold it; others count less or not at all. */
  types: z.array(typeKindSchema).default(['text']),
  /** Column lengths: `usual` ones speak for it, fewer than `least` characters against it. */
  length: z
    .strictObject({ usual: z.array(z.number().int()).default([]), least: z.number().int().default(1) })
    .default({ usual: [], least: 1 }),
  /** Unit of a CHECK comparison that speaks for it (`birth_date <= now() - interval '18 years'` is years-ago). */
  check: z.enum(['number', 'years-ago']).optional(),
  /** A unique column speaks for it: it tells people apart. */
  unique: z.boolean().default(false),
  /** Many people have the same value: where a column of it tells rows apart, the table lists the values there are. */
  shared: z.boolean().default(false),
  /**
   * Entities that hold nothing else: there a column of which no name speaks is of this category, unless it only keeps the
   * row (`administrative`). A column of `patient_vitals` is health data whatever the measurement is called.
   */
  rest: z.strictObject({ in: z.array(z.string()).min(1), weight }).optional(),
  /** Words of column comments, in any language. */
  comments: z.array(z.strictObject({ words: phrases, weight })).default([]),
  /**
   * Run as tests. `Entity.field: type(length) -- comment`, all but the first two optional; `Entity(email, phone).field` adds
   * siblings. `yes`: told as this category, personal. `doubtful`: told, below the threshold. `no`: not told as personal data of this category.
   */
  examples: z.strictObject({
    yes: z.array(z.string()).default([]),
    doubtful: z.array(z.string()).default([]),
    no: z.array(z.string()).min(1),
  }),
});

export type CategoryFile = z.infer<typeof categorySchema>;
/** As compiled: phrases of names are in the lexicon, and examples are for tests. */
export interface Category extends Omit<CategoryFile, 'names' | 'nearMisses' | 'examples'> {
  readonly names: readonly NameEvidence[];
}
