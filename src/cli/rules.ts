import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { builtInPacks, loadCatalog, loadPack, loadPacks } from '../catalog/load.ts';
import { reading } from '../catalog/reading.ts';
import { UserError } from '../errors.ts';
import { readYamlFolder } from '../files/folder.ts';
import type { Clause, Pack } from '../model/pack.ts';
import { printable } from '../text/printable.ts';
import type { Io } from './io.ts';

/** Clauses of the packs named, or of every built-in pack. */
export async function listRules(names: readonly string[], io: Io): Promise<number> {
  const catalog = loadCatalog();
  for (const name of names.length === 0 ? builtInPacks() : names) {
    const pack = await loadPack(name, io.cwd, catalog);
    io.stdout.write(`${pack.id} ${pack.version}  ${printable(pack.title)}\n`);
    const width = Math.max(...pack.clauses.map(({ id }) => id.length));
    for (const clause of pack.clauses) {
      const check = !clause.rule ? 'context' : (clause.family ?? 'no check yet');
      io.stdout.write(
        `  ${clause.id.padEnd(width)}  ${clause.severity.padEnd(8)}  ${check.padEnd(20)}  ${printable(clause.summary)}\n`,
      );
    }
  }
  return 0;
}

/** One clause whole, with the meaning of its parameters. */
export async function showRule(id: string, packName: string | undefined, io: Io): Promise<number> {
  const catalog = loadCatalog();
  const { pack, clause } = await findClause(id, packName ?? id.split('/')[0] ?? id, io);
  const words = catalog.families.find((family) => family.id === clause.family);
  const lines = [
    `${clause.id}  ${clause.summary}`,
    `  pack       ${pack.id} ${pack.version} (${pack.title})`,
    `  section    ${clause.section}`,
    `  kind       ${clause.kind}, ${clause.modality}, ${clause.severity}${clause.derived ? ', derived' : ''}`,
    `  check      ${clause.family ?? (clause.rule ? 'no check yet' : 'context only')}`,
  ];
  if (words) {
    lines.push(`  question   ${words.question}`);
    for (const [name, { type, meaning, absent }] of Object.entries(words.params)) {
      const value = clause.params[name];
      lines.push(
        `  ${name.padEnd(10)} ${value === undefined ? `not given: ${absent}` : JSON.stringify(value)}  (${type}) ${meaning}`,
      );
    }
    for (const [code, text] of Object.entries(words.outcomes))
      lines.push(`  finding    ${words.id}/${code}: ${text.title}`);
  }
  io.stdout.write(`${lines.map(printable).join('\n')}\n`);
  return 0;
}

async function findClause(id: string, packName: string, io: Io): Promise<{ pack: Pack; clause: Clause }> {
  const pack = await loadPack(packName, io.cwd, loadCatalog());
  const clause = pack.clauses.find((one) => one.id === id);
  if (clause === undefined)
    throw new UserError(
      'clause-unknown',
      `The pack ${pack.id} has no clause ${id}`,
      'privaudit rules list shows the ids',
    );
  return { pack, clause };
}

/** Compiles a pack and those it extends; every fault has its file, line and column (exit 2). */
export async function validateRules(name: string, io: Io): Promise<number> {
  const [pack, ...extended] = await loadPacks(name, io.cwd, loadCatalog());
  if (pack === undefined) return 0;
  const executable = pack.clauses.filter(({ family }) => family !== null).length;
  const others = extended.length === 0 ? '' : `; extends ${extended.map(({ id }) => id).join(', ')}`;
  io.stdout.write(
    `${pack.id} ${pack.version}: ${pack.clauses.length} ${pack.clauses.length === 1 ? 'clause' : 'clauses'}, ${executable} executable${others}; valid\n`,
  );
  return 0;
}

/** Runs the examples beside a pack's clauses. */
export async function testRules(folder: string, io: Io): Promise<number> {
  const path = resolve(io.cwd, folder);
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new UserError('path-not-found', `There is no folder ${folder}`);
  const { runExamples } = await import('./examples.ts');
  const results = await runExamples(
    reading(folder, () => readYamlFolder(path)),
    folder,
  );
  for (const { name, problems } of results) {
    io.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${printable(name)}\n`);
    for (const problem of problems) io.stdout.write(`       ${printable(problem)}\n`);
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  io.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  if (results.length === 0) throw new UserError('no-examples', `${folder} holds no *.examples.yaml with examples`);
  return failed > 0 ? 1 : 0;
}
