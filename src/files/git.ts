import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareCodeUnits } from '../model/order.ts';
import { type Listing, NO_REVISION, type Revision } from './contract.ts';

export type GitListing =
  | { readonly kind: 'listed'; readonly listing: Listing }
  | { readonly kind: 'outside' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Settings of a repository that would make git run programs of its choice (hooks, fsmonitor, external diff). */
const HARMLESS = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'diff.external=',
  '--no-optional-locks',
];

/** The folder with `.git` at or above a folder; null outside a checkout. */
export function gitTopLevel(folder: string): string | null {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return null;
  }
}

/** Tracked and untracked-not-ignored files below a folder, so that a laptop and CI agree. */
export async function listWithGit(root: string): Promise<GitListing> {
  if (gitTopLevel(root) === null) return { kind: 'outside' };
  try {
    // `-t` puts a letter and a space before each path: `?` is an untracked file.
    const { stdout, stderr } = await gitSaying(root, ['ls-files', '-z', '-t', '-c', '-o', '--exclude-standard']);
    const listed = split(stdout);
    const paths = [...new Set(listed.map((line) => line.slice(2)))].sort(compareCodeUnits);
    const hasUntracked = listed.some((line) => line.startsWith('?'));
    return {
      kind: 'listed',
      listing: { paths, revision: revisionOf(root, hasUntracked), closed: closedIn(stderr), trouble: null },
    };
  } catch (error) {
    return { kind: 'refused', reason: firstLine(error) };
  }
}

async function revisionOf(root: string, hasUntracked: boolean): Promise<Revision> {
  try {
    const { commit, modified } = await statusOf(root, await filterNames(root));
    return commit === null ? NO_REVISION : { commit, dirty: hasUntracked || modified };
  } catch {
    // Where that fails, nobody can vouch for the commit.
    const head = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD']).catch(() => '');
    return head === '' ? NO_REVISION : { commit: head.trim(), dirty: true };
  }
}

function filterNames(root: string): Promise<string> {
  return git(root, ['config', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|smudge|process|required)$']).catch(
    () => '',
  );
}

/** `git status` compares contents through clean filters, which are programs too: each one configured is switched off. */
async function statusOf(root: string, filters: string): Promise<{ commit: string | null; modified: boolean }> {
  const off = filters
    .split('\n')
    .filter((name) => name !== '')
    .flatMap((name) => ['-c', `${name}=`]);
  const status = await git(
    root,
    [
      'status',
      '--porcelain=v2',
      '--branch',
      '--no-ahead-behind',
      '-z',
      '--untracked-files=no',
      '--ignore-submodules=all',
      '--',
      '.',
    ],
    off,
  );
  // Headers first, each after `# `; an object id is none before the first commit.
  const lines = split(status);
  const commit = lines.map((line) => /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1]).find((id) => id !== undefined);
  return { commit: commit ?? null, modified: lines.some((line) => !line.startsWith('# ')) };
}

/**
 * Hooks run with these set (https://git-scm.com/docs/githooks): whatever repository they speak of, the folder's own is asked.
 */
const OF_A_REPOSITORY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
];

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  for (const name of OF_A_REPOSITORY) delete env[name];
  return env;
}

/** Folders that git was not let into: it says so, and goes on. */
function closedIn(stderr: string): string[] {
  const folders = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(
    ([, folder = '']) => folder,
  );
  return [...new Set(folders)].sort(compareCodeUnits);
}

async function git(root: string, args: readonly string[], settings: readonly string[] = []): Promise<string> {
  return (await gitSaying(root, args, settings)).stdout;
}

function gitSaying(
  root: string,
  args: readonly string[],
  settings: readonly string[] = [],
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...HARMLESS, ...settings, ...args],
      {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 512 * 1024 * 1024,
        env: environment(),
      },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr.trim() || error.message));
        else resolve({ stdout, stderr });
      },
    );
  });
}

function split(output: string): string[] {
  return output.split('\0').filter((path) => path !== '');
}

/** Without paths: git's messages name folders of the machine. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/dubious ownership/.test(message)) return 'git refuses the folder because another user owns it (safe.directory)';
  if (/ENOENT/.test(message)) return 'git is not installed';
  return 'git could not list the files';
}
