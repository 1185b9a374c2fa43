import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import { compilePack } from '../src/catalog/compile-pack.ts';
import { loadCatalog } from '../src/catalog/load.ts';
import { readYaml, validated } from '../src/catalog/read-yaml.ts';
import { readYamlFolder } from '../src/files/folder.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { policyConflicts } from '../src/pipeline/assemble/conflicts.ts';
import { differences } from '../src/pipeline/assemble/differences.ts';
import { examplesSchema } from '../src/schemas/pack.ts';
import type { AuditReport, ReportClause } from '../src/schemas/report.ts';

/** Several packs on one project (settled.md 10): findings are merged, verdicts are not. */

const ALL = readdirSync('rules/packs').sort();

interface Options {
  readonly packs?: readonly string[];
  readonly strict?: readonly string[];
  readonly asOf?: string;
}

function run(files: Readonly<Record<string, string>>, options: Options = {}): Promise<AuditReport> {
  return audit({
    source: memoryFiles(files),
    root: '.',
    packs: options.packs ?? ALL,
    asOf: options.asOf ?? '2026-11-24',
    ...(options.strict && { strict: options.strict }),
  });
}

const clauseOf = (report: AuditReport, id: string): ReportClause | undefined =>
  report.clauses.find((clause) => clause.id === id);
const statusOf = (report: AuditReport, id: string): string => clauseOf(report, id)?.status ?? 'missing';
const findingsOf = (report: AuditReport, ruleId: string) => report.findings.filter((one) => one.ruleId === ruleId);

describe.each(ALL)('examples of %s', (pack) => {
  it('end the same beside every other pack', async () => {
    const files = readYamlFolder(`rules/packs/${pack}`);
    const examples = Object.keys(files)
      .filter((name) => /\.examples\.yaml$/.test(name))
      .sort()
      .flatMap((name) => validated(name, readYaml(name, files[name] ?? ''), examplesSchema));
    const changed: string[] = [];
    for (const { clause, name, expect: expected, files: project, strict, asOf } of examples) {
      const report = await run(project, { ...(strict && { strict }), ...(asOf !== undefined && { asOf }) });
      const status = statusOf(report, clause);
      if (status !== expected) changed.push(`${clause}: ${name}: ${expected} alone, ${status} beside the others`);
    }
    expect(changed).toEqual([]);
  }, 60_000);
});

const DESK = {
  'package.json': `{
  "name": "desk",
  "dependencies": {
    "stripe": "^17.0.0"
  }
}
`,
  'infra/main.tf': `resource "aws_db_instance" "main" {
  engine            = "postgres"
  storage_encrypted = false
}
provider "aws" {
  region = "us-east-1"
}
`,
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
model User {
  id                Int      @id
  email             String   @unique
  passwordHash      String
  over16ConfirmedAt DateTime
}
model Invoice {
  id           Int    @id
  billingEmail String
}
model Shipment {
  id             Int    @id
  recipientEmail String
}
model CallLog {
  id           Int    @id
  callerNumber String
}
`,
  'privaudit.yaml': `privaudit: 1
retention:
  - id: accounts
    match: {entity: User}
    keep: P1Y
    after: closed
    reason: dispute
    enforcedBy: {type: vendor-setting, days: 365}
  - id: invoices
    match: {entity: Invoice}
    keep: P10Y
    after: record-date
    reason: legal-obligation
    law: commercial code, section 257
  - {id: shipments, match: {entity: Shipment}, keep: P1Y, after: created, reason: dispute}
subprocessors:
  - {name: AWS, purpose: hosting, locations: [US], dpa: {ref: docs/aws.md}, categories: [user], reviewed: 2026-06-01}
minimumAge:
  age: 16
  method: attestation
  enforcedIn:
    - {field: User.over16ConfirmedAt}
`,
  'docs/aws.md': '# Agreement with AWS\n',
};

describe('one project under all packs', () => {
  let report: AuditReport;
  let strict: AuditReport;
  let alone: ReadonlyMap<string, AuditReport>;
  beforeAll(async () => {
    report = await run(DESK);
    strict = await run(DESK, { strict: ['gaps'] });
    alone = new Map(await Promise.all(ALL.map(async (id) => [id, await run(DESK, { packs: [id] })] as const)));
  }, 60_000);

  it('gives every clause the verdict that its pack gives alone', () => {
    const told = ({ id, status, reasonCode, grade, passes, unresolved, findings }: ReportClause) => [
      id,
      status,
      reasonCode,
      grade,
      passes,
      unresolved,
      findings.length,
    ];
    for (const [id, own] of alone) {
      const beside = report.clauses.filter(({ pack }) => pack === id);
      expect(beside.map(told)).toEqual(own.clauses.map(told));
    }
  });

  it('sixteen keeps Voxvalley and breaks VeloNOC', () => {
    expect(statusOf(report, 'voxvalley/children/min-age-16')).toBe('pass');
    expect(statusOf(report, 'velonoc/12/min-age-18')).toBe('fail');
    expect(statusOf(report, 'common/minimum-age')).toBe('pass');
    expect(findingsOf(report, 'minimum-age/too-low').map(({ clauses }) => clauses)).toEqual([
      ['velonoc/12/min-age-18'],
    ]);
  });

  it('says once what several packs find, with all their clauses', () => {
    const [database, ...others] = findingsOf(report, 'encryption-at-rest/not-encrypted');
    expect(others).toEqual([]);
    expect(database?.clauses).toEqual(
      expect.arrayContaining([
        'common/encryption-at-rest',
        'helpcenter/security/encrypted-storage',
        'velonoc/6/encryption-at-rest',
      ]),
    );
    const [stripe, ...more] = findingsOf(report, 'subprocessor-listed/undeclared');
    expect(more).toEqual([]);
    expect(stripe?.subject).toBe('Stripe');
    expect(stripe?.clauses).toEqual(
      expect.arrayContaining(['common/subprocessors-listed', 'velonoc/5/service-providers']),
    );
    for (const finding of report.findings) {
      const same = report.findings.filter(
        (one) =>
          one.ruleId === finding.ruleId &&
          one.subject === finding.subject &&
          one.location.attribute === finding.location.attribute &&
          one.message === finding.message,
      );
      expect(same, finding.message).toHaveLength(1);
    }
  });

  it('every finding is one of each clause that it cites, and of no other', () => {
    for (const { fingerprint, clauses } of report.findings) {
      const citing = report.clauses.filter(({ findings }) => findings.includes(fingerprint)).map(({ id }) => id);
      expect(citing).toEqual(clauses);
    }
  });

  it('reasons that two packs judge by different lists are two findings, each with its own list', () => {
    const found = findingsOf(report, 'retention-declared/reason-not-allowed').filter(
      ({ subject }) => subject === 'shipments',
    );
    const of = (clause: string) => found.find(({ clauses }) => clauses.includes(clause))?.message;
    expect(of('helpcenter/retention/only-as-necessary')).toContain(
      'the policy allows business, contract, legal-obligation',
    );
    expect(of('velonoc/7/principle')).toContain('the policy allows service, legal-obligation');
  });

  it('a gap is a remark, and a finding once gaps count', () => {
    const gaps = ['voxvalley/security/sensitive-fields-at-rest', 'voxvalley/end-users/log-classes-declared'];
    for (const id of gaps) {
      expect(clauseOf(report, id)).toMatchObject({
        status: 'not-applicable',
        reasonCode: 'silent-policy',
        findings: [],
      });
      expect(report.advisories.some(({ code, clauses }) => code === 'silent-policy' && clauses.includes(id))).toBe(
        true,
      );
      expect(report.findings.some(({ clauses }) => clauses.includes(id))).toBe(false);
      expect(statusOf(strict, id)).toBe('fail');
      expect(strict.findings.some(({ clauses }) => clauses.includes(id))).toBe(true);
    }
    // The clause that promises it makes the weight, not the silent one.
    const weight = (one: AuditReport) => findingsOf(one, 'encryption-at-rest/not-encrypted')[0]?.severity;
    expect([weight(report), weight(strict)]).toEqual(['high', 'high']);
  });

  it('a silent policy alone weighs what its clause says', async () => {
    const vox = await run(DESK, { packs: ['voxvalley'], strict: ['gaps'] });
    expect(findingsOf(vox, 'encryption-at-rest/not-encrypted').map(({ severity }) => severity)).toEqual(['medium']);
    expect(findingsOf(await run(DESK, { packs: ['voxvalley'] }), 'encryption-at-rest/not-encrypted')).toEqual([]);
  });

  it('a waiver frees the clause it names and no other', async () => {
    const waived = await run({
      ...DESK,
      'privaudit.yaml': `${DESK['privaudit.yaml']}waivers:
  - clause: helpcenter/security/encrypted-storage
    where: aws_db_instance.main
    reason: moved to an encrypted copy this quarter
    approvedBy: head of security
    expires: 2027-02-01
`,
    });
    expect(clauseOf(waived, 'helpcenter/security/encrypted-storage')).toMatchObject({
      status: 'pass',
      grade: 'waived',
    });
    expect(statusOf(waived, 'velonoc/6/encryption-at-rest')).toBe('fail');
    expect(waived.summary.exitCode).toBe(1);
  });

  it('a waiver that was renewed counts, whichever row comes first', async () => {
    const row = (expires: string) => `
  - clause: velonoc/6/encryption-at-rest
    where: aws_db_instance.main
    reason: moved to an encrypted copy this quarter
    approvedBy: head of security
    expires: ${expires}`;
    const [old, renewed] = [row('2026-10-31'), row('2027-02-01')];
    for (const rows of [old + renewed, renewed + old]) {
      const manifest = `${DESK['privaudit.yaml']}waivers:${rows}\n`;
      const report = await run({ ...DESK, 'privaudit.yaml': manifest }, { packs: ['velonoc'] });
      expect(clauseOf(report, 'velonoc/6/encryption-at-rest')).toMatchObject({ status: 'pass', grade: 'waived' });
      expect(report.advisories.map(({ code }) => code)).not.toContain('waiver-expired');
    }
  });

  it('a pack that says nothing of age is named once, and judged for nothing', () => {
    const silent = report.advisories.filter(
      ({ code, message }) => code === 'silent-policy' && /minimum age/.test(message),
    );
    expect(silent.flatMap(({ packs }) => packs)).toEqual(['helpcenter', 'vekora', 'velaro']);
    expect(silent.every(({ clauses }) => clauses.length === 0)).toBe(true);
  });
});

describe('promises that contradict each other', () => {
  const told = async (packs: readonly string[]) => {
    const { advisories } = await run({ 'package.json': '{"name": "empty"}' }, { packs });
    return advisories
      .filter((one) => one.code === 'policy-conflict' && one.packs.length > 1)
      .map(({ clauses, message }) => `${message.split(':')[0]} = ${clauses.join(' ')}`);
  };

  /** What the packs themselves say, and what follows from their parameters. */
  it.each([
    [['velonoc'], []],
    [
      ['velonoc', 'vekora'],
      [
        'Logs for a year at least, and data only while it is needed = vekora/retention/account-while-active velonoc/7/log-files velonoc/7/log-files-enforced',
        'vekora/retention/post-closure-reasons allows the reasons legal-obligation, dispute, terms-enforcement for account data after closure, velonoc/7/account-data business-record, legal-obligation = vekora/retention/post-closure-reasons velonoc/7/account-data',
      ],
    ],
    [
      ['helpcenter', 'voxvalley'],
      [
        'Backups that delay deletion, and deletion that nothing may delay = helpcenter/retention/secure-deletion voxvalley/updating/backups-delay-deletion',
      ],
    ],
    [
      ['velaro', 'voxvalley'],
      [
        'Backups that delay deletion, and deletion that nothing may delay = velaro/gdpr-erase/transcript-delete-any-time voxvalley/updating/backups-delay-deletion',
        'Everything in Azure, and AWS on the published list = velaro/gdpr-transfer/north-america-hosting velaro/gdpr-warnings/hosted-on-azure voxvalley/sub-processors/published-row-aws',
      ],
    ],
    // Scopes of encryption and ages differ, and the stricter one keeps both.
    [['common', 'helpcenter', 'vekora', 'velaro'], []],
  ])('%j', async (packs, expected) => expect(await told(packs)).toEqual(expected));

  it('promises that differ, and what keeps all of them', async () => {
    const differ = async (packs: readonly string[]) =>
      (await run({ 'package.json': '{"name": "empty"}' }, { packs })).advisories
        .filter(({ code }) => code === 'policies-differ')
        .map(({ message }) => message);
    // One policy that asks two things of one family does not differ from itself, nor does a silent one from others.
    expect(await differ(['velaro'])).toEqual([]);
    expect(await differ(['velaro', 'vekora'])).toEqual([]);
    expect(await differ(['velonoc', 'voxvalley', 'velaro', 'common'])).toEqual([
      'The minimum age: 18 (velonoc/12/min-age-18); 16 (voxvalley/children/min-age-16). To keep all: 18',
      'What is encrypted at rest: every store (common/encryption-at-rest, velonoc/6/encryption-at-rest); stores with personal data (velaro/gdpr-warnings/encrypted-at-rest). To keep all: every store',
      expect.stringMatching(
        /^What the list of subprocessors tells of each: .*\. To keep all: (?=.*name)(?=.*purpose)(?=.*locations)/,
      ),
    ]);
    const [a, b] = [
      await compiled('a', clause('erasure', '{deadline: P3M}')),
      await compiled('b', clause('erasure', '{deadline: P30D}')),
    ];
    const [c, d] = [
      await compiled('c', clause('encryption-at-rest', '{scope: all}')),
      await compiled('d', clause('encryption-at-rest', '{key: customer-managed}')),
    ];
    expect(differences([a, b, c, d].flatMap(({ clauses }) => clauses)).map(({ message }) => message)).toEqual([
      expect.stringMatching(/To keep all: every store, with keys of one's own$/),
      'When deleted data is gone: within P3M (a/x/y); within P30D (b/x/y). To keep all: within P30D',
    ]);
  });

  it('names clauses that are there', async () => {
    const words = loadCatalog().families;
    const packs = await Promise.all(ALL.map((id) => compilePack(readYamlFolder(`rules/packs/${id}`), words, id)));
    const ids = new Set(packs.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
    const against = packs.flatMap(({ conflicts }) => conflicts.flatMap((one) => one.against));
    expect(against.length).toBeGreaterThan(0);
    expect(against.filter((id) => !ids.has(id))).toEqual([]);
  });

  const clause = (family: string, params: string) =>
    `  - {id: NAME/x/y, section: x, summary: x, kind: declared, severity: low, family: ${family}, params: ${params}}`;
  const period = (params: string) => clause('retention-period', params);
  const reasons = (params: string) => clause('retention-declared', params);
  const compiled = (name: string, clauses: string, more = '') =>
    compilePack(
      { 'pack.yaml': `id: ${name}\ntitle: x\nversion: 1.0.0\n${more}clauses:\n${clauses.replace('NAME', name)}\n` },
      loadCatalog().families,
    );

  it('a purpose that nobody knows is told with its place', async () => {
    const clauses = clause('subprocessor-listed', '{purposes: [constructor]}');
    await expect(compiled('one', clauses)).rejects.toThrow(/pack\.yaml:5:\d+ .*neither canonical/);
  });

  it.each([
    ['periods apart', period('{record: log, min: P2Y}'), period('{record: log, max: P1Y}'), /no period keeps both/],
    ['periods that meet', period('{record: log, min: P1Y}'), period('{record: log, max: P12M}'), null],
    ['a typical period', period('{record: log, min: P2Y, minIs: soft}'), period('{record: log, max: P1Y}'), null],
    ['other records', period('{record: log, min: P2Y}'), period('{record: chat, max: P1Y}'), null],
    ['reasons apart', reasons('{reasons: [consent]}'), reasons('{reasons: [dispute]}'), /no single reason keeps both/],
    ['a word that takes another', reasons('{reasons: [business]}'), reasons('{reasons: [operations]}'), null],
    ['a narrower list', reasons('{reasons: [consent, dispute]}'), reasons('{reasons: [dispute, security]}'), null],
    [
      'of the same data',
      reasons('{records: [log], reasons: [consent, dispute]}'),
      reasons('{records: [log, chat], reasons: [dispute, security]}'),
      /for log data, .*: only dispute will do for both/,
    ],
    [
      'one within the other',
      reasons('{records: [log], reasons: [dispute]}'),
      reasons('{records: [log], reasons: [dispute, security]}'),
      null,
    ],
    [
      'reasons of other data',
      reasons('{records: [log], reasons: [consent]}'),
      reasons('{records: [chat], reasons: [dispute]}'),
      null,
    ],
    [
      'data that is left to another clause',
      reasons('{reasons: [consent], reasonsExcept: [log]}'),
      reasons('{records: [log], reasons: [dispute]}'),
      null,
    ],
    [
      'a rule for after closure, which may be done without',
      reasons('{reasonsAfterClosure: [dispute]}'),
      reasons('{records: [log], reasons: [consent]}'),
      null,
    ],
    [
      'the same the other way round',
      reasons('{records: [log], reasons: [consent]}'),
      reasons('{reasonsAfterClosure: [dispute]}'),
      null,
    ],
    [
      'a rule for after closure, which has to be',
      reasons('{reasonsAfterClosure: [dispute]}'),
      period('{record: account, max: P1Y, anchor: closed, reasons: [consent]}'),
      /for account data after closure, .*: no single reason keeps both/,
    ],
    [
      'rules that count from other days',
      reasons('{reasonsAfterClosure: [dispute]}'),
      period('{record: account, max: P1Y, anchor: created, reasons: [consent]}'),
      null,
    ],
  ])('%s', async (_name, one, other, expected) => {
    const packs = [await compiled('a', one), await compiled('b', other)];
    const found = policyConflicts(
      packs,
      packs.flatMap(({ clauses }) => clauses),
    );
    expect(found.map(({ message }) => message)).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
  });

  it('a pack stands against others, not against itself', async () => {
    const conflict = (against: string) =>
      `conflicts: [{id: c, title: x, advice: x, clauses: [a/x/y], against: [${against}]}]\n`;
    const a = await compiled('a', reasons('{}'), conflict('b/x/y'));
    const b = await compiled('b', reasons('{}'));
    expect(policyConflicts([a], a.clauses)).toEqual([]);
    expect(policyConflicts([a, b], [...a.clauses, ...b.clauses])).toMatchObject([
      { clauses: ['a/x/y', 'b/x/y'], packs: ['a', 'b'], message: 'x: x' },
    ]);
    await expect(compiled('a', reasons('{}'), conflict('a/x/y'))).rejects.toThrow(
      'against names clauses of other packs',
    );
  });
});

/** One list of vendors, read by every policy with its own parameters: subjects that each clause accuses, null where it does not apply. */
describe('one list of vendors under all packs', () => {
  const project = {
    'package.json': `{
  "name": "desk",
  "dependencies": {"@hcaptcha/react-hcaptcha": "^1.10.0", "@sendgrid/mail": "^8.1.0", "mixpanel": "^0.18.0", "stripe": "^17.0.0"}
}
`,
    'infra/main.tf': `provider "aws" {
  region = "eu-central-1"
}
resource "aws_s3_bucket" "static" {
  bucket = "desk-static-assets"
}
`,
    'docs/dpa.md': '# Agreements\n',
    'docs/subprocessors.md': `# Subprocessors

| Name |
|---|
| Amazon Web Services |
| hCaptcha |
| Mixpanel |
| SendGrid |
| Stripe |
`,
    'privaudit.yaml': `privaudit: 1
subprocessors:
  - {name: AWS, role: subprocessor, purpose: infrastructure, locations: [DE], categories: [user.name], dpa: {ref: docs/dpa.md}}
  - {name: Stripe, role: subprocessor, purpose: billing, categories: [user.payment], dpa: {ref: docs/dpa.md}}
  - {name: SendGrid, role: subprocessor, purpose: email, locations: [US], categories: [user.contact.email]}
  - {name: Mixpanel, role: subprocessor, purpose: analytics, locations: [US], categories: [user.behavior], dpa: {ref: docs/dpa.md}}
  - {name: hCaptcha, role: subprocessor, purpose: security, locations: [US], dpa: {ref: docs/dpa.md}}
  - {name: Zendesk, role: subprocessor, purpose: support, locations: [US], dpa: {ref: docs/gone.md}, categories: [system.operations]}
subprocessorList: {document: docs/subprocessors.md, reviewed: 2026-06-01}
`,
  };
  let together: AuditReport;
  beforeAll(async () => {
    together = await run(project);
  }, 60_000);

  it.each([
    ['common/subprocessors-listed', ['Stripe']],
    ['velonoc/5/service-providers', ['Mixpanel', 'hCaptcha']],
    ['velonoc/11/third-party-integrations', null],
    ['vekora/collect/payment-provider-listed', []],
    ['vekora/sharing/subprocessor-purposes', ['Mixpanel', 'hCaptcha']],
    ['vekora/sharing/subprocessor-list-current', ['Zendesk']],
    ['voxvalley/third-parties/through-third-parties', ['Stripe']],
    ['voxvalley/third-parties/customer-elected-apps', null],
    ['voxvalley/non-personal-release/analytics-providers', []],
    ['voxvalley/onward-transfers/agents-written-instructions', ['SendGrid', 'Zendesk']],
    ['voxvalley/onward-transfers/agents-purpose-bound', []],
    ['voxvalley/sub-processors/sub-processing-scope', []],
    ['voxvalley/sub-processors/definition', ['SendGrid', 'Zendesk', 'hCaptcha']],
    ['voxvalley/sub-processors/list-complete', ['Stripe', 'Zendesk']],
    ['voxvalley/sub-processors/published-row-aws', ['Amazon Web Services']],
    ['helpcenter/sharing/service-delivery-vendors', []],
    ['helpcenter/sharing/security-fraud-sharing', []],
    ['helpcenter/sharing/providers-bound', ['SendGrid']],
  ])('%s', (id, accused) => {
    const subjects = together.findings.filter(({ clauses }) => clauses.includes(id)).map(({ subject }) => subject);
    expect([...new Set(subjects)].sort()).toEqual(accused ?? []);
    expect(statusOf(together, id)).toBe(accused === null ? 'not-applicable' : accused.length > 0 ? 'fail' : 'pass');
  });

  it('names every clause of the family', () => {
    const told = together.clauses.filter(({ family }) => family === 'subprocessor-listed').map(({ id }) => id);
    expect(told).toHaveLength(18);
  });

  it('a word that helpcenter has for itself widens nothing for VeloNOC', async () => {
    for (const packs of [['velonoc'], ['velonoc', 'helpcenter']]) {
      const found = findingsOf(await run(project, { packs }), 'subprocessor-listed/purpose-not-allowed');
      expect(found.map(({ subject }) => subject)).toEqual(['Mixpanel', 'hCaptcha']);
    }
  });

  it('a word means what the policy of the clause calls so', async () => {
    // Hosting is hosting and storage to VeloNOC, and hosting alone to everybody else.
    const row = 'privaudit: 1\nsubprocessors: [{name: Backblaze, purpose: hosting}]\n';
    const report = await run({ 'privaudit.yaml': row }, { packs: ['velonoc', 'helpcenter'] });
    expect(statusOf(report, 'velonoc/5/service-providers')).toBe('pass');
    expect(findingsOf(report, 'subprocessor-listed/wrong-purpose').map(({ clauses }) => clauses)).toEqual([
      ['helpcenter/sharing/service-delivery-vendors'],
    ]);
  });

  it('a remark of one clause that is a finding of another is made once', () => {
    const gone = (report: AuditReport) => report.advisories.filter(({ code }) => code === 'gone').length;
    expect(findingsOf(together, 'subprocessor-listed/gone').flatMap(({ clauses }) => clauses)).toEqual([
      'vekora/sharing/subprocessor-list-current',
      'voxvalley/sub-processors/list-complete',
    ]);
    expect(gone(together)).toBe(0);
  });
});
