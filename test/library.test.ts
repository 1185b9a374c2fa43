import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// Inside the project, so that the compiler finds the types of Node.
const scratch = mkdtempSync('.types-test-');
afterAll(() => rmSync(scratch, { recursive: true }));

const USE = `import { audit, loadPack, memoryFiles, type AuditReport, type Pack, UserError } from './types/index.js';
const pack: Pack = await loadPack('common');
const report: AuditReport = await audit({ source: memoryFiles({}), root: '.', asOf: '2026-11-24', packs: [pack] });
const code: number = report.summary.exitCode;
const statuses: string[] = report.clauses.map(({ status }) => status);
`;

describe('the library', () => {
  it('has types that stand alone, and are strict', () => {
    execFileSync(process.execPath, ['.build/declarations.js', join(scratch, 'types')]);
    const compile = (code: string): string => {
      writeFileSync(join(scratch, 'use.ts'), code);
      const strict = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', types: [] };
      writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({ compilerOptions: strict, files: ['use.ts'] }));
      try {
        return execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', scratch], { encoding: 'utf8' });
      } catch (error) {
        return String((error as { readonly stdout: string }).stdout);
      }
    };
    expect(compile(`${USE}throw new UserError('x', statuses.join() + code);`)).toBe('');
    expect(compile(`${USE}report.claused;`)).toContain("Property 'claused' does not exist");
  });

  it('audits what it is handed', async () => {
    const { audit, loadPack, memoryFiles } = await import('../dist/index.js' as string);
    const files = { 'schema.prisma': 'model User {\n  id Int @id\n  email String\n}\n' };
    const packs = [await loadPack('common')];
    const report = await audit({ source: memoryFiles(files), root: '.', asOf: '2026-11-24', packs });
    expect(report.summary).toMatchObject({ verdict: 'fail', exitCode: 1 });
  });
});
