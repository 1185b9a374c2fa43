// Writes V8's compiled form of dist/main.cjs beside it: the functions that a scan uses, as the scans below have used them.
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { cacheFile, load } = createRequire(import.meta.url)('../bin/load.js');
const projects = join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures/projects');
const { run, script } = load();

const deaf = { isTTY: false, columns: 100, write: () => {} };
const io = (cwd) => ({
  cwd,
  env: {},
  stdout: deaf,
  stderr: deaf,
  today: () => '2026-11-24',
  // V8 takes a cache only under the flags it was made with, and a scan begins with none.
  setFlag: () => {},
});

// Once in a checkout and once outside any, where the files are listed in another way.
const scratch = mkdtempSync(join(tmpdir(), 'privaudit-build-'));
try {
  cpSync(join(projects, 'breaks-promises'), scratch, { recursive: true });
  for (const folder of [join(projects, 'breaks-promises'), scratch]) {
    const code = await run(['scan'], io(folder));
    if (code !== 1) throw new Error(`the example project ended with exit code ${code} instead of 1`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
const unfinished = `${cacheFile}.${process.pid}`;
writeFileSync(unfinished, script.createCachedData());
renameSync(unfinished, cacheFile);
