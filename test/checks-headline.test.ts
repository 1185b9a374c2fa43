import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CheckResult, View, ViewVendor } from '../src/checks/contract.ts';
import { check as encryptionCheck } from '../src/checks/encryption-at-rest.ts';
import { check as ageCheck } from '../src/checks/minimum-age.ts';
import { check as vendorCheck } from '../src/checks/subprocessor-listed.ts';
import { isCalled } from '../src/checks/subprocessors/naming.ts';
import type { DocumentFact, Gate, VendorSignal } from '../src/model/fact.ts';
import { ABSENT } from '../src/model/fact.ts';
import type { Place } from '../src/model/span.ts';
import type { ManifestDatastore, ManifestSubprocessor } from '../src/schemas/manifest.ts';
import { schema as encryptionParams } from '../src/schemas/params/encryption-at-rest.ts';
import { schema as ageParams } from '../src/schemas/params/minimum-age.ts';
import { schema as vendorParams } from '../src/schemas/params/subprocessor-listed.ts';
import { expectWords, familyWords } from './helpers/family-words.ts';
import { brief, keeper, lineOf } from './helpers/outcomes.ts';
import {
  at,
  byDefault,
  declaredStore,
  entity,
  field,
  logGroup,
  manifest,
  set,
  store,
  target,
  unresolved,
  vendor,
  view,
} from './helpers/view.ts';

const { kept, resultsOf } = keeper();

const encryption = (params: object, seen: View) =>
  kept('encryption-at-rest', encryptionCheck(encryptionParams.parse(params), seen));
const vendors = (params: object, seen: View) =>
  kept('subprocessor-listed', vendorCheck(vendorParams.parse(params), seen));
const age = (params: object, seen: View) => kept('minimum-age', ageCheck(ageParams.parse(params), seen));

const document: DocumentFact = {
  kind: 'document',
  role: 'subprocessor-list',
  words: 100,
  headings: [],
  listed: [],
  ownKeys: null,
  updated: null,
  environment: 'production',
  place: at('docs/page.md', 1),
};

describe('encryption-at-rest', () => {
  const row = (encrypted: boolean | undefined, over: Partial<ManifestDatastore> = {}): ManifestDatastore => {
    const made = manifest({
      datastores: [{ id: 'main', kind: 'postgres', encryption: { atRest: { enabled: encrypted } } }],
    }).datastores[0];
    if (made === undefined) throw new Error('no row');
    return { ...made, ...over };
  };
  const joined = (encrypted: boolean) => ({ declared: { path: 'datastores[0]', row: row(encrypted), dangling: null } });
  const database = (encryptedAtRest: object, over: object = {}) =>
    store('aws_db_instance.main', { encryptedAtRest: encryptedAtRest as never }, over);
  const flag = 'storage_encrypted';

  test.each([
    [set(false, flag), {}, 'fail not-encrypted'],
    [byDefault(false, flag), {}, 'fail not-encrypted'],
    [set(true, flag), {}, 'pass encrypted'],
    [byDefault(true, flag), {}, 'pass encrypted'],
    [{ ...set(true, flag), state: 'follows' }, {}, 'pass encrypted'],
    // What is set does not decide, its documentation does.
    [{ ...set(true, flag), source: { url: 'https://docs.example/rds', checked: '2026-11-01' } }, {}, 'pass encrypted'],
    [set(false, flag), joined(true), 'fail declared-but-not'],
    [set(true, flag), joined(false), 'pass encrypted'],
    [unresolved('var.encrypted has no default', flag), {}, 'unresolved unknown'],
    [unresolved('var.encrypted has no default', flag), joined(true), 'pass encrypted'],
    [unresolved('var.encrypted has no default', flag), joined(false), 'fail declared-unencrypted'],
  ])('%#', (property, over, expected) => {
    const result = encryption({}, view({ stores: [database(property, over)] }));
    expect(brief(result)).toEqual([`${expected} aws_db_instance.main`]);
    expect(result.outcomes[0]).toMatchObject({ topic: 'encryption_at_rest', facet: 'enabled', attribute: flag });
  });

  test('the code contradicts the manifest: one finding, one step more, at the setting', () => {
    const place = at('infra/db.tf', 7);
    const [found] = encryption({}, view({ stores: [database(set(false, flag, place), joined(true))] })).outcomes;
    expect(found).toMatchObject({ contradicted: true, origin: 'code', place });
    expect(found?.evidence.map((one) => one.fact)).toEqual(['attribute-set', 'declared']);
  });

  test('the grade tells whether code or only the manifest says so', () => {
    const grade = (property: object, over: object = {}) =>
      encryption({}, view({ stores: [database(property, over)] })).outcomes[0]?.grade;
    expect(grade(set(true, flag))).toBe('code');
    expect(grade(byDefault(true, flag))).toBe('code');
    expect(grade({ ...byDefault(true, flag), attribute: null })).toBe('code');
    expect(grade(unresolved('built elsewhere'), joined(true))).toBe('declared');
  });

  test('a default is told with its documentation', () => {
    const source = { url: 'https://docs.example/rds', checked: '2026-11-01' };
    const [found] = encryption({}, view({ stores: [database({ ...byDefault(false, flag), source })] })).outcomes;
    expect(found?.evidence[0]).toMatchObject({
      fact: 'attribute-default',
      args: { attribute: flag, value: 'off', source: 'https://docs.example/rds, read 2026-11-01' },
    });
  });

  test('documentation speaks where the text is there and does not decide', () => {
    const source = { url: 'https://docs.example/rds', checked: '2026-11-01' };
    const [found] = encryption({}, view({ stores: [database({ ...set(true, flag), source })] })).outcomes;
    expect(found?.evidence[0]).toMatchObject({ fact: 'attribute-either', args: { attribute: flag, value: 'on' } });
    const nothingToSet = { ...byDefault(true), source };
    const [always] = encryption({}, view({ stores: [database(nothingToSet)] })).outcomes;
    expect(always?.evidence[0]?.fact).toBe('attribute-none');
  });

  test('the fix names the attribute; only a database is restored from a snapshot', () => {
    const fix = (address: string, group: string, storeKind: string, attribute: string) => {
      const fact = { storeKind, group, encryptedAtRest: set(false, attribute) } as never;
      return encryption({}, view({ stores: [store(address, fact)] })).outcomes[0]?.args.fix;
    };
    expect(fix('aws_db_instance.a', 'database', 'postgres', flag)).toBe(
      'Set storage_encrypted = true in aws_db_instance.a; an existing one has to be restored from an encrypted copy of a snapshot',
    );
    expect(fix('aws_sqs_queue.q', 'queue', 'queue', 'kms_master_key_id')).toBe(
      'Set kms_master_key_id in aws_sqs_queue.q to a key',
    );
    expect(fix('aws_efs_file_system.f', 'volume', 'file', 'encrypted')).toBe(
      'Set encrypted = true in aws_efs_file_system.f; an existing one is replaced, so copy its data first',
    );
    expect(fix('aws_redshift_cluster.w', 'database', 'warehouse', 'encrypted')).toBe(
      'Set encrypted = true in aws_redshift_cluster.w',
    );
    // An attribute that takes a word is not set to true.
    expect(fix('aws_kinesis_stream.s', 'queue', 'stream', 'encryption_type')).toBe(
      'Turn encryption on with encryption_type in aws_kinesis_stream.s',
    );
  });

  test('which stores are asked', () => {
    const off = { encryptedAtRest: set(false, 'encrypted') };
    const volume = store('aws_ebs_volume.v', { ...off, storeKind: 'volume', group: 'volume' }, { personal: 'no' });
    const bucket = store('aws_s3_bucket.b', { ...off, storeKind: 'object', group: 'object' }, { personal: 'assumed' });
    const logs = logGroup('app', ABSENT);
    const memory = store('services.cache', { storeKind: 'redis', group: 'cache', encryptedAtRest: ABSENT });
    const stores = [volume, bucket, logs, memory];
    expect(brief(encryption({}, view({ stores })))).toEqual(['fail not-encrypted aws_s3_bucket.b']);
    expect(brief(encryption({ scope: 'all' }, view({ stores })))).toEqual([
      'fail not-encrypted aws_ebs_volume.v',
      'fail not-encrypted aws_s3_bucket.b',
    ]);
    expect(brief(encryption({ scope: 'all', include: ['volume'] }, view({ stores })))).toEqual([
      'fail not-encrypted aws_ebs_volume.v',
    ]);
    expect(brief(encryption({}, view({ stores: [memory] })))).toEqual(['absent no-store-in-scope']);
    expect(brief(encryption({}, view()))).toEqual(['absent no-store']);
  });

  test('which stores hold the records asked about', () => {
    const off = { encryptedAtRest: set(false, flag) };
    const chat = (holder: string | null) =>
      entity('Message', { record: 'chat', ...(holder && { store: { id: holder, by: 'engine' } }) });
    const [main, index] = [store('aws_db_instance.main', off), store('aws_opensearch_domain.index', off)];
    const archive = store('aws_s3_bucket.a', { ...off, group: 'object' }, { bucketRecord: 'transcript' });
    const other = store('aws_rds_cluster.other', off, { personal: 'no' });
    const asked = (entities: View['entities']) =>
      brief(encryption({ records: ['chat', 'transcript'] }, view({ stores: [main, index, other], entities })));
    expect(
      asked([chat(main.id), entity('User', { record: 'account', store: { id: index.id, by: 'engine' } })]),
    ).toEqual(['fail not-encrypted aws_db_instance.main']);
    // Where it is unknown which store holds them, any that holds people's data may.
    expect(asked([chat(null)])).toEqual([
      'fail not-encrypted aws_db_instance.main',
      'fail not-encrypted aws_opensearch_domain.index',
    ]);
    expect(asked([entity('User', { record: 'account' })])).toEqual(['absent record-absent']);
    expect(brief(encryption({ records: ['transcript'] }, view({ stores: [main, archive] })))).toEqual([
      'fail not-encrypted aws_s3_bucket.a',
    ]);
  });

  test('a store that is only declared', () => {
    const run = (encrypted: boolean | undefined) =>
      encryption({}, view({ stores: [declaredStore(row(encrypted), 'datastores[0]')] }));
    expect(brief(run(true))).toEqual(['pass encrypted main']);
    const [off] = run(false).outcomes;
    expect(off).toMatchObject({ code: 'declared-unencrypted', origin: 'declaration' });
    expect(lineOf(off)).toBe('privaudit.yaml#datastores[0].encryption.atRest.enabled:1');
    expect(brief(run(undefined))).toEqual(['unresolved unknown main']);
    const plain = declaredStore(row(true, { backups: { encrypted: false } }), 'datastores[0]');
    const backups = encryption({}, view({ stores: [plain] }));
    expect(brief(backups)).toEqual(['pass encrypted main', 'fail backups-unencrypted main']);
    expect(lineOf(backups.outcomes[1])).toBe('privaudit.yaml#datastores[0].backups.encrypted:1');
    expect(brief(encryption({ include: ['database'] }, view({ stores: [plain] })))).toEqual(['pass encrypted main']);
    const gone = declaredStore(row(true, { ref: 'infra/main.tf#aws_db_instance.old' }), 'datastores[0]');
    const declared = gone.declared && { ...gone.declared, dangling: 'no such file' };
    expect(brief(encryption({}, view({ stores: [{ ...gone, declared }] })))).toEqual(['fail dangling-reference main']);
    // The row is there already: a reference to itself would dangle.
    expect(run(undefined).outcomes[0]?.args.row).toBe('id: main');
  });

  test('the row to paste for a store of unknown settings', () => {
    const [found] = encryption({}, view({ stores: [database(unresolved('computed', flag))] })).outcomes;
    expect(found?.args.reason).toBe('computed');
    expect(parse(`  - ${String(found?.args.row)}`)).toEqual([
      { id: 'aws-db-instance-main', ref: 'aws_db_instance.main' },
    ]);
  });

  test('the key that the security policy promises', () => {
    const fact = { encryptedAtRest: set(true, flag), customerKey: set(false, 'kms_key_id') as never };
    const promise = at('SECURITY.md', 4);
    const run = (keyAsIn: 'nowhere' | 'security-policy', ownKeys: Place | null) =>
      encryption(
        { keyAsIn },
        view({
          stores: [store('aws_db_instance.main', fact)],
          documents: [{ ...document, role: 'security-policy', ownKeys, place: promise }],
        }),
      );
    expect(brief(run('nowhere', promise))).toEqual(['pass encrypted aws_db_instance.main']);
    expect(brief(run('security-policy', null))).toEqual(['pass encrypted aws_db_instance.main']);
    const [, failing] = run('security-policy', promise).outcomes;
    expect(failing).toMatchObject({ code: 'provider-key', related: [{ place: promise }] });
    expect(failing?.evidence.at(-1)).toMatchObject({ fact: 'promised', args: { file: 'SECURITY.md' } });
  });

  test('whose key', () => {
    const key = 'kms_key_id';
    const run = (customerKey: object, over: object = {}) => {
      const fact = { encryptedAtRest: set(true, flag), customerKey: customerKey as never };
      return encryption({ key: 'customer-managed' }, view({ stores: [store('aws_db_instance.main', fact, over)] }));
    };
    const declared = (word: 'customer-managed' | 'provider-managed') => ({
      declared: {
        path: 'datastores[0]',
        row: row(true, { encryption: { atRest: { enabled: true, key: word } } }),
        dangling: null,
      },
    });
    const last = (result: CheckResult) => result.outcomes.map((one) => `${one.status} ${one.code} ${one.grade}`).at(-1);
    expect(last(run(set(true, key)))).toBe('pass customer-key code');
    expect(last(run(byDefault(false, key)))).toBe('fail provider-key null');
    expect(last(run(unresolved('computed', key)))).toBe('unresolved key-unknown null');
    expect(last(run(unresolved('computed', key), declared('customer-managed')))).toBe('pass customer-key declared');
    expect(last(run(unresolved('computed', key), declared('provider-managed')))).toBe('fail provider-key null');
    const against = run(set(false, key), declared('customer-managed')).outcomes.at(-1);
    expect(against).toMatchObject({ contradicted: true, facet: 'cmk', attribute: key });
    expect(against?.evidence[0]).toMatchObject({ fact: 'attribute-set', args: { attribute: key } });
    // Without encryption nobody asks whose key it is.
    expect(brief(encryption({ key: 'customer-managed' }, view({ stores: [database(set(false, flag))] })))).toEqual([
      'fail not-encrypted aws_db_instance.main',
    ]);
  });

  test('what the store holds: five fields and the count', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const user = entity('User', { fields: Object.fromEntries(names.map((name) => [name, 'user.contact'])) });
    const held = database(set(false, flag), { entities: [user.entity.id] });
    const [found] = encryption({}, view({ stores: [held], entities: [user] })).outcomes;
    expect(found?.evidence.find((one) => one.fact === 'holds')?.args.fields).toBe(
      'User.a, User.b, User.c, User.d, User.e and 2 more personal fields',
    );
  });
});

describe('subprocessor-listed', () => {
  const signal = (over: Partial<VendorSignal> = {}): VendorSignal => ({
    kind: 'vendor-signal',
    vendor: 'stripe',
    signal: 'package',
    strength: 'strong',
    text: 'stripe',
    role: 'production',
    region: null,
    environment: 'production',
    place: at('package.json', 12),
    ...over,
  });
  const seen = { signals: [signal()], purposes: ['payment'] };
  const listed = (row: Partial<ManifestSubprocessor>, over: Partial<ViewVendor> = {}) => {
    const whole = { name: 'Stripe', ...row };
    const one = vendor('Stripe', { ...seen, declared: { path: 'subprocessors[0]', row: whole }, ...over });
    return view({ vendors: [one], manifest: { subprocessors: [whole] } });
  };
  const region = (name: string, country: string | null) => ({ region: name, country, place: at('infra/main.tf', 3) });

  test('a vendor that nobody lists is accused where it is proven, with the row to paste', () => {
    const weak = signal({ signal: 'env', strength: 'weak', text: 'STRIPE_KEY', place: at('.env', 1) });
    const one = vendor('Stripe', { ...seen, signals: [weak, signal()], regions: [region('eu-west-1', 'IE')] });
    const result = vendors({}, view({ vendors: [one] }));
    expect(brief(result)).toEqual(['fail undeclared Stripe']);
    expect(lineOf(result.outcomes[0])).toBe('package.json:12');
    expect(result.outcomes[0]).toMatchObject({
      origin: 'declaration',
      args: { purpose: 'payment', locations: '[IE]', seen: 'package stripe, env STRIPE_KEY' },
    });
    expect(brief(vendors({ rowsOnly: true }, view({ vendors: [one] })))).toEqual(['absent no-row']);
  });

  test.each(['optional', 'possible'] as const)('a vendor that is only %s is remarked on', (role) => {
    const result = vendors({}, view({ vendors: [vendor('Stripe', { ...seen, role })] }));
    expect(brief(result)).toEqual(['absent no-vendor']);
    expect(result.advisories.map((one) => one.code)).toEqual([`${role}-vendor`]);
  });

  test.each(['self-hosted', 'dev-only'] as const)('a vendor that is %s is not', (role) => {
    const result = vendors({}, view({ vendors: [vendor('Stripe', { ...seen, role })] }));
    expect([brief(result), result.advisories]).toEqual([['absent no-vendor'], []]);
  });

  test('a row is graded by what is seen', () => {
    const grade = (seenFor: View) => vendors({}, seenFor).outcomes.map((one) => `${one.code} ${one.grade}`);
    expect(grade(listed({}))).toEqual(['listed code']);
    expect(grade(listed({ external: true }, { signals: [], role: 'declared-only' }))).toEqual(['listed declared']);
  });

  test('what is wrong and no part of the promise is remarked on', () => {
    const codes = (result: CheckResult) => [...brief(result), ...result.advisories.map(({ code }) => code)];
    const nowhere = listed({}, { signals: [], role: 'declared-only' });
    expect(codes(vendors({}, nowhere))).toEqual(['pass listed Stripe', 'gone']);
    const elsewhere = listed({ locations: ['US'] }, { regions: [region('eu-central-1', 'DE')] });
    expect(codes(vendors({}, elsewhere))).toEqual(['fail location-contradicted Stripe']);
    expect(codes(vendors({ rowsOnly: true }, elsewhere))).toEqual(['pass listed Stripe']);
  });

  test.each([
    [{}, {}, ['fail gone Stripe']],
    [{ external: true }, {}, ['pass listed Stripe']],
    [{ role: 'independent-controller' as const }, {}, ['pass listed Stripe']],
    [{ role: 'service-provider' as const }, {}, ['fail gone Stripe']],
    [{}, { id: 'declared:Stripe' }, ['pass listed Stripe']],
    // Signals are those of the catalogue: hints of a row find no vendor that it does not have.
    [{ detect: { hosts: ['api.stripe.example'] } }, { id: 'declared:Stripe' }, ['pass listed Stripe']],
  ])('gone: %#', (row, over, expected) => {
    const nowhere = listed(row, { signals: [], role: 'declared-only', ...over });
    expect(brief(vendors({ current: true }, nowhere))).toEqual(expected);
    expect(brief(vendors({ current: true }, { ...nowhere, narrowed: true }))).toEqual(['pass listed Stripe']);
  });

  test('required fields, each at its key', () => {
    const requiredFields = ['name', 'purpose', 'locations', 'dpa', 'transfer'];
    const row = { purpose: 'payment', locations: [], dpa: { signed: '2026-01-01' }, transfer: { ref: 'x' } };
    const result = vendors({ requiredFields }, listed(row));
    expect(result.outcomes.map((one) => [one.code, one.args.field])).toEqual([
      ['missing-field', 'locations'],
      ['missing-field', 'dpa'],
      ['missing-field', 'transfer'],
    ]);
    expect(lineOf(result.outcomes[0])).toBe('privaudit.yaml#subprocessors[0].locations:1');
  });

  test('purposes', () => {
    const run = (purpose: string | string[], params: object = {}, over: Partial<View> = {}) =>
      brief(vendors({ requiredFields: ['purpose'], ...params }, { ...listed({ purpose }), ...over }));
    expect(run('email', { requiredFields: ['name'] })).toEqual(['pass listed Stripe']);
    expect(run('payment')).toEqual(['pass listed Stripe']);
    expect(run('email')).toEqual(['fail wrong-purpose Stripe']);
    expect(run('payment', { purposes: ['hosting'] })).toEqual(['fail purpose-not-allowed Stripe']);
    expect(
      run('billing', { purposes: ['payment'] }, { purposesOf: (word) => (word === 'billing' ? ['payment'] : []) }),
    ).toEqual(['pass listed Stripe']);
    expect(run('whatever', {}, { purposesOf: () => [] })).toEqual(['fail wrong-purpose Stripe']);
  });

  test.each([
    [['DE'], 'DE', true],
    [['EU'], 'DE', true],
    [['European Union'], 'DE', true],
    [['EEA'], 'NO', true],
    [['EU'], 'NO', false],
    [['EU'], 'US', false],
    [['us'], 'US', true],
    [['United States'], 'US', true],
    [['Germany'], 'DE', true],
    // Free text accuses nobody.
    [['Germany', 'France'], 'US', true],
    [['worldwide'], 'JP', true],
    [['Frankfurt am Main'], 'DE', true],
    [['Frankfurt am Main', 'FR'], 'DE', true],
    [['eu-central-1'], 'DE', true],
    [['DE'], null, true],
  ])('locations %j and a region in %s', (locations, country, fits) => {
    const seenThere = listed({ locations }, { regions: [region('eu-central-1', country)] });
    const result = vendors({ requiredFields: ['locations'] }, seenThere);
    expect(brief(result)).toEqual([fits ? 'pass listed Stripe' : 'fail location-contradicted Stripe']);
    if (!fits) expect(result.outcomes[0]).toMatchObject({ contradicted: true, origin: 'code' });
  });

  test('self-hosted needs a reason', () => {
    expect(brief(vendors({}, listed({ role: 'self-hosted' })))).toEqual(['fail self-hosted-without-reason Stripe']);
    expect(brief(vendors({}, listed({ role: 'self-hosted', reason: 'own cluster' })))).toEqual(['pass listed Stripe']);
  });

  test('what is run by oneself owes nothing else', () => {
    const own = { role: 'self-hosted' as const, reason: 'own cluster', purpose: 'email' };
    const params = { requiredFields: ['dpa'], purposes: ['payment'] };
    expect(brief(vendors(params, listed(own)))).toEqual(['pass listed Stripe']);
  });

  test('reviews grow old by the date of the scan', () => {
    const run = (reviewed: string) => brief(vendors({ staleness: 'P12M' }, listed({ reviewed })));
    expect(run('2025-11-24')).toEqual(['pass listed Stripe']);
    expect(run('2025-11-01')).toEqual(['fail review-stale Stripe']);
    const row = listed({ reviewed: '2025-11-01' });
    const ofList = (reviewed: string) =>
      brief(vendors({ staleness: 'P12M' }, { ...row, manifest: manifest({ subprocessorList: { reviewed } }) }));
    expect(ofList('2026-10-01')).toEqual(['pass listed Stripe']);
    expect(ofList('2025-10-01')).toEqual(['fail review-stale Stripe']);
  });

  test('only rows of some roles', () => {
    const roles = ['independent-controller'];
    expect(brief(vendors({ roles, rowsOnly: true }, listed({})))).toEqual(['absent no-row']);
    expect(
      brief(vendors({ roles, rowsOnly: true, requiredFields: ['policy'] }, listed({ role: 'independent-controller' }))),
    ).toEqual(['fail missing-field Stripe']);
  });

  test.each([
    [{ dpa: { ref: 'docs/dpa.md' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: 'docs/dpa.md#stripe' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: 'https://stripe.example/dpa' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: 'stripe.example/legal/dpa' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: '/docs/dpa.md' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: './docs/' } }, ['pass row-complete Stripe']],
    [{ dpa: { ref: 'docs/gone.md' } }, ['fail dangling-reference Stripe']],
    [{ dpa: { ref: 'dpa.md' } }, ['fail dangling-reference Stripe']],
    [{ dpa: {} }, ['fail missing-field Stripe']],
  ])('a document that a row names is there: %j', (row, expected) => {
    const { hasFile, hasFolder } = view({ files: ['docs/dpa.md'] });
    expect(brief(vendors({ requiredFields: ['dpa'] }, { ...listed(row), hasFile, hasFolder }))).toEqual(expected);
  });

  test('what a vendor is used for serves the product, or is marked as external', () => {
    const run = (row: object, over: Partial<ViewVendor> = {}) =>
      brief(vendors({ servicePurposes: ['payment', 'email'] }, listed(row, over)));
    const both = { purposes: ['email', 'marketing'] };
    expect(run({ purpose: 'email' }, both)).toEqual(['pass listed Stripe']);
    expect(run({ purpose: 'marketing' }, both)).toEqual(['fail outside-service Stripe']);
    expect(run({ purpose: 'marketing', external: true }, both)).toEqual(['pass listed Stripe']);
    // Without a word that fits the main purpose decides; of a vendor that nobody knows nothing does.
    expect(run({}, both)).toEqual(['pass listed Stripe']);
    expect(run({}, { purposes: [] })).toEqual(['unresolved purpose-unknown Stripe']);
  });

  test('what only a row can say leaves it undecided', () => {
    const params = { undecidedWithout: ['categories'] };
    expect(brief(vendors(params, listed({})))).toEqual(['unresolved undecided Stripe']);
    const told = vendors(params, listed({ categories: ['user.name'] }));
    expect(brief(told)).toEqual(['pass row-complete Stripe']);
    expect(told.outcomes[0]).toMatchObject({ grade: 'declared', args: { fields: 'categories' } });
  });

  test.each([
    [undefined, true],
    [['user.name', 'system.operations'], true],
    [['system.operations'], false],
    [[], false],
  ])('rows that may stand for personal data: %j', (categories, asked) => {
    const row = listed(categories === undefined ? {} : { categories });
    expect(brief(vendors({ personalOnly: true, rowsOnly: true }, row))).toEqual([
      asked ? 'pass listed Stripe' : 'absent no-row',
    ]);
  });

  describe('the table that the policy publishes', () => {
    const params = { published: [{ name: 'Cloud', locations: ['US'] }], publishedFor: ['hosting'] };
    const cloud = (over: Partial<ViewVendor> = {}) =>
      vendor('Cloud', { purposes: ['hosting', 'email'], signals: [signal({ text: 'cloud' })], ...over });
    const as = (row: Partial<ManifestSubprocessor>): Partial<ViewVendor> => ({
      declared: { path: 'subprocessors[0]', row: { name: 'Cloud', ...row } },
    });
    test.each([
      [{ regions: [region('us-east-1', 'US')] }, ['pass as-published Cloud']],
      [{ regions: [region('us-east-1', 'US'), region('eu-central-1', 'DE')] }, ['fail elsewhere Cloud']],
      [{ regions: [region('global', null)] }, ['unresolved place-unknown Cloud']],
      [as({ locations: ['US'] }), ['pass listed Cloud', 'pass as-published Cloud']],
      [as({ locations: ['United States'] }), ['pass listed Cloud', 'pass as-published Cloud']],
      [as({ locations: ['US', 'DE'] }), ['pass listed Cloud', 'fail elsewhere Cloud']],
      // The row says what it is used for, and where nobody hosts the table is not asked about.
      [as({ purpose: 'email', locations: ['US'] }), ['absent no-such-vendor']],
      [as({ role: 'self-hosted', reason: 'own cluster' }), ['absent no-such-vendor']],
      [{ role: 'possible' as const }, ['absent no-such-vendor']],
    ])('its vendor: %#', (over, expected) => {
      expect(brief(vendors(params, view({ vendors: [cloud(over)], manifest: {} })))).toEqual(expected);
    });
    test('other vendors', () => {
      const other = (over: Partial<ViewVendor>) =>
        brief(vendors(params, view({ vendors: [vendor('Other', { ...seen, ...over })], manifest: {} })));
      const row = { declared: { path: 'subprocessors[0]', row: { name: 'Other' } } };
      expect(other({ ...row, purposes: ['hosting'] })).toEqual(['pass listed Other', 'fail not-published Other']);
      expect(other({ purposes: ['hosting'] })).toEqual(['fail undeclared Other']);
      expect(other({ ...row, purposes: ['payment'] })).toEqual(['absent no-such-vendor']);
      const script = [
        signal({ signal: 'script', text: 'cdn.example' }),
        signal({ signal: 'csp', text: 'cdn.example' }),
      ];
      expect(other({ ...row, purposes: ['hosting'], signals: script })).toEqual(['absent no-such-vendor']);
    });
  });

  test('a list names a vendor as it likes', () => {
    const called = (...names: string[]) => names.map((name) => isCalled(vendor('Amazon Web Services', aws), name));
    const aws = { company: 'Amazon Web Services, Inc.', aliases: ['AWS'] };
    expect(called('AWS', 'amazon web services', 'Amazon Web Services (AWS)', 'Amazon Web Services EMEA SARL')).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(called('Amazon', 'AWS Marketplace', '(AWS)', '')).toEqual([false, false, true, false]);
  });

  test('vendors for one purpose', () => {
    const params = { vendorPurposes: ['payment'] };
    const of = (purposes: string[], purpose?: string, id?: string) => {
      const rows = purpose === undefined ? view({ vendors: [vendor('Shop', { ...seen, purposes })] }) : null;
      return brief(vendors(params, rows ?? listed({ purpose }, { purposes, ...(id === undefined ? {} : { id }) })));
    };
    expect(of(['analytics'])).toEqual(['absent no-such-vendor']);
    expect(of(['payment', 'hosting'])).toEqual(['fail undeclared Shop']);
    // What a vendor of many purposes is used for, its row says; what it cannot be used for, the catalogue does.
    expect(of(['payment', 'hosting'], 'hosting')).toEqual(['absent no-such-vendor']);
    expect(of(['payment'], 'hosting')).toEqual(['pass listed Stripe']);
    expect(of(['hosting', 'payment'])).toEqual(['absent no-such-vendor']);
    expect(of([], 'payment', 'declared:Stripe')).toEqual(['pass listed Stripe']);
    expect(of([], 'hosting', 'declared:Stripe')).toEqual(['absent no-such-vendor']);
  });

  test('the published list', () => {
    const file = 'docs/subprocessors.md';
    const list = (...names: string[]): DocumentFact => ({
      kind: 'document',
      role: 'subprocessor-list',
      words: 100,
      ownKeys: null,
      headings: [],
      listed: names.map((name, index) => ({ name, sure: true, span: at(file, 5 + index).span })),
      updated: null,
      environment: 'production',
      place: at(file),
    });
    const run = (documents: DocumentFact[], subprocessorList?: object, params: object = { listDocument: true }) => {
      const base = listed({});
      const declared = { ...base.manifest, subprocessorList } as NonNullable<View['manifest']>;
      return vendors(params, { ...base, documents, manifest: declared });
    };
    const promised = ['pass listed Stripe', `pass list-kept ${file}`];
    expect(brief(run([list('Stripe')]))).toEqual(promised);
    expect(brief(run([list('Stripe')], undefined, { listDocument: true, staleness: 'P1Y' }))).toEqual([
      'pass listed Stripe',
      `fail review-missing ${file}`,
    ]);
    // The list may carry its day itself.
    const dated = { ...list('Stripe'), updated: '2026-01-01' };
    expect(brief(run([dated], undefined, { listDocument: true, staleness: 'P1Y' }))).toEqual(promised);
    expect(brief(run([dated], undefined, { listDocument: true, staleness: 'P6M' }))).toEqual([
      'pass listed Stripe',
      `fail review-stale ${file}`,
    ]);
    // Where vendors of one kind are asked, or no list is promised, the list is another clause's question.
    const remarked = run([list('Mailgun')], { document: file }, {});
    expect(brief(remarked)).toEqual(['pass listed Stripe']);
    expect(remarked.advisories.map(({ code }) => code)).toEqual(['list-differs', 'list-differs']);
    expect(run([list('Mailgun')], { document: file }, { vendorPurposes: ['payment'] }).advisories).toEqual([]);
    const differs = run([list('Mailgun')]);
    expect(brief(differs)).toEqual(['pass listed Stripe', 'fail list-differs Stripe', 'fail list-differs Mailgun']);
    expect(lineOf(differs.outcomes[2])).toBe(`${file}:5`);
    expect(brief(run([list()]))).toEqual(['pass listed Stripe', `unresolved list-unread ${file}`]);
    const doubtful = {
      ...list('Stripe'),
      listed: [...list('Stripe').listed, { name: 'Bell', sure: false, span: at(file, 9).span }],
    };
    expect(brief(run([doubtful]))).toEqual(promised);
    expect(brief(run([]))).toEqual(['pass listed Stripe', 'fail list-missing subprocessor list']);
    expect(brief(run([], undefined, {}))).toEqual(['pass listed Stripe']);
    expect(run([], { document: file }, {}).advisories.map(({ code }) => code)).toEqual(['list-missing']);
    expect(brief(run([], { document: 'https://trust.example/list' }))).toEqual([
      'pass listed Stripe',
      'pass list-kept https://trust.example/list',
    ]);
    const old = { document: file, reviewed: '2024-01-01' };
    expect(brief(run([list('Stripe')], old, { staleness: 'P1Y' }))).toEqual([
      'pass listed Stripe',
      `fail review-stale ${file}`,
    ]);
    // Nobody to list.
    expect(brief(vendors({ listDocument: true }, view({ manifest: {} })))).toEqual(['absent no-vendor']);
    // A promised list is missing whether or not there is a manifest.
    const bare = view({ vendors: [vendor('Stripe', seen)] });
    expect(brief(vendors({ listDocument: true }, bare))).toEqual([
      'fail undeclared Stripe',
      'fail list-missing subprocessor list',
    ]);
    expect(brief(vendors({ listDocument: true }, { ...bare, documents: [list('Stripe')] }))).toEqual([
      'fail undeclared Stripe',
    ]);
  });
});

describe('minimum-age', () => {
  const names = { email: 'user.contact.email', birthday: 'user.demographic.date_of_birth' };
  const user = entity('User', { storedName: 'users', fields: names });
  const login = field('users', 'email', { place: at('prisma/schema.prisma', 14) });
  const signUp = { entity: user, field: login };
  const gate = (over: Partial<Gate> = {}): Gate => ({
    kind: 'gate',
    id: '. gate users.adult',
    subject: 'User.adult',
    method: 'attestation',
    age: null,
    required: true,
    effective: true,
    environment: 'production',
    place: at('migrations/1.sql', 8),
    ...over,
  });
  const birthday = (over: Partial<Gate> = {}) =>
    gate({ id: '. gate users.birthday', subject: 'User.birthday', method: 'date-of-birth', effective: false, ...over });
  const seen = (minimumAge: object | null, over: Parameters<typeof view>[0] = {}) =>
    view({ entities: [user], signUp, manifest: minimumAge === null ? null : { minimumAge }, ...over });
  const ref = 'src/signup.ts';

  test('people sign up and nothing is declared', () => {
    const result = age({ age: 18 }, seen(null));
    expect(brief(result)).toEqual(['fail no-declaration minimumAge']);
    expect(lineOf(result.outcomes[0])).toBe('prisma/schema.prisma:14');
    expect(result.outcomes[0]).toMatchObject({ origin: 'declaration', bound: 'age 18', args: { age: 18 } });
    // A policy without a number suggests none.
    expect(age({}, seen(null)).outcomes[0]?.args.age).toBe('TODO');
    expect(brief(age({ age: 18 }, seen({ method: 'attestation' })))).toEqual(['fail no-declaration minimumAge']);
  });

  test('nobody signs up', () => {
    expect(brief(age({ age: 18 }, view()))).toEqual(['absent no-sign-up']);
    expect(brief(age({ age: 18 }, view({ gates: [birthday()] })))).toEqual(['absent no-sign-up']);
  });

  test('declared too low', () => {
    const result = age({ age: 18 }, seen({ age: 16 }, { gates: [gate()] }));
    expect(brief(result)).toEqual(['fail too-low minimumAge']);
    expect(lineOf(result.outcomes[0])).toBe('privaudit.yaml#minimumAge.age:1');
    expect(brief(age({ age: 16 }, seen({ age: 16 }, { gates: [gate()] })))).toEqual(['pass gated minimumAge']);
    expect(brief(age({}, seen({ age: 13 }, { gates: [gate()] })))).toEqual(['pass gated minimumAge']);
  });

  test('gates of the schema', () => {
    const low = age({ age: 18 }, seen({ age: 18 }, { gates: [birthday({ effective: true, age: 16 })] }));
    expect(brief(low)).toEqual(['fail not-enforced minimumAge', 'fail gate-too-low User.birthday']);
    expect(low.outcomes[1]).toMatchObject({ contradicted: true, origin: 'code', args: { age: 16, asked: 18 } });
    expect(lineOf(low.outcomes[1])).toBe('migrations/1.sql:8');
    const fits = age({ age: 18 }, seen({ age: 18 }, { gates: [birthday({ effective: true, age: 18 })] }));
    expect(fits.outcomes.map((one) => [one.code, one.grade])).toEqual([['gated', 'code']]);
    const optional = age({ age: 18 }, seen({ age: 18 }, { gates: [gate({ required: false })] }));
    expect(brief(optional)).toEqual(['fail not-enforced minimumAge', 'fail not-required User.adult']);
  });

  test('a birth date at sign-up that nothing compares', () => {
    const alone = { gates: [birthday()] };
    expect(brief(age({ age: 18 }, seen(null, alone)))).toEqual([
      'fail no-declaration minimumAge',
      'fail birth-date-not-compared User.birthday',
    ]);
    expect(brief(age({ age: 18 }, seen({ age: 18 }, alone)))).toEqual([
      'fail not-enforced minimumAge',
      'fail birth-date-not-compared User.birthday',
    ]);
    const compared = { ...alone, files: [ref], targets: [target(ref, { ages: [{ value: 18, place: at(ref, 4) }] })] };
    expect(brief(age({ age: 18 }, seen({ age: 18, enforcedIn: [{ ref }] }, compared)))).toEqual([
      'pass gated minimumAge',
    ]);
    expect(brief(age({ age: 18 }, seen({ age: 18 }, { gates: [birthday(), gate()] })))).toEqual([
      'pass gated minimumAge',
    ]);
    // Of patients, who do not sign up.
    const patient = { gates: [birthday({ id: '. gate patients.birthday', subject: 'Patient.birthday' })] };
    expect(brief(age({ age: 18 }, seen(null, patient)))).toEqual(['fail no-declaration minimumAge']);
  });

  test('the file that is named as the gate', () => {
    const run = (declared: object, over: object = {}) =>
      age({ age: 18 }, seen({ age: 18, method: 'attestation', ...declared }, over));
    const grades = (result: CheckResult) => result.outcomes.map((one) => one.grade ?? one.code);
    const ages = (...values: number[]) => ({
      files: [ref],
      targets: [
        target(ref, { ages: values.map((value) => ({ value, place: at(ref, 9) })), mentions: ['confirmedAdult'] }),
      ],
    });
    expect(grades(run({ enforcedIn: [{ ref }] }, ages(18)))).toEqual(['code']);
    const low = run({ enforcedIn: [{ ref }] }, ages(16));
    expect(brief(low)).toEqual(['fail gate-too-low minimumAge']);
    expect(lineOf(low.outcomes[0])).toBe(`${ref}:9`);
    expect(low.outcomes[0]?.contradicted).toBe(true);
    expect(grades(run({ enforcedIn: [{ ref, field: 'confirmedAdult' }] }, ages()))).toEqual(['declared']);
    for (const field of ['User.email', './User.email', 'users.EMAIL'])
      expect(grades(run({ enforcedIn: [{ field }] }))).toEqual(['declared']);
    for (const field of ['User.birthday', './users.birthday'])
      expect(grades(run({ enforcedIn: [{ field }] }, { gates: [birthday()] }))[0]).toEqual('not-enforced');
    expect(grades(run({}))).toEqual(['not-enforced']);
    expect(brief(run({ enforcedIn: [{ route: 'POST /signup' }] }))).toEqual([
      'unresolved enforced-elsewhere minimumAge',
    ]);
  });

  test('a constant that agrees with the declaration contradicts only the policy', () => {
    const targets = [target(ref, { ages: [{ value: 16, place: at(ref, 9) }] })];
    const result = age({ age: 18 }, seen({ age: 16, enforcedIn: [{ ref }] }, { files: [ref], targets }));
    expect(result.outcomes.map((one) => [one.code, one.contradicted])).toEqual([
      ['too-low', false],
      ['gate-too-low', false],
    ]);
  });

  test('what is named and is not there', () => {
    const run = (...enforcedIn: object[]) =>
      age({ age: 18 }, seen({ age: 18, enforcedIn }, { files: [ref], targets: [target(ref)] })).outcomes;
    const gone = { ref: 'src/gone.ts' };
    const [first] = run(gone);
    expect(first).toMatchObject({ code: 'dangling-reference', args: { what: 'src/gone.ts' } });
    expect(lineOf(first)).toBe('privaudit.yaml#minimumAge.enforcedIn[0].ref:1');
    expect(run({ ref, field: 'nowhere' })[0]).toMatchObject({ code: 'dangling-reference', args: { what: 'nowhere' } });
    // The fingerprint does not change with the order of rows, and tells two of them apart.
    const other = { field: 'User.gone' };
    const attributes = (...rows: object[]) => run(...rows).map((one) => one.attribute);
    expect(attributes(gone, other)).toEqual(attributes(other, gone).reverse());
    expect(new Set(attributes(gone, other)).size).toBe(2);
  });

  test('methods', () => {
    const contract = { age: 18, method: 'contractual' };
    expect(age({ age: 18 }, seen(contract)).outcomes.map((one) => [one.code, one.grade])).toEqual([
      ['gated', 'declared'],
    ]);
    expect(brief(age({ accept: ['attestation'] }, seen(contract)))).toEqual(['fail method-not-accepted minimumAge']);
  });

  test('what happens on discovery is a question of its own', () => {
    const runbook = 'docs/minor.md';
    const run = (onDiscovery: object | null, asked = 'delete') =>
      brief(
        age(
          { onDiscovery: asked },
          // The age itself is too low and nothing enforces it: no matter of this question.
          seen({ age: 3, ...(onDiscovery && { onDiscovery }) }, { files: [runbook] }),
        ),
      );
    const whole = { action: 'delete', within: 'P7D', runbook };
    expect(run(null)).toEqual(['fail no-discovery-action minimumAge']);
    expect(run({ ...whole, action: 'terminate' })).toEqual(['fail no-discovery-action minimumAge']);
    expect(run(whole, 'delete-and-terminate')).toEqual(['fail no-discovery-action minimumAge']);
    expect(run(whole)).toEqual(['pass discovery-settled minimumAge']);
    expect(run({ ...whole, action: 'delete-and-terminate' })).toEqual(['pass discovery-settled minimumAge']);
    expect(run({ ...whole, runbook: 'DELETE /accounts/:id' })).toEqual(['pass discovery-settled minimumAge']);
    expect(run({ ...whole, runbook: 'docs/gone.md' })).toEqual(['fail dangling-reference minimumAge']);
    expect(run({ action: 'delete' })).toEqual(['fail no-discovery-bound minimumAge', 'fail no-runbook minimumAge']);
    const undeclared = age({ onDiscovery: 'delete' }, seen(null));
    expect(brief(undeclared)).toEqual(['fail no-discovery-action minimumAge']);
    expect(lineOf(undeclared.outcomes[0])).not.toContain('privaudit.yaml');
    expect(brief(age({ onDiscovery: 'delete' }, view({})))).toEqual(['absent no-sign-up']);
  });
});

/** Every code that the tests above brought about. */
describe('words', () => {
  test.each(['encryption-at-rest', 'subprocessor-listed', 'minimum-age'])('%s', (family) => {
    expectWords(familyWords(family), resultsOf(family));
  });
});
