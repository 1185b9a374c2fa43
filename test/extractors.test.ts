import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../src/catalog/load.ts';
import { extractors } from '../src/extractors/registry.ts';
import { assets } from '../src/files/assets.ts';
import type { FileSource } from '../src/files/contract.ts';
import { decodeText } from '../src/files/decode.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { discover } from '../src/pipeline/discover.ts';
import { type ExtractOptions, type ExtractResult, extract } from '../src/pipeline/extract.ts';
import { type Facts, link } from '../src/pipeline/link.ts';
import { createSyntax } from '../src/syntax/syntax.ts';
import { filesBelow, foldersIn, matchesGolden } from './helpers/goldens.ts';

const FIXTURES = 'fixtures/extractors';
const BROKEN = 'fixtures/broken';

const loadSyntax: ExtractOptions['loadSyntax'] = (_bytes, grammars) =>
  createSyntax((name) => assets.read(name), grammars);

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
      expect(extracted.filesRead).toBe(paths.length);
      for (const { file, span } of extracted.diagnostics) {
        expect(paths).toContain(file);
        expect(span?.startLine).toBeGreaterThan(0);
      }
    },
    60_000,
  );
});
