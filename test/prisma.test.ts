import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract } from '../src/extractors/schema/prisma.ts';
import { linkPrisma } from '../src/linkers/schema/prisma.ts';
import type { Declaration, EnumDeclaration, ModelDeclaration } from '../src/model/declaration.ts';
import type { Entity } from '../src/model/fact.ts';
import type { Catalog } from '../src/schemas/catalog.ts';
import { sourceText } from '../src/text/source-text.ts';

const FIXTURES = 'fixtures/extractors/prisma';
const BROKEN = 'fixtures/broken/prisma';

function read(text: string, path = 'prisma/schema.prisma') {
  return extract({ source: sourceText(path, text), cursor: null, names: [] });
}

function models(text: string): ModelDeclaration[] {
  return read(text).declarations.filter((one): one is ModelDeclaration => one.kind === 'model');
}

function columnsOf(text: string) {
  const [model] = models(`model M {\n${text}\n}`);
  return model?.columns ?? [];
}

function readFixture(name: string): Declaration[] {
  const folder = `${FIXTURES}/${name}/input`;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .flatMap((file) => read(readFileSync(`${folder}/${file}`, 'utf8'), file.replaceAll('\\', '/')).declarations);
}

function link(declarations: readonly Declaration[], scopeOf = (_path: string): string => '.'): Entity[] {
  const catalog: Catalog = {} as Catalog;
  return linkPrisma({ declarations, catalog, files: [], scopeOf, environmentOf: () => 'production' });
}

describe('what a model says', () => {
  test('names, types, lengths and flags of columns', () => {
    const [patient] = readFixture('clinic-features').filter((one): one is ModelDeclaration => one.kind === 'model');
    expect(patient).toMatchObject({
      role: 'table',
      storedName: 'patients',
      dialect: 'mysql',
      comment: 'People who are treated here. One row per person.',
      span: { startLine: 14, startColumn: 1, endLine: 51, endColumn: 2 },
    });
    const brief = patient?.columns.map((column) => [
      column.name,
      column.storedName,
      column.type,
      column.length,
      [
        column.nullable && 'optional',
        column.array && 'list',
        column.hasDefault && 'default',
        column.primaryKey && 'key',
        column.unique && 'unique',
        column.defaultFlag !== null && `default ${column.defaultFlag}`,
      ]
        .filter(Boolean)
        .join(' '),
    ]);
    expect(brief).toEqual([
      ['id', 'id', 'int', null, 'default key'],
      ['fullName', 'full_name', 'varchar', 191, ''],
      ['email', 'email', 'varchar', 320, 'optional unique'],
      ['dateOfBirth', 'date_of_birth', 'date', null, ''],
      ['wantsSms', 'wantsSms', 'boolean', null, 'default default false'],
      ['newsletter', 'newsletter', 'boolean', null, 'default default true'],
      ['nickname', 'nickname', 'string', null, 'default'],
      ['tags', 'tags', 'json', null, 'default'],
      ['status', 'status', 'status', null, 'default'],
      ['balance', 'balance', 'decimal', null, ''],
      ['photo', 'photo', 'mediumblob', null, 'optional'],
      ['position', 'position', 'point', null, 'optional'],
      ['code', 'code', 'char', 12, 'default'],
      ['note', 'note', 'text', null, 'optional'],
      ['doctorId', 'doctorId', 'int', null, ''],
      ['referrerId', 'referrerId', 'int', null, 'optional'],
      ['visits', 'visits', 'visit', null, 'list'],
    ]);
    expect(
      patient?.columns.filter(({ comment }) => comment !== null).map(({ name, comment }) => [name, comment]),
    ).toEqual([
      ['fullName', 'Name as on the insurance card'],
      ['email', 'for appointment letters'],
      ['note', 'kept'],
    ]);
  });

  test('a relation shows on the column that holds its key', () => {
    const [patient] = readFixture('clinic-features').filter((one): one is ModelDeclaration => one.kind === 'model');
    const references = patient?.columns.flatMap(({ name, references }) => (references ? [[name, references]] : []));
    expect(references).toEqual([
      ['doctorId', { table: 'Doctor', column: 'staffNumber', onDelete: 'set-null' }],
      ['referrerId', { table: 'Doctor', column: 'staffNumber', onDelete: null }],
    ]);
    expect(patient?.columns.map(({ name }) => name)).not.toContain('doctor');
  });

  test('a key that is part of a longer one refers to where it is the whole key', () => {
    const columns = columnsOf(
      '  a A @relation(fields: [aId, tenantId], references: [id, tenantId])\n  aId Int\n  tenantId Int\n  tenant T @relation(fields: [tenantId], references: [id])',
    );
    expect(columns.map(({ references }) => references?.table)).toEqual(['A', 'T']);
  });

  test('keys over several columns', () => {
    const columns = columnsOf(
      '  a Int\n  b Int\n  c Int\n  @@id([a, b(sort: Desc)])\n  @@unique(fields: [c])\n  @@unique([a, c])',
    );
    expect(columns.map(({ name, primaryKey, unique }) => [name, primaryKey, unique])).toEqual([
      ['a', true, false],
      ['b', true, false],
      ['c', false, true],
    ]);
  });

  test('views, composite types, enums and schemas', () => {
    const clinic = readFixture('clinic-features');
    expect(clinic.find((one) => one.kind === 'model' && one.role === 'view')).toMatchObject({ name: 'PatientCount' });
    const enums = clinic.filter((one): one is EnumDeclaration => one.kind === 'enum');
    expect(enums.map(({ name, values }) => [name, values])).toEqual([['Status', ['ACTIVE', 'LEFT', 'DECEASED']]]);
    expect(models('type T {\n  a String\n}')[0]?.role).toBe('embedded');
    expect(readFixture('ledger-schemas').find((one) => one.kind === 'model')).toMatchObject({
      storedName: 'payroll.employees',
      dialect: 'sqlserver',
      columns: [{ name: 'id' }, { name: 'iban', type: 'nvarchar', length: 34 }, { name: 'remark', length: null }],
    });
  });

  test('spans are those of the declaration, without its comments', () => {
    const [column] = columnsOf('  /// before\n  email String? @unique /// behind');
    expect(column?.span).toEqual({ startLine: 3, startColumn: 3, endLine: 3, endColumn: 24 });
  });

  test('a comment behind a block or an attribute is not that of the next', () => {
    const text =
      'model A { /// of A\n  id Int @id\n  @@map("a") /// of the map\n  b Int\n} /// end of A\nmodel B {\n  id Int @id\n}';
    expect(models(text).map(({ comment, columns }) => [comment, columns.map((column) => column.comment)])).toEqual([
      ['of A', [null, null]],
      [null, [null]],
    ]);
  });

  test('neither defaults nor the url of the database are kept', () => {
    expect(JSON.stringify(readFixture('clinic-features'))).not.toContain('planted-secret');
    expect(JSON.stringify(readFixture('notes'))).not.toMatch(/1234567|jane\.roe/);
  });

  test('a provider that is computed is no dialect', () => {
    expect(read('datasource db {\n  provider = env("ENGINE")\n  // provider = "mysql"\n}').declarations).toMatchObject([
      { kind: 'datasource', dialect: null },
    ]);
  });
});

describe('what several files say together', () => {
  test('relations are resolved over files and the dialect comes from the folder above', () => {
    expect(
      readFixture('library-files')
        .filter((one) => one.kind === 'model')
        .map(({ dialect }) => dialect),
    ).toEqual([null, null]);
    const [loan, reader] = link(readFixture('library-files'));
    expect(reader).toMatchObject({ id: '. entity Reader', dialect: 'postgres', usage: 'stored' });
    expect(reader?.fields.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'uuid'],
      ['email', 'citext'],
      ['level', 'enum'],
    ]);
    expect(loan?.fields.map(({ id, references }) => [id, references?.table])).toEqual([
      ['. field Loan.id', undefined],
      ['. field Loan.readerId', 'Reader'],
    ]);
  });

  test('references are by stored names', () => {
    const text =
      'model A {\n  key Int @id @map("a_key")\n  b B[]\n  @@map("as")\n}\nmodel B {\n  id Int @id\n  aKey Int\n  a A @relation(fields: [aKey], references: [key])\n}';
    const [a, b] = link(read(text).declarations);
    expect(a?.fields.map(({ name }) => name)).toEqual(['key']);
    expect(b?.fields[1]?.references).toEqual({ table: 'as', column: 'a_key', onDelete: null });
  });

  test('stored names have no schema, unless two tables have the name', () => {
    const model = (name: string, schema: string, table: string) =>
      `model ${name} {\n  id Int @id\n  @@map("${table}")\n  @@schema("${schema}")\n}\n`;
    const text = model('A', 'auth', 'users') + model('B', 'public', 'users') + model('C', 'auth', 'keys');
    expect(link(read(text).declarations).map(({ storedName }) => storedName)).toEqual(['auth.users', 'users', 'keys']);
    const collection = 'datasource d {\n  provider = "mongodb"\n}\nmodel F {\n  id Int @id\n  @@map("fs.files")\n}';
    expect(link(read(collection).declarations).map(({ storedName }) => storedName)).toEqual(['fs.files']);
  });

  test('composite types are written out, one that holds itself once', () => {
    const [buyer, ...rest] = link(readFixture('market-composites'));
    expect(rest).toEqual([]);
    expect(
      buyer?.fields.map(({ name, storedName, type, array, nullable }) => [name, storedName, type, array, nullable]),
    ).toEqual([
      ['id', '_id', 'objectid', false, false],
      ['home.street', 'home.street', 'string', false, false],
      ['home.city', 'home.town', 'string', false, false],
      ['home.contact.phone', 'home.contact.phone', 'string', false, true],
      ['other.street', 'other_addresses.street', 'string', true, false],
      ['other.city', 'other_addresses.town', 'string', true, false],
      ['other.contact.phone', 'other_addresses.contact.phone', 'string', true, true],
      ['comments.text', 'comments.text', 'string', true, false],
      ['comments.replies', 'comments.replies', 'comment', true, false],
    ]);
    expect(buyer?.fields.find(({ name }) => name === 'home.contact.phone')?.comment).toBe('where the courier rings');
  });

  test('two projects do not see each other', () => {
    const declarations = [
      ...read('datasource d {\n provider = "mysql"\n}\nmodel A {\n  id Int @id\n  kind Kind\n}', 'x/s.prisma')
        .declarations,
      ...read('enum Kind {\n  K\n}\nmodel A {\n  id Int @id\n  kind Kind\n}', 'y/s.prisma').declarations,
    ];
    const entities = link(declarations, (path) => path.slice(0, 1));
    expect(entities.map(({ id, dialect, fields }) => [id, dialect, fields[1]?.type])).toEqual([
      ['x entity A', 'mysql', 'kind'],
      ['y entity A', null, 'enum'],
    ]);
  });

  test('one scope may keep a schema per engine', () => {
    const schema = (engine: string) => `datasource d {\n provider = "${engine}"\n}\nmodel A {\n  id Int @id\n}`;
    const declarations = ['mysql', 'sqlite'].flatMap(
      (engine) => read(schema(engine), `${engine}/s.prisma`).declarations,
    );
    expect(link(declarations).map(({ dialect }) => dialect)).toEqual(['mysql', 'sqlite']);
  });
});

describe('broken schemas', () => {
  const broken = (name: string) => {
    const { declarations, diagnostics } = read(readFileSync(`${BROKEN}/${name}.prisma`, 'utf8'));
    const found = declarations.map((one) =>
      one.kind === 'model' ? `${one.name}: ${one.columns.map(({ name }) => name).join(' ')}` : one.kind,
    );
    return { found, lines: diagnostics.map(({ span }) => span?.startLine) };
  };

  test.each([
    ['empty', [], []],
    ['unclosed-block', ['Open: id email', 'Next: id'], [1]],
    ['broken-lines', ['Half: id email phone name last'], [2, 3, 5, 6, 7]],
    ['unclosed-setting', ['datasource', 'enum', 'User: id role'], [1, 5]],
    ['conflict', ['User: id id email', 'Last: id'], [1, 4, 6, 9, 10, 11, 12]],
    ['nested-brackets', ['A: a', 'C: id b'], [2, 5]],
    ['carriage-returns', ['User: id email phone'], []],
    ['first-version', ['User: id name emails'], []],
  ])('%s', (name, found, lines) => {
    expect(broken(name)).toEqual({ found, lines });
  });

  test('bytes that are no text give a diagnostic', () => {
    expect(broken('binary').lines.length).toBeGreaterThan(0);
  });

  test('an open file has no more than twenty diagnostics', () => {
    expect(read('%\n'.repeat(1000)).diagnostics).toHaveLength(20);
  });

  test('whatever is cut out of a schema, reading it ends, in order and inside the file', () => {
    const text = readFileSync(`${FIXTURES}/clinic-features/input/schema.prisma`, 'utf8');
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(60),
        fc.constantFrom('', '(', '"', '{', '}', '/*', '@', '\n'),
        (at, cut, put) => {
          const broken = text.slice(0, at) + put + text.slice(at + cut);
          const lines = broken.split('\n').length;
          const { declarations } = read(broken);
          let last = 0;
          for (const { span } of declarations) {
            expect(span.startLine).toBeGreaterThanOrEqual(last);
            expect(span.endLine).toBeLessThanOrEqual(lines);
            last = span.endLine;
          }
          expect(JSON.stringify(declarations.filter((one) => one.kind === 'datasource'))).not.toContain(
            'planted-secret',
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['open brackets in every block', 'model A {\n a B @x({(\n}\n'.repeat(20_000)],
    ['open brackets in one block', `model A {\n${' a B @x(((\n'.repeat(40_000)}`],
    ['spaces', `model A {\n a${' '.repeat(1_000_000)}\n}`],
    ['block comments', '/* '.repeat(400_000)],
    ['a long documentation', `/// ${'x'.repeat(1_000_000)}\nmodel A {\n}`],
    ['spaces behind provider', `datasource d {\n provider =${' '.repeat(1_000_000)}\n}`],
    ['open blocks', 'model A {\n'.repeat(40_000)],
    ['a long name', `model ${'x'.repeat(1_000_000)} {\n}`],
  ])('time grows with the text only: %s', (_name, text) => {
    const start = performance.now();
    read(text);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
