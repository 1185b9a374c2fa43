import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../src/catalog/compile-rules.ts';
import { loadCatalog, loadPack } from '../src/catalog/load.ts';
import { families } from '../src/checks/registry.ts';
import { extractors } from '../src/extractors/registry.ts';
import { reporters } from '../src/reporters/registry.ts';
import { firstMatch, globMatcher } from '../src/text/globs.ts';
import { filesBelow } from './helpers/goldens.ts';

const readme = readFileSync('README.md', 'utf8');

/** Rows of the table under a marker comment of the README. */
function table(name: string): string[] {
  const body = readme.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '';
  return body.trim().split('\n').slice(2);
}

describe('one list of everything', () => {
  it('registries are sorted by id and have no id twice', () => {
    for (const list of [extractors, reporters, families]) {
      const ids = list.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort());
    }
  });
  it('a path leads to the first line of the registry that fits, in whatever its patterns end', () => {
    const find = firstMatch(extractors);
    const matchers = extractors.map(({ id, files }) => ({ id, matches: globMatcher(files) }));
    const paths = ['fixtures', 'src', 'rules'].flatMap((folder) =>
      filesBelow(folder).map((path) => `${folder}/${path}`),
    );
    for (const path of [...paths, '.env', 'a/.yml', 'a.', 'no-ending', 'a/x.env', 'Gemfile', 'gems.rb/x'])
      expect([path, find(path)?.id]).toEqual([path, matchers.find(({ matches }) => matches(path))?.id]);
  });
  it('every family has words, and every words file a family', () => {
    expect(loadCatalog().families.map(({ id }) => id)).toEqual(families.map(({ id }) => id));
  });
  it('the parameters in the words are those of the schema', async () => {
    for (const family of families) {
      const { schema } = await family.params();
      const shape = Object.keys(
        (schema as unknown as { shape?: object; def?: { in?: { shape: object } } }).shape ?? {},
      ).sort();
      const words = loadCatalog().families.find(({ id }) => id === family.id);
      expect(Object.keys(words?.params ?? {}).sort(), family.id).toEqual(shape);
    }
  });
  it('compiled rules equal their sources', async () => {
    const compiled = await compileRules('rules');
    for (const [name, content] of Object.entries(compiled)) {
      expect(readFileSync(`dist/${name}`, 'utf8') === content, `dist/${name} is stale: npm run build`).toBe(true);
    }
  });
  it('the README lists what is read', () => {
    expect(table('inputs')).toEqual(
      extractors.map(({ title, files }) => `| ${title} | ${files.map((glob) => `\`${glob}\``).join(', ')} |`),
    );
  });
  it('the README counts the clauses of every pack', async () => {
    const rows = [];
    for (const id of readdirSync('rules/packs').sort()) {
      const { title, clauses } = await loadPack(id, '.', loadCatalog());
      const rules = clauses.filter(({ rule }) => rule);
      const attested = rules.filter(({ family }) => family === 'attestation').length;
      const checked = rules.filter(({ family }) => family !== null).length - attested;
      const counts = [
        clauses.length,
        checked,
        attested,
        rules.length - checked - attested,
        clauses.length - rules.length,
      ];
      rows.push(`| \`${id}\` | ${title} | ${counts.join(' | ')} |`);
    }
    expect(table('packs')).toEqual(rows);
  });
  it('the README lists what is checked', () => {
    const words = loadCatalog().families;
    expect(table('families')).toEqual(words.map(({ id, question }) => `| \`${id}\` | ${question} |`));
  });
});
