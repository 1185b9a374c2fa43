import fs, { type Dirent } from 'node:fs';
import { relative } from 'node:path';
import { compareCodeUnits } from '../model/order.ts';
import type { Listing } from './contract.ts';

type Listed = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

/** Outside git there is no index to ask; globby honours .gitignore files all the same. Links are listed, as git lists them. */
export async function listWithoutGit(root: string): Promise<Pick<Listing, 'paths' | 'closed'>> {
  const { globby } = await import('globby');
  const closed: string[] = [];
  const entries = await globby('**', {
    cwd: root,
    dot: true,
    gitignore: true,
    followSymbolicLinks: false,
    onlyFiles: false,
    objectMode: true,
    ignore: ['**/.git/**'],
    fs: {
      ...fs,
      // A folder that is closed to us must not end the listing of all others.
      readdir: ((folder: string, options: { withFileTypes: true }, done: Listed): void => {
        fs.readdir(folder, options, (error, found) => {
          if (error === null || folder === root) return done(error, found);
          closed.push(relative(root, folder).replaceAll('\\', '/'));
          done(null, []);
        });
      }) as typeof fs.readdir,
    },
  });
  const paths = entries.filter(({ dirent }) => !dirent.isDirectory()).map(({ path }) => path);
  return { paths: paths.sort(compareCodeUnits), closed: [...new Set(closed)].sort(compareCodeUnits) };
}
