import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog } from '../src/catalog/load.ts';
import { kindOf } from '../src/linkers/stores/kind.ts';
import { linkStores } from '../src/linkers/stores/stores.ts';
import { buildWorld } from '../src/linkers/stores/world.ts';
import type { Store } from '../src/model/fact.ts';
import { FILE_START } from '../src/model/span.ts';
import { canHold } from '../src/model/store.ts';
import { matchDatastores } from '../src/pipeline/view/stores.ts';
import type { Manifest } from '../src/schemas/manifest.ts';
import type { Regions } from '../src/schemas/regions.ts';
import type { ParseSyntax } from '../src/syntax/contract.ts';
import { isRegionName, isRegionShaped, REGION_WORDS, regionWord } from '../src/text/region-names.ts';
import { literalValue } from '../src/text/values.ts';
import { linkInput, providerRows, resource } from './helpers/providers.ts';
import { evaluateFiles, type Files, hclSyntax } from './helpers/terraform.ts';

const rows = providerRows();
let syntax: ParseSyntax;
beforeAll(async () => {
  syntax = await hclSyntax();
});

function stores(files: Files): Record<string, Store> {
  const linked = linkStores(evaluateFiles(syntax, files), [], linkInput(rows));
  return Object.fromEntries(linked.map((store) => [store.address, store]));
}

describe('names of regions', () => {
  it('are shown, and nothing else with blanks is', () => {
    for (const text of ['West Europe', 'Germany West Central', 'East US 2', 'UK South', 'north europe', 'West US2'])
      expect(literalValue('location', text, FILE_START), text).toEqual({ kind: 'word', value: text });
    for (const text of ['Anna West', 'West', 'Europe West Anna', 'East US 22', 'New York', 'Jo India', 'West  Europe'])
      expect(isRegionName(text), text).toBe(false);
    expect(literalValue('location', 'Anna West', FILE_START).kind).toBe('hidden');
    expect(literalValue('admin_password', 'West Europe', FILE_START).kind).toBe('hidden');
  });

  it('have a shape that every region of the catalogue has, and that keeps what a variable holds from being shown', () => {
    // Some vendors name theirs by hosts; they keep no stores.
    for (const regions of Object.values(loadCatalog().regions))
      for (const name of Object.keys(regions).filter((one) => !one.includes('.')))
        expect([name, isRegionShaped(name)]).toEqual([name, true]);
    for (const text of ['EU', 'europe-west3', 'nam-eur-asia1', 'us-west-2-lax-1', 'fra1'])
      expect([text, isRegionShaped(text)]).toEqual([text, true]);
    for (const text of ['hunter2Hunter2', 'sk_live_0a1b', 'AKIA0A1B2C3D', '4f5a9c', 'anna@west'])
      expect([text, isRegionShaped(text)]).toEqual([text, false]);
  });

  it('are made of words that every region of Azure is made of', () => {
    const regions = parse(readFileSync('rules/catalog/regions.yaml', 'utf8')) as Regions;
    const squeezed = new RegExp(`^(?:${REGION_WORDS.join('|')})+\\d?$`);
    expect(Object.keys(regions.azure ?? {}).filter((name) => !squeezed.test(name))).toEqual([]);
  });

  it.each([
    ['West Europe', 'westeurope'],
    ['westeurope', 'westeurope'],
    ['eu-central-1', 'eu-central-1'],
    ['eu-central-1a', 'eu-central-1'],
    ['europe-west1-b', 'europe-west1'],
    ['regional-europe-west1', 'europe-west1'],
    ['EUROPE-WEST3', 'europe-west3'],
    ['EU', 'EU'],
    ['nam5', 'nam5'],
  ])('%s is %s', (written, region) => {
    expect(regionWord(written)).toBe(region);
  });
});

describe('numbers that are lengths of time', () => {
  it('are shown however long', () => {
    const value = (name: string) => literalValue(name, '7776000000', FILE_START).kind;
    expect(value('default_table_expiration_ms')).toBe('number');
    expect(value('phone_ms_number')).toBe('hidden');
    expect(value('contact')).toBe('hidden');
  });

  it('are days by the unit in the text or in the row', () => {
    const {
      'google_bigquery_dataset.d': dataset,
      'google_pubsub_topic.t': topic,
      'azurerm_servicebus_queue.q': queue,
    } = stores({
      'main.tf': `
resource "google_bigquery_dataset" "d" {
  dataset_id                  = "events"
  default_table_expiration_ms = 7776000000
}
resource "google_pubsub_topic" "t" {
  name                       = "orders"
  message_retention_duration = "604800s"
}
resource "azurerm_servicebus_queue" "q" {
  name                = "orders"
  default_message_ttl = "P1DT12H"
}
`,
    });
    expect(dataset?.retentionDays).toMatchObject({ state: 'set', value: 90 });
    expect(topic?.retentionDays).toMatchObject({ state: 'set', value: 7 });
    expect(queue?.retentionDays).toMatchObject({ state: 'set', value: 1.5 });
  });
});

const AZURE = `
resource "azurerm_resource_group" "main" {
  name     = "rg-app"
  location = "West Europe"
}
resource "azurerm_storage_account" "files" {
  name                = "stacmefiles"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}
resource "azurerm_storage_container" "uploads" {
  name               = "uploads"
  storage_account_id = azurerm_storage_account.files.id
}
resource "azurerm_storage_management_policy" "keep" {
  storage_account_id = azurerm_storage_account.files.id
  rule {
    name    = "uploads"
    enabled = true
    filters {
      prefix_match = ["uploads/"]
      blob_types   = ["blockBlob"]
    }
    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 365
      }
    }
  }
}
`;

describe('stores that are there under a condition', () => {
  it('are left out where it does not hold, and kept where that cannot be known', () => {
    const stage = (name: string, cluster: string) =>
      `resource "aws_api_gateway_stage" "${name}" {\n  stage_name = "${name}"\n${cluster}}\n`;
    const found = stores({
      'main.tf': `variable "cache" {}\n${stage('plain', '')}${stage('off', '  cache_cluster_enabled = false\n')}
${stage('on', '  cache_cluster_enabled = true\n')}${stage('open', '  cache_cluster_enabled = var.cache\n')}`,
    });
    expect(Object.keys(found)).toEqual(['aws_api_gateway_stage.on', 'aws_api_gateway_stage.open']);
    expect(found['aws_api_gateway_stage.on']?.encryptedAtRest.state).toBe('unresolved');
  });
});

describe('the version of a provider decides what silence means', () => {
  const needs = (constraint: string) => `terraform {\n  required_providers {\n    aws = ${constraint}\n  }\n}\n`;
  const lock = (host: string, version: string) => `provider "${host}/hashicorp/aws" {\n  version = "${version}"\n}\n`;
  it.each<[string, Files, boolean | null]>([
    ['a constraint', { 'v.tf': needs('{ source = "hashicorp/aws", version = "~> 5.60" }') }, false],
    ['a constraint without a source', { 'v.tf': needs('{ version = ">= 6.2.0, < 7.0" }') }, true],
    ['the old form', { 'v.tf': needs('"~> 4.0"') }, false],
    ['the provider block', { 'v.tf': 'provider "aws" {\n  version = "5.1.0"\n}' }, false],
    ['a constraint that leaves both', { 'v.tf': needs('{ version = ">= 5.0" }') }, null],
    [
      'two that leave one together',
      { 'v.tf': needs('{ version = ">= 5.0" }'), 'w.tf': needs('{ version = "< 6.0" }') },
      false,
    ],
    ['an exception says nothing', { 'v.tf': needs('{ version = "!= 5.1.0" }') }, null],
    [
      'the lock file',
      { 'v.tf': needs('{ version = ">= 5.0" }'), '.terraform.lock.hcl': lock('terraform.example', '6.1.0') },
      true,
    ],
    ['the lock file of OpenTofu', { '.terraform.lock.hcl': lock('tofu.example.com', '5.99.1') }, false],
    ['a lock file elsewhere is not its own', { 'other/.terraform.lock.hcl': lock('terraform.example', '6.1.0') }, null],
    [
      'JSON',
      {
        'v.tf.json': '{"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 6.0"}}}}',
      },
      true,
    ],
  ])('%s', (_, files, encrypted) => {
    const { 'aws_redshift_cluster.dwh': dwh } = stores({
      ...files,
      'main.tf': 'resource "aws_redshift_cluster" "dwh" {\n  cluster_identifier = "dwh"\n}',
    });
    expect(dwh?.encryptedAtRest.value ?? null).toBe(encrypted);
    expect(dwh?.public.value ?? null).toBe(encrypted === null ? null : !encrypted);
  });
});

describe('public modules', () => {
  const RDS = 'terraform-aws-modules/terraform-aws-rds';
  it.each([
    ['terraform-aws-modules/rds/aws', '~> 6.0', true],
    ['terraform-aws-modules/rds/aws', '>= 3.0, < 4.0', false],
    ['terraform-aws-modules/rds/aws', '', null],
    ['registry.opentofu.org/terraform-aws-modules/rds/aws', '6.1.0', true],
    [`git::https://github.com/${RDS}.git?ref=v3.4.0`, '', false],
    [`git@github.com:${RDS}.git?ref=v6.1.0&depth=1`, '', true],
    [`github.com/${RDS}?ref=master`, '', null],
    [`https://github.com/${RDS}`, '6.0.0', null],
  ])('%s %s is encrypted: %s', (source, version, encrypted) => {
    const { 'module.db': db } = stores({
      'main.tf': `provider "aws" { region = "eu-central-1" }
provider "aws" {
  alias  = "north"
  region = "eu-north-1"
}
module "db" {
  source     = "${source}"
  ${version === '' ? '' : `version    = "${version}"`}
  identifier = "orders"
  engine     = "postgres"
  providers  = { aws = aws.north }
}`,
    });
    expect(db).toMatchObject({ name: 'orders', storeKind: 'postgres', region: { value: 'eu-north-1' } });
    expect(db?.encryptedAtRest.value).toBe(encrypted);
  });

  it.each([
    'app.terraform.io/acme/rds/aws',
    'terraform-aws-modules/rds/aws//modules/db_option_group',
    `git::https://ops:hunter2@github.com/${RDS}.git?ref=v6.1.0`,
    `git::https://example.org/${RDS}.git?ref=v6.1.0`,
  ])('%s is none of them', (source) => {
    expect(stores({ 'main.tf': `module "db" {\n  source = "${source}"\n  identifier = "orders"\n}` })).toEqual({});
  });

  it('make nothing where they are told so', () => {
    const call = (flag: string) =>
      stores({
        'main.tf': `module "db" {\n  source = "terraform-aws-modules/rds/aws"\n  create_db_instance = ${flag}\n}`,
      });
    expect(Object.keys(call('false'))).toEqual([]);
    expect(Object.keys(call('var.on'))).toEqual(['module.db']);
  });
});

describe('log groups that a service makes by itself', () => {
  const database = (more: string) =>
    `variable "env" {}\nresource "aws_db_instance" "db" {\n  engine = "postgres"\n${more}\n}\n`;
  const group = (name: string, days: number) =>
    `resource "aws_cloudwatch_log_group" "g${days}" {\n  name = ${name}\n  retention_in_days = ${days}\n}\n`;
  const logs = (files: Files) =>
    Object.values(stores(files))
      .filter(({ storeKind }) => storeKind === 'log-group')
      .map(({ address, retentionDays, place }) => `${address} ${retentionDays.value} ${place.file}`);
  const exports = 'enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]';
  const known = database(`identifier = "orders"\n${exports}`);
  const partly = database(`identifier = "\${var.env}-orders"\n${exports}`);
  const made = (name: string) => `aws_cloudwatch_log_group:${name} never main.tf`;

  it.each<[string, Files, string[]]>([
    [
      'none without exports',
      { 'main.tf': database('identifier = "orders"\nenabled_cloudwatch_logs_exports = []') },
      [],
    ],
    [
      'one for each',
      { 'main.tf': known },
      [made('/aws/rds/instance/orders/postgresql'), made('/aws/rds/instance/orders/upgrade')],
    ],
    [
      'none that is declared, wherever',
      { 'main.tf': known, 'other/main.tf': group('"/aws/rds/instance/orders/postgresql"', 30) },
      ['aws_cloudwatch_log_group.g30 30 other/main.tf', made('/aws/rds/instance/orders/upgrade')],
    ],
    [
      'none that is declared by reference',
      { 'main.tf': `${known}${group('"/aws/rds/instance/${aws_db_instance.db.identifier}/postgresql"', 30)}` },
      ['aws_cloudwatch_log_group.g30 30 main.tf', made('/aws/rds/instance/orders/upgrade')],
    ],
    [
      'of a name that is known in part',
      { 'main.tf': partly },
      [made('/aws/rds/instance/*/postgresql'), made('/aws/rds/instance/*/upgrade')],
    ],
    [
      'none where one is declared that may be it',
      { 'main.tf': `${partly}${group('"/app"', 7)}` },
      ['aws_cloudwatch_log_group.g7 7 main.tf'],
    ],
    [
      'none where one of an unknown name is declared',
      { 'main.tf': `${known}${group('var.env', 7)}` },
      ['aws_cloudwatch_log_group.g7 7 main.tf'],
    ],
  ])('%s', (_, files, expected) => {
    expect(logs(files).sort()).toEqual([...expected].sort());
  });
});

describe('parts of stores', () => {
  it('follow the whole', () => {
    const { 'azurerm_storage_container.uploads': container, 'azurerm_storage_account.files': account } = stores({
      'main.tf': AZURE,
    });
    expect(account).toMatchObject({ region: { value: 'westeurope' }, retentionDays: { value: 'never' } });
    expect(account?.part).toBeUndefined();
    expect(container).toMatchObject({ part: true, region: { value: 'westeurope', state: 'follows' } });
    expect(container?.retentionDays).toMatchObject({ value: 365, place: { file: 'main.tf' } });
    expect(container?.encryptedAtRest.state).toBe('absent');
  });

  it('are no datastore that a manifest means by its kind, and hold no schema', () => {
    const linked = Object.values(stores({ 'main.tf': AZURE }));
    const manifest = { datastores: [{ id: 'files', kind: 'object' }] } as unknown as Manifest;
    expect([...matchDatastores(linked, manifest).keys()]).toEqual(['store:azurerm_storage_account.files']);
    expect(canHold({ storeKind: 'warehouse', group: 'database' }, 'ansi')).toBe(true);
    expect(canHold({ storeKind: 'warehouse', group: 'database', part: true }, 'ansi')).toBe(false);
  });
});

describe('an engine that several attributes tell of', () => {
  const row = rows.find(({ id }) => id === 'azurerm_cosmosdb_account');
  const kind = (attributes: Record<string, unknown>) => {
    const account = resource('azurerm_cosmosdb_account.a', attributes);
    return row === undefined ? null : kindOf(buildWorld([account], rows), account, row);
  };

  it('is the first that is known, and open while one of them is', () => {
    expect(kind({ kind: 'MongoDB', capabilities: { name: 'EnableServerless' } })).toMatchObject({
      storeKind: 'mongodb',
    });
    expect(kind({ capabilities: { name: 'EnableCassandra' } })).toMatchObject({ storeKind: 'cassandra' });
    expect(kind({ kind: 'GlobalDocumentDB' })).toEqual({ storeKind: 'other', group: 'database' });
    expect(kind({ kind: 'GlobalDocumentDB', capabilities: { name: '${unknown}' } })).toMatchObject({
      mayBe: ['cassandra', 'mongodb'],
    });
  });
});

describe('settings that hold side by side', () => {
  it('name the one that counts', () => {
    const { 'azurerm_backup_policy_vm.p': policy } = stores({
      'main.tf': `
resource "azurerm_backup_policy_vm" "p" {
  name = "p"
  retention_daily {
    count = 7
  }
  retention_monthly {
    count = 3
  }
}
`,
    });
    expect(policy?.backupDays).toMatchObject({ value: 90, attribute: 'retention_monthly.count' });
    expect(policy?.backupDays.place?.span.startLine).toBe(8);
  });
});

describe('Google', () => {
  it('says why a default applies', () => {
    const { 'google_storage_bucket.b': bucket } = stores({
      'main.tf':
        'provider "google" {\n  region = "europe-west1"\n}\nresource "google_storage_bucket" "b" {\n  name     = "acme-uploads"\n  location = "EUROPE-WEST3"\n}\n',
    });
    expect(bucket).toMatchObject({ region: { value: 'europe-west3' }, backupDays: { state: 'default', value: 7 } });
    expect(bucket?.versioned.reason).toBe('hashicorp/google, all versions');
    expect(bucket?.encryptedAtRest).toMatchObject({ state: 'default', value: true, source: { checked: '2026-11-28' } });
  });
});
