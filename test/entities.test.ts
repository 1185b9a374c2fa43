import { describe, expect, it, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { linkGates } from '../src/linkers/schema/gates.ts';
import { mergeEntities } from '../src/linkers/schema/merge.ts';
import type { Entity, Field, OriginKind } from '../src/model/fact.ts';
import { FILE_START } from '../src/model/span.ts';
import { wordListTest } from '../src/text/word-list.ts';
import { wordCatalog } from './helpers/catalog.ts';
import { entity as plainEntity, field as plainField } from './helpers/entities.ts';

const catalog = wordCatalog();
const { words } = catalog;

function field(storedName: string, more: Partial<Field> = {}): Field {
  return plainField('', storedName, { id: '', type: 'varchar', place: { file: 'x', span: FILE_START }, ...more });
}

function entity(
  kind: OriginKind,
  scope: string,
  storedName: string,
  fields: Field[],
  more: Partial<Entity> = {},
): Entity {
  const place = { file: `${scope}/${kind}`, span: FILE_START };
  const origins = [{ kind, place }];
  const own = fields.map((one) => ({ ...one, id: `${scope} field ${storedName}.${one.storedName}`, origins }));
  return plainEntity(storedName, own, {
    id: `${scope} entity ${storedName}`,
    scope,
    dialect: 'postgres',
    place,
    origins,
    ...more,
  });
}

describe('mergeEntities', () => {
  test('the names are those of the code, the rest is completed', () => {
    const check = {
      column: 'age',
      operator: '>=',
      bound: 18,
      unit: 'number',
      place: { file: 'm.sql', span: FILE_START },
    } as const;
    const migrated = entity('sql-migrations', 'app', '"public"."USERS"', [
      field('E_MAIL', { length: 320, hasDefault: true, comment: 'where we write to' }),
      field('age', { checks: [check], references: { table: 'ages', column: 'id', onDelete: 'cascade' } }),
      field('legacy_phone'),
    ]);
    const modelled = entity(
      'prisma',
      'app',
      'users',
      [
        field('e_mail', { name: 'email' }),
        field('age', { type: 'int', nullable: false, references: { table: 'ages', column: null, onDelete: null } }),
        field('city'),
      ],
      { name: 'User', dialect: null, comment: 'people' },
    );
    const merged = mergeEntities([migrated, modelled], words);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      id: 'app entity users',
      name: 'User',
      dialect: 'postgres',
      comment: 'people',
      origins: [{ kind: 'prisma' }, { kind: 'sql-migrations' }],
    });
    expect(merged[0]?.fields).toMatchObject([
      { id: 'app field users.e_mail', name: 'email', length: 320, hasDefault: true, comment: 'where we write to' },
      { type: 'int', nullable: false, checks: [check], references: { column: 'id', onDelete: 'cascade' } },
      { name: 'city', origins: [{ kind: 'prisma' }] },
      { id: 'app field users.legacy_phone', name: 'legacy_phone', origins: [{ kind: 'sql-migrations' }] },
    ]);
  });

  const scopesOf = (...entities: Entity[]): string[] => mergeEntities(entities, words).map(({ scope }) => scope);
  const sql = (scope: string, more: Partial<Entity> = {}) => entity('sql-migrations', scope, 'users', [], more);
  const prisma = (scope: string, more: Partial<Entity> = {}) => entity('prisma', scope, 'users', [], more);

  test('a scope that holds the other is the same project', () => {
    expect(scopesOf(sql('.'), prisma('packages/db'))).toEqual(['packages/db']);
    expect(scopesOf(prisma('.'), sql('supabase'))).toEqual(['.']);
    expect(scopesOf(sql('packages/db'), prisma('packages'), entity('sql', '.', 'users', []))).toEqual(['packages']);
  });

  test('two projects are not', () => {
    expect(scopesOf(sql('packages/db'), prisma('packages/dbx'))).toEqual(['packages/db', 'packages/dbx']);
    expect(scopesOf(prisma('.'), prisma('apps/old'))).toEqual(['apps/old', '.'].sort());
    expect(scopesOf(sql('.'), prisma('a'), prisma('b'))).toEqual(['.', 'a', 'b']);
    expect(scopesOf(sql('.', { dialect: 'mysql' }), prisma('a'))).toEqual(['.', 'a']);
    expect(scopesOf(sql('a', { environment: 'test' }), prisma('a'))).toEqual(['a', 'a']);
    expect(mergeEntities([sql('a'), entity('prisma', 'a', 'auth.users', [])], words)).toHaveLength(2);
  });

  test('a note that only the migrations have is kept', () => {
    const [merged] = mergeEntities(
      [prisma('.', { comment: 'people' }), sql('.', { comment: 'old @privaudit retention=P1Y' })],
      words,
    );
    expect(merged?.comment).toBe('people @privaudit retention=P1Y');
  });

  test('tables of migration tools are no entities', () => {
    const list = words.find(({ id }) => id === 'migration-table');
    const left = (names: readonly string[] = []) =>
      mergeEntities(
        names.map((name) => entity('sql', '.', name, [])),
        words,
      ).map(({ storedName }) => storedName);
    expect(left([...(list?.examples.yes ?? []), 'supabase_migrations.schema_migrations'])).toEqual([]);
    const kept = [...(list?.examples.no ?? []), 'user_migrations', 'old_schema_migrations_report'];
    expect(left(kept)).toEqual(kept);
  });
});

describe('word lists', () => {
  test.each(['age', 'age-confirmation', 'birth-date', 'migration-table'])('%s', (id) => {
    const fits = wordListTest(catalog, id);
    const examples = words.find((list) => list.id === id)?.examples;
    expect(examples?.yes.filter((name) => !fits(name))).toEqual([]);
    expect(examples?.no.filter((name) => fits(name))).toEqual([]);
  });
});

describe('linkGates', () => {
  const place = { file: 'checks.sql', span: FILE_START };
  const check = (operator: '<' | '<=' | '>' | '>=' | '=', bound: number, unit: 'number' | 'years-ago') => ({
    column: 'x',
    operator,
    bound,
    unit,
    place,
  });
  const gatesOf = (...fields: Field[]) => linkGates([entity('sql', 'app', 'users', fields, { name: 'User' })], catalog);

  test('a birth date that is compared', () => {
    const [gate] = gatesOf(
      field('birth_date', { type: 'date', nullable: false, checks: [check('<=', 18, 'years-ago')] }),
    );
    expect(gate).toMatchObject({
      id: 'app gate users.birth_date',
      subject: 'User.birth_date',
      method: 'date-of-birth',
      age: 18,
      required: true,
      effective: true,
      place,
    });
  });

  test.each([
    ['a latest year of birth', [check('>=', 100, 'years-ago')], null],
    ['only in the past', [check('<=', 0, 'years-ago')], null],
    ['its age as a number', [check('>=', 16, 'number')], 16],
    ['two bounds', [check('<', 13, 'years-ago'), check('<=', 16, 'years-ago'), check('>', 120, 'years-ago')], 16],
    ['nothing', [], null],
  ])('a birth date compared with %s', (_name, checks, age) => {
    expect(gatesOf(field('dob', { type: 'date', checks }))).toMatchObject([
      { age, effective: age !== null, required: false },
    ]);
  });

  test('an age is a gate only with a lower bound that keeps somebody out', () => {
    const ageOf = (...checks: ReturnType<typeof check>[]) =>
      gatesOf(field('age', { type: 'int', checks })).map(({ age }) => age);
    expect(ageOf(check('>=', 18, 'number'))).toEqual([18]);
    expect(ageOf(check('>', 17, 'number'), check('<=', 120, 'number'))).toEqual([18]);
    expect(ageOf(check('>=', 0, 'number'), check('<', 150, 'number'))).toEqual([]);
    expect(ageOf()).toEqual([]);
    expect(gatesOf(field('min_age', { type: 'int', checks: [check('>=', 18, 'number')] }))).toEqual([]);
  });

  test.each([
    ['is_over_18', { type: 'boolean', nullable: false }, 18, true],
    ['over_18', { type: 'char', length: 1, nullable: false }, 18, true],
    ['isOver16', { type: 'tinyint', length: 1 }, 16, false],
    ['confirms_adult', { type: 'boolean', nullable: false, hasDefault: true, defaultFlag: true }, null, false],
    ['confirms_adult', { type: 'boolean', nullable: false, hasDefault: true, defaultFlag: false }, null, true],
    ['age_confirmed_at', { type: 'timestamptz', nullable: false }, null, true],
    ['age_confirmed_at', { type: 'timestamptz' }, null, false],
    ['age_confirmed_at', { type: 'datetime', nullable: false, hasDefault: true }, null, false],
  ])('a stored confirmation %s %o', (name, more, age, required) => {
    expect(gatesOf(field(name, more))).toMatchObject([{ method: 'attestation', age, required, effective: true }]);
  });

  test('a number is a birth date only where it may be a year or a moment', () => {
    const typed = (name: string, type: string) => gatesOf(field(name, { type })).length;
    expect([
      typed('birth_year', 'smallint'),
      typed('yob', 'int'),
      typed('birthday', 'bigint'),
      typed('dob', 'char'),
    ]).toEqual([1, 1, 1, 1]);
    expect([typed('discount_on_birthday', 'int'), typed('birthday', 'tinyint'), typed('dob', 'boolean')]).toEqual([
      0, 0, 0,
    ]);
  });

  test('what only looks like one', () => {
    const names = [
      'page',
      'message',
      'age_group',
      'average_age',
      'requires_age_verification',
      'stage_confirmed',
      'adults',
    ];
    expect(gatesOf(...names.map((name) => field(name, { type: 'boolean' })))).toEqual([]);
    expect(gatesOf(field('age_verification', { type: 'text' }), field('show_birthday', { type: 'date' }))).toEqual([]);
    const view = entity('prisma', '.', 'v', [field('dob', { type: 'date' })], { usage: 'unknown' });
    expect(linkGates([view], catalog)).toEqual([]);
  });

  test('without word lists there are no gates', () => {
    expect(
      linkGates([entity('sql', '.', 'users', [field('dob', { type: 'date' })])], { words: [], lexicon: { lists: {} } }),
    ).toEqual([]);
  });
});

describe('a data model kept with a library that is not read', () => {
  const npm = (group: string, name: string): string => JSON.stringify({ name: 'shop', [group]: { [name]: '1.0.0' } });
  it.each([
    ['proves nothing', { 'package.json': npm('dependencies', 'mongoose') }, 'not-assessed', 'partial-input'],
    [
      'in several places',
      { 'a/package.json': npm('dependencies', 'knex'), 'b/package.json': npm('dependencies', 'knex') },
      'not-assessed',
      'partial-input',
    ],
    ['of another language', { 'requirements.txt': 'Django==5.1\n' }, 'not-assessed', 'partial-input'],
    ['that the host brings', { 'package.json': npm('peerDependencies', 'mongoose') }, 'not-assessed', 'partial-input'],
    ['of tools only', { 'package.json': npm('devDependencies', 'mongoose') }, 'not-applicable', 'no-subject'],
    ['of tests only', { 'test/package.json': npm('dependencies', 'mongoose') }, 'not-applicable', 'no-subject'],
    ['of no such kind', { 'package.json': npm('dependencies', 'express') }, 'not-applicable', 'no-subject'],
    [
      'beside a schema that is',
      { 'package.json': npm('dependencies', 'knex'), 'schema.sql': 'CREATE TABLE parcels (weight int);' },
      'not-applicable',
      'no-subject',
    ],
    [
      'beside a schema with people',
      { 'package.json': npm('dependencies', 'knex'), 'schema.sql': 'CREATE TABLE users (email text);' },
      'fail',
      null,
    ],
  ])('%s', async (_about, files, status, reasonCode) => {
    const { clauses, diagnostics } = await audit({ source: memoryFiles(files), root: '.', asOf: '2026-11-24' });
    expect(clauses.find(({ id }) => id === 'common/retention-declared')).toMatchObject({ status, reasonCode });
    expect(diagnostics.length).toBe(reasonCode === 'partial-input' ? 1 : 0);
  });
});

test.each([
  ['.env.example', 1],
  ['apps/web/.env.example', 1],
  ['dev/.env.hooks.example', 0],
  ['docker/development/.env.sample', 0],
])('what %s speaks of counts where everybody copies it', async (path, count) => {
  const source = memoryFiles({ [path]: 'HOOK_URL=https://hooks.slack.com/services/x\n' });
  const { findings } = await audit({ source, root: '.', asOf: '2026-11-24' });
  expect(findings).toHaveLength(count);
});
