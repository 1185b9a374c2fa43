import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';

/** Writes a file whole or not at all: a temporary neighbour, then a rename. A link is never written through. */
export function writeWhole(path: string, text: string, shown: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat && !stat.isFile())
      throw new UserError('output-refused', `${shown} is no regular file, so it is not written`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    remove(temporary);
    if (error instanceof UserError) throw error;
    throw new UserError('output-unwritable', `${shown} cannot be written (${codeOf(error)})`);
  }
}

/** What could not be written is not always there to be removed: a file may stand where a folder is meant, a name be too long. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown trouble';
}
