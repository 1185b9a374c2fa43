// npm run bench -- <folder>: a scan against merely listing and reading the files it reads, median of five whole processes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 5;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binary = join(root, 'bin/privaudit.js');
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: npm run bench -- <folder>\n');
  process.exit(2);
}
const cwd = resolve(folder);
const scratch = mkdtempSync(join(tmpdir(), 'privaudit-bench-'));
// Extra certificates cost 90 ms of start-up on Node 20 and say nothing of us.
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** Wall and CPU seconds and peak memory (MiB) of a Node process, told by the process itself at its exit. */
function measure(args) {
  const probe = join(scratch, 'probe.cjs');
  const out = join(scratch, 'usage.json');
  writeFileSync(
    probe,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(out)}, JSON.stringify(process.resourceUsage())));`,
  );
  const runs = [];
  for (let i = 0; i <= RUNS; i += 1) {
    const start = process.hrtime.bigint();
    const { stderr, status } = spawnSync(process.execPath, ['--require', probe, ...args], {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (status === 2) throw new Error(stderr);
    const usage = JSON.parse(readFileSync(out, 'utf8'));
    if (i > 0) runs.push({ wall, cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, memory: usage.maxRSS / 1024 });
  }
  const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  return { wall: median('wall'), cpu: median('cpu'), memory: median('memory') };
}

const reader = join(scratch, 'reader.mjs');
writeFileSync(
  reader,
  `import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
const paths = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { maxBuffer: 1 << 29 }).toString().split('\\0').filter(Boolean);
let files = 0, bytes = 0;
for (const path of paths) {
  try {
    if (!lstatSync(path).isFile()) continue;
    bytes += readFileSync(path).length;
    files += 1;
  } catch {}
}
process.stdout.write(JSON.stringify({ files, bytes }));`,
);
const scan = measure([binary, 'scan', '-f', 'json', '--allow-empty']);
const read = measure([reader]);
const bare = measure(['-e', '0']);
const version = measure([binary, '--version']);
const report = JSON.parse(
  spawnSync(process.execPath, [binary, 'scan', '-f', 'json', '--allow-empty'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  }).stdout,
);
rmSync(scratch, { recursive: true });

const row = (name, { wall, cpu, memory }) =>
  `${name.padEnd(22)} ${wall.toFixed(3).padStart(8)} s wall ${cpu.toFixed(3).padStart(8)} s cpu ${memory.toFixed(0).padStart(6)} MiB\n`;
process.stdout.write(
  `${report.scope.filesListed} files listed, ${report.scope.filesRead} read, ${(report.scope.bytesRead / 1e6).toFixed(1)} MB; median of ${RUNS}\n`,
);
process.stdout.write(
  row('scan', scan) + row('list and read all', read) + row('bare node', bare) + row('--version', version),
);
process.stdout.write(
  `scan / list and read all ${(scan.wall / read.wall).toFixed(2)}   scan less 60 ms / bare node ${((scan.wall - 0.06) / bare.wall).toFixed(2)}   --version / bare node ${(version.wall / bare.wall).toFixed(2)}\n`,
);
