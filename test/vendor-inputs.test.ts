// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose writes its variables like this.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract as compose } from '../src/extractors/config/compose.ts';
import { extract as dotenv } from '../src/extractors/config/dotenv.ts';
import { parseImage } from '../src/extractors/config/image.ts';
import { interpolate, known, UNKNOWN } from '../src/extractors/config/interpolate.ts';
import { extract as pageHosts } from '../src/extractors/config/page-hosts.ts';
import type { Extract } from '../src/extractors/contract.ts';
import { walkJson } from '../src/extractors/packages/json-walk.ts';
import { extract as npmLock } from '../src/extractors/packages/npm-lock.ts';
import { extract as npmPackage } from '../src/extractors/packages/npm-package.ts';
import { extract as pnpmLock } from '../src/extractors/packages/pnpm-lock.ts';
import { extract as yarnLock } from '../src/extractors/packages/yarn-lock.ts';
import type {
  Declaration,
  DependencyDeclaration,
  ServiceDeclaration,
  SettingDeclaration,
} from '../src/model/declaration.ts';
import { sourceText } from '../src/text/source-text.ts';

const KINDS: Readonly<Record<string, Extract>> = {
  compose,
  dotenv,
  'npm-lock': npmLock,
  'npm-package': npmPackage,
  'pnpm-lock': pnpmLock,
  'yarn-lock': yarnLock,
};

function run(extract: Extract, text: string, path = 'file') {
  return extract({ source: sourceText(path, text), cursor: null, names: [] });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => statSync(path).isFile());
}

const inputs = Object.keys(KINDS).flatMap((kind) =>
  [...filesBelow(`fixtures/extractors/${kind}`), ...filesBelow(`fixtures/broken/${kind}`)]
    .filter((path) => !path.endsWith('declarations.json'))
    .map((path) => [path, kind] as const),
);

describe.each(inputs)('%s', (path, kind) => {
  const text = readFileSync(path, 'utf8');
  const { declarations, diagnostics } = run(KINDS[kind] as Extract, text, path);
  const lines = text.split(/\r\n|\n|\r/);

  it('gives spans within the file and never what it keeps secret', () => {
    for (const { span, file } of declarations) {
      expect(file).toBe(path);
      expect(span.startLine).toBeGreaterThan(0);
      expect(span.endLine).toBeLessThanOrEqual(lines.length);
      expect(span.endLine > span.startLine || span.endColumn > span.startColumn).toBe(true);
    }
    expect(JSON.stringify({ declarations, diagnostics }).replaceAll(path, '')).not.toMatch(/planted|0123456789abcdef/i);
  });

  it('spans what was named', () => {
    for (const one of declarations) {
      const line = lines[one.span.startLine - 1] ?? '';
      const name = one.kind === 'setting' || one.kind === 'service' ? one.name : null;
      if (name !== null) expect(line.slice(one.span.startColumn - 1)).toMatch(new RegExp(`^["']?${name}`));
    }
  });
});

describe('all extractors', () => {
  it('read anything without throwing', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      "'",
      '`',
      '\n',
      '  ',
      '=',
      '#',
      '$',
      '${',
      '-',
      '<<',
      '*a',
      '&a',
      'A',
      'services',
      'image',
      'packages',
      '@',
      '//',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (sample) => {
        for (const extract of Object.values(KINDS)) run(extract, sample);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['deep nesting', '['.repeat(20_000)],
    ['deep mapping', '{"a":'.repeat(20_000)],
    ['deep blocks', '- '.repeat(20_000)],
    ['open quotes', 'A="\n'.repeat(30_000)],
    ['escaped quotes', `A="${'\\"'.repeat(60_000)}`],
    ['open variables', `services:\n  a:\n    image: ${'${A:-'.repeat(20_000)}`],
    ['one long line', `A=${'x'.repeat(900_000)}`],
    ['merge bomb', mergeBomb(600)],
    ['alias bomb', aliasBomb()],
  ])('end soon on %s', (_, text) => {
    for (const [kind, extract] of Object.entries(KINDS)) {
      const start = performance.now();
      run(extract, text);
      expect([kind, performance.now() - start < 3000]).toEqual([kind, true]);
    }
  });

  it('say so where a file is broken', () => {
    expect(run(compose, mergeBomb(3000)).diagnostics).toMatchObject([{ code: 'partly-read' }]);
    expect(run(compose, 'services: '.concat('['.repeat(20_000))).diagnostics).toMatchObject([{ code: 'partly-read' }]);
    expect(run(npmPackage, '{"dependencies": {"a": "1.0.0"').diagnostics).toMatchObject([
      { code: 'partly-read', level: 'warning' },
    ]);
    expect(run(npmLock, '{"packages": {"node_modules/a": {"version": "1.0.0"}, ').declarations).toHaveLength(1);
  });
});

/** Each service merges all that came before it. */
function mergeBomb(size: number): string {
  const rows = Array.from({ length: size }, (_, i) => {
    const merged = Array.from({ length: i }, (__, k) => `*s${k}`).join(',');
    return `  s${i}: &s${i}\n    k${i}: v\n    image: a\n${i === 0 ? '' : `    <<: [${merged}]\n`}`;
  });
  return `services:\n${rows.slice(0, 300).join('')}${rows
    .slice(300, size)
    .map((__, i) => `  t${i}: {<<: *s299, environment: {<<: *s299}}\n`)
    .join('')}`;
}

function aliasBomb(): string {
  const rows = Array.from({ length: 40 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(10).fill(`*x${i}`).join(', ')}]\n`);
  return `x0: &x0 lol\n${rows.join('')}services:\n  a: {image: *x40, volumes: *x40, environment: *x40, profiles: *x40}\n`;
}

const dependencies = (extract: Extract, text: string) =>
  (run(extract, text).declarations as DependencyDeclaration[]).map(({ name, version, group }) => [
    name,
    version,
    group,
  ]);

const golden = (kind: string, name: string): string => {
  const folder = `fixtures/extractors/${kind}/${name}/input`;
  return readFileSync(`${folder}/${readdirSync(folder)[0]}`, 'utf8');
};

describe('package.json', () => {
  it('gives groups, ranges and the package really meant', () => {
    expect(dependencies(npmPackage, golden('npm-package', 'bakery'))).toEqual([
      ['stripe', '^17.2.0', 'production'],
      ['@sentry/node', '8.40.0', 'production'],
      ['nodemailer', '>=6.9 <7', 'production'],
      ['private-oven', null, 'production'],
      ['@jsr/std__assert', '^1.0.0', 'production'],
      ['vitest', '~2.1.0', 'development'],
      ['@types/stripe', 'latest', 'development'],
      ['fsevents', '2.3.3', 'optional'],
      ['react', '^18 || ^19', 'peer'],
    ]);
    expect(dependencies(npmPackage, golden('npm-package', 'aliases'))).toEqual([
      ['stripe', '^16.0.0', 'production'],
      ['@sentry/browser', '8', 'production'],
      ['same', null, 'production'],
      ['newest', '*', 'production'],
    ]);
  });

  it('spans key and value', () => {
    const [one] = run(npmPackage, '{\n  "dependencies": {\n    "a": "1.0.0"\n  }\n}').declarations;
    expect(one?.span).toEqual({ startLine: 3, startColumn: 5, endLine: 3, endColumn: 17 });
  });
});

it('JSON is walked as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, pretty) => {
      const walked: [string, string][] = [];
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      expect(walkJson(text, (scalar) => walked.push([JSON.stringify(scalar.path), scalar.text]))).toBe(null);
      expect(walked).toEqual(typeof value === 'object' && value !== null ? scalarsOf(value, []) : []);
    }),
  );
});

function scalarsOf(value: unknown, path: readonly string[]): [string, string][] {
  if (typeof value !== 'object' || value === null)
    return [[JSON.stringify(path), typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, item]) => scalarsOf(item, [...path, key]));
}

describe('lockfiles', () => {
  it('npm 3 tells groups by flags, and leaves the project’s own out', () => {
    expect(dependencies(npmLock, golden('npm-lock', 'version-3'))).toEqual([
      ['@sentry/node', '8.40.0', 'production'],
      ['qs', '6.12.0', 'production'],
      ['fsevents', '2.3.3', 'optional'],
      ['stripe', '16.0.0', 'production'],
      ['qs', '6.13.0', 'development'],
      ['react', '19.0.0', 'peer'],
      ['stripe', '17.2.0', 'production'],
      ['vitest', '2.1.1', 'development'],
      ['yaml', '2.6.0', 'optional'],
    ]);
  });

  it('npm 1 nests, npm 2 repeats', () => {
    const nested = [
      ['express', '4.18.0', 'production'],
      ['qs', '6.10.0', 'production'],
      ['stripe', '16.0.0', 'production'],
      ['oven', null, 'production'],
      ['mocha', '9.0.0', 'development'],
      ['twilio', '3.84.0', 'optional'],
    ];
    const text = golden('npm-lock', 'version-1');
    expect(dependencies(npmLock, text)).toEqual(nested);
    const both = JSON.stringify({
      packages: { 'node_modules/a': { version: '1.0.0' } },
      dependencies: JSON.parse(text).dependencies,
    });
    expect(dependencies(npmLock, both)).toEqual([['a', '1.0.0', 'production']]);
  });

  it('pnpm 9 is followed from its importers', () => {
    expect(dependencies(pnpmLock, golden('pnpm-lock', 'version-9'))).toEqual([
      ['@sentry/core', '8.40.0', 'production'],
      ['@sentry/node', '8.40.0', 'production'],
      ['fsevents', '2.3.3', 'optional'],
      ['oven', '2.0.0', 'production'],
      ['qs', '6.13.0', 'production'],
      ['react-shop', '1.0.0', 'production'],
      ['react', '19.0.0', 'production'],
      ['stripe', '16.0.0', 'production'],
      ['tinypool', '1.0.0', 'development'],
      ['vitest', '2.1.1', 'development'],
    ]);
  });

  it('pnpm 5 and 6 carry flags', () => {
    expect(dependencies(pnpmLock, golden('pnpm-lock', 'version-6'))).toEqual([
      ['@types/node', '20.1.0', 'development'],
      ['fsevents', '2.3.3', 'optional'],
      ['react-dom', '18.2.0', 'production'],
      ['stripe', '14.1.0', 'production'],
    ]);
    expect(dependencies(pnpmLock, golden('pnpm-lock', 'version-5'))).toEqual([
      ['@babel/core', '7.20.0', 'development'],
      ['stripe', '8.222.0', 'production'],
      ['oven', '2.0.0', 'development'],
    ]);
  });

  it('Yarn names what an alias means, and leaves the project’s own out', () => {
    expect(dependencies(yarnLock, golden('yarn-lock', 'classic'))).toEqual([
      ['@sentry/node', '8.40.0', 'unknown'],
      ['stripe', '16.0.0', 'unknown'],
      ['@stripe/stripe-js', '4.1.0', 'unknown'],
      ['qs', '6.13.0', 'unknown'],
    ]);
    expect(dependencies(yarnLock, golden('yarn-lock', 'later'))).toEqual([
      ['@sentry/node', '8.40.0', 'unknown'],
      ['qs', '6.13.0', 'unknown'],
      ['stripe', '16.0.0', 'unknown'],
      ['typescript', '5.6.3', 'unknown'],
    ]);
  });
});

const settings = (declarations: readonly Declaration[]) =>
  declarations
    .filter((one): one is SettingDeclaration => one.kind === 'setting')
    .map(({ name, value, scheme, host }) => [
      name,
      value?.kind === 'hidden' ? 'hidden' : (value?.value ?? null),
      scheme,
      host,
    ]);

describe('.env', () => {
  it('shows scheme and host of URLs, technical words, and nothing else', () => {
    expect(settings(run(dotenv, golden('dotenv', 'bakery')).declarations)).toEqual([
      ['APP_URL', 'hidden', 'https', 'orders.bakery.example'],
      ['DATABASE_URL', 'hidden', 'postgres', 'db.bakery.example'],
      ['DATABASE_TEST_URL', 'hidden', 'postgres', null],
      ['MONGO_URL', 'hidden', 'mongodb+srv', 'cluster0.ab1cd.mongodb.net'],
      ['JDBC_URL', 'hidden', 'mysql', 'mysql'],
      ['SENTRY_DSN', 'hidden', 'https', 'o42.ingest.de.sentry.io'],
      ['STRIPE_SECRET_KEY', null, null, null],
      ['SMTP_HOST', 'smtp.bakery.example', null, 'smtp.bakery.example'],
      ['SMTP_PORT', 587, null, null],
      ['SMTP_PASSWORD', 'hidden', null, null],
      ['S3_ENDPOINT', 'hidden', 'http', 'minio'],
      ['S3_REGION', 'eu-central-1', null, null],
      ['UPLOADS_ENABLED', true, null, null],
      ['OWNER_NAME', 'hidden', null, null],
      ['OWNER_PHONE', 'hidden', null, null],
      ['OWNER_EMAIL', 'hidden', null, null],
      ['HOOK_URL', 'hidden', 'https', 'hooks.bakery.example'],
      ['TENANT_URL', 'hidden', 'https', 'tenants.bakery.example'],
      ['PROFILE_URL', 'hidden', 'https', 'social.bakery.example'],
      ['NUXT_IMAGE', 'ghcr.io/bakery/shop:1.2.3', null, null],
    ]);
  });

  it('reads quotes over lines, and lets an open one swallow nothing', () => {
    const rows = settings(run(dotenv, golden('dotenv', 'quotes')).declarations);
    expect(rows.map(([name, value]) => [name, value])).toEqual([
      ['REGION', 'eu-west-1'],
      ['KEY', 'hidden'],
      ['AFTER_KEY', 'hidden'],
      ['NOTE', 'hidden'],
      ['OPEN', 'hidden'],
      ['MODE', 'production'],
      ['APOSTROPHE', 'hidden'],
      ['LEVEL', 'debug'],
      ['EMPTY', null],
      ['SPACED', 'hidden'],
      ['HASH_MODE', 'a#b'],
      ['LAST_MODE', 'test'],
      ['DB_HOST', 'db.bakery.example'],
      ['DB_URL', 'hidden'],
      ['FALLBACK_REGION', 'eu-north-1'],
      ['SHOWN_MODE', null],
      ['LITERAL_MODE', 'hidden'],
      ['SENTRY_DSN', null],
      ['AUTH_DOMAIN', null],
    ]);
  });
});

describe('Compose', () => {
  const read = (name: string) => run(compose, golden('compose', name)).declarations;
  const services = (name: string) => read(name).filter((one): one is ServiceDeclaration => one.kind === 'service');
  const environment = (name: string, owner: string) =>
    settings(read(name).filter((one) => one.kind === 'setting' && one.owner === owner)).map(([key, value]) => [
      key,
      value,
    ]);

  it('gives images, volumes that can be written to, and profiles', () => {
    expect(services('bakery').map(({ name, image, tag, profiles }) => [name, image, tag, profiles])).toEqual([
      ['shop', null, null, []],
      ['db', 'postgres', '16.4-alpine', []],
      ['cache', 'valkey/valkey', '8', []],
      ['tools', 'localhost:5000/tools/psql', null, ['debug']],
    ]);
    expect(services('bakery')[1]?.mounts).toEqual([
      { source: 'orders', target: '/var/lib/postgresql/data', named: true },
      { source: '/srv/backups', target: '/backups', named: false },
    ]);
    expect(services('bakery')[2]?.mounts).toEqual([{ source: null, target: '/data', named: false }]);
  });

  it('gives the environment in both forms', () => {
    expect(environment('bakery', 'shop')).toEqual([
      ['DATABASE_URL', 'hidden'],
      ['SENTRY_DSN', null],
      ['STRIPE_SECRET_KEY', 'hidden'],
      ['REGION', 'eu-central-1'],
      ['SESSION_DAYS', 30],
      ['DEBUG', false],
      ['PASSED_ON', null],
    ]);
    expect(environment('bakery', 'db')).toEqual([
      ['POSTGRES_PASSWORD', 'hidden'],
      ['POSTGRES_DB', 'orders'],
      ['PGSSLMODE', null],
    ]);
  });

  it('follows anchors, merge keys and extends', () => {
    expect(services('anchors').map(({ name, image, mounts }) => [name, image, mounts.length])).toEqual([
      ['baker', 'bakery/worker', 1],
      ['packer', 'bakery/worker', 1],
      ['seller', 'bakery/seller', 1],
      ['loop', 'bakery/loop', 0],
      ['queue', 'rabbitmq', 0],
    ]);
    expect(environment('anchors', 'packer')).toEqual([
      ['MODE', 'packer'],
      ['OTHER_LEVEL', 'info'],
      ['QUEUE_URL', 'hidden'],
      ['LEVEL', 'info'],
    ]);
    expect(environment('anchors', 'seller')[0]).toEqual(['MODE', 'seller']);
    expect(environment('anchors', 'seller')).toHaveLength(4);
  });

  it('knows what is built or computed from what is pulled', () => {
    expect(services('forms').map(({ name, image, tag }) => [name, image, tag])).toEqual([
      ['built', null, null],
      ['based', 'clickhouse/clickhouse-server', '25.8'],
      ['computed', null, null],
      ['half-computed', 'ghcr.io/bakery/api', null],
      ['windows', 'bakery/desk', null],
      ['nothing', null, null],
      ['text', null, null],
      ['dollars', 'bakery/dollars', null],
      ['mongo', null, null],
      ['events', null, null],
    ]);
    expect(services('forms')[4]?.mounts).toEqual([
      { source: 'C:\\bakery\\data', target: '/data', named: false },
      { source: 'cache', target: '/cache', named: true },
      { source: null, target: '/where', named: false },
    ]);
    expect(environment('forms', 'dollars')).toEqual([
      ['PRICE_FORMAT', 'hidden'],
      ['NESTED_MODE', 'deep'],
      ['BROKEN_MODE', null],
      ['ALTERNATIVE_MODE', null],
    ]);
  });
});

it.each([
  ['postgres', 'postgres', null],
  ['docker.io/library/postgres:16', 'postgres', '16'],
  ['index.docker.io/bitnami/redis', 'bitnami/redis', null],
  ['GHCR.io/Org/Name:V1@sha256:abc', 'ghcr.io/org/name', 'V1'],
  ['localhost:5000/name', 'localhost:5000/name', null],
  ['${IMG:-postgres:16}', 'postgres', '16'],
  ['${REGISTRY}/name:1', null, null],
  ['', null, null],
])('image %s', (reference, image, tag) => {
  expect(parseImage(reference)).toEqual(image === null ? null : { image, tag });
});

it('variables without a default stay unknown', () => {
  expect(interpolate('a${B}c$D-$$E')).toBe(`a${UNKNOWN}c${UNKNOWN}-$E`);
  expect(known('a${B:-x}')).toBe('ax');
  expect(known('a${B?required}')).toBeNull();
  expect(known('100$')).toBe('100$');
});

it('a lockfile of two megabytes takes a moment', () => {
  const entry = (i: number) =>
    `  '@scope/package-${i}@1.0.${i}':\n    resolution: {integrity: sha512-${'x'.repeat(86)}}\n    engines: {node: '>=18'}\n\n`;
  const text = `lockfileVersion: '9.0'\n\npackages:\n\n${Array.from({ length: 12_000 }, (_, i) => entry(i)).join('')}`;
  expect(text.length).toBeGreaterThan(2_000_000);
  run(pnpmLock, text);
  const start = performance.now();
  expect(run(pnpmLock, text).declarations).toHaveLength(12_000);
  expect(performance.now() - start).toBeLessThan(1000);
});

describe('pages', () => {
  it.each([
    '<script>',
    '<img "',
    "<script src='",
    '<link rel="x ',
    '<!--',
    '{#',
    '/*',
    'script-src a\n',
    'script-src a.b ',
    "script-src ${{{<%'nonce-",
    'imgSrc: a\n\n?',
    'a.b.c.',
    '"//a.',
    '   ',
    '\n',
    '<script>"//a.example/"',
  ])('take linear time: %j again and again', (piece) => {
    const text = `content-security-policy ${piece.repeat(Math.floor(1_000_000 / piece.length))}`;
    const start = performance.now();
    pageHosts({ source: sourceText('page.html', text), cursor: null, names: [] });
    // A quadratic reading takes minutes.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
