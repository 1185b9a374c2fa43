import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compiledVendor } from '../src/catalog/compile-vendor.ts';
import { extract as readCompose } from '../src/extractors/config/compose.ts';
import { extract as readDotenv } from '../src/extractors/config/dotenv.ts';
import { extract as readPage } from '../src/extractors/config/page-hosts.ts';
import type { Extract } from '../src/extractors/contract.ts';
import { extract as readNpmLock } from '../src/extractors/packages/npm-lock.ts';
import { extract as readPackage } from '../src/extractors/packages/npm-package.ts';
import { extract as readPnpmLock } from '../src/extractors/packages/pnpm-lock.ts';
import { extract as readYarnLock } from '../src/extractors/packages/yarn-lock.ts';
import type { LinkInput } from '../src/linkers/contract.ts';
import type { EvaluatedResource } from '../src/linkers/terraform/evaluated.ts';
import { judgeVendors } from '../src/linkers/vendors/judge.ts';
import { linkVendors } from '../src/linkers/vendors/link-vendors.ts';
import { packageKey } from '../src/linkers/vendors/package-name.ts';
import { countryOf, regionOf } from '../src/linkers/vendors/regions.ts';
import { buildVendorIndex } from '../src/linkers/vendors/vendor-index.ts';
import type { Declaration } from '../src/model/declaration.ts';
import { FILE_START } from '../src/model/span.ts';
import { viewVendors } from '../src/pipeline/view/vendors.ts';
import type { Catalog } from '../src/schemas/catalog.ts';
import { type Regions, regionsSchema } from '../src/schemas/regions.ts';
import { vendorSchema } from '../src/schemas/vendor.ts';
import { companyKey } from '../src/text/company.ts';
import { sourceText } from '../src/text/source-text.ts';
import { bodyOf } from './helpers/providers.ts';
import { maplePay } from './helpers/vendors.ts';
import { manifest as parsed } from './helpers/view.ts';

const FOLDER = 'rules/catalog/vendors';
const vendors = readdirSync(FOLDER)
  .sort()
  .map((file) => vendorSchema.parse(parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))));
const regions: Regions = regionsSchema.parse(parse(readFileSync('rules/catalog/regions.yaml', 'utf8')));
const compiled = vendors.map(compiledVendor);
const index = buildVendorIndex(compiled);

describe('vendor files', () => {
  it('are named after their id', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(vendors.map(({ id }) => `${id}.yaml`));
  });

  it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s finds its examples', (id, { examples }) => {
    for (const example of examples.yes) expect([example, find(example)]).toEqual([example, id]);
    for (const example of examples.no) expect([example, find(example)]).not.toEqual([example, id]);
  });

  it('give no name to two vendors', () => {
    const rows = vendors.flatMap(({ id, detect }) =>
      Object.entries(detect).flatMap(([kind, names]) =>
        names.map((name) => `${kindOf(kind)} ${packageKey(name)}\t${id}`),
      ),
    );
    const names = [...new Set(rows)].map((row) => row.split('\t')[0] ?? '');
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('leave the bare name of a company with several services to the company: as an alias it would be one service alone', () => {
    const bare = vendors.flatMap(({ id, company, aliases }) =>
      aliases
        .filter((alias) => companyKey(alias) === companyKey(company))
        .filter(() => vendors.some((one) => one.id !== id && companyKey(one.company) === companyKey(company)))
        .map((alias) => `${id}: ${alias}`),
    );
    expect(bare).toEqual([]);
  });

  it('name packages of other ecosystems in any spelling of their registry', () => {
    const { package: find } = buildVendorIndex([
      maplePay({
        packages: [
          'maple',
          'pypi:Maple_Pay',
          'pypi:maple.ext_*',
          'golang:github.com/Maple/maple-go',
          'golang:gopkg.in/maple.v1',
          'maven:ca.maple:*',
          'nuget:Maple.Net',
          'composer:Maple/maple-php',
          'cargo:maple_pay',
          'gem:maple',
        ],
        ignoredPackages: ['pypi:maple-pay-lint'],
      }),
    ]);
    const yes = [
      'maple',
      'pypi:maple-pay',
      'pypi:MAPLE.pay',
      'pypi:maple_ext-orders',
      'golang:github.com/maple/maple-go/v76',
      'golang:gopkg.in/maple.v3',
      'maven:ca.maple:maple-java',
      'nuget:maple.net',
      'composer:maple/Maple-PHP',
      'cargo:maple-pay',
      'gem:maple',
      'pypi:types-maple_pay',
      'pypi:maple-pay-stubs',
    ];
    expect(yes.filter((reference) => find(reference) === null)).toEqual([]);
    expect(find('pypi:types-maple-pay')?.role).toBe('types');
    const no = [
      'pypi:maple',
      'Maple',
      'gem:Maple',
      'hex:maple',
      'pypi:maple-pay-lint',
      'golang:github.com/maple/maple-go/v76/log',
    ];
    expect(no.filter((reference) => find(reference) !== null)).toEqual([]);
    for (const wrong of ['npm:maple', 'python:maple', 'pypi:', 'pypi:a:b', 'a b', 'maven:a:b:c'])
      expect(() => maplePay({ packages: [wrong] }), wrong).toThrow();
  });

  it('say where the regions of a region table are', () => {
    const ids = new Set(vendors.map(({ id }) => id));
    expect(Object.keys(regions).filter((id) => !ids.has(id))).toEqual([]);
    expect(countryOf(regions, 'aws', 'eu-central-1')).toBe('DE');
    expect(countryOf(regions, 'aws', 'eu-central-9')).toBeNull();
    expect(countryOf(regions, 'upcloud', 'no-svg1')).toBe('NO');
    expect(regionOf(regions, 'ionos', 'de/fra')).toBe('de/fra');
    expect(countryOf(regions, 'constructor', 'name')).toBeNull();
  });
});

function kindOf(list: string): string {
  if (/packages$/i.test(list)) return 'package';
  return list;
}

/** The vendor that an example line (`package stripe`) leads to. */
function find(example: string): string | null {
  const [kind = '', text = ''] = example.split(' ');
  const tables = {
    package: index.package,
    image: index.image,
    provider: index.provider,
    resource: index.resource,
    host: index.host,
    script: index.script,
    env: index.env,
  };
  if (!Object.hasOwn(tables, kind)) throw new Error(`no such kind: ${example}`);
  return tables[kind as keyof typeof tables](text)?.vendor.id ?? null;
}

// ---------------------------------------------------------------- extraction and linking together

const EXTRACTORS: readonly [RegExp, Extract][] = [
  [/\.html$/, readPage],
  [/package\.json$/, readPackage],
  [/package-lock\.json$/, readNpmLock],
  [/pnpm-lock\.yaml$/, readPnpmLock],
  [/yarn\.lock$/, readYarnLock],
  [/compose.*\.ya?ml$/, readCompose],
  [/\.env/, readDotenv],
];

function declarationsOf(files: Readonly<Record<string, string>>): Declaration[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const extract = EXTRACTORS.find(([name]) => name.test(path))?.[1];
    return extract === undefined
      ? []
      : [...extract({ source: sourceText(path, text), cursor: null, names: [] }).declarations];
  });
}

function link(files: Readonly<Record<string, string>>, resources: readonly EvaluatedResource[] = []) {
  const input: LinkInput = {
    declarations: declarationsOf(files),
    catalog: { vendors: compiled, regions } as unknown as Catalog,
    files: Object.keys(files).sort(),
    scopeOf: () => '.',
    environmentOf: (path) => (/test/.test(path) ? 'test' : 'production'),
  };
  const { dependencies, signals } = linkVendors(input, resources);
  const roles = Object.fromEntries(judgeVendors(signals, compiled).map(({ id, role }) => [id, role]));
  return { dependencies, signals, roles };
}

const manifest = (groups: Readonly<Record<string, readonly string[]>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(groups).map(([key, names]) => [key, Object.fromEntries(names.map((name) => [name, '^1.0.0']))]),
    ),
  );

describe('judging vendors', () => {
  it('takes an SDK among production dependencies as proof', () => {
    expect(link({ 'package.json': manifest({ dependencies: ['stripe'] }) }).roles).toEqual({ stripe: 'subprocessor' });
  });

  it('takes one weak signal as possible and two kinds as proof', () => {
    expect(link({ '.env': 'STRIPE_SECRET_KEY=\nSTRIPE_PRICE=\n' }).roles).toEqual({ stripe: 'possible' });
    const s3 = manifest({ dependencies: ['@aws-sdk/client-s3'] });
    expect(link({ 'package.json': s3 }).roles).toEqual({ aws: 'possible' });
    expect(link({ 'package.json': s3, '.env': 'AWS_REGION=eu-west-1' }).roles).toEqual({ aws: 'subprocessor' });
  });

  it('accuses nobody for development dependencies, type stubs and optional parts', () => {
    expect(link({ 'package.json': manifest({ devDependencies: ['stripe'] }) }).roles).toEqual({ stripe: 'dev-only' });
    expect(
      link({ 'package.json': manifest({ dependencies: ['@types/stripe', '@types/auth0__auth0-react'] }) }).roles,
    ).toEqual({
      auth0: 'dev-only',
      stripe: 'dev-only',
    });
    expect(link({ 'package.json': manifest({ peerDependencies: ['firebase'] }) }).roles).toEqual({
      firebase: 'optional',
    });
    expect(link({ 'package.json': manifest({ dependencies: ['@sentry/cli', '@stripe/stripe-js'] }) }).roles).toEqual({
      stripe: 'subprocessor',
    });
  });

  it('accuses nobody for tests', () => {
    expect(
      link({ 'test/package.json': manifest({ dependencies: ['stripe'] }), '.env.test': 'SENTRY_DSN=' }).roles,
    ).toEqual({});
  });

  it('finds a vendor by the host a setting points at', () => {
    expect(link({ '.env': 'SMTP_HOST=smtp.sendgrid.net' }).roles).toEqual({ sendgrid: 'subprocessor' });
    expect(link({ '.env': '# SMTP_HOST=smtp.sendgrid.net' }).roles).toEqual({});
    expect(link({ '.env': 'DOCS_URL=https://docs.sentry.io\nVIDEO_URL=https://www.youtube.com/watch' }).roles).toEqual(
      {},
    );
  });

  it('takes no package of the project itself for a vendor, nor the demo pages of copied libraries', () => {
    for (const spec of ['workspace:*', 'file:../stripe', 'link:../stripe', 'portal:../stripe'])
      expect(link({ 'package.json': JSON.stringify({ dependencies: { stripe: spec } }) }).roles).toEqual({});
    const page = '<script src="https://js.stripe.com/v3/"></script>';
    expect(link({ 'public/plugins/editor-5.17.0/demo.html': page }).roles).toEqual({});
    expect(link({ 'public/plugins/editor/demo.html': page }).roles).toEqual({ stripe: 'subprocessor' });
  });

  it('lets a lockfile add to what was seen, never detect', () => {
    const lock = JSON.stringify({
      lockfileVersion: 3,
      packages: { 'node_modules/stripe': { version: '1.0.0' }, 'node_modules/vite': { version: '1.0.0', dev: true } },
    });
    expect(link({ 'package-lock.json': lock }).roles).toEqual({});
    expect(link({ 'package-lock.json': lock, '.env': 'STRIPE_KEY=' }).roles).toEqual({ stripe: 'subprocessor' });
    const s3 = JSON.stringify({ dependencies: { '@aws-sdk/client-s3': '3.0.0' } });
    const brought = lock.replace('node_modules/stripe', 'node_modules/@aws-sdk/client-sesv2');
    expect(link({ 'package.json': s3, 'package-lock.json': brought }).roles).toEqual({ aws: 'possible' });
    const development = lock.replace('"version":"1.0.0"}', '"version":"1.0.0","dev":true}');
    expect(link({ 'package-lock.json': development, '.env': 'STRIPE_KEY=' }).roles).toEqual({ stripe: 'possible' });
  });

  it('does not believe a lockfile that cannot tell production from development', () => {
    const lock = '# yarn lockfile v1\n\nstripe@^1.0.0:\n  version "1.0.0"\n';
    expect(link({ 'yarn.lock': lock, '.env': 'STRIPE_KEY=' }).roles).toEqual({ stripe: 'possible' });
  });

  it('skips switches that are off and stand-ins', () => {
    expect(
      link({ '.env': 'SENTRY_ENABLED=false\nDISABLE_SENTRY=1\nFIREBASE_AUTH_EMULATOR_HOST=localhost:9099' }).roles,
    ).toEqual({});
  });
});

it('a row of the manifest speaks of a vendor by a hint', () => {
  const files = {
    'package.json': manifest({ dependencies: ['@aws-sdk/client-s3'] }),
    '.env': 'FILES_URL=https://s3.eu-west-3.amazonaws.com',
  };
  const declaredBy = (detect: object): string | undefined => {
    const row = { name: 'Our cloud', detect };
    const catalog = { vendors, regions } as unknown as Catalog;
    const seen = viewVendors(link(files).signals, catalog, parsed({ subprocessors: [row] }));
    return seen.find(({ id }) => id === 'aws')?.declared?.row.name;
  };
  for (const detect of [{ hosts: ['*.amazonaws.com'] }, { packages: ['@aws-sdk/*'] }, { env: ['FILES_URL'] }])
    expect([detect, declaredBy(detect)]).toEqual([detect, 'env' in detect ? undefined : 'Our cloud']);
  expect(declaredBy({ hosts: ['*.zonaws.com'] })).toBeUndefined();
});

describe('instances of one’s own', () => {
  const sentry = manifest({ dependencies: ['@sentry/node'] });

  it('are told by the host', () => {
    const at = (host: string) => link({ 'package.json': sentry, '.env': `SENTRY_DSN=https://abc@${host}/1` }).roles;
    expect(at('sentry.example.org')).toEqual({ sentry: 'self-hosted' });
    expect(at('o1.ingest.sentry.io')).toEqual({ sentry: 'subprocessor' });
    expect(link({ 'package.json': sentry, '.env': 'SENTRY_DSN=' }).roles).toEqual({ sentry: 'subprocessor' });
  });

  it('are told by the image, unless a host of the vendor is set', () => {
    const compose = 'services:\n  web:\n    image: posthog/posthog:latest\n';
    const posthog = manifest({ dependencies: ['posthog-js'] });
    expect(link({ 'compose.yml': compose, 'package.json': posthog }).roles).toEqual({ posthog: 'self-hosted' });
    expect(link({ 'compose.test.yml': compose, 'package.json': posthog }).roles).toEqual({ posthog: 'subprocessor' });
    expect(
      link({ 'compose.yml': compose, 'package.json': posthog, '.env': 'POSTHOG_HOST=https://eu.i.posthog.com' }).roles,
    ).toEqual({ posthog: 'subprocessor' });
  });

  it('of an S3 store explain S3 and nothing else of the cloud', () => {
    const s3 = {
      'package.json': manifest({ dependencies: ['@aws-sdk/client-s3'] }),
      '.env': 'S3_ENDPOINT=http://minio:9000\nAWS_REGION=x',
    };
    expect(link(s3).roles).toEqual({ aws: 'self-hosted' });
    const both = { ...s3, 'package.json': manifest({ dependencies: ['@aws-sdk/client-s3', '@aws-sdk/client-ses'] }) };
    expect(link(both).roles).toEqual({ aws: 'subprocessor' });
  });

  it('may be another vendor’s', () => {
    const files = {
      'package.json': manifest({ dependencies: ['@aws-sdk/client-s3'] }),
      '.env': 'S3_ENDPOINT=https://acc.r2.cloudflarestorage.com\nS3_REGION=auto\n',
    };
    expect(link(files).roles).toEqual({ cloudflare: 'subprocessor' });
  });

  it('are found where the image comes from a variable', () => {
    expect(link({ '.env': 'SENTRY_IMAGE=ghcr.io/getsentry/sentry:24.1' }).roles).toEqual({ sentry: 'self-hosted' });
  });
});

describe('regions', () => {
  const regionsOf = (files: Record<string, string>) =>
    link(files).signals.map(({ vendor, region }) => [vendor, region]);

  it('come from settings and hosts', () => {
    expect(regionsOf({ '.env': 'NEXT_PRIVATE_SES_REGION=eu-central-1' })).toEqual([['aws', 'eu-central-1']]);
    expect(regionsOf({ '.env': 'GOOGLE_VERTEX_LOCATION=global' })).toEqual([['google-cloud', null]]);
    expect(regionsOf({ '.env': 'GCP_REGION=europe-west3-a' })).toEqual([['google-cloud', 'europe-west3']]);
    expect(regionsOf({ '.env': 'API_URL=https://s3.eu-west-3.amazonaws.com' })).toEqual([['aws', 'eu-west-3']]);
  });

  it('come from providers', () => {
    const { signals, roles } = link({}, [
      resource('provider', 'aws', 'provider.aws', { region: 'eu-north-1' }),
      resource('resource', 'aws_s3_bucket', 'aws_s3_bucket.a', {}),
      resource('resource', 'aws_s3_bucket', 'aws_s3_bucket.b', {}),
      resource('resource', 'random_id', 'random_id.x', {}),
      resource('module', 'terraform-google-modules/sql-db/google//modules/mysql', 'module.db', {}),
      resource('module', '../modules/own/aws', 'module.own', {}),
    ]);
    expect(signals.map(({ vendor, signal, text, region }) => [vendor, signal, text, region])).toEqual([
      ['aws', 'provider', 'aws', 'eu-north-1'],
      ['aws', 'resource', 'aws_s3_bucket', 'eu-north-1'],
      ['google-cloud', 'provider', 'terraform-google-modules/sql-db/google//modules/mysql', null],
    ]);
    expect(roles).toEqual({ aws: 'subprocessor', 'google-cloud': 'subprocessor' });
  });

  it('of providers are those of the same root', () => {
    const infra = (root: string, region: string) =>
      [
        resource('provider', 'aws', 'provider.aws', { region }),
        resource('resource', 'aws_s3_bucket', 'aws_s3_bucket.a', {}),
      ].map((one) => ({ ...one, root, file: `${root}/main.tf` }));
    const { signals } = link({}, [...infra('eu', 'eu-north-1'), ...infra('us', 'us-east-1')]);
    expect(signals.map(({ place, region }) => [place.file, region])).toEqual([
      ['eu/main.tf', 'eu-north-1'],
      ['eu/main.tf', 'eu-north-1'],
      ['us/main.tf', 'us-east-1'],
      ['us/main.tf', 'us-east-1'],
    ]);
  });
});

describe('variables and secrets of infrastructure code', () => {
  it.each<[string, string, Record<string, unknown>, string[]]>([
    [
      'a map',
      'aws_lambda_function',
      { environment: { variables: { SENTRY_DSN: 'x', LOG_LEVEL: 'x' } } },
      ['sentry SENTRY_DSN'],
    ],
    [
      'names beside values',
      'aws_ecs_task_definition',
      { container_definitions: [{ name: 'web', secrets: [{ name: 'MAILGUN_API_KEY', valueFrom: 'x' }] }] },
      ['mailgun MAILGUN_API_KEY'],
    ],
    [
      'a secret',
      'google_secret_manager_secret',
      { secret_id: 'shop-posthog-api-key' },
      ['posthog SHOP_POSTHOG_API_KEY'],
    ],
    ['a secret in a folder', 'aws_ssm_parameter', { name: '/shop/sentry/dsn' }, ['sentry SENTRY_DSN']],
    [
      'settings in sections',
      'azurerm_linux_web_app',
      { app_settings: { Sentry__Dsn: 'x', SETTINGS__ZENDESK__API_TOKEN: 'x' } },
      ['sentry Sentry__Dsn', 'zendesk SETTINGS__ZENDESK__API_TOKEN'],
    ],
    ['what looks like no variable', 'random_thing', { name: 'sentry_dsn', tags: { Sentry: 'x' } }, []],
  ])('%s', (_, type, attributes, expected) => {
    const one = { ...resource('resource', type, `${type}.a`, {}), body: bodyOf(attributes) };
    const found = link({}, [one]).signals.filter(({ signal }) => signal === 'env');
    expect(found.map(({ vendor, text }) => `${vendor} ${text}`)).toEqual(expected);
  });
});

function resource(
  mode: EvaluatedResource['mode'],
  type: string,
  address: string,
  attributes: Readonly<Record<string, string>>,
): EvaluatedResource {
  const place = { file: 'main.tf', span: FILE_START };
  const entries = Object.entries(attributes).map(([name, value]) => [
    name,
    { state: 'known' as const, value, ...place, origin: place },
  ]);
  return {
    mode,
    type,
    name: '',
    address,
    blockAddress: address,
    root: '.',
    scope: '.',
    ...place,
    environment: 'production',
    conditions: [],
    partial: false,
    provider: mode === 'resource' ? 'provider.aws' : null,
    body: { attributes: Object.fromEntries(entries), blocks: [] },
    providerVersions: [],
  };
}

describe('dependency facts', () => {
  it('take their version from the nearest lockfile', () => {
    const lock = JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/stripe': { version: '1.4.2' } } });
    const { dependencies } = link({
      'apps/a/package.json': manifest({ dependencies: ['stripe', 'left'] }),
      'package-lock.json': lock,
    });
    expect(dependencies).toMatchObject([
      { name: 'stripe', version: '1.4.2', group: 'production' },
      { name: 'left', version: '^1.0.0' },
    ]);
  });
});

it('links three thousand locked packages in no time', () => {
  const packages = Object.fromEntries(
    Array.from({ length: 3000 }, (_, i) => [
      `node_modules/@scope${i % 50}/package-${i}`,
      { version: '1.0.0', dev: i % 2 === 0 },
    ]),
  );
  const declarations = declarationsOf({ 'package-lock.json': JSON.stringify({ packages }, null, 2) });
  expect(declarations).toHaveLength(3000);
  const input: LinkInput = {
    declarations,
    catalog: { vendors: compiled, regions } as unknown as Catalog,
    files: [],
    scopeOf: () => '.',
    environmentOf: () => 'production',
  };
  // The fastest of a few: what else the machine does meanwhile is no matter of ours.
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    linkVendors(input, []);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(100);
});
