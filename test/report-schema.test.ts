import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { reportSchema } from '../src/schemas/report.ts';
import { filesBelow, foldersIn } from './helpers/goldens.ts';

const PROJECTS = 'fixtures/projects';
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync('dist/report.schema.json', 'utf8')));

describe('the JSON report is what its published schema says', () => {
  it.each(foldersIn(PROJECTS))('%s', async (name) => {
    const folder = join(PROJECTS, name);
    const files = Object.fromEntries(
      filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );
    const report = await audit({ source: memoryFiles(files), root: '.', asOf: '2026-11-24' });
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(reportSchema.safeParse(report).success).toBe(true);
  });
  it('refuses a report with a word of its own', async () => {
    const report = await audit({
      source: memoryFiles({ 'schema.sql': 'CREATE TABLE users (id int, email text);' }),
      root: '.',
      asOf: '2026-11-24',
    });
    expect(validate(report)).toBe(true);
    expect(validate({ ...report, summary: { ...report.summary, verdict: 'fine' } })).toBe(false);
  });
});

describe('the report counts what it shows', () => {
  it.each(foldersIn(PROJECTS))('%s', async (name) => {
    const folder = join(PROJECTS, name);
    const files = Object.fromEntries(
      filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );
    const report = await audit({ source: memoryFiles(files), root: '.', asOf: '2026-11-24' });
    const total = Object.values(report.summary.clauses).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(report.clauses.length);
    const fingerprints = [...report.findings, ...report.passes, ...report.unresolved].map(
      ({ fingerprint }) => fingerprint,
    );
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    for (const clause of report.clauses) for (const id of clause.findings) expect(fingerprints).toContain(id);
    for (const finding of report.findings) expect(finding.fix, finding.ruleId).not.toBe('');
    for (const { message, why, fix } of [...report.findings, ...report.passes, ...report.unresolved])
      expect(message + why + fix).not.toMatch(/\{\w+(\|[^}]*)?\}/);
    expect(report.summary.exitCode).toBe({ pass: 0, fail: 1, 'nothing-assessed': 3 }[report.summary.verdict]);
  });
});
