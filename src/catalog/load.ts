import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { assets } from '../files/assets.ts';
import { readYamlFolder } from '../files/folder.ts';
import type { Catalog } from '../schemas/catalog.ts';
import type { Pack } from '../schemas/pack.ts';

let catalog: Catalog | null = null;

/** The compiled catalogue that came with the program; read once, since indexes are built on it and kept by it. */
export function loadCatalog(): Catalog {
  catalog ??= JSON.parse(assets.text('catalog/catalog.json')) as Catalog;
  return catalog;
}

/** Ids of the packs that came with the program, in code-unit order. */
export function builtInPacks(): string[] {
  return JSON.parse(assets.text('catalog/packs.json')) as string[];
}

/** A built-in pack by id, or the pack in a folder (or single file) of one's own, relative to `from`. */
export async function loadPack(name: string, from: string, rules: Catalog): Promise<Pack> {
  if (builtInPacks().includes(name)) return JSON.parse(assets.text(`catalog/pack-${name}.json`)) as Pack;
  const path = resolve(from, name);
  if (!existsSync(path)) {
    throw new UserError(
      'pack-unknown',
      `There is no pack ${name}, and no folder of that name`,
      `Built-in packs: ${builtInPacks().join(', ')}`,
    );
  }
  const { compilePack } = await import('./compile-pack.ts');
  const files = statSync(path).isDirectory() ? readYamlFolder(path) : { 'pack.yaml': readFileSync(path, 'utf8') };
  return compilePack(files, rules.families, name);
}
