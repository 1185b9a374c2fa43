import { z } from 'zod';
import { STORE_KINDS } from '../model/store-kinds.ts';

/**
 * rules/catalog/providers/**.yaml: what a cloud resource or a container image is and means. A file holds one row or a list
 * of rows; a new kind of store is one row and nothing else. Every row carries examples, and they run as tests.
 *
 * A property is an ordered list of steps; the first step that matches gives the value. A step has one of these forms:
 *
 *   {from: storage_encrypted}                 the attribute, where it is set; a list takes the first that is set
 *   {from: retention, unit: hours, map: {0: never}}   read as a number of hours, with words for some values ('*': any
 *                                             other); a text with a unit of its own (P14D, 604800s) needs none
 *   {key: kms_key_id}                         set: whether it is a key of the customer's own; a map says so of words that are no keys
 *   {follows: [replicate_source_db]}          set: the same property of the store it points at, unresolved where that is not seen
 *   {account: aws_ebs_encryption_by_default, from: enabled}   an account-wide switch in the same root that is on
 *   {when: {engine_mode: serverless}, value: true}            a condition and what then holds
 *   {default: false}                          nothing was set: the provider's default
 *   {default: unresolved, reason: …}          nothing was set, and the default cannot be known from the text
 *   {all: [{from: daily}, {from: weekly, unit: weeks}]}       settings that hold side by side: the least favourable counts
 *   {resolver: lifecycle}                     code in linkers/stores/resolvers (at most ten, each with its reason)
 *
 * Any step may add `when` (all must hold), `provider` + `versions` (major versions of the Terraform provider), `module` (of the
 * public module itself), and `in` (read in a companion resource instead of the resource itself). Paths are dotted through nested blocks: `rule.expiration.days`;
 * where blocks repeat, the least favourable value counts. `databases.*.name` looks at every key of a map.
 */
const path = z
  .string()
  .regex(/^[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\*))*$/, 'names joined by dots: rule.expiration.days');
const day = z.iso.date();

/** `never`: kept for ever. `absent`: the question does not arise. `unresolved`: cannot be known from the text. */
const outcome = z.union([z.boolean(), z.number(), z.string()]);

/** A value or any of a list (a text may end in `*`), `'*'`: set to anything, null: not set. */
const condition = z.union([z.boolean(), z.number(), z.string(), z.null(), z.array(z.union([z.string(), z.number()]))]);

const versions = z.string().regex(/^(?:<|<=|>|>=|=)\d+$/, 'a comparison with a major version: <6, >=6');

const stepShape = z.strictObject({
  when: z.record(path, condition).optional(),
  provider: z.string().optional(),
  versions: versions.optional(),
  module: versions.optional(),
  in: z.string().optional(),
  from: z.union([path, z.array(path).min(1)]).optional(),
  unit: z.enum(['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years']).optional(),
  map: z.record(z.string(), outcome).optional(),
  key: z.union([path, z.array(path).min(1)]).optional(),
  follows: z.array(path).min(1).optional(),
  account: z.string().optional(),
  value: outcome.optional(),
  default: outcome.optional(),
  resolver: z.string().optional(),
  /** One clause, no full stop; of a default that is not the rule in every version, and always of an unresolved one. */
  reason: z.string().optional(),
  /** The attribute to name in a finding where it is not the one that was read. */
  attribute: z.string().optional(),
  source: z.url().optional(),
  checked: day.optional(),
});

const FORMS = ['from', 'key', 'follows', 'value', 'default', 'all', 'resolver'] as const;

function checkStep(
  row: z.infer<typeof stepShape> & { readonly all?: unknown },
  context: { addIssue: (issue: { code: 'custom'; message: string }) => void },
): void {
  const complain = (message: string): void => context.addIssue({ code: 'custom', message });
  const forms = FORMS.filter((form) => row[form] !== undefined);
  if (forms.length !== 1) complain(`a step has exactly one of ${FORMS.join(', ')}; here ${forms.join(', ') || 'none'}`);
  if (row.account !== undefined && row.from === undefined) complain('account goes with from');
  if (row.unit !== undefined && row.from === undefined) complain('unit goes with from');
  if (row.map !== undefined && row.from === undefined && row.key === undefined) complain('map goes with from or key');
  if (row.value !== undefined && row.when === undefined && row.in === undefined) complain('value goes with when or in');
  if ((row.provider === undefined) !== (row.versions === undefined)) complain('provider and versions go together');
  if ((row.value === 'unresolved' || row.default === 'unresolved') && row.reason === undefined)
    complain('unresolved needs a reason');
}

/** A step, or several that hold side by side. */
const step = stepShape
  .extend({ all: z.array(stepShape.superRefine(checkStep)).min(2).optional() })
  .superRefine(checkStep);

const steps = z.array(step).min(1);

const storeKind = z.enum(STORE_KINDS);

const store = z.strictObject({
  /** What it is; where the engine tells, what it is when the engine is none of the map. */
  kind: storeKind,
  group: z.enum(['database', 'object', 'volume', 'cache', 'queue', 'search', 'log', 'backup']).optional(),
  /** It keeps data only where all of this holds: the stage of an API is a cache only with a cluster for it. */
  when: z.record(path, condition).optional(),
  /** It keeps none where any of these holds: a module that is told to make nothing. */
  unless: z.array(z.record(path, condition)).optional(),
  /** A part of another store (a container of a storage account, a table of a dataset): no datastore by itself. */
  part: z.boolean().optional(),
  engine: z
    .strictObject({
      /** Several: the first whose value is in the map. */
      from: z.union([path, z.array(path).min(1)]),
      map: z.record(z.string(), storeKind),
      /** Where no engine is written it is that of the source. */
      follows: z.array(path).default([]),
      /** Where neither an engine nor a source is written. */
      default: storeKind.optional(),
    })
    .optional(),
});

/** Attributes by path; objects are nested blocks. `${type.name.attr}` is a reference, `${unknown}` and `${hidden}` what they say. */
const attributes = z.record(z.string(), z.unknown());

const example = z.strictObject({
  about: z.string(),
  given: attributes,
  /** Other resources by address. The resource itself is `<type>.example`. */
  with: z.record(z.string(), attributes).default({}),
  /** Major version of providers, `hashicorp/aws: 5`. */
  providers: z.record(z.string(), z.int()).default({}),
  /** Value of properties; also `kind` and `name`. */
  expect: z.record(z.string(), outcome),
});

export const PROPERTIES = [
  'region',
  'encryptedAtRest',
  'customerKey',
  'retentionDays',
  'noncurrentDays',
  'versioned',
  'backupDays',
  'ttl',
  'public',
] as const;

export const providerRowSchema = z
  .strictObject({
    /** Terraform's resource type; `data.<type>`; `module.<registry address>` in lower case; `image:<name>` of a container. */
    id: z.string(),
    /** For people: `RDS database instance`. */
    title: z.string(),
    provider: z.string().nullable().default(null),
    /** The same thing in other languages. */
    aliases: z.array(z.string()).default([]),
    /** Container images without registry, tag and digest; one without a slash fits any repository that ends in it. */
    images: z.array(z.string()).default([]),
    /** Where they keep their data, and nothing else does: what is mounted there tells an image that is built here. */
    dataFolders: z.array(z.string()).default([]),
    /** Documentation of this row's defaults, and the day it was read; a step may name its own. */
    source: z.url(),
    checked: day,
    /** Null: no store of its own, but others follow it (an image, a global cluster, an account switch). */
    store: store.nullable(),
    /** Attributes with its own name; the first that is set. */
    name: z.array(path).default([]),
    /** Resources that carry settings of this one; `by` is their attribute that names it. */
    companions: z.array(z.strictObject({ type: z.string(), by: path })).default([]),
    /**
     * Stores that the service or the module makes beside it where nobody declares them. `{a|b}` in the name stands for the value
     * of the first that is set; each attribute in `given` is taken from there, else has the default of the module, where it has one.
     */
    implies: z
      .array(
        z.strictObject({
          type: z.string(),
          when: z.record(path, condition).optional(),
          unless: z.array(z.record(path, condition)).default([]),
          module: versions.optional(),
          given: z.record(z.string(), z.strictObject({ from: path, default: outcome.optional() })).default({}),
          name: z.string(),
          nameAttribute: z.string().default('name'),
          source: z.url(),
          checked: day,
        }),
      )
      .default([]),
    properties: z.strictObject(
      Object.fromEntries(PROPERTIES.map((name) => [name, steps.optional()])) as Record<
        (typeof PROPERTIES)[number],
        z.ZodOptional<typeof steps>
      >,
    ),
    examples: z.array(example).min(1),
  })
  .superRefine((row, context) => {
    const known = new Set(row.companions.map(({ type }) => type));
    for (const [name, list] of Object.entries(row.properties)) {
      for (const [index, item] of (list ?? []).entries()) {
        if (item.in !== undefined && !known.has(item.in)) {
          context.addIssue({
            code: 'custom',
            path: ['properties', name, index, 'in'],
            message: `${item.in} is not among the companions`,
          });
        }
      }
    }
  });

/** As compiled: the examples are for tests. */
export type ProviderRow = Omit<z.infer<typeof providerRowSchema>, 'examples'>;
export type ProviderStep = z.infer<typeof step>;
export type ProviderExample = z.infer<typeof example>;
export type PropertyName = (typeof PROPERTIES)[number];
