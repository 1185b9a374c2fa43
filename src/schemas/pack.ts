import { z } from 'zod';

/** rules/packs/<pack>/: pack.yaml and one YAML per section of the policy. A small pack may hold its clauses in pack.yaml. */

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const clauseId = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/, 'pack/section/slug in lower case');

export const modality = z.enum([
  'obligation',
  'prohibition',
  'right',
  'collects',
  'permission',
  'definition',
  'gap',
  'counterparty-duty',
  'disclaimer',
]);
export const clauseKind = z.enum(['code', 'declared', 'document', 'manual']);
const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

export const clauseSchema = z.strictObject({
  id: clauseId,
  /** Heading of the section as the policy has it; a section file gives it once for all. */
  section: z.string().optional(),
  /** A paraphrase of the promise, never its wording. */
  summary: z.string(),
  kind: clauseKind.optional(),
  modality: modality.default('obligation'),
  severity: severity.optional(),
  /** For gap clauses: what a finding weighs once `strict: [gaps]` makes it one. */
  severityIfFail: z.enum(['critical', 'high', 'medium', 'low']).optional(),
  /** False: context only; listed in the pack, no status. */
  rule: z.boolean().default(true),
  /** Follows from the policy's text but is not a sentence of it. */
  derived: z.boolean().default(false),
  /** With a family the clause is executable. */
  family: identifier.optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  /** Renewal of an attestation, for manual clauses. */
  supersededBy: clauseId.optional(),
});

export const sectionSchema = z.strictObject({ section: z.string(), clauses: z.array(clauseSchema).min(1) });

export const packSchema = z.strictObject({
  id: identifier,
  title: z.string(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'major.minor.patch'),
  policy: z
    .strictObject({ company: z.string().nullable().default(null), date: z.iso.date().nullable().default(null) })
    .default({ company: null, date: null }),
  /** Packs whose clauses are judged as well: ids of built-in packs, or folders relative to this one. */
  extends: z.array(z.string().min(1)).default([]),
  /** The policy's own words for purposes of vendors, as canonical words (settled.md 14). `all but` by `except`. */
  purposes: z
    .record(z.string(), z.union([z.array(z.string()), z.strictObject({ except: z.array(z.string()) })]))
    .default({}),
  /**
   * Contradictions inside the policy, and those to other policies that parameters do not show: an advisory whenever one of its
   * clauses is judged, and one of those of other packs that it stands `against`, where there are any.
   */
  conflicts: z
    .array(
      z.strictObject({
        id: identifier,
        title: z.string(),
        advice: z.string(),
        clauses: z.array(clauseId).min(1),
        against: z.array(clauseId).default([]),
      }),
    )
    .default([]),
  clauses: z.array(clauseSchema).default([]),
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** `<section>.examples.yaml`: small projects with the outcomes expected of one clause; run through `audit()`. */
export const examplesSchema = z.array(
  z.strictObject({
    clause: clauseId,
    name: z.string(),
    expect: z.enum(['pass', 'fail', 'not-applicable', 'not-assessed', 'needs-attestation']),
    asOf: z.iso.date().optional(),
    strict: z.array(z.string()).optional(),
    files: z.record(z.string(), z.string()),
    findings: z
      .array(
        z.strictObject({
          subject: z.string(),
          code: z.string(),
          line: z.int().min(1).optional(),
          file: z.string().optional(),
        }),
      )
      .default([]),
    advisories: z.array(z.string()).optional(),
    /** Parameter values under which `expect` must no longer hold: shows that the parameter matters. */
    flips: z
      .array(
        z.strictObject({ params: z.record(z.string(), z.union([scalar, z.array(z.unknown())])), expect: z.string() }),
      )
      .default([]),
  }),
);

export type ClauseSource = z.infer<typeof clauseSchema>;
export type PackSource = z.infer<typeof packSchema>;
export type PackExample = z.infer<typeof examplesSchema>[number];
export type Modality = z.infer<typeof modality>;

/** A clause as the pipeline uses it: everything filled in, parameters validated by the family's schema. */
export interface Clause {
  readonly id: string;
  readonly pack: string;
  readonly section: string;
  readonly summary: string;
  readonly kind: z.infer<typeof clauseKind>;
  readonly modality: Modality;
  readonly severity: z.infer<typeof severity>;
  readonly severityIfFail: 'critical' | 'high' | 'medium' | 'low' | null;
  readonly rule: boolean;
  readonly derived: boolean;
  readonly family: string | null;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Pack {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** sha256 over its files. */
  readonly digest: string;
  readonly policy: { readonly company: string | null; readonly date: string | null };
  /** Packs that are judged with it. */
  readonly extends: readonly string[];
  /** Pack word to canonical purposes. */
  readonly purposes: Readonly<Record<string, readonly string[]>>;
  readonly conflicts: PackSource['conflicts'];
  readonly clauses: readonly Clause[];
}

/** JSON Schema (draft-07) for pack.yaml. */
export function packJsonSchema(): unknown {
  return { ...z.toJSONSchema(packSchema, { target: 'draft-7', io: 'input' }), title: 'privaudit rule pack' };
}
