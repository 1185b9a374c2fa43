import { z } from 'zod';
import { packages } from './vendor.ts';

/** rules/catalog/model-libraries: libraries whose data models are not read yet. */
export const modelLibrarySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  packages,
});

export type ModelLibrary = z.infer<typeof modelLibrarySchema>;
