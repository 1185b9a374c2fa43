import { z } from 'zod';
import { packages } from './vendor.ts';

/** rules/catalog/model-libraries: libraries whose data models, or the queries they carry, are not read yet. */
export const modelLibrarySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  /** It carries queries and knows no models: the data model stands in them, or somewhere else. */
  queriesOnly: z.boolean().optional(),
  packages,
});

export type ModelLibrary = z.infer<typeof modelLibrarySchema>;
