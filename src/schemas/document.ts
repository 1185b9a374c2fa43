import { z } from 'zod';

const phrases = z.array(z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)).default([]);

/**
 * rules/catalog/documents/<role>.yaml: what a document is called, in any language. Lower-case words without marks (`é` is
 * `e`). The longest phrase of all roles wins.
 */
export const documentRoleSchema = z.strictObject({
  id: z.enum([
    'privacy-policy',
    'subprocessor-list',
    'security-policy',
    'cookie-policy',
    'dpa',
    'terms',
    'incident-response',
    'acceptable-use',
    'vulnerability-disclosure',
  ]),
  title: z.string(),
  /** Say it wherever they stand in a name or a title. */
  phrases,
  /** Say it only as the whole name of a file. */
  names: phrases,
  /** Say it only as the whole title. */
  titles: phrases,
  /** Phrases that contain one of the above and mean something else. */
  unless: phrases,
  /** Run as tests: `path` or `path # title`. */
  examples: z.strictObject({ yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) }),
});

/** As compiled: the examples are for tests. */
export type DocumentRoleWords = Omit<z.infer<typeof documentRoleSchema>, 'examples'>;
