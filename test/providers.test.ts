import { describe, expect, it } from 'vitest';
import { propertyOf } from '../src/linkers/stores/evaluate.ts';
import { kindOf } from '../src/linkers/stores/kind.ts';
import { resolvers } from '../src/linkers/stores/resolvers/index.ts';
import { buildWorld, nameOf } from '../src/linkers/stores/world.ts';
import { PROPERTIES, type PropertyName, type ProviderExample, type ProviderRow } from '../src/schemas/provider.ts';
import { exampleResources, providerRows } from './helpers/providers.ts';

const rows = providerRows();

/** What the rows say about the resource of an example, in the words of `expect`. */
function seen(row: ProviderRow, example: ProviderExample): Record<string, unknown> {
  const resources = exampleResources(row, example);
  const [subject] = resources;
  if (subject === undefined) return {};
  const world = buildWorld(resources, rows);
  const answer: Record<string, unknown> = {};
  for (const name of Object.keys(example.expect)) {
    if (name === 'kind') answer[name] = kindOf(world, subject, row).storeKind;
    else if (name === 'name') answer[name] = nameOf(subject, row);
    else {
      const known = PROPERTIES.includes(name as PropertyName);
      const property = known ? propertyOf(world, subject, name as PropertyName) : null;
      answer[name] = property === null ? 'no such property' : (property.value ?? property.state);
    }
  }
  return answer;
}

/** `a.b.c` as nested blocks. */
function nested(path: string, value: unknown): Record<string, unknown> {
  return path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, part) => ({ [part === '*' ? 'any' : part]: inner }), value) as Record<string, unknown>;
}

describe('provider rows', () => {
  for (const row of rows) {
    describe(row.id, () => {
      it.each(row.examples.map((example) => [example.about, example] as const))('%s', (_about, example) => {
        expect(seen(row, example)).toEqual(example.expect);
      });
    });
  }

  it('know nothing where an attribute that decides is not known', () => {
    const wrong: string[] = [];
    for (const row of rows) {
      for (const name of PROPERTIES) {
        const answer = (given: Record<string, unknown>): unknown =>
          seen(row, { about: '', given, with: {}, providers: {}, expect: { [name]: '' } })[name];
        for (const { from, key, map, all } of row.properties[name] ?? []) {
          for (const path of [from ?? key ?? all?.flatMap((one) => one.from ?? []) ?? []].flat()) {
            const silent = answer({});
            const values = [true, false, 3, 'arn:aws:kms:eu-west-1:111122223333:key/k', ...Object.keys(map ?? {})];
            const decides = values.some((value) => answer(nested(path, value.toString().replace('*', ''))) !== silent);
            const unknown = answer(nested(path, '${unknown}'));
            if (decides && unknown !== 'unresolved') wrong.push(`${row.id} ${name} ${path}: ${unknown}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have one row for each type and image', () => {
    const names = rows.flatMap(({ id, aliases, images }) => [
      id,
      ...aliases,
      ...images.map((image) => `image ${image}`),
    ]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('name resolvers that are there, and leave none unused', () => {
    const named = rows.flatMap(({ properties }) =>
      Object.values(properties).flatMap((steps) => (steps ?? []).flatMap(({ resolver }) => resolver ?? [])),
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(resolvers).sort());
    expect(Object.keys(resolvers).length).toBeLessThanOrEqual(10);
  });

  it('show in their examples every property they have', () => {
    const silent = rows.flatMap((row) =>
      Object.keys(row.properties)
        .filter(
          (name) =>
            row.properties[name as PropertyName] !== undefined &&
            !row.examples.some(({ expect: wanted }) => name in wanted),
        )
        .map((name) => `${row.id} ${name}`),
    );
    expect(silent).toEqual([]);
  });
});
