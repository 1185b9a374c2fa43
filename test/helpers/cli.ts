import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Io, run } from '../../src/main.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function privaudit(
  argv: readonly string[],
  cwd = process.cwd(),
  env: Record<string, string> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    cwd,
    env,
    stdout: {
      isTTY: false,
      columns: undefined,
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      isTTY: false,
      columns: undefined,
      write: (text) => {
        err += text;
      },
    },
    today: () => '2026-11-24',
    setFlag: () => {},
  };
  return { code: await run(argv, io), out, err };
}

export interface Projects {
  /** Below which all of them lie. */
  readonly folder: string;
  /** A new folder with these files. */
  readonly project: (files: Readonly<Record<string, string>>) => string;
  readonly remove: () => void;
}

export function projects(): Projects {
  const folder = mkdtempSync(join(tmpdir(), 'privaudit-cli-'));
  return {
    folder,
    project: (files) => {
      const path = mkdtempSync(join(folder, 'project-'));
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(path, name, '..'), { recursive: true });
        writeFileSync(join(path, name), text);
      }
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const USERS = 'CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, password_hash text NOT NULL);\n';
