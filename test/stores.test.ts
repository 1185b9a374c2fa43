import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaStores } from '../src/linkers/stores/schema.ts';
import { linkStores } from '../src/linkers/stores/stores.ts';
import { unreadModules } from '../src/linkers/stores/unread-modules.ts';
import type { EvaluatedResource } from '../src/linkers/terraform/evaluated.ts';
import type { ServiceDeclaration, SettingDeclaration } from '../src/model/declaration.ts';
import type { Property, Store } from '../src/model/fact.ts';
import { FILE_START } from '../src/model/span.ts';
import { canHold } from '../src/model/store.ts';
import { danglingReference } from '../src/pipeline/view/store-references.ts';
import { viewStores } from '../src/pipeline/view/stores.ts';
import type { ParseSyntax } from '../src/syntax/contract.ts';
import { entity } from './helpers/entities.ts';
import { linkInput, providerRows, resource } from './helpers/providers.ts';
import { evaluateFiles, type Files, hclSyntax } from './helpers/terraform.ts';

const rows = providerRows();
let syntax: ParseSyntax;
beforeAll(async () => {
  syntax = await hclSyntax();
});

const link = (resources: readonly EvaluatedResource[]): Store[] => linkStores(resources, [], linkInput(rows));
const linkFiles = (files: Files): Store[] => link(evaluateFiles(syntax, files));

function store(stores: readonly Store[], address: string): Store {
  const found = stores.find((item) => item.address === address);
  if (found === undefined) throw new Error(`${address} is not among ${stores.map((item) => item.address).join(', ')}`);
  return found;
}

/** `set true @ main.tf:3 storage_encrypted`. */
function show({ state, value, place, attribute }: Property<unknown>): string {
  return [state, value, place && `@ ${place.file}:${place.span.startLine}`, attribute]
    .filter((part) => part !== null)
    .join(' ');
}

describe('Terraform', () => {
  it('tells where a value stands, and why a default applies', () => {
    const stores = linkFiles({
      'db.tf':
        'provider "aws" {\n  region = "eu-central-1"\n}\nresource "aws_db_instance" "main" {\n  engine            = "postgres"\n  storage_encrypted = true\n}\n',
    });
    const main = store(stores, 'aws_db_instance.main');
    expect(main).toMatchObject({
      id: 'store:aws_db_instance.main',
      identity: '. store aws_db_instance.main',
      storeKind: 'postgres',
      group: 'database',
      by: 'terraform',
      provider: 'aws',
    });
    expect(show(main.encryptedAtRest)).toBe('set true @ db.tf:6 storage_encrypted');
    expect(show(main.region)).toBe('set eu-central-1 @ db.tf:2 region');
    expect(show(main.backupDays)).toBe('default 0 backup_retention_period');
    expect(main.backupDays).toMatchObject({ reason: 'hashicorp/aws, all versions', source: { checked: '2026-11-24' } });
    expect(show(main.retentionDays)).toBe('absent');
  });

  it('never calls an attribute absent that is written, also where it decides nothing', () => {
    const secret = (text: string) =>
      show(store(linkFiles({ 's.tf': text }), 'aws_secretsmanager_secret.s').encryptedAtRest);
    expect(secret('resource "aws_secretsmanager_secret" "s" {\n  name = "s"\n}\n')).toBe('default true kms_key_id');
    expect(secret('resource "aws_secretsmanager_secret" "s" {\n  kms_key_id = var.key\n}\n')).toBe(
      'set true @ s.tf:2 kms_key_id',
    );
    expect(secret('resource "aws_secretsmanager_secret" "s" {\n  kms_key_id = null\n}\n')).toBe(
      'default true kms_key_id',
    );
  });

  it('joins the resources of a bucket, in a module and for each of several', () => {
    const stores = linkFiles({
      'main.tf': 'module "files" {\n  source = "./files"\n  names  = ["uploads", "exports"]\n}\n',
      'files/main.tf': [
        'variable "names" { type = list(string) }',
        'resource "aws_s3_bucket" "b" {',
        '  for_each = toset(var.names)',
        '  bucket   = "acme-${each.key}"',
        '}',
        'resource "aws_s3_bucket_versioning" "b" {',
        '  for_each = aws_s3_bucket.b',
        '  bucket   = each.value.id',
        '  versioning_configuration { status = each.key == "uploads" ? "Enabled" : "Suspended" }',
        '}',
      ].join('\n'),
    });
    const uploads = store(stores, 'module.files.aws_s3_bucket.b["uploads"]');
    expect(uploads.name).toBe('acme-uploads');
    expect(uploads.related.map(({ address }) => address)).toEqual([
      'module.files.aws_s3_bucket_versioning.b["uploads"]',
    ]);
    expect(show(uploads.versioned)).toBe('set true @ files/main.tf:9 versioning_configuration.status');
    expect(store(stores, 'module.files.aws_s3_bucket.b["exports"]').versioned.value).toBe(false);
    expect(stores).toHaveLength(2);
  });

  it('does not call absent what a broken block may say', () => {
    const stores = link([resource('aws_db_instance.main', { engine: 'postgres' }, { partial: true })]);
    expect(store(stores, 'aws_db_instance.main').encryptedAtRest).toMatchObject({
      state: 'unresolved',
      reason: 'aws_db_instance.main has a syntax error',
    });
  });

  it('leaves open what a companion says that may not be there', () => {
    const given = (status: string): Store[] =>
      link([
        resource('aws_s3_bucket.b', {}),
        resource(
          'aws_s3_bucket_versioning.v',
          { bucket: '${aws_s3_bucket.b.id}', versioning_configuration: { status } },
          { conditions: ['var.x'] },
        ),
      ]);
    expect(store(given('Enabled'), 'aws_s3_bucket.b').versioned).toMatchObject({
      state: 'unresolved',
      reason: 'aws_s3_bucket_versioning.v may not be there',
    });
    expect(store(given('Disabled'), 'aws_s3_bucket.b').versioned).toMatchObject({ state: 'default', value: false });
  });

  it('knows that a companion under the same condition is there whenever its owner is', () => {
    const versioned = (count: string): Store['versioned'] => {
      const files = {
        'main.tf':
          'variable "a" {}\nvariable "b" {}\nmodule "m" {\n  source = "./m"\n  count = var.a\n  b = var.b\n}\n',
        'm/b.tf': `variable "b" {}
resource "aws_s3_bucket" "b" {
  count = var.b ? 1 : 0
}
resource "aws_s3_bucket_versioning" "v" {
  count  = ${count}
  bucket = aws_s3_bucket.b[0].id
  versioning_configuration {
    status = "Enabled"
  }
}
`,
      };
      return store(linkFiles(files), 'module.m.aws_s3_bucket.b').versioned;
    };
    expect(versioned('var.b ? 1 : 0')).toMatchObject({ state: 'set', value: true });
    expect(versioned('var.b == "x" ? 1 : 0')).toMatchObject({ state: 'unresolved' });
  });

  it.each([
    ['"*"', '', true],
    ['{ AWS = "*" }', '', true],
    ['{ AWS = ["arn:aws:iam::1:root"] }', '', false],
    ['{ AWS = data.aws_caller_identity.me.arn }', '', false],
    ['"*"', 'Condition = { StringEquals = { "aws:SourceVpc" = "vpc-1" } }', null],
  ])('reads a policy that is written out: principal %s %s', (principal, more, expected) => {
    const files = {
      'b.tf': `data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Principal = "*", Action = "s3:*" },
      { Effect = "Allow", Action = "s3:GetObject", Principal = ${principal}
        ${more}
      },
    ]
  })
}
`,
    };
    expect(store(linkFiles(files), 'aws_s3_bucket.b').public.value).toBe(expected);
  });

  it.each([
    ['"serviceAccount:${var.account}"', false],
    ['"all${var.whom}"', null],
    ['var.whom', null],
  ])('knows what a text that is known in part cannot be: %s', (member, expected) => {
    const files = {
      'b.tf': `variable "account" {}
variable "whom" {}
resource "google_storage_bucket" "b" {}
resource "google_storage_bucket_iam_member" "m" {
  bucket = google_storage_bucket.b.name
  member = ${member}
}
`,
    };
    expect(store(linkFiles(files), 'google_storage_bucket.b').public.value).toBe(expected);
  });

  it('says which modules nobody can look into', () => {
    const call = (name: string, source: string): EvaluatedResource =>
      resource(`module.${source}.${name}`, {}, { type: source, blockAddress: `module.${name}` });
    const told = unreadModules(
      [
        call('own', './modules/own'),
        call('logs', 'git::https://user:token@git.example/infra//logs'),
        call('files', 'app.terraform.io/acme/files/aws'),
      ],
      [],
    );
    expect(told.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'info 2 modules of Terraform stand elsewhere and cannot be read, so what is kept there is not seen: module.logs, module.files',
    ]);
    expect(unreadModules([call('own', './modules/own')], [])).toEqual([]);
  });

  it('knows a name in part', () => {
    const stores = linkFiles({
      'b.tf': 'variable "account" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "${var.account}-uploads"\n}\n',
    });
    expect(store(stores, 'aws_s3_bucket.b').name).toBe('*-uploads');
  });

  it('asks the account only in the same root and region', () => {
    const volume = (over: Partial<EvaluatedResource>): Store =>
      store(
        link([resource('aws_ebs_volume.v', {}), resource('aws_ebs_encryption_by_default.on', {}, over)]),
        'aws_ebs_volume.v',
      );
    expect(volume({}).encryptedAtRest).toMatchObject({
      state: 'default',
      value: true,
      reason: 'aws_ebs_encryption_by_default.on is on',
    });
    expect(volume({ provider: 'provider.aws.us' }).encryptedAtRest.value).toBe(false);
    expect(volume({ root: 'account' }).encryptedAtRest.state).toBe('unresolved');
    expect(volume({ root: 'examples/account', environment: 'test' }).encryptedAtRest.value).toBe(false);
  });

  it('does not follow itself for ever', () => {
    const ring = link([
      resource('aws_db_instance.a', { replicate_source_db: '${aws_db_instance.b.identifier}' }),
      resource('aws_db_instance.b', { replicate_source_db: '${aws_db_instance.a.identifier}' }),
      resource('aws_db_instance.c', { replicate_source_db: '${aws_db_instance.c.identifier}' }),
    ]);
    expect(ring.map(({ encryptedAtRest }) => encryptedAtRest.state)).toEqual([
      'unresolved',
      'unresolved',
      'unresolved',
    ]);
    const chain = Array.from({ length: 5000 }, (_, i) =>
      resource(`aws_db_instance.r${i}`, {
        replicate_source_db: `\${aws_db_instance.r${i + 1}.arn}`,
        storage_encrypted: true,
      }),
    );
    expect(link(chain)).toHaveLength(5000);
    // Every instance of one block follows every instance of the other.
    const many = (own: string, other: string): EvaluatedResource[] =>
      Array.from({ length: 60 }, (_, i) =>
        resource(`aws_db_instance.${own}[${i}]`, { replicate_source_db: `\${aws_db_instance.${other}.arn}` }),
      );
    expect(link([...many('a', 'b'), ...many('b', 'a')])).toHaveLength(120);
  });

  it('puts the scope before an address that two scopes share', () => {
    const stores = link(['.', 'eu', 'us'].map((root) => resource('aws_sqs_queue.q', {}, { root, scope: root })));
    expect(stores.map(({ id }) => id)).toEqual([
      'store:aws_sqs_queue.q',
      'store:eu/aws_sqs_queue.q',
      'store:us/aws_sqs_queue.q',
    ]);
    expect(stores.map(({ identity }) => identity)).toEqual([
      '. store aws_sqs_queue.q',
      'eu store aws_sqs_queue.q',
      'us store aws_sqs_queue.q',
    ]);
  });

  it('names what a database may be whose engine is not known', () => {
    const [unknown] = link([resource('aws_db_instance.main', { engine: '${unknown}' })]);
    expect(unknown).toMatchObject({ storeKind: 'other', mayBe: ['mysql', 'oracle', 'postgres', 'sqlserver'] });
    expect(unknown && canHold(unknown, 'postgres')).toBe(true);
    expect(unknown && canHold(unknown, 'mongodb')).toBe(false);
    const [graph] = link([resource('aws_neptune_cluster.g', {})]);
    expect(graph && canHold(graph, null)).toBe(false);
  });

  it('takes a default of a version only where no other can be in use', () => {
    const encrypted = (min: number, max: number | null): Property<boolean> => {
      const place = { file: 'versions.tf', span: FILE_START };
      const providerVersions = [{ source: 'hashicorp/aws', min, max, by: 'constraint', place } as const];
      return store(link([resource('aws_redshift_cluster.dwh', {}, { providerVersions })]), 'aws_redshift_cluster.dwh')
        .encryptedAtRest;
    };
    expect(encrypted(4, 5)).toMatchObject({ state: 'default', value: false, reason: 'hashicorp/aws <6' });
    expect(encrypted(6, null)).toMatchObject({ state: 'default', value: true, reason: 'hashicorp/aws >=6' });
    expect(encrypted(5, null).state).toBe('unresolved');
    expect(encrypted(5, 6).state).toBe('unresolved');
  });

  it('never throws, and says of every property what it rests on', () => {
    const value = fc.oneof(
      fc.constantFrom(
        '${unknown}',
        '${hidden}',
        '${aws_x.y.z}',
        '${aws_db_instance.example.id}',
        '',
        'true',
        'alias/aws/rds',
        '__proto__',
      ),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.constant([]),
    );
    const names = fc.constantFrom(
      'encrypted',
      'storage_encrypted',
      'bucket',
      'rule',
      'kms_key_id',
      'ttl',
      'engine',
      'toString',
      'retention_in_days',
      'snapshot_id',
    );
    const body = fc.dictionary(names, fc.oneof(value, fc.dictionary(names, value)));
    fc.assert(
      fc.property(fc.constantFrom(...rows), body, (row, attributes) => {
        for (const found of link([resource(`${row.id}.example`, attributes)])) {
          for (const property of Object.values(found)) {
            if (typeof property !== 'object' || property === null || !('state' in property)) continue;
            expect(property.value === null).toBe(property.state === 'unresolved' || property.state === 'absent');
            if (property.state === 'unresolved') expect(property.reason).toBeTruthy();
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays linear: ten thousand buckets with a resource each', () => {
    const buckets = Array.from({ length: 10_000 }, (_, i) => [
      resource(`aws_s3_bucket.b${i}`, { bucket: `b${i}` }),
      resource(`aws_s3_bucket_versioning.b${i}`, { bucket: `b${i}`, versioning_configuration: { status: 'Enabled' } }),
    ]).flat();
    const started = performance.now();
    expect(link(buckets).filter(({ versioned }) => versioned.value)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('containers', () => {
  const service = (name: string, image: string | null, over: Partial<ServiceDeclaration> = {}): ServiceDeclaration => ({
    kind: 'service',
    file: 'docker-compose.yml',
    span: FILE_START,
    name,
    image,
    tag: null,
    mounts: [],
    profiles: [],
    ...over,
  });
  const VOLUME = { source: 'data', target: '/data', named: true };
  const linkServices = (
    services: readonly ServiceDeclaration[],
    settings: readonly SettingDeclaration[] = [],
  ): Store[] => linkStores([], services, linkInput(rows, settings));

  it('are stores by their image', () => {
    const images = {
      pg: 'postgres',
      gis: 'registry.example/postgis/postgis',
      own: 'images.acme.test:5000/mirror/redis',
      web: 'nginx',
      exporter: 'oliver006/redis_exporter',
      client: 'minio/mc',
      sql: 'registry.example/mssql/server',
    };
    const stores = linkServices(Object.entries(images).map(([name, image]) => service(name, image)));
    expect(stores.map(({ address, storeKind, by, provider }) => [address, storeKind, by, provider])).toEqual([
      ['services.pg', 'postgres', 'compose', null],
      ['services.gis', 'postgres', 'compose', null],
      ['services.own', 'redis', 'compose', null],
      ['services.sql', 'sqlserver', 'compose', null],
    ]);
    expect(stores[0]?.encryptedAtRest).toMatchObject({ state: 'unresolved', attribute: 'volumes' });
    expect(stores[0]?.region.state).toBe('absent');
  });

  it('built here are what their service is called', () => {
    const stores = linkServices([
      service('clickhouse', 'clickhouse-self-hosted'),
      service('kafka', null),
      service('redis', 'acme/web'),
      service('app', null),
    ]);
    expect(stores.map(({ address, storeKind }) => [address, storeKind])).toEqual([
      ['services.clickhouse', 'warehouse'],
      ['services.kafka', 'stream'],
    ]);
  });

  it('that only talk to a database are none', () => {
    const mounts = [VOLUME];
    const stores = linkServices([
      service('db-create', 'postgres'),
      service('init-db', 'postgres', { mounts }),
      service('create', 'minio/mc'),
    ]);
    expect(stores.map(({ address }) => address)).toEqual(['services.init-db']);
  });

  it('in memory keep nothing that could be encrypted', () => {
    const stores = linkServices([
      service('a', 'redis'),
      service('b', 'redis', { mounts: [VOLUME] }),
      service('c', 'memcached', { mounts: [VOLUME] }),
    ]);
    expect(stores.map(({ encryptedAtRest }) => encryptedAtRest.state)).toEqual(['absent', 'unresolved', 'absent']);
  });

  it('read settings', () => {
    const setting: SettingDeclaration = {
      kind: 'setting',
      file: 'docker-compose.yml',
      span: FILE_START,
      source: 'compose',
      owner: 'kafka',
      name: 'KAFKA_LOG_RETENTION_HOURS',
      value: { kind: 'number', value: 72 },
      scheme: null,
      host: null,
    };
    expect(linkServices([service('kafka', 'confluentinc/cp-kafka')], [setting])[0]?.retentionDays).toMatchObject({
      state: 'set',
      value: 3,
    });
  });

  it('of tests and local development are test stores', () => {
    const of = (file: string, profiles: string[] = []) =>
      linkServices([service('db', 'postgres', { file, profiles })])[0]?.environment;
    for (const file of [
      'docker-compose.test.yml',
      'docker-compose.dev.yml',
      'compose.override.yaml',
      'docker/development/compose.yml',
      'compose.e2e.yml',
      'examples/compose.yml',
    ]) {
      expect([file, of(file)]).toEqual([file, 'test']);
    }
    for (const file of [
      'docker-compose.yml',
      'compose.prod.yml',
      'devices/docker-compose.yml',
      'docker-compose.latest.yml',
    ]) {
      expect([file, of(file)]).toEqual([file, 'production']);
    }
    expect(of('compose.yml', ['test', 'ci'])).toBe('test');
    expect(of('compose.yml', ['test', 'full'])).toBe('production');
  });

  it('said twice are one: an override adds its volume', () => {
    const stores = linkServices([
      service('cache', 'redis', { file: 'app/docker-compose.override.yml', mounts: [VOLUME] }),
      service('cache', 'redis', { file: 'app/docker-compose.yml' }),
    ]);
    expect(stores.map(({ id, environment, place }) => [id, environment, place.file])).toEqual([
      ['store:services.cache', 'production', 'app/docker-compose.yml'],
    ]);
  });

  it('of one name in two folders are two', () => {
    const stores = linkServices([
      service('db', 'postgres', { file: 'a/compose.yml' }),
      service('db', 'mysql', { file: 'b/compose.yml' }),
    ]);
    expect(stores.map(({ id }) => id)).toEqual(['store:a/services.db', 'store:b/services.db']);
    const variants = linkServices([
      service('db', 'postgres', { file: 'pg.compose.yml' }),
      service('db', 'mysql', { file: 'my.compose.yml' }),
    ]);
    expect(variants.map(({ id }) => id)).toEqual([
      'store:pg.compose.yml:services.db',
      'store:my.compose.yml:services.db',
    ]);
  });
});

describe('a schema proves a store', () => {
  const users = entity('users', [], {
    dialect: 'postgres',
    scope: 'api',
    place: { file: 'api/b.sql', span: FILE_START },
  });
  const orders = entity('orders', [], {
    dialect: 'postgres',
    scope: 'api',
    place: { file: 'api/a.sql', span: FILE_START },
  });

  it('where nothing that fits is found', () => {
    const [found, ...more] = schemaStores([users, orders], []);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      id: 'store:schema:api/a.sql',
      identity: 'api store schema:api/a.sql',
      by: 'schema',
      storeKind: 'postgres',
      group: 'database',
    });
    expect(found?.encryptedAtRest).toMatchObject({ state: 'unresolved', value: null });
  });

  it('and not where one is found or declared', () => {
    expect(schemaStores([users], link([resource('aws_db_instance.main', { engine: 'postgres' })]))).toEqual([]);
    expect(schemaStores([users], link([resource('aws_redshift_cluster.dwh', {})]))).toEqual([]);
    expect(schemaStores([users], [], ['postgres'])).toEqual([]);
    expect(schemaStores([users], link([resource('aws_db_instance.main', { engine: 'mysql' })]))).toHaveLength(1);
    expect(schemaStores([users], link([resource('aws_sqs_queue.q', {})]), ['mysql'])).toHaveLength(1);
  });

  it.each([
    ['here', [['api', true]], ['api'], true],
    ['elsewhere, about the only one', [['ops', false]], ['api'], false],
    ['elsewhere, with two it may be about', [['ops', true]], ['api', 'web'], null],
    [
      'both on and off',
      [
        ['api', true],
        ['api', false],
      ],
      ['api'],
      null,
    ],
    ['of another product', [['api', true, 'oracle']], ['api'], null],
  ] as const)('encryption that a script switches: %s', (_, said, scopes, expected) => {
    const entities = scopes.map((scope) =>
      entity('users', [], { scope, dialect: 'sqlserver', place: { file: `${scope}/a.sql`, span: FILE_START } }),
    );
    const encryption = said.map(([scope, on, dialect = 'sqlserver' as const]) => ({
      scope, on, dialect, environment: 'production' as const, place: { file: `${scope}/tde.sql`, span: FILE_START },
    })); // biome-ignore format: a row a line
    expect(schemaStores(entities, [], [], encryption)[0]?.encryptedAtRest.value).toBe(expected);
  });

  it('a database for local development is none', () => {
    const local = link([resource('aws_db_instance.main', { engine: 'postgres' }, { environment: 'test' })]);
    expect(schemaStores([users], local)).toHaveLength(1);
    expect(schemaStores([{ ...users, environment: 'test' }], local)).toEqual([]);
  });

  it('only of what is stored; SQL of any dialect fits what its neighbours prove', () => {
    expect(schemaStores([{ ...users, usage: 'transported' }], [])).toEqual([]);
    const any = entity('logs', [], { scope: 'api', place: { file: 'api/z.sql', span: FILE_START } });
    expect(schemaStores([any, users], []).map(({ address }) => address)).toEqual(['schema:api/b.sql']);
    expect(schemaStores([any], [])[0]).toMatchObject({
      storeKind: 'other',
      mayBe: expect.arrayContaining(['postgres']),
    });
  });
});

describe('what a datastore refers to', () => {
  const index = {
    hasFile: (path: string) => ['infra/main.tf', 'infra/rds.yaml', 'compose.yaml', 'infra/broken.tf'].includes(path),
    addresses: ['infra/main.tf#aws_db_instance.main', 'infra/main.tf#module.db', 'compose.yaml#services.db'],
    unread: new Set<string>(),
  };
  it.each([
    ['infra/main.tf#aws_db_instance.main', null],
    ['./infra/main.tf#aws_db_instance.main[0]', null],
    ['infra/main.tf#module.db.aws_db_instance.this', null],
    ['compose.yaml#services.db', null],
    ['aws_db_instance.main', null],
    ['infra/rds.yaml#Database', null],
    ['arn:aws:rds:eu-central-1:1:db:main', null],
    ['the cluster in Frankfurt', null],
    ['infra/main.tf#aws_db_instance.ma', 'no aws_db_instance.ma in infra/main.tf'],
    ['infra/broken.tf#aws_db_instance.main', 'no aws_db_instance.main in infra/broken.tf'],
    ['compose.yaml#services.cache', 'no services.cache in compose.yaml'],
    ['infra/gone.tf#aws_db_instance.main', 'no such file'],
    ['infra/gone.tf', 'no such file'],
    ['aws_db_instance.old', 'no such resource'],
  ])('%s', (ref, expected) => {
    expect(danglingReference(ref, index)).toBe(expected);
  });

  it('what could not be read may hold anything', () => {
    const unread = { ...index, unread: new Set(['infra/broken.tf']) };
    expect(danglingReference('infra/broken.tf#aws_db_instance.main', unread)).toBeNull();
    expect(danglingReference('aws_db_instance.old', unread)).toBeNull();
  });
});

/** Settled.md, Which store holds an entity: where nobody knows, databases, buckets, search indexes and backups may hold people. */
it('who is assumed to hold people', () => {
  const types = ['aws_db_instance', 'aws_s3_bucket', 'aws_opensearch_domain', 'aws_backup_vault'];
  const others = ['aws_ebs_volume', 'aws_sqs_queue', 'aws_elasticache_cluster', 'aws_cloudwatch_log_group'];
  const files = { 'main.tf': [...types, ...others].map((type) => `resource "${type}" "a" {}`).join('\n') };
  const input = {
    stores: linkFiles(files),
    manifest: null,
    manifestPlace: () => ({ file: 'privaudit.yaml', span: FILE_START }),
    holdsPeople: () => false,
    isStatic: () => false,
    infrastructure: { hasFile: () => false, addresses: [], unread: new Set<string>() },
    recordNamed: () => null,
  };
  const seen = viewStores(input, [], new Map()).map(({ subject, personal }) => `${subject} ${personal}`);
  expect(seen.sort()).toEqual(
    [...types.map((one) => `${one}.a assumed`), ...others.map((one) => `${one}.a no`)].sort(),
  );
});
