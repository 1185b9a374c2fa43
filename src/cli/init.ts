import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { builtInPacks, packIndex } from '../catalog/load.ts';
import type { Draft } from '../drafts/manifest.ts';
import { UserError } from '../errors.ts';
import { diskFiles } from '../files/disk.ts';
import { UNREAD_MODEL } from '../linkers/schema/unread-models.ts';
import { MANIFEST_FILE, manifestFile } from '../manifest/find.ts';
import type { AuditOptions } from '../options.ts';
import { type Survey, survey } from '../survey.ts';
import { printable } from '../text/printable.ts';
import { packPath } from './audit-options.ts';
import type { Io } from './io.ts';
import { startProgress } from './progress.ts';
import { findRoot } from './root.ts';
import { asOfDate } from './settings.ts';
import { writeWhole } from './write.ts';

export interface InitFlags {
  readonly pack?: readonly string[];
  readonly output?: string;
  readonly stdout?: boolean;
  readonly update?: boolean;
  readonly asOf?: string;
}

/** Where the schema of the manifest stands once privaudit is a development dependency. */
const SCHEMA = 'node_modules/privaudit/dist/manifest.schema.json';

/** Writes privaudit.yaml from what the code shows; with `--update` adds what is missing in the one that is there. */
export async function init(path: string | undefined, flags: InitFlags, io: Io): Promise<number> {
  const folder = flags.update ? findRoot(io.cwd, path === undefined ? [] : [path]).folder : newHome(path, io);
  const target = targetOf(folder, flags, io);
  const there = join(folder, MANIFEST_FILE);
  if (flags.update && !existsSync(there))
    throw new UserError('manifest-missing', `There is no ${MANIFEST_FILE} to update`, 'privaudit init writes one');
  if (target !== null && existsSync(target) && !(flags.update && target === there)) {
    const hint = target === there ? 'privaudit init --update adds to it what is missing' : null;
    throw new UserError('manifest-exists', `${shown(target, io)} is there already, and is never overwritten`, hint);
  }
  const options: AuditOptions = {
    source: diskFiles(folder),
    root: folder,
    asOf: asOfDate(flags.asOf, io),
    setFlag: io.setFlag,
    ...(flags.update ? {} : { manifest: null }),
    ...(flags.pack ? { packs: flags.pack.map((pack) => packPath(pack, io.cwd)) } : {}),
  };
  const packNames = (flags.pack ?? []).map((pack) => nameFrom(folder, pack, io));
  const before = flags.update ? readFileSync(there, 'utf8') : null;
  const seen = await looked(options, io);
  // A name that is not read must not lie beside the one that is written.
  manifestFile(seen.listing.paths.filter((name) => !name.includes('/')));
  const draft = await drafted(seen, before, { name: basename(folder), packNames });
  await tryOut(draft.text, seen, options.asOf);
  if (target === null) io.stdout.write(draft.text);
  else if (draft.text !== before) writeWhole(target, draft.text, shown(target, io));
  const lines = [...unread(seen), summary(draft, before, target === null ? null : shown(target, io))];
  io.stderr.write(`${lines.join('\n')}\n`);
  return 0;
}

/** A draft without entities must not look as if there were none. */
function unread({ diagnostics }: Survey): string[] {
  return diagnostics
    .filter(({ code }) => code === UNREAD_MODEL)
    .map(({ file, span, message }) => printable(`${file}:${span?.startLine}: ${message}: entities are left out`));
}

/** The folder that is named; without one the top of the checkout. */
function newHome(path: string | undefined, io: Io): string {
  if (path === undefined) return findRoot(io.cwd, []).folder;
  const folder = resolve(io.cwd, path);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError('path-not-found', `There is no folder ${path}`);
  return realpathSync(folder);
}

/** Null: stdout. */
function targetOf(folder: string, { output, stdout }: InitFlags, io: Io): string | null {
  if (stdout && output !== undefined && output !== '-')
    throw new UserError('usage', '--stdout and -o exclude each other');
  if (stdout || output === '-') return null;
  return output === undefined ? join(folder, MANIFEST_FILE) : resolve(io.cwd, output);
}

async function looked(options: AuditOptions, io: Io): Promise<Survey> {
  const progress = startProgress(io, false);
  try {
    return await survey({ ...options, onStep: (step) => progress.step(step) });
  } finally {
    progress.stop();
  }
}

async function drafted(
  { view, packs, catalog }: Survey,
  before: string | null,
  { name, packNames }: { readonly name: string; readonly packNames: readonly string[] },
): Promise<Draft> {
  const { draftManifest, updateManifest } = await import('../drafts/manifest.ts');
  if (before !== null) return updateManifest(before, { view, packs, catalog, name, packNames });
  return draftManifest(
    { view, packs, catalog, name, packNames: packNames.length > 0 ? packNames : ['common'] },
    SCHEMA,
  );
}

/** The manifest must be one before anybody sees it: names that fit nothing or two things are a bug of the draft. */
async function tryOut(text: string, { facts, packs, catalog }: Survey, asOf: string): Promise<void> {
  const [{ loadManifest }, { resolveNames }] = await Promise.all([
    import('../manifest/load.ts'),
    import('../manifest/resolve.ts'),
  ]);
  try {
    const { manifest, placeOf } = loadManifest({
      path: MANIFEST_FILE,
      text,
      asOf,
      packs: [...packIndex(), ...packs],
      categories: catalog.categories.map(({ id }) => id),
    });
    const [problem] = resolveNames(manifest, facts.entities, facts.stores, placeOf).problems;
    if (problem !== undefined) throw new Error(`${MANIFEST_FILE}:${problem.span.startLine} ${problem.message}`);
  } catch (error) {
    throw error instanceof UserError ? new Error(`the drafted manifest is not valid: ${error.message}`) : error;
  }
}

/** As the manifest has to name it: an id, or a folder seen from the root. */
function nameFrom(folder: string, pack: string, io: Io): string {
  if (builtInPacks().includes(pack)) return pack;
  const path = relative(folder, resolve(folder, packPath(pack, io.cwd))).replaceAll('\\', '/');
  return path.startsWith('.') || isAbsolute(path) ? path : `./${path}`;
}

function shown(target: string, io: Io): string {
  const path = relative(io.cwd, target).replaceAll('\\', '/');
  return path.startsWith('..') ? basename(target) : path;
}

function summary({ counts, text, refused }: Draft, before: string | null, target: string | null): string {
  const todo = text.match(/\bTODO\b(?![^\n]*\bTODO marks)/g)?.length ?? 0;
  const where = target ?? MANIFEST_FILE;
  const lines = [];
  if (before === null) lines.push(`${where}: ${counts.join(', ') || 'nothing was found that it could hold'}`);
  else lines.push(counts.length === 0 ? `${where}: nothing is missing` : `${where}: added ${counts.join(', ')}`);
  for (const key of refused) lines.push(`${key} was left alone: what stands there cannot be added to`);
  if (todo > 0 && counts.length > 0) lines.push('Next: fill in what is TODO, then run privaudit scan');
  return lines.join('\n');
}
