import { expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { BASELINE_NAME, createBaseline, readBaseline } from '../src/manifest/baseline.ts';
import type { AuditReport } from '../src/schemas/report.ts';

function finding(fingerprint: string, waived: readonly string[] = []) {
  return {
    fingerprint,
    ruleId: 'encryption-at-rest/not-encrypted',
    subject: 'aws_db_instance.main',
    clauses: ['a/1/x', 'b/1/y'],
    waivers: waived.map((clause) => ({ clause, waiver: 0 })),
  };
}

const report = {
  tool: { version: '0.1.0' },
  scope: { asOf: '2026-06-01' },
  findings: [finding('f1'), finding('f2', ['a/1/x']), finding('f3', ['a/1/x', 'b/1/y'])],
} as unknown as AuditReport;

test('a baseline that was made is read again', async () => {
  const made = createBaseline(report);
  const { fingerprints, settings } = await readBaseline(
    memoryFiles({ [BASELINE_NAME]: JSON.stringify(made) }),
    undefined,
  );
  expect([...fingerprints]).toEqual(['f1', 'f2']);
  expect(settings).toMatchObject({ file: BASELINE_NAME, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  expect(made.createdAsOf).toBe('2026-06-01');
});

test('a finding that waivers cover in every clause is left to them', () => {
  expect(createBaseline(report).findings.map(({ fingerprint }) => fingerprint)).not.toContain('f3');
});

test('without one nothing is accepted; one asked for by name has to be there', async () => {
  const empty = memoryFiles({ 'README.md': '' });
  expect((await readBaseline(empty, undefined)).settings).toBeNull();
  expect((await readBaseline(memoryFiles({ [BASELINE_NAME]: 'no' }), null)).settings).toBeNull();
  await expect(readBaseline(empty, 'accepted.json')).rejects.toThrow(UserError);
});

test.each([
  '',
  'no json',
  '[]',
  '{"version":2}',
  '{"version":1,"tool":"0","createdAsOf":"yesterday","findings":[]}',
  '{"version":1,"tool":"0","createdAsOf":"2026-06-01","findings":[{}]}',
])('refused: %s', async (text) => {
  await expect(readBaseline(memoryFiles({ [BASELINE_NAME]: text }), undefined)).rejects.toThrow(BASELINE_NAME);
});
