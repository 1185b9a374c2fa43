import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startProgress } from '../src/cli/progress.ts';
import type { Io } from '../src/main.ts';
import { privaudit, projects, USERS } from './helpers/cli.ts';

const { folder, project, remove } = projects();
afterAll(remove);

describe('exit codes', () => {
  it('1 with a broken promise', async () => {
    const { code, out } = await privaudit(['scan', project({ 'schema.sql': USERS }), '-f', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).summary.verdict).toBe('fail');
  });
  it('0 below the threshold, and with the findings in the baseline', async () => {
    const path = project({ 'schema.sql': USERS });
    const below = await privaudit(['scan', path, '--fail-on', 'critical']);
    expect([below.code, below.out]).toEqual([
      0,
      expect.stringContaining('NOT FAILED (nothing counts at or over critical)'),
    ]);
    expect((await privaudit(['baseline', 'create', path])).code).toBe(0);
    const { code, out } = await privaudit(['scan', path, '-f', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).summary.findings.baselined).toBeGreaterThan(0);
    const { out: pretty } = await privaudit(['scan', path]);
    expect(pretty).toContain('NOT FAILED (every finding is accepted)');
    expect(pretty).not.toContain('privaudit baseline create');
    expect((await privaudit(['scan', path, '--no-baseline'])).code).toBe(1);
    expect((await privaudit(['baseline', 'create', path])).code).toBe(2);
  });
  it('3 when nothing was recognised, 0 when that is allowed', async () => {
    const path = project({ 'notes.bin': 'x' });
    expect((await privaudit(['scan', path])).code).toBe(3);
    expect((await privaudit(['scan', path, '--allow-empty'])).code).toBe(0);
  });
  it.each([
    [['scan', 'no-such-folder']],
    [['scan', '--fail-on', 'loud']],
    [['scan', '--pack', 'no-such-pack']],
    [['scan', '--only', 'velonoc/99/nothing']],
    [['scan', '-o', 'markdown']],
    [['scan', '-f', 'json', '-o', 'markdown=-']],
    [['scan', '--as-of', '2026-02-30']],
    [['scan', '--no-such-flag']],
    [['scna']],
    [['report', 'no-such-report.json']],
    [['explain', 'Nothing.here', 'fixtures/projects/no-manifest']],
    [['rules', 'show', 'velonoc/99/nothing']],
    [['rules', 'test', 'no-such-folder']],
    [['schema', 'nothing']],
    [['scan', '-o', 'json=package.json/x']],
    [['scan', '-o', `json=${'x'.repeat(300)}`]],
    [['scan', '-o', 'json=package.json']],
    [['rules', 'list', '/']],
    [['rules', 'list', '/dev/null']],
  ])('2 for %j', async (argv) => {
    const { code, err, out } = await privaudit(argv);
    expect(code).toBe(2);
    expect(err).not.toBe('');
    expect(err).not.toContain('internal error');
    expect(out).toBe('');
  });
});

describe('a manifest with mistakes', () => {
  it('names each with line, column and a suggestion, and reports nothing', async () => {
    const path = project({
      'schema.sql': USERS,
      'privaudit.yaml': 'privaudit: 1\nretension: []\nproject:\n  packs: [velonok]\n',
    });
    const { code, err, out } = await privaudit(['scan', path]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/privaudit\.yaml:2:1 .*retention/);
    expect(err).toMatch(/privaudit\.yaml:4:\d+ .*velonoc/);
  });
});

describe('outputs', () => {
  it('JSON on stdout has nothing around it, and progress stays away from a pipe', async () => {
    const { out, err } = await privaudit(['scan', 'fixtures/projects/no-manifest', '-f', 'json']);
    expect(() => JSON.parse(out)).not.toThrow();
    expect(err).toBe('');
  });
  it('no progress where nobody reads it, nor on a terminal without columns, which can never be cleared', () => {
    const at = (columns: number | undefined, env = {}) =>
      startProgress({ stderr: { isTTY: true, columns }, env } as unknown as Io, false);
    const silent = at(80, { CI: '1' });
    expect([0, undefined].map((columns) => at(columns))).toSatisfy((all: unknown[]) =>
      all.every((one) => one === silent),
    );
    const shown = at(80);
    shown.stop();
    expect(shown).not.toBe(silent);
  });
  it('files are written whole, and never through a link', async () => {
    const path = project({ 'schema.sql': USERS });
    const target = join(path, 'out', 'audit.md');
    expect((await privaudit(['scan', path, '-o', `markdown=${target}`])).code).toBe(1);
    expect(readFileSync(target, 'utf8').length).toBeGreaterThan(100);
    expect(readdirSync(join(path, 'out'))).toEqual(['audit.md']);
    symlinkSync(target, join(path, 'link.md'));
    expect((await privaudit(['scan', path, '-o', `markdown=${join(path, 'link.md')}`])).code).toBe(2);
  });
  it('a file of Terraform that several modules share by links is part of each, unless it leads out of the root', async () => {
    const files = { 'main.tf': 'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = local.days\n}\n' };
    const root = project({ 'scan/a/main.tf': files['main.tf'], 'scan/b/main.tf': files['main.tf'] });
    const path = join(root, 'scan');
    for (const [folder, days] of [
      [path, 7],
      [root, 8],
    ] as const)
      writeFileSync(join(folder, 'shared.tf'), `locals {\n  days = ${days}\n}\n`);
    symlinkSync(join(path, 'shared.tf'), join(path, 'a/shared.tf'));
    symlinkSync(join(root, 'shared.tf'), join(path, 'b/shared.tf'));
    const { out } = await privaudit(['scan', path, '-f', 'json'], path);
    const { stores } = JSON.parse(out).inventory;
    expect(stores.map(({ retentionDays }: { retentionDays: number | null }) => retentionDays)).toEqual([7, null]);
  });
  it('a report renders again without scanning', async () => {
    const path = project({ 'schema.sql': USERS });
    await privaudit(['scan', path, '-o', `json=${join(path, 'report.json')}`]);
    const { code, out } = await privaudit(['report', join(path, 'report.json'), '-f', 'markdown']);
    expect(code).toBe(1);
    expect(out).toContain('users');
  });
  it('no colour unless asked', async () => {
    const path = project({ 'schema.sql': USERS });
    expect((await privaudit(['scan', path])).out).not.toContain('\u001b');
    expect((await privaudit(['scan', path, '--color'])).out).toContain('\u001b');
    expect((await privaudit(['scan', path], process.cwd(), { FORCE_COLOR: '1', NO_COLOR: '1' })).out).not.toContain(
      '\u001b',
    );
  });
});

/** As somebody without rights of their own: the superuser may read everything. */
const SOMEBODY: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const binary = (argv: readonly string[], options: SpawnSyncOptions = {}) =>
  spawnSync(process.execPath, ['bin/privaudit.js', ...argv], { encoding: 'utf8', ...options });

describe('the world outside', () => {
  it.skipIf(!existsSync('/dev/full'))('2 where the report cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = binary(['scan', 'fixtures/projects/keeps-promises'], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect([status, stderr]).toEqual([2, 'error: the output cannot be written (ENOSPC)\n']);
  });
  it.skipIf(binary(['--version'], SOMEBODY).status !== 0)('what may not be read is told', () => {
    for (const withGit of [false, true]) {
      const path = project({ 'schema.sql': USERS, 'dump.sql': `${USERS}${' '.repeat(5 << 20)}`, 'a/b.sql': USERS });
      chmodSync(folder, 0o755);
      if (SOMEBODY.uid !== undefined) chownSync(path, SOMEBODY.uid, SOMEBODY.uid);
      if (withGit) execFileSync('git', ['init', '-q'], { cwd: path, ...SOMEBODY });
      for (const closed of ['dump.sql', 'a']) chmodSync(join(path, closed), 0);
      const { status, stdout } = binary(['scan', path, '-f', 'json'], SOMEBODY);
      chmodSync(join(path, 'a'), 0o755);
      expect(status).toBe(1);
      const { scope, clauses } = JSON.parse(String(stdout));
      expect(scope.skipped).toEqual([
        { file: 'a', reason: 'a folder that cannot be read' },
        { file: 'dump.sql', reason: 'unreadable' },
      ]);
      expect(clauses.at(-1)).toMatchObject({ family: 'subprocessor-listed', reasonCode: 'partial-input' });
    }
  });
  it('2 where the folder it was started in is gone', () => {
    const gone = join(folder, 'gone');
    const line = `mkdir "${gone}" && cd "${gone}" && rmdir "${gone}" && "${process.execPath}" "${process.cwd()}/bin/privaudit.js" scan`;
    const { status, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'error: The folder this was started in is not there any more\n']);
  });
  it('a hook of another repository does not decide what is listed', () => {
    const path = project({ 'schema.sql': USERS });
    execFileSync('git', ['init', '-q'], { cwd: path });
    const env = { ...process.env, GIT_DIR: join(process.cwd(), '.git'), GIT_INDEX_FILE: join(path, 'none') };
    const { stdout } = binary(['scan', path, '-f', 'json'], { env });
    expect(JSON.parse(String(stdout)).scope).toMatchObject({ commit: null, filesListed: 1 });
  });
});

describe('roots and paths', () => {
  it('paths narrow what is judged, facts come from the whole root', async () => {
    const path = project({
      'privaudit.yaml': 'privaudit: 1\n',
      'a/schema.sql': USERS,
      'b/schema.sql': USERS.replace('users', 'members'),
    });
    const { out } = await privaudit(['scan', join(path, 'a'), '-f', 'json']);
    const report = JSON.parse(out);
    expect(report.settings.roots).toEqual(['a']);
    mkdirSync(join(path, 'docs'));
    const nothing = await privaudit(['scan', join(path, 'docs')]);
    expect(nothing.out).toContain('judged: only docs');
    expect(nothing.out).not.toMatch(/^PASS|all 0 subjects/m);
    expect(report.inventory.entities).toHaveLength(2);
    expect(
      report.findings.every((finding: { location: { file: string } }) => finding.location.file.startsWith('a/')),
    ).toBe(true);
  });
  it('no path of the machine is in any report', async () => {
    const path = project({ 'schema.sql': USERS });
    for (const format of ['json', 'markdown', 'pretty'])
      expect((await privaudit(['scan', path, '-f', format])).out).not.toContain(folder);
  });
});

describe('what cannot be read', () => {
  const outside = project({ 'outside.sql': USERS });
  const rows: readonly (readonly [string, string | undefined, (path: string) => void])[] = [
    [
      'a link out of the project',
      'schema.sql',
      (path) => symlinkSync(join(outside, 'outside.sql'), join(path, 'schema.sql')),
    ],
    ['a link to nothing', 'schema.sql', (path) => symlinkSync('gone.sql', join(path, 'schema.sql'))],
    ['a link to a file read as nothing', 'schema.sql', (path) => symlinkSync('package.json', join(path, 'schema.sql'))],
    ['a link to a file read as it is', undefined, (path) => symlinkSync('real.sql', join(path, 'schema.sql'))],
    [
      'a name that is no UTF-8',
      '\ufffd.sql',
      (path) => writeFileSync(Buffer.from(`${path}/\xe9.sql`, 'latin1'), USERS),
    ],
  ];
  it.each(rows)('%s', async (name, file, make) => {
    for (const withGit of [false, true]) {
      const path = project({ 'package.json': '{}', 'real.sql': USERS });
      if (withGit) execFileSync('git', ['init', '-q'], { cwd: path });
      make(path);
      const { out } = await privaudit(['scan', path, '-f', 'json']);
      // What an ignored or missing file would say is missed by nobody: only what is there and not read leaves a doubt.
      const doubts = JSON.parse(out).diagnostics.filter((one: { code: string }) => one.code === 'skipped').length;
      expect(doubts).toBe(file === undefined || name === 'a link to nothing' ? 0 : 1);
      expect(JSON.parse(out).scope.skipped.map((one: { file: string }) => one.file)).toEqual(file ? [file] : []);
    }
  });
});

it('a store that only a schema proves asks for a row, and takes it', async () => {
  const files = { 'db/schema.sql': 'CREATE TABLE parcels (id serial primary key, weight int);' };
  const asked = JSON.parse((await privaudit(['scan', project(files), '-f', 'json'])).out).unresolved[0].fix;
  const [, ...rows] = asked.split('\n');
  const declared = project({
    ...files,
    'privaudit.yaml': ['privaudit: 1', ...rows].join('\n'),
  });
  const half = { ...files, 'privaudit.yaml': 'privaudit: 1\ndatastores: [{id: main, kind: postgres}]\n' };
  expect((await privaudit(['scan', project(half)])).out).toMatch(
    /fix {2}Complete its row[^\n]*\n +datastores:\n +- id: main\n +encryption:/,
  );
  const report = JSON.parse((await privaudit(['scan', declared, '-f', 'json'])).out);
  expect(report.inventory.stores).toMatchObject([{ kind: 'postgres', declared: 'datastores[0]' }]);
  expect(report.clauses.find(({ id }: { id: string }) => id === 'common/encryption-at-rest').status).toBe('pass');
});

describe('explain', () => {
  it('says why a field is personal, what a clause came to, and what a rule found', async () => {
    const asked = async (what: string) => privaudit(['explain', what, 'fixtures/projects/no-manifest']);
    expect((await asked('user.contact')).out).toMatch(/^users\.email /m);
    expect((await asked('retention-declared')).out).toContain('users holds');
    expect((await asked('fixtures/projects/no-manifest/schema/schema.sql:3')).out).toMatch(/^users\.id /);
    expect((await asked('velonoc/12/min-age-18')).err).toContain('--pack velonoc');
    const all = (await privaudit(['explain', 'retention-declared/no-rule', 'fixtures/projects/no-manifest'])).out;
    expect([all.split('  fail: ').length, all.split('fix Add').length]).toEqual([3, 2]);
    expect((await privaudit(['explain', 'users.id', 'fixtures/projects/no-manifest'])).out).toMatch(
      /too little to count/,
    );
    expect((await privaudit(['explain', 'users.email', 'fixtures/projects/no-manifest'])).out).toContain(
      'user.contact.email',
    );
    const vendor = (await privaudit(['explain', 'stripe', 'fixtures/projects/no-manifest'])).out;
    expect(vendor).toMatch(
      /^Stripe \(.*no row of privaudit.yaml declares it\n {2}- package stripe \(.*package.json:12\), strong sign[\s\S]*fix Add it[^\n]*\n +subprocessors:\n/,
    );
    expect((await privaudit(['explain', 'common/retention-declared', 'fixtures/projects/no-manifest'])).out).toContain(
      'fail',
    );
    expect((await privaudit(['explain', 'retention-declared/no-rule', 'fixtures/projects/no-manifest'])).out).toContain(
      'users',
    );
    expect((await privaudit(['explain', 'policy-conflicts', 'fixtures/projects/breaks-promises'])).out).toContain(
      'velonoc/7/delete-within-30-days',
    );
    const two = ['--pack', 'velonoc', '--pack', 'voxvalley'];
    expect((await privaudit(['explain', 'policy-conflicts', 'fixtures/projects/no-manifest', ...two])).out).toContain(
      'To keep all: 18',
    );
  });
});

describe('rules', () => {
  it('lists, shows and validates', async () => {
    expect((await privaudit(['rules', 'list', 'velonoc'])).out).toContain('velonoc/6/encryption-at-rest');
    expect((await privaudit(['rules', 'show', 'velonoc/7/log-files'])).out).toContain('P24M');
    expect((await privaudit(['rules', 'validate', 'common'])).code).toBe(0);
  });
  it("takes the README's pack of ten lines, and audits against it", async () => {
    const yaml = /<!-- pack -->\n```yaml\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
    const logs =
      'resource "aws_cloudwatch_log_group" "app" {\n  name              = "app"\n  retention_in_days = 1096\n}\n';
    const path = project({ 'policy/pack.yaml': yaml, 'logs.tf': logs });
    expect((await privaudit(['rules', 'validate', join(path, 'policy')])).code).toBe(0);
    const { code, out } = await privaudit(['scan', '--pack', './policy', '-f', 'json'], path);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings[0].ruleId).toBe('retention-enforced/too-long');
  });
  it('a pack that extends others is audited with them', async () => {
    const pack = (id: string, more: string) =>
      `id: ${id}\ntitle: T\nversion: 1.0.0\n${more}clauses:\n  - {id: ${id}/1/x, summary: Done., kind: manual}\n`;
    const path = project({
      'schema.sql': USERS,
      'own/pack.yaml': pack('own', 'extends: [../base, common]\n'),
      'base/pack.yaml': pack('base', 'extends: [common, ../own]\n'),
      'odd/pack.yaml': pack('odd', 'extends: [commom]\n'),
    });
    const { out } = await privaudit(['scan', '--pack', './own', '-f', 'json'], path);
    expect(JSON.parse(out).packs.map(({ id }: { id: string }) => id)).toEqual(['base', 'common', 'own']);
    const { code, err } = await privaudit(['scan', '--pack', './odd'], path);
    expect(code).toBe(2);
    expect(err).toMatch(/odd extends commom/);
    expect((await privaudit(['rules', 'validate', 'odd'], path)).code).toBe(2);
    expect((await privaudit(['rules', 'validate', 'own'], path)).out).toContain('extends base, common');
  });
  it('a pack with a mistake is exit 2 with its place', async () => {
    const path = project({
      'pack.yaml':
        'id: acme\ntitle: Acme\nversion: 1.0.0\nclauses:\n  - id: acme/1/x\n    summary: x\n    family: minimum-age\n    params: {aeg: 18}\n',
    });
    const { code, err } = await privaudit(['rules', 'validate', path]);
    expect(code).toBe(2);
    expect(err).toMatch(/pack\.yaml:8:\d+/);
  });
});

describe('the real process', () => {
  const bin = join(process.cwd(), 'bin/privaudit.js');
  it('starts with the code that the build compiled', () => {
    const code = `const { load, readCode } = require('./bin/load.js');
      process.stdout.write(String(load('dist', readCode('dist')).script.cachedDataRejected));`;
    expect(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })).toBe('false');
  });
  it('prints its version, help without arguments, and the verdict code through a pipe', () => {
    expect(execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(execFileSync(process.execPath, [bin], { encoding: 'utf8' })).toContain('Example:');
    const closed = spawnSync(
      'bash',
      [
        '-c',
        `"${process.execPath}" "${bin}" scan fixtures/projects/breaks-promises -f json | head -1; exit \${PIPESTATUS[0]}`,
      ],
      { encoding: 'utf8' },
    );
    expect(closed.status).toBe(1);
    expect(closed.stderr).toBe('');
  });
  it('runs nothing of the scanned repository', () => {
    const path = project({ 'schema.sql': USERS, 'privaudit.js': 'process.exit(9)' });
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.email=a@example.org', '-c', 'user.name=a', ...args], { cwd: path });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    const canary = join(path, 'canary');
    writeFileSync(join(path, 'hook.sh'), `#!/bin/sh\ntouch ${canary}\ncat\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', join(path, 'hook.sh'));
    git('config', 'filter.x.clean', join(path, 'hook.sh'));
    writeFileSync(join(path, '.gitattributes'), '*.sql filter=x\n');
    writeFileSync(join(path, 'schema.sql'), `${USERS}\n`);
    expect(spawnSync(process.execPath, [bin, 'scan', path], { encoding: 'utf8' }).status).toBe(1);
    expect(existsSync(canary)).toBe(false);
  });
});
