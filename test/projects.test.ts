import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import type { FileSource } from '../src/files/contract.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { reporters } from '../src/reporters/registry.ts';
import type { AuditReport } from '../src/schemas/report.ts';
import { filesBelow, foldersIn, matchesGolden } from './helpers/goldens.ts';

const PROJECTS = 'fixtures/projects';

/** What a project's folder holds, outside git. */
function folderSource(folder: string): FileSource {
  return memoryFiles(
    Object.fromEntries(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
  );
}

function reportOf(name: string): Promise<AuditReport> {
  return audit({ source: folderSource(join(PROJECTS, name)), root: '.', asOf: '2026-11-24' });
}

interface Planted {
  readonly file: string;
  readonly line: number;
  readonly clause: string;
  readonly ruleId: string;
}

/** Rows of the table in EXPECTED.md: what, file, line, clause, ruleId. */
function plantedBreaks(name: string): Planted[] {
  return readFileSync(join(PROJECTS, name, 'EXPECTED.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => {
      const [, , file = '', number = '', clause = '', ruleId = ''] = line.split('|').map((cell) => cell.trim());
      return { file, line: Number(number), clause, ruleId };
    });
}

/** Digests change with every rule anywhere: the golden holds what the rules make of the project, not which rules there are. */
function withoutRuleDigests(report: AuditReport): AuditReport {
  return {
    ...report,
    tool: { ...report.tool, catalogDigest: 'sha256:of-the-catalog' },
    packs: report.packs.map((pack) => ({ ...pack, digest: 'sha256:of-the-pack' })),
  };
}

/** The end of a whole project is the same report, read by a person once. */
describe.each(foldersIn(PROJECTS))('%s', (name) => {
  let report: AuditReport;
  beforeAll(async () => {
    report = await reportOf(name);
  });

  it('gives the report that was read and accepted', () => {
    matchesGolden(join(PROJECTS, `${name}.report.json`), `${JSON.stringify(withoutRuleDigests(report), null, 2)}\n`);
  });

  it.each(reporters)('shows nothing that was planted in it as $id', async ({ load }) => {
    const planted = JSON.parse(readFileSync(join(PROJECTS, 'planted.json'), 'utf8')) as string[];
    const { render } = await load();
    for (const verbose of [false, true]) {
      const text = render(report, { color: false, width: 100, verbose, quiet: false });
      expect(planted.filter((value) => text.includes(value))).toEqual([]);
    }
  });
});

it('the application that keeps its promises passes without a finding', async () => {
  const report = await reportOf('keeps-promises');
  expect(report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject}`)).toEqual([]);
  expect(report.unresolved.map(({ ruleId, subject }) => `${ruleId} ${subject}`)).toEqual([]);
  expect(report.diagnostics).toEqual([]);
  expect(report.summary.verdict).toBe('pass');
});

describe('the application that breaks its promises', () => {
  const rows = plantedBreaks('breaks-promises');
  it('has a row for each break', () => {
    expect(rows.length).toBeGreaterThan(10);
  });
  it.each(rows)('$file:$line $clause $ruleId', async ({ file, line, clause, ruleId }) => {
    const { findings } = await reportOf('breaks-promises');
    const seen = findings.filter((finding) => finding.ruleId === ruleId && finding.clauses.includes(clause));
    expect(seen.map(({ location }) => `${location.file}:${location.startLine}`)).toContain(`${file}:${line}`);
  });
  it('counts what is waived apart, and not what was waived once', async () => {
    const { waivers, findings, summary } = await reportOf('breaks-promises');
    expect(waivers.map(({ where, state }) => `${where} ${state}`)).toEqual([
      'aws_ebs_volume.imports active',
      'aws_cloudwatch_log_group.worker expired',
    ]);
    expect(findings.filter((finding) => finding.waivers.length > 0).map(({ subject }) => subject)).toEqual([
      'aws_ebs_volume.imports',
    ]);
    expect(summary.verdict).toBe('fail');
  });
});

it("a stranger's repository is told of its database, its people and its vendors", async () => {
  const { findings, settings } = await reportOf('no-manifest');
  expect(settings.packsFrom).toBe('default');
  const families = new Set(findings.map(({ family }) => family));
  expect([...families].sort()).toEqual(['encryption-at-rest', 'retention-declared', 'subprocessor-listed']);
  expect(findings.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(['aws_db_instance.shop', 'users', 'orders', 'Stripe', 'Mailgun']),
  );
});
