import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { READ_BY_FOLDER } from '../model/read-by-folder.ts';
import { type FileSource, type Listing, NO_REVISION, type Obstacle } from './contract.ts';
import { decodeText, encodingOf } from './decode.ts';
import { listWithGit } from './git.ts';
import { listWithoutGit } from './walk.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * A folder on disk. Links are not followed: what a link points at is listed where it really stands, and one that leads
 * out of the root is none of our business. Only what is read by the folder it stands in (a `variables.tf` that several root
 * modules share by links) is part of each of them. Reading is synchronous: promises were measured ten times slower.
 */
export function diskFiles(root: string): FileSource {
  const realRoot = realpathSync(root);
  let listing: Promise<Listing> | undefined;
  // Every folder is resolved once; a link in the last part of a path shows in lstat.
  const inside = new Map<string, boolean>();
  const isInside = (folder: string): boolean => {
    let known = inside.get(folder);
    if (known === undefined) {
      const real = realpathSync.native(folder);
      known = real === realRoot || real.startsWith(realRoot + sep);
      inside.set(folder, known);
    }
    return known;
  };
  const regular = (path: string): { readonly absolute: string; readonly size: number } | null => {
    try {
      const written = join(realRoot, path);
      const isLink = READ_BY_FOLDER.test(path) && lstatSync(written).isSymbolicLink();
      const absolute = isLink ? realpathSync.native(written) : written;
      const stats = lstatSync(absolute);
      return stats.isFile() && isInside(dirname(absolute)) ? { absolute, size: stats.size } : null;
    } catch {
      return null;
    }
  };
  return {
    list: () => {
      listing ??= listFiles(realRoot);
      return listing;
    },
    read: (path) => {
      const file = regular(path);
      if (file === null) return null;
      try {
        return decodeText(readFileSync(file.absolute));
      } catch {
        return null;
      }
    },
    chunks: (path) => {
      const file = regular(path);
      if (file === null) return null;
      try {
        accessSync(file.absolute, constants.R_OK);
      } catch {
        return null;
      }
      return readChunks(file.absolute);
    },
    size: (path) => regular(path)?.size ?? null,
    obstacle: (path) => obstacleAt(realRoot, path),
  };
}

function obstacleAt(root: string, path: string): Obstacle | null {
  const unreadable = (reason: string): Obstacle => ({ kind: 'unreadable', reason });
  let isLink = false;
  try {
    const absolute = join(root, path);
    const stats = lstatSync(absolute);
    isLink = stats.isSymbolicLink();
    if (!isLink) return stats.isDirectory() ? null : unreadable('no regular file');
    return linkTo(root, realpathSync.native(absolute));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') return unreadable('unreadable');
    if (isLink) return linkTo(root, resolve(dirname(join(root, path)), readlinkSync(join(root, path))));
    // Deleted since it was committed, unless it cannot be found by the name that was read.
    return path.includes('\ufffd') ? unreadable('its name is no UTF-8') : null;
  }
}

function linkTo(root: string, absolute: string): Obstacle {
  const target = relative(root, absolute).replaceAll('\\', '/');
  return target.startsWith('../')
    ? { kind: 'unreadable', reason: 'a link that leads out of the project' }
    : { kind: 'link', target };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function* readChunks(absolute: string): Iterable<string> {
  const file = openSync(absolute, 'r');
  try {
    let decoder: StringDecoder | null = null;
    let swapped = false;
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const bytes = readSync(file, buffer, 0, CHUNK_BYTES, null);
      if (bytes === 0) break;
      const chunk = buffer.subarray(0, bytes);
      if (decoder === null) {
        const encoding = encodingOf(chunk);
        swapped = encoding === 'utf16be';
        decoder = new StringDecoder(encoding === 'utf8' ? 'utf8' : 'utf16le');
      }
      yield decoder.write(swapped ? chunk.subarray(0, bytes - (bytes % 2)).swap16() : chunk);
    }
    if (decoder === null) return;
    const rest = decoder.end();
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

async function listFiles(root: string): Promise<Listing> {
  const git = await listWithGit(root);
  if (git.kind === 'listed') return git.listing;
  const trouble = git.kind === 'refused' ? git.reason : null;
  return { ...(await listWithoutGit(root)), revision: Promise.resolve(NO_REVISION), trouble };
}
