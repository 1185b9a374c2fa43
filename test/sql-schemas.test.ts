import { describe, expect, test } from 'vitest';
import { extract } from '../src/extractors/schema/sql.ts';
import { schemaFiles, variantsOf } from '../src/linkers/schema/migrations.ts';
import { linkSqlSchemas } from '../src/linkers/schema/sql.ts';
import type { Declaration } from '../src/model/declaration.ts';
import type { Field } from '../src/model/fact.ts';
import type { Catalog } from '../src/schemas/catalog.ts';
import { sourceText } from '../src/text/source-text.ts';

function link(files: Record<string, string>, scopes: readonly string[] = []) {
  const declarations: Declaration[] = [];
  for (const path of Object.keys(files).sort()) {
    declarations.push(
      ...extract({ source: sourceText(path, files[path] ?? ''), cursor: null, names: [] }).declarations,
    );
  }
  return linkSqlSchemas({
    declarations,
    catalog: {} as Catalog,
    files: Object.keys(files).sort(),
    scopeOf: (path) => scopes.find((scope) => path.startsWith(`${scope}/`)) ?? '.',
    environmentOf: (path) => (/(?:^|\/)test\//.test(path) ? 'test' : 'production'),
  });
}

/** `users(id,mail)` for each entity, in order. */
const outline = (files: Record<string, string>, scopes?: readonly string[]): string[] =>
  link(files, scopes).entities.map(
    ({ id, fields }) => `${id.replace(' entity ', ' ')}(${fields.map(({ storedName }) => storedName).join(',')})`,
  );

function fieldOf(files: Record<string, string>, entity: string, field: string): Field {
  const found = link(files)
    .entities.find(({ storedName }) => storedName === entity)
    ?.fields.find(({ storedName }) => storedName === field);
  if (found === undefined) throw new Error(`no field ${entity}.${field}`);
  return found;
}

describe('files of a schema', () => {
  const order = (paths: string[]) =>
    schemaFiles(paths).map(({ folder, kind, files }) => [folder, kind, files.map(({ path }) => path)]);

  test.each([
    [
      'Flyway',
      ['m/V10__c.sql', 'm/V1.10__b.sql', 'm/V1.9__a.sql', 'm/R__views.sql', 'm/U10__c.sql'],
      ['m/V1.9__a.sql', 'm/V1.10__b.sql', 'm/V10__c.sql', 'm/R__views.sql'],
    ],
    [
      'golang-migrate',
      ['m/000002_b.up.sql', 'm/000001_a.up.sql', 'm/000001_a.down.sql', 'm/10_c.up.sql'],
      ['m/000001_a.up.sql', 'm/000002_b.up.sql', 'm/10_c.up.sql'],
    ],
    [
      'Prisma',
      ['m/20240101_b/migration.sql', 'm/0_init/migration.sql'],
      ['m/0_init/migration.sql', 'm/20240101_b/migration.sql'],
    ],
    [
      'diesel',
      ['m/2024-01-02-000000_b/up.sql', 'm/2024-01-01-000000_a/up.sql', 'm/2024-01-01-000000_a/down.sql'],
      ['m/2024-01-01-000000_a/up.sql', 'm/2024-01-02-000000_b/up.sql'],
    ],
    [
      'Supabase',
      ['m/20240102120000_b.sql', 'm/20240101120000_a.sql'],
      ['m/20240101120000_a.sql', 'm/20240102120000_b.sql'],
    ],
    [
      'numbers',
      ['m/2.sql', 'm/10.sql', 'm/1-first.sql', 'm/1-first_down.sql'],
      ['m/1-first.sql', 'm/2.sql', 'm/10.sql'],
    ],
    [
      'many digits',
      ['m/20150100000001000010_b.sql', 'm/20150100000001000009_a.sql'],
      ['m/20150100000001000009_a.sql', 'm/20150100000001000010_b.sql'],
    ],
  ] as const)('%s', (_, paths, expected) => {
    // biome-ignore format: a row a tool
    expect(order([...paths])).toEqual([['m', 'sql-migrations', expected]]);
  });

  test('plain files beside migrations are a schema of their own', () => {
    expect(order(['db/schema.sql', 'db/001_a.sql', 'db/users.sql', 'revert/001_a.sql'])).toEqual([
      ['db', 'sql', ['db/schema.sql', 'db/users.sql']],
      ['db', 'sql-migrations', ['db/001_a.sql']],
    ]);
  });

  test('a product in the name counts where another stands beside it', () => {
    const variants = (paths: string[]) =>
      schemaFiles(paths).map((schema) => variantsOf(schema).map(({ name }) => name));
    expect(variants(['d/1_a.mysql.up.sql', 'd/1_a.postgres.up.sql'])).toEqual([['postgres', 'mysql']]);
    expect(variants(['d/schema-mysql.sql', 'd/schema-h2.sql'])).toEqual([['mysql', 'h2']]);
    expect(variants(['d/mysql/a.sql', 'd/pg/a.sql'])).toEqual([['postgres', 'mysql']]);
    expect(variants(['d/3_move_to_postgres.sql', 'd/4_drop_mysql.sql'])).toEqual([[]]);
  });
});

describe('replaying', () => {
  test('columns come, change and go', () => {
    const files = {
      'm/1_a.sql':
        'CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL, fax text, born date DEFAULT now());',
      'm/2_b.sql':
        "ALTER TABLE users RENAME COLUMN name TO full_name, ADD mail text; ALTER TABLE users DROP COLUMN fax;\nALTER TABLE users ALTER COLUMN full_name TYPE varchar(80); ALTER TABLE users ALTER born DROP DEFAULT, ALTER born SET NOT NULL; COMMENT ON COLUMN users.mail IS 'private';",
      'm/3_c.sql': 'ALTER TABLE users RENAME TO members; CREATE TABLE old (a int); DROP TABLE old;',
    };
    expect(outline(files)).toEqual(['. members(id,full_name,born,mail)']);
    const [entity] = link(files).entities;
    expect(entity).toMatchObject({ id: '. entity members', usage: 'stored', origins: [{ kind: 'sql-migrations' }] });
    expect(entity?.place).toMatchObject({ file: 'm/1_a.sql', span: { startLine: 1 } });
    expect(entity?.fields).toMatchObject([
      { id: '. field members.id', primaryKey: true, nullable: false },
      { type: 'varchar', length: 80, nullable: false, place: { file: 'm/2_b.sql' } },
      { hasDefault: false, nullable: false },
      { comment: 'private', place: { file: 'm/2_b.sql', span: { startLine: 1 } } },
    ]);
  });

  test('the way SQLite changes a table: make another, drop the first, rename', () => {
    const files = {
      'm/1.sql': 'CREATE TABLE a (id int, x int); CREATE TABLE b (id int, a_id int REFERENCES a (id));',
      'm/2.sql':
        'CREATE TABLE a_new (id int, y int); INSERT INTO a_new SELECT id, x FROM a; DROP TABLE a; ALTER TABLE a_new RENAME TO a;',
    };
    expect(outline(files)).toEqual(['. b(id,a_id)', '. a(id,y)']);
    expect(fieldOf(files, 'b', 'a_id').references).toEqual({ table: 'a', column: 'id', onDelete: null });
  });

  test('constraints can be dropped by the names they are given or get', () => {
    const drop = (name: string) => ({
      '1.sql': `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES o ON DELETE CASCADE, b int UNIQUE, c int CONSTRAINT cc CHECK (c >= 18), CONSTRAINT f FOREIGN KEY (b) REFERENCES o (id));`,
      '2.sql': name === '' ? '' : `ALTER TABLE t DROP CONSTRAINT ${name};`,
    });
    expect(fieldOf(drop(''), 't', 'a').references).toEqual({ table: 'o', column: null, onDelete: 'cascade' });
    expect(fieldOf(drop('t_a_fkey'), 't', 'a').references).toBeNull();
    expect(fieldOf(drop(''), 't', 'b')).toMatchObject({ unique: true, references: { table: 'o' } });
    expect(fieldOf(drop('t_b_key'), 't', 'b')).toMatchObject({ unique: false });
    expect(fieldOf(drop('F'), 't', 'b').references).toBeNull();
    expect(fieldOf(drop(''), 't', 'c').checks).toEqual([
      {
        column: 'c',
        operator: '>=',
        bound: 18,
        unit: 'number',
        place: { file: '1.sql', span: expect.objectContaining({ startLine: 1 }) },
      },
    ]);
    expect(fieldOf(drop('cc'), 't', 'c').checks).toEqual([]);
  });

  test('references follow tables and columns that are renamed; a key of its own goes before a composite one', () => {
    const files = {
      '1.sql':
        'CREATE TABLE orgs (id int, nid int); CREATE TABLE nets (id int); CREATE TABLE u (nid int REFERENCES nets (id), org int, FOREIGN KEY (nid, org) REFERENCES orgs (nid, id));',
      '2.sql': 'ALTER TABLE nets RENAME TO networks; ALTER TABLE networks RENAME COLUMN id TO uid;',
    };
    expect(fieldOf(files, 'u', 'nid').references).toMatchObject({ table: 'networks', column: 'uid' });
    expect(fieldOf(files, 'u', 'org').references).toMatchObject({ table: 'orgs', column: null });
  });

  test('columns taken over, partitions', () => {
    expect(
      outline({
        'a.sql':
          'CREATE TABLE p (id int, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p DEFAULT; CREATE TABLE p2 (id int, at date); ALTER TABLE ONLY p ATTACH PARTITION p2 DEFAULT; CREATE TABLE k (LIKE p, x int); ALTER TABLE p1 ADD y int;',
        'z/b.sql': 'CREATE TABLE late (z int) INHERITS (k);',
      }),
    ).toEqual(['. p(id,at,y)', '. k(id,at,x)', '. late(z,id,at,x)']);
  });

  test('schemas of names are dropped unless two tables collide', () => {
    expect(
      outline({
        'a.sql':
          'CREATE TABLE public.users (a int); CREATE TABLE auth.users (b int); CREATE TABLE billing.invoices (c int REFERENCES auth.users); ALTER TABLE users ADD d int; ALTER TABLE invoices ADD e int;',
      }),
    ).toEqual(['. users(a,d)', '. auth.users(b)', '. invoices(c,e)']);
  });
});

describe('one schema, kept several times', () => {
  const pg = 'CREATE TABLE users (id uuid PRIMARY KEY, mail citext);';
  const my = 'CREATE TABLE `users` (`id` char(36), `mail` varchar(255)) ENGINE=InnoDB;';

  test('variants in the name: the first product, and files for all', () => {
    const files = {
      'm/1_a.mysql.up.sql': my,
      'm/1_a.postgres.up.sql': pg,
      'm/1_a.postgres.down.sql': 'DROP TABLE users;',
      'm/1_a.sqlite3.up.sql': 'CREATE TABLE "users" ("id" TEXT, "mail" TEXT);',
      'm/2_b.up.sql': 'ALTER TABLE users ADD nick text;',
      'm/2_b.mysql.up.sql': 'ALTER TABLE users ADD nick varchar(9), ADD only_mysql int;',
      'm/3_c.mysql.up.sql': 'ALTER TABLE users ADD only_mysql2 int;',
    };
    expect(outline(files)).toEqual(['. users(id,mail,nick)']);
    expect(link(files).entities[0]).toMatchObject({ dialect: 'postgres', fields: [{ type: 'uuid' }, {}, {}] });
    const { 'm/1_a.postgres.up.sql': _, ...without } = files;
    expect(link(without).entities[0]?.dialect).toBe('mysql');
  });

  test('variants in sibling folders, with other tables in one of them', () => {
    expect(
      outline({ 'm/mysql/1_a.sql': my, 'm/postgres/1_a.sql': pg, 'm/sqlite/1_a.sql': 'CREATE TABLE users (id TEXT);' }),
    ).toEqual(['. users(id,mail)']);
    expect(outline({ 'mysql/a.sql': 'CREATE TABLE events (a int);', 'postgres/a.sql': pg })).toEqual([
      '. users(id,mail)',
      '. events(a)',
    ]);
  });

  const ms = 'CREATE TABLE [app].[users] ([id] uniqueidentifier, [mail] nvarchar(255))';
  const ora = 'CREATE TABLE users (id NUMBER(19,0), mail VARCHAR2(255), extra CLOB);';

  test.each([
    ['folders of two words, names without schema', { 'd/sql_server/a.sql': ms, 'd/oracle/a.sql': ora }, 'sqlserver'],
    ['folders in camel case', { 'd/OracleScripts/1_a.sql': ora, 'd/SqlServerScripts/1_a.sql': ms }, 'sqlserver'],
    ['a word inside the name', { 'd/all_oracle_v2.sql': ora, 'd/all_sqlServer_v2.sql': ms }, 'sqlserver'],
    [
      'products that are only kept beside others',
      { 'd/t_informix.sql': ora, 'd/t_db2.sql': pg, 'd/t_sybase.sql': ms },
      'ansi',
    ],
    [
      'a place of its own beside the project',
      { 'Sql/dbo/Tables/users.sql': ms, 'tools/MySql/1_a.sql': my },
      'sqlserver',
    ],
    ['packages that differ in the product', { 'store-oracle/a.sql': ora, 'store-mysql/a.sql': my }, 'mysql'],
  ] as const)('%s', (_, files, dialect) => {
    const { entities } = link(files, ['store-oracle', 'store-mysql', 'tools']);
    expect(entities.map((entity) => [entity.name, entity.fields.length, entity.dialect])).toEqual([
      ['users', 2, dialect],
    ]);
  });

  test('a table of that name for another product, with others beside it, is its own', () => {
    const files = { 'Sql/users.sql': ms, 'tools/mysql/a.sql': `${my} CREATE TABLE a (b int); CREATE TABLE c (d int);` };
    expect(outline(files, ['tools'])).toEqual(['. users(id,mail)', 'tools users(id,mail)', 'tools a(b)', 'tools c(d)']);
  });

  test('a dump beside its migrations is the same schema', () => {
    const files = {
      'db/schema.sql': 'CREATE TABLE users (id int, mail text, late text);',
      'db/migrations/1_a.sql': 'CREATE TABLE users (id int, mail text, fax text);',
      'db/migrations/2_b.sql':
        'ALTER TABLE users DROP fax; ALTER TABLE users ADD newest text; CREATE TABLE logs (a int);',
    };
    expect(outline(files)).toEqual(['. users(id,mail,late,newest)', '. logs(a)']);
    const [users] = link(files).entities;
    expect(users?.origins.map(({ kind }) => kind)).toEqual(['sql', 'sql-migrations']);
    expect(users?.fields[0]?.origins).toHaveLength(2);
    expect(users?.fields[3]?.origins.map(({ kind }) => kind)).toEqual(['sql-migrations']);
  });

  test('migrations change what a plain file creates', () => {
    expect(
      outline({
        'db/schema.sql':
          'DROP TABLE IF EXISTS users; CREATE TABLE users (id int, mail text, fax text); CREATE TABLE gone (a int);',
        'db/upgrades/2_b.sql': 'ALTER TABLE users DROP COLUMN fax, ADD nick text; DROP TABLE gone;',
        'db/drop.sql': 'DROP TABLE users;',
        'tools/reset.sql': 'DROP TABLE users;',
      }),
    ).toEqual(['. users(id,mail,nick)']);
  });

  test('the history of a table is a table: of its own definition, or with the columns of the table', () => {
    const table = (name: string) =>
      `CREATE TABLE ${name} (a int, u datetime2, v datetime2, PERIOD FOR SYSTEM_TIME (u, v)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.${name}_Old, HISTORY_RETENTION_PERIOD = 1 YEAR))\nGO\n`;
    const files = {
      'db/a.sql': table('a'),
      'db/b.sql': table('b'),
      'db/b_old.sql': 'CREATE TABLE [dbo].[b_Old] ([a] int, [u] datetime2, [v] datetime2)',
    };
    expect(outline(files)).toEqual(['. a(a,u,v)', '. a_Old(a,u,v)', '. b(a,u,v)', '. b_Old(a,u,v)']);
    const { entities, jobs } = link(files);
    expect(entities.map(({ place }) => place.file)).toEqual(['db/a.sql', 'db/a.sql', 'db/b.sql', 'db/b_old.sql']);
    expect(jobs).toMatchObject([{ table: 'a_Old', column: 'v', olderThanDays: 365 }, { table: 'b_Old' }]);
  });

  test('the project of a SQL Server database, and the scripts that lead to it', () => {
    const files = {
      'db/Tables/users.sql': 'CREATE TABLE [dbo].[users] ([id] int, [mail] nvarchar(99), [phone] varchar(9));',
      'run/2024-01-01_a.sql':
        'CREATE TABLE [dbo].[users] ([id] int, [mail] nvarchar(99), [fax] varchar(9), [tel] varchar(9), [x] int);',
      'run/2024-01-02_b.sql': `IF COL_LENGTH('[dbo].[users]', 'fax') IS NOT NULL
BEGIN
    ALTER TABLE [dbo].[users]
    DROP COLUMN [fax]
END
GO
IF 1 = 1 EXEC sp_rename 'dbo.users.tel', 'phone'
EXEC sp_rename 'users.x', 'mail', 'COLUMN'`,
      'run/2024-01-03_c.sql': `IF OBJECT_ID('dbo.users') IS NULL
BEGIN
    CREATE TABLE dbo.users (id int, fax varchar(9))
END
IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'users') CREATE TABLE dbo.users (id int, fax varchar(9))`,
    };
    expect(outline(files)).toEqual(['. users(id,mail,phone)']);
  });

  test('a history that is numbered otherwise is of another database: what moved there stays', () => {
    const files = {
      'prisma/migrations/20230101120000_init/migration.sql': 'CREATE TABLE traces (id text, email text);',
      'prisma/migrations/20260101120000_moved/migration.sql': 'DROP TABLE traces;',
      'events/migrations/0001_traces.up.sql':
        'CREATE TABLE traces (id String, user_email String) ENGINE = MergeTree ORDER BY id;',
    };
    expect(outline(files)).toEqual(['. traces(id,user_email)']);
  });

  test('what a longer history has dropped is not brought back by an older copy', () => {
    expect(
      outline({
        'legacy/1_a.sql': 'CREATE TABLE users (id int, fax text); CREATE TABLE old (a int);',
        'sql/1_a.sql': 'CREATE TABLE users (id int, fax text); CREATE TABLE old (a int);',
        'sql/2_b.sql': 'ALTER TABLE users DROP COLUMN fax; ALTER TABLE old RENAME TO young;',
      }),
    ).toEqual(['. users(id)', '. young(a)']);
  });

  test('upgrades in another package belong to the schema they change', () => {
    const files = {
      'dao/schema.sql': 'CREATE TABLE users (id int); CREATE TABLE items (a int);',
      'app/upgrade/v2/u.sql': 'ALTER TABLE users ADD COLUMN IF NOT EXISTS mail text;',
      'app/upgrade/v3/u.sql': 'CREATE TABLE IF NOT EXISTS items (a int);',
      'other/schema.sql': 'CREATE TABLE users2 (id int);',
    };
    expect(outline(files, ['dao', 'app', 'other'])).toEqual(['dao users(id,mail)', 'dao items(a)', 'other users2(id)']);
  });

  test('columns added to a table that nobody creates are known all the same', () => {
    expect(
      outline({ 'm/1_a.sql': 'ALTER TABLE auth.users ADD COLUMN nick text; ALTER TABLE x DROP COLUMN y;' }),
    ).toEqual(['. users(nick)']);
  });

  test('the latest state beside the steps that led to it, in folders by release', () => {
    expect(
      outline({
        'migration/LATEST.sql': 'CREATE TABLE file (id int, uid text, size int); CREATE TABLE memo (id int);',
        'migration/0.9/00__a.sql': 'ALTER TABLE resource ADD COLUMN name text; ALTER TABLE memo ADD COLUMN tags text;',
        'migration/0.10/00__b.sql': 'ALTER TABLE memo DROP COLUMN tags; ALTER TABLE resource RENAME TO file;',
        'migration/0.10/01__c.sql': 'ALTER TABLE file RENAME COLUMN name TO uid;',
      }),
    ).toEqual(['. file(id,uid,size)', '. memo(id)']);
  });

  test('test schemas accuse nobody twice', () => {
    const files = { 'src/s.sql': pg, 'test/s.sql': `${pg} CREATE TABLE only_test (a int);` };
    expect(link(files).entities.map(({ storedName, environment }) => [storedName, environment])).toEqual([
      ['users', 'production'],
      ['only_test', 'test'],
    ]);
  });
});

test('jobs', () => {
  const { jobs } = link({
    'm/1_a.sql': `CREATE TABLE audit.logs (at date);
      SELECT cron.schedule('purge', '0 3 * * *', $$DELETE FROM audit.logs WHERE at < now() - interval '30 days'$$);
      SELECT cron.schedule('gone', '0 3 * * *', $$DELETE FROM logs WHERE at < now() - interval '1 day'$$);`,
    'm/2_b.sql': `SELECT cron.unschedule('gone');
      SELECT cron.schedule('purge', '0 4 * * *', $$DELETE FROM audit.logs WHERE at < now() - interval '90 days'; DELETE FROM visits$$);`,
  });
  expect(jobs).toMatchObject([
    { id: '. job purge.logs', name: 'purge', table: 'logs', column: 'at', olderThanDays: 90, schedule: '0 4 * * *', enabled: true, place: { file: 'm/2_b.sql', span: { startLine: 2 } } },
    { id: '. job purge.visits', table: 'visits', column: null, olderThanDays: null },
  ]); // biome-ignore format: one job a line
});

test.each([
  ['at < DATEADD(day, -90, GETDATE())', 90],
  ['at<=dateadd(dd,(-1)*(90),CONVERT([date],getdate()))', null],
  ['[at] < DATEADD(DAY, -1 * 90, SYSDATETIMEOFFSET())', 90],
  ['at < GETDATE() - 90', 90],
  ['DATEDIFF(day, at, GETUTCDATE()) > 90', 90],
  ["at < SYSTIMESTAMP - NUMTODSINTERVAL(90, 'DAY')", 90],
  ["at < TRUNC(SYSDATE) - INTERVAL '3' MONTH", 90],
  ['at < ADD_MONTHS(SYSDATE, -3)', 90],
  ['at < SYSDATE - 90', 90],
  ['at < SYSDATE - days', null],
  ['at > GETDATE() - 90', null],
] as const)('the age that a job asks for: %s', (condition, olderThanDays) => {
  for (const sql of [
    `GO\nEXEC sp_add_jobstep @job_name = 'j', @command = 'DELETE FROM logs WHERE ${condition.replaceAll("'", "''")}'`,
    `BEGIN DBMS_SCHEDULER.CREATE_JOB('j', 'PLSQL_BLOCK', q'[DELETE logs WHERE ${condition.replaceAll(']', ' ]')};]'); END;\n/`,
  ]) {
    const { jobs } = link({ 'a.sql': 'CREATE TABLE logs (at date);', 'b.sql': sql });
    expect(jobs.map((job) => job.olderThanDays)).toEqual([olderThanDays]);
  }
});

test.each([
  [
    'PostgreSQL',
    `CREATE FUNCTION ops.purge() RETURNS void AS $$ BEGIN DELETE FROM logs WHERE at < now() - interval '30 days'; END $$ LANGUAGE plpgsql;
     SELECT cron.schedule('night', '0 3 * * *', 'SELECT ops.purge()');`,
    30,
  ],
  [
    'MySQL',
    `DELIMITER //
     CREATE PROCEDURE purge() BEGIN DELETE FROM \`logs\` WHERE at < NOW() - INTERVAL 30 DAY; END //
     CREATE EVENT night ON SCHEDULE EVERY 1 DAY DO CALL purge() //`,
    30,
  ],
  [
    'SQL Server, with an argument that may be the age',
    `GO
     CREATE PROC [dbo].[purge] @days int = 30 AS DELETE FROM [logs] WHERE at < DATEADD(day, -@days, GETDATE())
GO
     EXEC sp_add_jobstep @job_name = 'night', @command = 'EXEC dbo.purge 90'`,
    null,
  ],
  [
    'Oracle, disabled',
    `CREATE OR REPLACE PROCEDURE purge IS BEGIN DELETE logs WHERE at < SYSDATE - 30; END;
/
     BEGIN DBMS_SCHEDULER.CREATE_JOB('night', 'STORED_PROCEDURE', 'ops.purge'); END;
/`,
    30,
  ],
] as const)('a job that calls a routine: %s', (name, sql, olderThanDays) => {
  const { jobs } = link({ 'a/tables.sql': 'CREATE TABLE logs (at date);', 'b/jobs.sql': sql });
  expect(jobs).toMatchObject([
    { name: 'night', table: 'logs', column: 'at', olderThanDays, enabled: name !== 'Oracle, disabled' },
  ]);
});
