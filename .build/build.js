// Bundles src/ into dist/, compiles rules/ into dist/catalog and copies the grammars used, with their licences.
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

const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', index: 'src/index.ts', 'build/compile-rules': 'src/catalog/compile-rules.ts' },
  platform: 'node',
  logLevel: 'silent',
  // jsonc-parser's CommonJS build loads its parts by computed names, which no bundle can hold.
  resolve: { mainFields: ['module', 'main'] },
  transform: { define: { PRIVAUDIT_VERSION: JSON.stringify(version) } },
});
await bundle.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  comments: { legal: true },
});
await bundle.close();

const { compileRules } = await import(pathToFileURL(join(dist, 'build/compile-rules.js')).href);
mkdirSync(join(dist, 'catalog'), { recursive: true });
for (const [name, content] of Object.entries(await compileRules(join(root, 'rules')))) {
  writeFileSync(join(dist, name), typeof content === 'string' ? content : JSON.stringify(content));
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

rmSync(target, { recursive: true, force: true });
renameSync(dist, target);
