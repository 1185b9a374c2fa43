import { z } from 'zod';
import { CLAUSE_KINDS, MODALITIES, SEVERITIES } from '../model/pack.ts';

/** rules/packs/<pack>/: pack.yaml and one YAML per section of the policy. A small pack may hold its clauses in pack.yaml. */

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const clauseId = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/, 'pack/section/slug in lower case');

const modality = z.enum(MODALITIES);
const clauseKind = z.enum(CLAUSE_KINDS);
const severity = z.enum([...SEVERITIES, 'info']);

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
  severityIfFail: z.enum(SEVERITIES).optional(),
  /** False: context only; listed in the pack, no status. */
  rule: z.boolean().default(true),
  /** Follows from the policy's text but is not a sentence of it. */
  derived: z.boolean().default(false),
  /** With a family the clause is executable. */
  family: identifier.optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  /** The clause that took its place: ids are never given to another promise. */
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
/** JSON Schema (draft-07) for pack.yaml. */
export function packJsonSchema(): unknown {
  return { ...z.toJSONSchema(packSchema, { target: 'draft-7', io: 'input' }), title: 'privaudit rule pack' };
}
