import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts of the YAML files below a folder, by path relative to it, in code-unit order; links are not followed. */
export function readYamlFolder(folder: string): Record<string, string> {
  const texts: Record<string, string> = {};
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of names) texts[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
  return texts;
}
