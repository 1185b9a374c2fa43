import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import { loadCatalog } from '../src/catalog/load.ts';
import type { ExtractorEntry } from '../src/extractors/contract.ts';
import { extractors } from '../src/extractors/registry.ts';
import { assets } from '../src/files/assets.ts';
import type { FileSource } from '../src/files/contract.ts';
import { decodeText } from '../src/files/decode.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { discover } from '../src/pipeline/discover.ts';
import { type ExtractOptions, type ExtractResult, extract } from '../src/pipeline/extract.ts';
import { type Facts, link } from '../src/pipeline/link.ts';
import { createSyntax } from '../src/syntax/syntax.ts';
import { firstMatch } from '../src/text/globs.ts';
import { filesBelow, foldersIn, matchesGolden } from './helpers/goldens.ts';

const FIXTURES = 'fixtures/extractors';
const BROKEN = 'fixtures/broken';

const loadSyntax: ExtractOptions['loadSyntax'] = (_bytes, grammars) =>
  createSyntax((name) => assets.read(name), grammars);

const entryOf = firstMatch([
  ...extractors.filter((one) => !one.lastResort),
  ...extractors.filter((one) => one.lastResort),
]);

function sourceOf(folder: string): FileSource {
  return memoryFiles(
    Object.fromEntries(filesBelow(folder).map((path) => [path, decodeText(readFileSync(join(folder, path)))])),
  );
}

async function read(folder: string): Promise<{ extracted: ExtractResult; facts: Facts }> {
  const source = sourceOf(folder);
  const { paths } = await source.list();
  const discovery = discover({ paths, roots: ['.'], ignore: [], documents: [] });
  const extracted = await extract({
    source,
    inputs: discovery.inputs,
    references: [],
    loadSyntax,
  });
  const { scopeOf, environmentOf } = discovery;
  const facts = link({
    declarations: extracted.declarations,
    catalog: loadCatalog(),
    files: paths,
    scopeOf,
    environmentOf,
    declaredStores: [],
    namedDocuments: {},
  });
  return { extracted, facts };
}

/** One line per declaration or fact, so that a golden can be read and a change shows as one line. */
function lines(title: string, rows: readonly unknown[]): string {
  return rows.length === 0 ? '' : `${title}\n${rows.map((row) => `  ${JSON.stringify(row)}\n`).join('')}`;
}

describe('every registered extractor has cases', () => {
  it.each(extractors.map(({ id }) => id))('%s', (id) => {
    expect(foldersIn(FIXTURES)).toContain(id);
    expect(foldersIn(join(FIXTURES, id)).length).toBeGreaterThan(0);
    expect(foldersIn(BROKEN)).toContain(id);
  });
  it('no folder is left over', () => {
    const ids = extractors.map(({ id }) => id);
    expect(foldersIn(FIXTURES).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe.each(foldersIn(FIXTURES))('%s', (id) => {
  it.each(foldersIn(join(FIXTURES, id)))('%s', async (name) => {
    const folder = join(FIXTURES, id, name);
    const { extracted, facts } = await read(join(folder, 'input'));
    expect(extracted.filesRead).toBeGreaterThan(0);
    matchesGolden(
      join(folder, 'declarations.txt'),
      lines('declarations', extracted.declarations) + lines('diagnostics', extracted.diagnostics),
    );
    const { entities, stores, signals, documents, gates, jobs, diagnostics } = facts;
    matchesGolden(
      join(folder, 'facts.txt'),
      lines('entities', entities) +
        lines('stores', stores) +
        lines('signals', signals) +
        lines('documents', documents) +
        lines('gates', gates) +
        lines('jobs', jobs) +
        lines('diagnostics', diagnostics),
    );
  });
});

it('no golden holds what the inputs keep secret', () => {
  for (const path of filesBelow(FIXTURES).filter((name) => /\/(?:declarations|facts)\.txt$/.test(name)))
    expect([path, readFileSync(join(FIXTURES, path), 'utf8').match(/hunter2/)?.[0]]).toEqual([path, undefined]);
});

describe('broken input ends in a diagnostic, never in a crash', () => {
  it.each(extractors.map(({ id }) => id))(
    '%s',
    async (id) => {
      const source = sourceOf(join(BROKEN, id));
      const { paths } = await source.list();
      const entry = extractors.find((one) => one.id === id);
      if (entry === undefined) throw new Error(`no extractor ${id}`);
      // Whatever they are called: each is read as this kind of file.
      const inputs = paths.map((path) => ({ path, entry }));
      const extracted = await extract({ source, inputs, references: [], loadSyntax });
      const binary = paths.filter((path) => source.read(path)?.includes('\0'));
      const limits = /larger|longer/;
      expect(extracted.skipped.flatMap(({ file, reason }) => (limits.test(reason) ? [] : file))).toEqual(binary);
      expect(extracted.filesRead).toBe(paths.length - binary.length);
      for (const { file, span } of extracted.diagnostics) {
        expect(paths).toContain(file);
        expect(span?.startLine).toBeGreaterThan(0);
      }
    },
    60_000,
  );
});

it.each(extractors)('no check passes that rests on a file of the kind $id that was not read', async ({ id, gives }) => {
  const [name = ''] = foldersIn(join(FIXTURES, id));
  const path = filesBelow(join(FIXTURES, id, name, 'input')).find((one) => entryOf(one)?.id === id) ?? '';
  const { clauses, scope } = await audit({
    source: memoryFiles({ [path]: '\0', 'app/package.json': '{"dependencies": {"left-pad": "1"}}' }),
    root: '.',
    asOf: '2026-11-24',
  });
  expect(scope.skipped).toMatchObject([{ file: path }]);
  const resting = loadCatalog().families.filter(({ inputs }) => inputs.includes(gives));
  const partial = clauses.filter(({ reasonCode }) => reasonCode === 'partial-input');
  expect(partial.map(({ family }) => family)).toEqual(
    clauses.flatMap(({ family }) => resting.find((one) => one.id === family)?.id ?? []),
  );
  expect(partial.length > 0).toBe(gives !== 'documents');
});

it.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'a pointer of Git LFS'],
  ['C\0R\0E\0A\0T\0E\0', 'UTF-16 without a byte-order mark'],
  [decodeText(Buffer.from('CREATE TABLE v\xe9hicules (pr\xe9nom text);', 'latin1')), 'The file is not UTF-8'],
  ['CREATE TABLE a (id int); -- v\ufffdhicules', undefined],
])('%j is told of: %s', async (text, told) => {
  const inputs = [{ path: 'a.sql', entry: entryOf('a.sql') as ExtractorEntry }];
  const { diagnostics } = await extract({ source: memoryFiles({ 'a.sql': text }), inputs, references: [], loadSyntax });
  expect(diagnostics.map(({ message }) => message)).toEqual(told === undefined ? [] : [expect.stringContaining(told)]);
});

it('a fault of an extractor is told, and ends nothing', async () => {
  const entry: ExtractorEntry = {
    ...(entryOf('a.sql') as ExtractorEntry),
    load: async () => ({
      extract: () => {
        throw new RangeError('Maximum call stack size exceeded');
      },
    }),
  };
  const source = memoryFiles({ 'a.sql': 'CREATE TABLE a (id int);' });
  const { skipped } = await extract({ source, inputs: [{ path: 'a.sql', entry }], references: [], loadSyntax });
  expect(skipped).toEqual([{ file: 'a.sql', reason: expect.stringContaining('RangeError') }]);
});

/** Each of these took more than 4 s at half the length: a reader went back over what it had read from every place anew. */
describe('the time to read grows with the length, not with its square', () => {
  const many = (piece: string): string => piece.repeat(200_000 / piece.length);
  it.each([
    ['pom.xml', `<project><a${many('a')}`],
    ['pom.xml', `<project ${many('-')}>`],
    ['PRIVACY.md', `# ${many(' ')}\u2028\n`],
    ['PRIVACY.md', `${many('~')}\u2028\n`],
    ['pubspec.yaml', `dependencies:\n  a: {${many('-')}}\n`],
    ['setup.cfg', `[options]\ninstall_requires =\n  a${many(' #')}\u2028x\n`],
    ['setup.cfg', `[options]\ninstall_requires =\n  a${many(' ')}b\n`],
    ['setup.py', `setup(install_requires=[x${many('\\"')}\n])`],
    ['uv.lock', `[[package]]\nname = "a"\ndependencies = [{ name = "b", ${many('extra=[')}\n`],
    [
      'a.csproj',
      `<Project><ItemGroup Condition="${many('IsTestTest')}"><PackageReference Include="a"/></ItemGroup></Project>`,
    ],
    ['a.tf', `locals {\n  a = "${many('a')}`],
    ['a.tf', `locals {\n  a = "${' '.repeat(60_000)}`],
  ])('%s', async (path, text) => {
    const inputs = [{ path, entry: entryOf(path) as ExtractorEntry }];
    const started = performance.now();
    await extract({ source: memoryFiles({ [path]: text }), inputs, references: [], loadSyntax });
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
