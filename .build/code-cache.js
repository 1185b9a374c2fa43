// node .build/code-cache.js <dist>: writes V8's compiled form of main.cjs beside it, with the functions that a scan uses.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { CODE, load } = createRequire(import.meta.url)('../bin/load.js');
const dist = resolve(process.argv[2] ?? 'dist');
const example = join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures/projects/breaks-promises');
const { run, script } = load(dist);

const deaf = { isTTY: false, columns: 100, write: () => {} };
const io = (cwd) => ({
  cwd,
  env: {},
  stdout: deaf,
  stderr: deaf,
  today: () => '2026-11-24',
  // V8 takes code only under the flags it was made with, and a scan starts with none.
  setFlag: () => {},
});

// Once in a checkout and once outside any, where files are listed in another way.
const scratch = mkdtempSync(join(tmpdir(), 'privaudit-build-'));
try {
  cpSync(example, scratch, { recursive: true });
  // Whether they end well is for the tests to say: a build has to stand before it can be looked into.
  for (const folder of [example, scratch]) await run(['scan'], io(folder));
} finally {
  rmSync(scratch, { recursive: true });
}
writeFileSync(join(dist, CODE), script.createCachedData());
