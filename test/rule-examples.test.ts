import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePack } from '../src/catalog/compile-pack.ts';
import { loadCatalog } from '../src/catalog/load.ts';
import { families } from '../src/checks/registry.ts';
import { runExamples } from '../src/cli/examples.ts';
import { readYamlFolder } from '../src/files/folder.ts';
import type { Clause } from '../src/model/pack.ts';

const words = loadCatalog().families;
const folders = readdirSync('rules/packs').sort();
const packs = await Promise.all(
  folders.map(async (folder) => {
    const files = readYamlFolder(`rules/packs/${folder}`);
    return { folder, pack: await compilePack(files, words, folder), results: await runExamples(files, folder) };
  }),
);
const defaults = await defaultsOfFamilies();

describe.each(packs.map((one) => [one.folder, one] as const))('examples of %s', (_folder, { pack, results }) => {
  it.each(results.map(({ name, problems }) => [name, problems] as const))('%s', (_name, problems) => {
    expect(problems).toEqual([]);
  });
  it('have a name each', () => {
    const names = results.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  const executable = pack.clauses.filter(({ family }) => family !== null && family !== 'attestation');
  it.each(executable.map((clause) => [clause.id, clause] as const))('cover %s', (_id, clause) => {
    const own = results.flatMap(({ example }) => (example.clause === clause.id ? [example] : []));
    const statuses = new Set<string>(own.map(({ expect: status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining(statusesAsked(clause)));
    for (const example of own) {
      if (example.expect === 'fail') expect(example.findings.length, example.name).toBeGreaterThan(0);
    }
    if (clause.modality === 'gap') {
      expect(own.some(({ expect: status, strict }) => status === 'fail' && strict?.includes('gaps'))).toBe(true);
      const isSilent = own.some(
        ({ expect: status, strict, advisories }) =>
          status === 'not-applicable' && strict === undefined && advisories?.includes('silent-policy'),
      );
      expect(isSilent).toBe(true);
    }
    const flipped = new Set(own.flatMap(({ flips }) => flips.flatMap(({ params }) => Object.keys(params))));
    expect(setParams(clause).filter((name) => !flipped.has(name))).toEqual([]);
  });
});

/** A family that checks only a part says so instead of passing (report.md, How a status comes about). */
function statusesAsked({ family }: Clause): string[] {
  const isPartial = words.some(({ id, partial }) => id === family && partial !== null);
  return [isPartial ? 'not-assessed' : 'pass', 'fail', 'not-applicable'];
}

/** Parameters that the clause sets to something else than their absence means. */
function setParams({ family, params }: Clause): string[] {
  const absent = defaults.get(family ?? '') ?? {};
  return Object.keys(params).filter((name) => JSON.stringify(params[name]) !== JSON.stringify(absent[name]));
}

async function defaultsOfFamilies(): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const all = new Map<string, Readonly<Record<string, unknown>>>();
  for (const family of families) {
    const { schema } = await family.params();
    const { shape } = schema as unknown as { shape: Record<string, { safeParse(value: unknown): { data?: unknown } }> };
    const values = Object.entries(shape).map(([name, param]) => [name, param.safeParse(undefined).data]);
    all.set(family.id, Object.fromEntries(values));
  }
  return all;
}
