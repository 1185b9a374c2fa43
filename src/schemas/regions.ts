import { z } from 'zod';
import { countrySchema } from './vendor.ts';

/** rules/catalog/regions.yaml: by vendor id, its region names as written in code (lower case), and the country each is in. */
export const regionsSchema = z.record(z.string(), z.record(z.string(), countrySchema));

export type Regions = z.infer<typeof regionsSchema>;
