import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import type { FileSource } from '../src/files/contract.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { filesBelow, foldersIn } from './helpers/goldens.ts';

const PROJECTS = 'fixtures/projects';

function files(name: string): Record<string, string> {
  const folder = join(PROJECTS, name);
  return Object.fromEntries(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

async function reportOf(source: FileSource): Promise<string> {
  return JSON.stringify(await audit({ source, root: '.', asOf: '2026-11-24' }));
}

describe.each(foldersIn(PROJECTS))('%s gives the same bytes', (name) => {
  let usual = '';
  beforeAll(async () => {
    usual = await reportOf(memoryFiles(files(name)));
  });
  it('whatever the order in which files are listed', async () => {
    const source = memoryFiles(files(name));
    const shuffled: FileSource = {
      ...source,
      list: async () => {
        const listing = await source.list();
        return { ...listing, paths: [...listing.paths].reverse() };
      },
    };
    expect(await reportOf(shuffled)).toBe(usual);
  });
  it('whatever the locale and time zone', () => {
    const scan = (env: Record<string, string>): string =>
      execFileSync(
        process.execPath,
        [
          'bin/privaudit.js',
          'scan',
          join(PROJECTS, name),
          '-f',
          'json',
          '--as-of',
          '2026-11-24',
          '--fail-on',
          'none',
          '--allow-empty',
        ],
        {
          env: { ...process.env, ...env },
          encoding: 'utf8',
        },
      );
    expect(scan({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })).toBe(
      scan({ TZ: 'America/Los_Angeles', LC_ALL: 'C' }),
    );
  });
});
