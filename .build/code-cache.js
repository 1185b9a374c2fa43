// node .build/code-cache.js <dist>: writes V8's compiled form of main.cjs beside it, with the functions that a small scan uses.
// What larger projects use besides is compiled when they use it, which is little of their time; a small scan would only read it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { CODE, load } = createRequire(import.meta.url)('../bin/load.js');
const dist = resolve(process.argv[2] ?? 'dist');
const { run, script } = load(dist);

const PROJECT = {
  'package.json': '{"dependencies": {"stripe": "17.0.0", "@prisma/client": "5.19.0"}}',
  'docker-compose.yml': 'services:\n  db:\n    image: postgres:16\n    environment: {POSTGRES_DB: app}\n',
  'main.tf': 'variable "days" {\n  default = 7\n}\nresource "aws_db_instance" "main" {\n  engine = "postgres"\n}\n',
  'schema.prisma': 'model User {\n  id Int @id\n  email String @unique\n  birthDate DateTime?\n  posts Post[]\n}\n',
  'schema.sql': 'CREATE TABLE members (\n  id bigint PRIMARY KEY,\n  email text NOT NULL,\n  phone varchar(20)\n);\n',
  'privaudit.yaml': `privaudit: 1
retention:
  - id: members
    match: {entity: members}
    keep: P24M
    after: closed
    reason: service
subprocessors:
  - name: Stripe
    purpose: payment
    locations: [US]
`,
};

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

const folder = mkdtempSync(join(tmpdir(), 'privaudit-build-'));
try {
  for (const [name, text] of Object.entries(PROJECT)) writeFileSync(join(folder, name), text);
  // Whether a scan ends well is for the tests to say: a build has to stand before it can be looked into.
  await run(['scan'], io(folder));
  // In a checkout, files are listed in another way. Without git there is none; a hook's own repository is left alone.
  spawnSync('git', ['init', '-q'], { cwd: folder, stdio: 'ignore', env: { PATH: process.env.PATH } });
  await run(['scan'], io(folder));
} finally {
  rmSync(folder, { recursive: true });
}
writeFileSync(join(dist, CODE), script.createCachedData());
