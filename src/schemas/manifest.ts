import { z } from 'zod';
import { STORE_KINDS } from '../model/store-kinds.ts';
import { STRICT } from '../model/strict.ts';
import { cookieLife, date, duration, keeping, oneOrMany, text, texts, version } from './manifest-values.ts';
import { ageMethod, anchor, endEvent, recordClass, retentionReason, vendorRole } from './params/shared.ts';

/**
 * privaudit.yaml: what the team declares. The schema sees the file after its TODO leaves were taken out (src/manifest/todo.ts),
 * so nearly every key is optional; required are those without which a row says nothing.
 */

export const storeKind = z.enum(STORE_KINDS);

export const enforcement = z.enum([
  'purge-job',
  'log-retention',
  'lifecycle',
  'ttl',
  'partition-drop',
  'topic-retention',
  'queue-retention',
  'backup-retention',
  'archive-tier',
  'erasure-route',
  'vendor-setting',
]);

const transferMechanism = z.enum([
  'none-needed',
  'adequacy',
  'dpf',
  'dpf-ch',
  'scc',
  'bcr',
  'certification',
  'code-of-conduct',
  'consent',
  'derogation',
  'privacy-shield-eu',
  'privacy-shield-ch',
]);

const lawfulBasis = z.enum([
  'contract',
  'legitimate-interests',
  'legal-obligation',
  'consent',
  'vital-interests',
  'public-task',
]);

export const processingRole = z.enum(['controller', 'processor', 'both']);

export const erasureMethod = z.enum(['hard-delete', 'crypto-shred', 'anonymise']);

const project = z.strictObject({
  name: text.optional(),
  /** Ids of built-in packs, or paths of one's own. */
  packs: texts.optional(),
  role: processingRole.optional(),
  homeRegion: text.optional(),
  regimes: texts.optional(),
  surfaces: z
    .array(z.strictObject({ id: text, path: text.optional(), kind: text.optional(), external: z.boolean().optional() }))
    .optional(),
  ignore: texts.optional(),
  /** `true`: all of them. */
  strict: z.union([z.boolean(), z.array(z.enum(STRICT))]).optional(),
});

const dataSubject = z.strictObject({
  id: text,
  description: text.optional(),
  controller: z.enum(['self', 'tenant']).optional(),
});

const override = z.strictObject({
  /** `Entity.field`. */
  field: text,
  /** fideslang key, `ext:` key, or `none`. */
  category: text,
  reason: text,
});

const protectedField = z.strictObject({
  category: text.optional(),
  protection: z.enum(['encrypted', 'hashed', 'tokenised']).optional(),
  by: text.optional(),
});

const inventoryRow = z.strictObject({
  entity: text,
  source: text.optional(),
  store: text.optional(),
  role: processingRole.optional(),
  record: recordClass.optional(),
  subject: text.optional(),
  purposes: texts.optional(),
  fields: z.record(z.string(), z.union([text, protectedField])).optional(),
  mandatory: texts.optional(),
  tenantKey: text.optional(),
  authority: text.optional(),
});

const purpose = z.strictObject({
  id: text,
  description: text.optional(),
  use: text.optional(),
  basis: lawfulBasis.optional(),
  assessment: text.optional(),
  law: text.optional(),
  /** Pack id to the pack's own word or words. */
  maps: z.record(z.string(), oneOrMany(text)).optional(),
  categories: texts.optional(),
  since: date.optional(),
});

const retentionMatch = z.strictObject({
  entity: text.optional(),
  store: text.optional(),
  category: text.optional(),
  record: recordClass.optional(),
  default: z.literal(true).optional(),
});

const retentionRule = z.strictObject({
  id: text,
  match: retentionMatch.optional(),
  record: recordClass.optional(),
  keep: keeping.optional(),
  after: anchor.optional(),
  until: oneOrMany(endEvent).optional(),
  reason: oneOrMany(retentionReason).optional(),
  law: text.optional(),
  perTenant: z
    .strictObject({ setting: text.optional(), min: duration.optional(), max: duration.optional() })
    .optional(),
  enforcedBy: z
    .strictObject({
      type: enforcement.optional(),
      ref: text.optional(),
      schedule: text.optional(),
      days: z.number().min(0).optional(),
      evidence: text.optional(),
    })
    .optional(),
});

const erasure = z.strictObject({
  deadline: duration.optional(),
  grace: duration.optional(),
  method: erasureMethod.optional(),
  triggers: z.strictObject({ request: text.optional(), termination: text.optional() }).optional(),
  covers: texts.optional(),
  exceptions: z
    .array(
      z.strictObject({
        entity: text,
        reason: oneOrMany(retentionReason).optional(),
        law: text.optional(),
        retention: text.optional(),
      }),
    )
    .optional(),
  vendors: texts.optional(),
  backups: z.strictObject({ rotate: duration.optional() }).optional(),
});

const datastore = z.strictObject({
  id: text,
  kind: storeKind.optional(),
  environment: text.optional(),
  provider: text.optional(),
  ref: text.optional(),
  region: text.optional(),
  /** Holds personal data, or does not, whatever its name and the entities assigned to it say. */
  personal: z.boolean().optional(),
  encryption: z
    .strictObject({
      atRest: z
        .strictObject({
          enabled: z.boolean().optional(),
          method: text.optional(),
          key: z.enum(['customer-managed', 'provider-managed']).optional(),
        })
        .optional(),
      inTransit: z.strictObject({ required: z.boolean().optional(), minTls: version.optional() }).optional(),
    })
    .optional(),
  backups: z.strictObject({ keep: duration.optional(), encrypted: z.boolean().optional() }).optional(),
});

const subprocessor = z.strictObject({
  name: text,
  legalEntity: text.optional(),
  role: vendorRole.optional(),
  /** Canonical words, or words of a selected pack. */
  purpose: oneOrMany(text).optional(),
  locations: texts.optional(),
  categories: texts.optional(),
  transfer: z
    .strictObject({ mechanism: transferMechanism.optional(), ref: text.optional(), version: version.optional() })
    .optional(),
  dpa: z.strictObject({ ref: text.optional(), signed: date.optional() }).optional(),
  /** URL or path of the vendor's own policy; an independent controller answers to that one. */
  policy: text.optional(),
  detect: z
    .strictObject({
      terraform: texts.optional(),
      packages: texts.optional(),
      images: texts.optional(),
      hosts: texts.optional(),
      env: texts.optional(),
    })
    .optional(),
  reviewed: date.optional(),
  /** Used outside this repository, so no signal is expected in it. */
  external: z.boolean().optional(),
  /** Needed for `role: self-hosted`. */
  reason: text.optional(),
});

const sharingRow = z.strictObject({
  recipient: text,
  class: text.optional(),
  categories: texts.optional(),
  condition: text.optional(),
  consent: text.optional(),
});

const minimumAge = z.strictObject({
  age: z.int().min(1).max(120).optional(),
  method: ageMethod.optional(),
  enforcedIn: z
    .array(z.strictObject({ route: text.optional(), field: text.optional(), ref: text.optional() }))
    .optional(),
  onDiscovery: z
    .strictObject({
      action: z.enum(['delete-and-terminate', 'delete', 'terminate', 'none']).optional(),
      within: duration.optional(),
      runbook: text.optional(),
    })
    .optional(),
});

const consent = z.strictObject({
  records: z
    .strictObject({
      entity: text.optional(),
      subject: text.optional(),
      purpose: text.optional(),
      version: text.optional(),
      givenAt: text.optional(),
      withdrawnAt: text.optional(),
    })
    .optional(),
  withdraw: text.optional(),
});

const marketing = z.strictObject({
  enabled: z.boolean().optional(),
  model: z.enum(['none', 'opt-in', 'opt-out']).optional(),
  channels: texts.optional(),
  templates: texts.optional(),
  optOut: text.optional(),
});

const cookies = z.strictObject({
  policy: text.optional(),
  consentTool: text.optional(),
  inventory: z
    .array(
      z.strictObject({
        name: text,
        purpose: text.optional(),
        ttl: cookieLife.optional(),
        personal: z.boolean().optional(),
        setBy: text.optional(),
      }),
    )
    .optional(),
});

const right = z
  .strictObject({
    channel: oneOrMany(z.enum(['self-service', 'email', 'helpdesk', 'form', 'phone', 'post'])).optional(),
    ref: text.optional(),
    runbook: text.optional(),
    format: text.optional(),
    respondWithin: duration.optional(),
    universal: z.boolean().optional(),
    notApplicable: text.optional(),
  })
  .optional();

const rights = z.strictObject({
  contact: text.optional(),
  respondWithin: duration.optional(),
  universal: z.boolean().optional(),
  access: right,
  rectification: right,
  erasure: right,
  portability: right,
  restriction: right,
  objection: right,
  'withdraw-consent': right,
  'human-review': right,
  complaint: right,
});

const security = z.strictObject({
  mfa: z
    .strictObject({ scope: z.enum(['all-users', 'staff', 'optional', 'none']).optional(), ref: text.optional() })
    .optional(),
  accessControl: z.strictObject({ model: text.optional(), ref: text.optional() }).optional(),
  endToEnd: z.strictObject({ claim: text.optional(), ref: text.optional() }).optional(),
  supportAccess: z
    .array(
      z.strictObject({
        role: text.optional(),
        data: texts.optional(),
        reason: text.optional(),
        audit: text.optional(),
        ref: text.optional(),
      }),
    )
    .optional(),
  operations: z
    .strictObject({
      auditLog: text.optional(),
      monitoring: text.optional(),
      intrusionDetection: text.optional(),
      alerting: text.optional(),
      updates: text.optional(),
      assessment: text.optional(),
    })
    .optional(),
});

/** A behaviour that is off or on by default, and the setting a tenant changes it with. */
const switched = { default: z.boolean().optional(), switch: text.optional() };

const documents = z.strictObject({
  privacyPolicy: text.optional(),
  cookiePolicy: text.optional(),
  securityPolicy: text.optional(),
  dpa: text.optional(),
  terms: text.optional(),
  acceptableUse: text.optional(),
  vulnerabilityDisclosure: text.optional(),
  subprocessorList: text.optional(),
  technicalDocs: text.optional(),
  incidentResponse: text.optional(),
});

const attestation = z.strictObject({
  clause: text,
  by: text.optional(),
  at: date.optional(),
  evidence: text.optional(),
  expires: date.optional(),
});

const waiver = z.strictObject({
  clause: text,
  /** File, resource, subject or `Entity.field`; empty or absent means the whole clause. */
  where: z.string().optional(),
  reason: text,
  approvedBy: text,
  expires: date,
  /** When it was approved; the twelve months run from here, or from the day of the scan. */
  approvedAt: date.optional(),
});

export const manifestSchema = z.strictObject({
  privaudit: z.literal(1).describe('Version of this schema.'),
  project: project.optional().describe('Packs that apply, defaults, what is scanned.'),
  dataSubjects: z.array(dataSubject).default([]).describe('Classes of people, and who controls their data.'),
  overrides: z.array(override).default([]).describe('Corrections of the classifier, each with its reason.'),
  inventory: z.array(inventoryRow).default([]).describe('What is stored, where and why.'),
  purposes: z.array(purpose).default([]).describe('Purposes of processing, with lawful basis and categories.'),
  retention: z.array(retentionRule).default([]).describe('How long data is kept, and what enforces it.'),
  erasure: erasure.optional().describe('How data goes on request or at the end of the contract.'),
  datastores: z.array(datastore).default([]).describe('Stores, with encryption and backups.'),
  subprocessors: z.array(subprocessor).optional().describe('Third parties that get personal data.'),
  subprocessorList: z
    .strictObject({ document: text.optional(), reviewed: date.optional() })
    .optional()
    .describe('The published list.'),
  sharing: z.array(sharingRow).optional().describe('Other recipients; [] states that there are none.'),
  minimumAge: minimumAge.optional().describe('Age below which nobody may sign up, and what enforces it.'),
  consent: consent.optional(),
  marketing: marketing.optional(),
  cookies: cookies.optional(),
  rights: rights.optional().describe('Per right: channel, route or runbook, deadline.'),
  dpo: z.strictObject({ contact: text.optional(), external: z.boolean().optional() }).optional(),
  security: security.optional(),
  logs: z.strictObject({ payload: z.strictObject(switched).optional(), redaction: text.optional() }).optional(),
  cache: z.strictObject({ content: z.strictObject({ ...switched, ttl: duration.optional() }).optional() }).optional(),
  tenantControls: z
    .strictObject({ retention: text.optional(), offload: text.optional(), complianceMode: text.optional() })
    .optional(),
  breach: z
    .strictObject({
      plan: text.optional(),
      contact: text.optional(),
      notifyCustomersWithin: duration.optional(),
      notifyAuthorityWithin: duration.optional(),
      notifySubjectsWithin: duration.optional(),
    })
    .optional(),
  policyChanges: z
    .strictObject({
      channels: texts.optional(),
      notice: duration.optional(),
      history: z
        .array(
          z.strictObject({
            version: version.optional(),
            notifiedAt: date.optional(),
            effectiveAt: date.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  documents: documents.optional().describe('Path or URL of each document.'),
  notApplicable: z
    .array(z.strictObject({ clause: text, reason: text }))
    .default([])
    .describe('Clauses that do not apply here, with the reason.'),
  attestations: z.array(attestation).default([]).describe('Manual clauses only, one row each.'),
  waivers: z.array(waiver).default([]).describe('Failing findings accepted for a while.'),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestRetention = Manifest['retention'][number];
export type ManifestDatastore = Manifest['datastores'][number];
export type ManifestWaiver = Manifest['waivers'][number];
export type ManifestSubprocessor = NonNullable<Manifest['subprocessors']>[number];
export type ManifestMinimumAge = NonNullable<Manifest['minimumAge']>;
export type ManifestAttestation = Manifest['attestations'][number];
