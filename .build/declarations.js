// node .build/declarations.js <folder>: the types of the library's door. What zod infers is written out, since zod is not shipped.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(process.argv[2] ?? join(root, 'dist/types'));
// Inside the project, so that packages are found.
const scratch = join(root, `.types-${process.pid}`);
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

mkdirSync(scratch);
// A constant's type is written out where a named one would only be named.
writeFileSync(
  join(scratch, 'report.ts'),
  `import { reportSchema } from '../src/schemas/report.ts';\nexport const report = reportSchema.parse(null);\n`,
);
const compilerOptions = { noEmit: false, emitDeclarationOnly: true, declaration: true, rootDir: '..', outDir: 'out' };
const project = { extends: '../tsconfig.json', compilerOptions, files: ['../src/index.ts', 'report.ts'], include: [] };
writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(project));
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', scratch], { stdio: 'inherit' });

const emitted = (path) => readFileSync(join(scratch, 'out', path), 'utf8');
const plain = emitted(join(`.types-${process.pid}`, 'report.d.ts')).replace('export declare', 'declare');
const written = { 'schemas/report.d.ts': `${plain}export type AuditReport = typeof report;\n` };

const waiting = ['index.d.ts'];
for (const path of waiting) {
  const text = written[path] ?? emitted(join('src', path));
  const declarations = text.replace(/(from ')(\.[^']+)\.ts(')/g, (_, before, module, after) => {
    const next = `${normalize(join(dirname(path), module))}.d.ts`;
    if (!waiting.includes(next)) waiting.push(next);
    return `${before}${module}.js${after}`;
  });
  const foreign = /from '(?!\.)([^']+)'/.exec(declarations)?.[1];
  if (foreign !== undefined) throw new Error(`${path} would need the types of ${foreign}`);
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), declarations);
}
