import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { assets } from '../files/assets.ts';
import { readYamlFolder } from '../files/folder.ts';
import type { Clause, Pack } from '../model/pack.ts';
import type { Catalog } from '../schemas/catalog.ts';
import { reading } from './reading.ts';

let catalog: Catalog | null = null;

/** The compiled catalogue that came with the program; read once, since indexes are built on it and kept by it. Rows of providers when first asked for. */
export function loadCatalog(): Catalog {
  if (catalog !== null) return catalog;
  const rest = assets.json('catalog/catalog.json') as Omit<Catalog, 'providers'>;
  let providers: Catalog['providers'] | null = null;
  catalog = {
    ...rest,
    get providers() {
      providers ??= assets.json('catalog/providers.json') as Catalog['providers'];
      return providers;
    },
  };
  return catalog;
}

/** The packs that came with the program, in code-unit order, as far as a manifest may name them. */
export function packIndex(): readonly IndexedPack[] {
  return assets.json('catalog/packs.json') as IndexedPack[];
}

interface IndexedPack {
  readonly id: string;
  readonly clauses: readonly Pick<Clause, 'id' | 'kind'>[];
}

/** Ids of the packs that came with the program, in code-unit order. */
export function builtInPacks(): string[] {
  return packIndex().map(({ id }) => id);
}

/** A built-in pack by id, or the pack in a folder (or single file) of one's own, relative to `from`. */
export async function loadPack(name: string, from: string, rules: Catalog): Promise<Pack> {
  if (builtInPacks().includes(name)) return assets.json(`catalog/pack-${name}.json`) as Pack;
  const path = resolve(from, name);
  if (!existsSync(path)) {
    throw new UserError(
      'pack-unknown',
      `There is no pack ${name}, and no folder of that name`,
      `Built-in packs: ${builtInPacks().join(', ')}`,
    );
  }
  const isFolder = statSync(path).isDirectory();
  // Before all of a folder is read that is none.
  if (isFolder ? !existsSync(join(path, 'pack.yaml')) : !statSync(path).isFile())
    throw new UserError(
      'pack-invalid',
      `${name} is no pack: ${isFolder ? 'it holds no pack.yaml' : 'no regular file'}`,
    );
  const { compilePack } = await import('./compile-pack.ts');
  const files = reading(name, () => (isFolder ? readYamlFolder(path) : { 'pack.yaml': readFileSync(path, 'utf8') }));
  return compilePack(files, rules.families, name);
}

/**
 * A pack and those it extends, by id or by a folder relative to its own, each once and itself first. What is extended is judged as
 * it stands: its clauses keep their ids and parameters.
 */
export async function loadPacks(name: string, from: string, rules: Catalog): Promise<Pack[]> {
  const found = new Map<string, Pack>();
  const visit = async (one: string, folder: string): Promise<void> => {
    const pack = await loadPack(one, folder, rules);
    if (found.has(pack.id)) return;
    found.set(pack.id, pack);
    const path = resolve(folder, one);
    const own = /\.ya?ml$/.test(one) ? dirname(path) : path;
    for (const other of pack.extends) {
      await visit(other, own).catch((error: unknown) => {
        if (!(error instanceof UserError) || error.code !== 'pack-unknown') throw error;
        throw new UserError('pack-unknown', `The pack ${pack.id} extends ${other}: ${error.message}`, error.hint);
      });
    }
  };
  await visit(name, from);
  return [...found.values()];
}
