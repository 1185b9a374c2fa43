import { z } from 'zod';
import { SEVERITIES } from '../model/pack.ts';

/** The JSON report (schemaVersion 1). Fields may be added; none may be renamed or change meaning without a new version. */

const lineRange = { startLine: z.int().min(1), endLine: z.int().min(1) };
const line = z.int().min(1);

export const clauseStatus = z.enum(['pass', 'fail', 'not-applicable', 'needs-attestation', 'not-assessed']);
export const reasonCode = z.enum([
  'no-check',
  'unresolved',
  'partial-input',
  'no-subject',
  'nothing-declared',
  'silent-policy',
  'declared-not-applicable',
  'unattested',
  'attestation-expired',
]);
export const severity = z.enum(SEVERITIES);
export const grade = z.enum(['code', 'document', 'declared', 'attested', 'waived']);

const evidence = z.strictObject({
  fact: z.string(),
  file: z.string().nullable(),
  startLine: line.nullable(),
  note: z.string(),
});

const location = z.strictObject({
  file: z.string(),
  ...lineRange,
  resource: z.string().nullable(),
  attribute: z.string().nullable(),
});

const place = z.strictObject({ file: z.string(), ...lineRange });

const outcome = z.strictObject({
  fingerprint: z.string(),
  ruleId: z.string(),
  clauses: z.array(z.string()),
  family: z.string(),
  topic: z.string().nullable(),
  facet: z.string().nullable(),
  severity,
  status: z.enum(['pass', 'fail', 'unresolved']),
  grade: grade.nullable(),
  origin: z.enum(['code', 'declaration']),
  subject: z.string(),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  location,
  related: z.array(z.strictObject({ file: z.string(), ...lineRange, note: z.string() })),
  evidence: z.array(evidence),
  waivers: z.array(z.strictObject({ clause: z.string(), waiver: z.int().min(0) })),
  baselined: z.boolean(),
});

const clause = z.strictObject({
  id: z.string(),
  pack: z.string(),
  section: z.string(),
  summary: z.string(),
  kind: z.string(),
  family: z.string().nullable(),
  severity,
  status: clauseStatus,
  grade: grade.nullable(),
  reasonCode: reasonCode.nullable(),
  reason: z.string(),
  because: z.array(evidence),
  findings: z.array(z.string()),
  passes: z.int().min(0),
  unresolved: z.int().min(0),
});

const advisory = z.strictObject({
  code: z.string(),
  clauses: z.array(z.string()),
  packs: z.array(z.string()),
  message: z.string(),
  location: place.nullable(),
});

const inventoryField = z.strictObject({
  name: z.string(),
  storedName: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  location: place,
  origins: z.array(z.strictObject({ kind: z.string(), file: z.string(), startLine: line })),
  category: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  special: z.boolean(),
  reasons: z.array(z.string()),
  protection: z.enum(['encrypted', 'hashed', 'tokenised']).nullable(),
});

const inventoryEntity = z.strictObject({
  id: z.string(),
  name: z.string(),
  storedName: z.string(),
  kinds: z.array(z.string()),
  usage: z.enum(['stored', 'transported', 'event', 'unknown']),
  environment: z.enum(['production', 'test']),
  personal: z.boolean(),
  linked: z.boolean(),
  record: z.string().nullable(),
  store: z.strictObject({ id: z.string(), by: z.enum(['manifest', 'engine', 'assumed']) }).nullable(),
  declared: z.string().nullable(),
  location: place,
  fields: z.array(inventoryField),
});

const inventoryVendor = z.strictObject({
  name: z.string(),
  id: z.string(),
  company: z.string().nullable(),
  role: z.enum(['subprocessor', 'optional', 'self-hosted', 'dev-only', 'possible']),
  purposes: z.array(z.string()),
  declared: z.string().nullable(),
  listed: z.boolean(),
  signals: z.array(
    z.strictObject({
      kind: z.string(),
      strength: z.enum(['strong', 'weak']),
      text: z.string(),
      file: z.string(),
      startLine: line,
    }),
  ),
});

const inventoryStore = z.strictObject({
  id: z.string(),
  kind: z.string(),
  provider: z.string().nullable(),
  environment: z.enum(['production', 'test']),
  region: z.string().nullable(),
  encryptedAtRest: z.boolean().nullable(),
  retentionDays: z.union([z.number(), z.literal('never')]).nullable(),
  backupDays: z.union([z.number(), z.literal('never')]).nullable(),
  public: z.boolean().nullable(),
  personal: z.enum(['yes', 'assumed', 'no']),
  declared: z.string().nullable(),
  location: place.nullable(),
});

const count = z.int().min(0);

export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('privaudit'), version: z.string(), catalogDigest: z.string() }),
  packs: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      version: z.string(),
      digest: z.string(),
      policy: z.strictObject({ company: z.string().nullable(), date: z.string().nullable() }),
    }),
  ),
  settings: z.strictObject({
    packsFrom: z.enum(['flag', 'manifest', 'default']),
    manifest: z.strictObject({ file: z.string(), digest: z.string() }).nullable(),
    baseline: z.strictObject({ file: z.string(), digest: z.string() }).nullable(),
    failOn: z.enum([...SEVERITIES, 'none']),
    strict: z.array(z.string()),
    only: z.array(z.string()),
    roots: z.array(z.string()),
    excluded: z.array(z.strictObject({ pattern: z.string(), by: z.enum(['default', 'manifest']), files: count })),
  }),
  scope: z.strictObject({
    commit: z.string().nullable(),
    dirty: z.boolean().nullable(),
    asOf: z.iso.date(),
    filesListed: count,
    filesRead: count,
    bytesRead: count,
    skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  }),
  summary: z.strictObject({
    verdict: z.enum(['pass', 'fail', 'nothing-assessed']),
    exitCode: z.int(),
    reasons: z.array(z.string()),
    checkable: count,
    decided: count,
    clauses: z.strictObject({
      pass: count,
      fail: count,
      'not-applicable': count,
      'needs-attestation': count,
      'not-assessed': count,
    }),
    findings: z.strictObject({
      critical: count,
      high: count,
      medium: count,
      low: count,
      waived: count,
      baselined: count,
    }),
    advisories: count,
  }),
  clauses: z.array(clause),
  findings: z.array(outcome),
  passes: z.array(outcome),
  unresolved: z.array(outcome),
  advisories: z.array(advisory),
  inventory: z.strictObject({
    entities: z.array(inventoryEntity),
    vendors: z.array(inventoryVendor),
    stores: z.array(inventoryStore),
  }),
  waivers: z.array(
    z.strictObject({
      clause: z.string(),
      where: z.string(),
      reason: z.string(),
      approvedBy: z.string(),
      expires: z.string(),
      state: z.enum(['active', 'expired', 'unmatched']),
    }),
  ),
  attestations: z.array(
    z.strictObject({
      clause: z.string(),
      by: z.string(),
      at: z.string(),
      expires: z.string(),
      state: z.enum(['valid', 'expired', 'invalid']),
    }),
  ),
  diagnostics: z.array(
    z.strictObject({
      code: z.string(),
      level: z.enum(['error', 'warning', 'info']),
      file: z.string().nullable(),
      startLine: line.nullable(),
      message: z.string(),
      hint: z.string().nullable(),
    }),
  ),
});

export type AuditReport = z.infer<typeof reportSchema>;
export type ReportClause = AuditReport['clauses'][number];
export type ReportOutcome = AuditReport['findings'][number];
export type ReportEvidence = ReportOutcome['evidence'][number];
export type ReportAdvisory = AuditReport['advisories'][number];
export type ReportEntity = AuditReport['inventory']['entities'][number];
export type ReasonCode = z.infer<typeof reasonCode>;
export type Severity = z.infer<typeof severity>;
export type ReportGrade = z.infer<typeof grade>;

/** JSON Schema (draft-07, which editors read) of the report. */
export function reportJsonSchema(): unknown {
  return { ...z.toJSONSchema(reportSchema, { target: 'draft-7' }), title: 'privaudit report' };
}
