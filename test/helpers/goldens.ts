import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Compares with a golden file. One that is missing fails: a golden is read by a person before it is accepted (UPDATE_GOLDENS=1 writes). */
export function matchesGolden(path: string, text: string): void {
  if (process.env.UPDATE_GOLDENS === '1') {
    writeFileSync(path, text);
    return;
  }
  expect(existsSync(path), `${path} is missing`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** Files below a folder, by path relative to it, in code-unit order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort((a, b) => (a < b ? -1 : 1));
}

export function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
