import { z } from 'zod';
import { ECOSYSTEMS } from '../model/ecosystem.ts';
import { PURPOSES } from '../model/purposes.ts';

const purposeSchema = z.enum(PURPOSES);

/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/);

const patterns = z.array(z.string().min(1)).default([]);

const otherEcosystems = ECOSYSTEMS.filter((one) => one !== 'npm' && one !== 'maven').join('|');

/**
 * Packages of npm by their name, of other ecosystems after their purl type: `stripe`, `pypi:stripe`, `gem:stripe`,
 * `golang:github.com/stripe/stripe-go`, `maven:com.stripe:stripe-java`, `composer:stripe/stripe-php`, `nuget:Stripe.net`,
 * `cargo:async-stripe`, `hex:stripity_stripe`, `pub:flutter_stripe`. Spelling goes as in each registry: PyPI's `-`, `_` and `.`
 * are one, case counts in npm, gem, maven, hex and pub only, and a Go module is found in every major version (`…/v76`).
 */
export const packages = z
  .array(
    z
      .string()
      .regex(
        new RegExp(`^(?:[^\\s:]+|maven:[^\\s:]+(?::[^\\s:]+)?|(?:${otherEcosystems}):[^\\s:]+)$`),
        'a package: `name` of npm, or `<purl type>:name`',
      ),
  )
  .default([]);

/**
 * What gives a vendor away. A pattern is a name, or the start of names where it ends in `*`; the longest that fits wins, over
 * all vendors. Strength goes by kind (settled.md 16): `weakPackages` and `env` are weak, everything else is strong.
 */
const detectSchema = z.strictObject({
  /** SDKs that serve only this vendor. */
  packages,
  /** Clients that serve others as well (S3, search servers, model gateways). */
  weakPackages: packages,
  /** Packages under the vendor's names that send it nothing: command lines, build plugins, types, test doubles. */
  ignoredPackages: packages,
  /** Container images that talk to the vendor (agents, tunnels), without registry docker.io and tag, lower case. */
  images: patterns,
  /** Terraform providers by local name; their resource types (`<provider>_*`) follow. */
  providers: patterns,
  /** Resource types of other names. */
  resources: patterns,
  /** Host suffixes, only of what receives data: not of documentation, consoles and marketing sites. */
  hosts: patterns,
  /** Host suffixes that scripts are loaded from in browsers. */
  scripts: patterns,
  /**
   * Names of environment variables: whole words, anywhere in the name up to its end (`SENTRY_DSN` also finds
   * `NEXT_PUBLIC_SENTRY_DSN`); with `*` also before its end.
   */
  env: patterns,
});

/** How to tell an instance of one's own from the vendor's service: such an instance accuses nobody. */
const selfHostingSchema = z.strictObject({
  /** Settings that say which host is talked to (patterns as in `detect.env`). */
  env: patterns,
  /** Images of the product itself. */
  images: patterns,
  /** What an instance of one's own explains (patterns): everything of the vendor when absent. An S3 store says nothing of SES. */
  covers: z.strictObject({ packages, env: patterns }).optional(),
});

/** rules/catalog/vendors/<id>.yaml: a third party that can receive personal data. */
export const vendorSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What people call it, and what reports say. */
  name: z.string().min(1),
  /** Legal name of the contracting company. */
  company: z.string().min(1),
  /** Other names that lists and manifests use for it. */
  aliases: z.array(z.string().min(1)).default([]),
  website: z.url(),
  /** The main one first: what a vendor of many purposes is taken to be there for, where nobody says. */
  purposes: z.array(purposeSchema).min(1),
  /** Where it is established, then where it usually processes. */
  locations: z.array(countrySchema).min(1),
  /** Personal data it usually receives (fideslang keys). */
  categories: z.array(z.string().min(1)).min(1),
  detect: detectSchema,
  selfHosting: selfHostingSchema.optional(),
  /** Where its region is written: environment variables (patterns) and attributes of its resources. */
  regions: z.strictObject({ env: patterns, attributes: patterns }).optional(),
  /** `<kind> <text>` (`package stripe`, `package pypi:stripe`, `env SENTRY_DSN`, `host api.stripe.com`), run as tests. */
  examples: z.strictObject({ yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) }),
});

export type VendorSource = z.infer<typeof vendorSchema>;

/** As compiled: lists of names are texts, with a space between names, and absent where empty; examples are for tests. */
export interface Vendor extends Omit<VendorSource, 'examples' | 'website' | 'detect'> {
  readonly detect: Readonly<Partial<Record<keyof VendorSource['detect'], string>>>;
}
