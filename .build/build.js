// Bundles src/ into dist/, compiles rules/ into dist/catalog and copies the grammars used, with their licences.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'dist');
// Built aside and swapped in whole: a build that fails leaves the last one standing.
const dist = join(root, `.dist-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
rmSync(dist, { recursive: true, force: true });

process.on('exit', () => rmSync(dist, { recursive: true, force: true }));

/** Writes what the entries reach into dist/. */
async function bundle(input, output) {
  const built = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    logLevel: 'silent',
    // jsonc-parser's CommonJS build loads its parts by computed names, which no bundle can hold.
    resolve: { mainFields: ['module', 'main'] },
    transform: { define: { PRIVAUDIT_VERSION: JSON.stringify(version) } },
  });
  await built.write({
    dir: dist,
    ...output,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: true },
  });
  await built.close();
}

await bundle(
  { index: 'src/index.ts', 'build/compile-rules': 'src/catalog/compile-rules.ts' },
  { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
);
// The command line is one CommonJS file: ES modules start slower, and V8 keeps the compiled code of a script in one piece.
await bundle(
  { main: 'src/main.ts' },
  { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false, dynamicImportInCjs: false },
);

const { ascii, compileRules } = await import(pathToFileURL(join(dist, 'build/compile-rules.js')).href);
const main = join(dist, 'main.cjs');
writeFileSync(main, ascii(readFileSync(main, 'utf8')));
mkdirSync(join(dist, 'catalog'), { recursive: true });
for (const [name, content] of Object.entries(await compileRules(join(root, 'rules')))) {
  writeFileSync(join(dist, name), content);
}
rmSync(join(dist, 'build'), { recursive: true });

mkdirSync(join(dist, 'grammars'), { recursive: true });
const grammars = [
  ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-hcl.wasm', 'hcl.wasm'],
  ['web-tree-sitter', 'web-tree-sitter.wasm', 'tree-sitter.wasm'],
];
for (const [name, file, target] of grammars) {
  const folder = join(root, 'node_modules', name);
  cpSync(join(folder, file), join(dist, 'grammars', target));
  const licence = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (licence) cpSync(join(folder, licence), join(dist, 'grammars', `${target}.LICENSE`));
}

// In a process of its own, which has compiled nothing else.
execFileSync(process.execPath, [join(root, '.build/code-cache.js'), dist], { stdio: ['ignore', 'ignore', 'inherit'] });

rmSync(target, { recursive: true, force: true });
renameSync(dist, target);
