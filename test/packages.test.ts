import { describe, expect, it } from 'vitest';
import { extractors } from '../src/extractors/registry.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { linkDependencies } from '../src/linkers/vendors/dependencies.ts';
import { judgeVendors } from '../src/linkers/vendors/judge.ts';
import { linkVendors } from '../src/linkers/vendors/link-vendors.ts';
import type { VendorSignal } from '../src/model/fact.ts';
import { discover } from '../src/pipeline/discover.ts';
import { extract } from '../src/pipeline/extract.ts';
import type { Catalog } from '../src/schemas/catalog.ts';
import { vendorSchema } from '../src/schemas/vendor.ts';
import { sourceText } from '../src/text/source-text.ts';

const maple = vendorSchema.parse({
  id: 'maple-pay',
  name: 'Maple Pay',
  company: 'Maple Pay',
  website: 'https://maple-pay.example',
  purposes: ['payment'],
  locations: ['CA'],
  categories: ['user.payment'],
  detect: {
    packages: [
      'maple',
      'pypi:maple-pay',
      'golang:git.maple.example/maple-go',
      'gem:maple',
      'composer:maple/maple-php',
      'maven:ca.maple:*',
      'nuget:Maple.Net',
      'cargo:maple-pay',
      'hex:maple',
      'pub:maple_flutter',
    ],
    env: ['MAPLE_KEY'],
  },
  examples: { yes: ['package maple'], no: ['package syrup'] },
});

async function scan(files: Readonly<Record<string, string>>) {
  const source = memoryFiles(files);
  const discovery = discover({ paths: (await source.list()).paths, roots: ['.'], ignore: [], documents: [] });
  const { declarations } = await extract({
    source,
    inputs: discovery.inputs,
    references: [],
    loadSyntax: () => Promise.reject(new Error('no grammar is needed')),
  });
  const input = {
    ...discovery,
    declarations,
    catalog: { vendors: [maple], regions: {} } as unknown as Catalog,
    files: Object.keys(files).sort(),
  };
  const { facts } = linkVendors(input, []);
  const signals = facts.filter((fact): fact is VendorSignal => fact.kind === 'vendor-signal');
  return {
    dependencies: linkDependencies(input).map(({ scope, name, version, group }) => [scope, name, version, group]),
    role: judgeVendors(signals, [maple])[0]?.role ?? null,
    signals: signals.map(({ signal, strength, text, role, place }) => [
      signal,
      strength,
      text,
      role,
      `${place.file}:${place.span.startLine}`,
    ]),
  };
}

const roleOf = async (files: Readonly<Record<string, string>>) => (await scan(files)).role;

describe('Python', () => {
  it('takes an SDK of production as proof, whoever writes its name how', async () => {
    expect(await scan({ 'requirements.txt': 'flask\nMaple_Pay[async]>=1 # pays\n' })).toMatchObject({
      role: 'subprocessor',
      signals: [['package', 'strong', 'pypi:Maple_Pay', 'production', 'requirements.txt:2']],
    });
    expect(await roleOf({ 'pyproject.toml': '[project]\ndependencies = ["maple.pay"]\n' })).toBe('subprocessor');
    expect(await roleOf({ 'pyproject.toml': '[tool.poetry.dependencies]\nmaple-pay = "^1"\n' })).toBe('subprocessor');
    expect(await roleOf({ Pipfile: '[packages]\nmaple-pay = "*"\n' })).toBe('subprocessor');
    expect(await roleOf({ 'setup.cfg': '[options]\ninstall_requires =\n  maple-pay\n' })).toBe('subprocessor');
    expect(await roleOf({ 'setup.py': 'setup(install_requires=["maple-pay>=1"])\n' })).toBe('subprocessor');
  });

  it('accuses nobody for development, tests, extras, comments and stubs', async () => {
    expect(await roleOf({ 'requirements-dev.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'requirements/test.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'docs/requirements.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'requirements.txt': '# maple-pay==1\nflask # maple-pay\n' })).toBeNull();
    expect(await roleOf({ 'requirements.txt': 'types-maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'pyproject.toml': '[dependency-groups]\ndev = ["maple-pay"]\n' })).toBe('dev-only');
    expect(await roleOf({ 'pyproject.toml': '[project]\n# dependencies = ["maple-pay"]\n' })).toBeNull();
    expect(await roleOf({ 'pyproject.toml': '[project.optional-dependencies]\npay = ["maple-pay"]\n' })).toBe(
      'optional',
    );
    expect(
      await roleOf({ 'setup.py': '# setup(install_requires=["maple-pay"])\nsetup(install_requires=["x"])\n' }),
    ).toBeNull();
    expect(await roleOf({ 'tests/requirements.txt': 'maple-pay\n' })).toBeNull();
  });

  it('lets lockfiles and constraints add to a doubt, never detect', async () => {
    const lock = (group: string) => `[[package]]\nname = "maple-pay"\nversion = "1.2"\ngroups = ["${group}"]\n`;
    expect(await roleOf({ 'poetry.lock': lock('main') })).toBeNull();
    expect(await roleOf({ 'poetry.lock': lock('main'), '.env': 'MAPLE_KEY=' })).toBe('subprocessor');
    expect(await roleOf({ 'poetry.lock': lock('dev'), '.env': 'MAPLE_KEY=' })).toBe('possible');
    expect(await roleOf({ 'constraints.txt': 'maple-pay==1\n', '.env': 'MAPLE_KEY=' })).toBe('possible');
    const compiled =
      '# This file is autogenerated by pip-compile\nshop==1 # via -r requirements.in\nmaple-pay==1 # via shop\n';
    expect(await roleOf({ 'requirements.txt': compiled })).toBeNull();
  });

  it('takes versions from the lockfile of its own ecosystem', async () => {
    const { dependencies } = await scan({
      'api/pyproject.toml': '[project]\ndependencies = ["Maple_Pay>=1"]\n',
      'api/package-lock.json': '{"packages": {"node_modules/maple-pay": {"version": "9.9.9"}}}',
      'uv.lock': '[[package]]\nname = "maple-pay"\nversion = "1.2"\n',
    });
    expect(dependencies).toEqual([['api', 'Maple_Pay', '1.2', 'production']]);
  });
});

// ---------------------------------------------------------------- speed

/** At least 8 MB a second, on a machine that others use as well. */
async function bytesPerSecond(id: string, path: string, text: string): Promise<number> {
  const entry = extractors.find((one) => one.id === id);
  if (entry === undefined) throw new Error(id);
  const { extract: read } = await entry.load();
  let best = 0;
  for (let i = 0; i < 5; i += 1) {
    const start = performance.now();
    const { declarations } = read({ source: sourceText(path, text), cursor: null, names: [] });
    best = Math.max(best, text.length / ((performance.now() - start) / 1000));
    expect(declarations.length).toBeGreaterThan(1000);
  }
  return best;
}

const repeated = (entry: (i: number) => string): string => Array.from({ length: 4000 }, (_, i) => entry(i)).join('');

const LOCKS: readonly (readonly [id: string, path: string, text: string])[] = [
  [
    'python-lock',
    'poetry.lock',
    repeated(
      (i) =>
        `[[package]]\nname = "p${i}"\nversion = "1.${i}"\ngroups = ["main"]\nfiles = [\n${`    {file = "p${i}.whl", hash = "sha256:${'a'.repeat(64)}"},\n`.repeat(6)}]\n\n`,
    ),
  ],
  [
    'uv-lock',
    'uv.lock',
    repeated(
      (i) =>
        `[[package]]\nname = "p${i}"\nversion = "1.${i}"\ndependencies = [\n    { name = "p${i + 1}" },\n]\nwheels = [\n${`    { url = "https://files.example/p${i}.whl", hash = "sha256:${'a'.repeat(64)}" },\n`.repeat(6)}]\n\n`,
    ),
  ],
  [
    'pipfile-lock',
    'Pipfile.lock',
    `{"default": {${repeated((i) => `${i === 0 ? '' : ','}\n  "p${i}": {"hashes": ["sha256:${'a'.repeat(64)}"], "version": "==1.${i}"}`)}}}`,
  ],
];

describe('lockfiles are read at eight megabytes a second and more', () => {
  it.each(LOCKS)('%s', async (id, path, text) => {
    expect(await bytesPerSecond(id, path, text)).toBeGreaterThan(8e6);
  });
});
