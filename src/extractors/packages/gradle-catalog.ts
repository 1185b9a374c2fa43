import type { PackageAlias } from '../../model/declaration.ts';
import { folderOf } from '../../text/folders.ts';
import { parseToml, type TomlValue, tomlAt, tomlEntries, tomlItems, tomlText } from '../../text/toml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias } from './declare.ts';
import { unreadLine } from './partly-read.ts';

/**
 * Version catalogues: https://docs.gradle.org/current/userguide/version_catalogs.html
 * `gradle/libs.versions.toml` gives the names `libs.…` to all scripts of the build, `-` and `_` written as dots.
 */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseToml(source.text);
  const own = folderOf(source.path);
  const folder = /(?:^|\/)gradle$/.test(own) ? folderOf(own) : own;
  const catalogue = /([^/]*)\.versions\.toml$/.exec(source.path)?.[1] || 'libs';
  const versions = new Map(tomlEntries(root, 'versions').map(([name, value]) => [name, versionText(value)]));
  const libraries = new Map<string, Omit<PackageAlias, 'alias'>>();
  const declarations: PackageAlias[] = [];
  for (const [name, value] of tomlEntries(root, 'libraries')) {
    const module = moduleOf(value, versions);
    if (module === null) continue;
    const { start, end } = value;
    const row = alias(source, 'maven', { ...module, alias: accessor(catalogue, name), folder, start, end });
    libraries.set(accessor('', name), row);
    declarations.push(row);
  }
  for (const [name] of tomlEntries(root, 'bundles')) {
    for (const item of tomlItems(root, 'bundles', name)) {
      const row = item.kind === 'string' ? libraries.get(accessor('', item.text)) : undefined;
      if (row !== undefined) declarations.push({ ...row, alias: accessor(`${catalogue}.bundles`, name) });
    }
  }
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'line')] };
}

function accessor(catalogue: string, name: string): string {
  return `${catalogue}.${name.replace(/[-_]/g, '.')}`;
}

/** `"g:n:v"`, `{module = "g:n", version = "v"}`, `{group = "g", name = "n", version.ref = "r"}` */
function moduleOf(
  value: TomlValue,
  versions: ReadonlyMap<string, string | null>,
): { readonly name: string; readonly version: string | null } | null {
  const text = value.kind === 'string' ? value.text : tomlText(value, 'module');
  const [group = '', name = '', version = ''] = text?.split(':') ?? [
    tomlText(value, 'group') ?? '',
    tomlText(value, 'name') ?? '',
  ];
  if (!/^[\w.-]+$/.test(group) || !/^[\w.-]+$/.test(name)) return null;
  const given = tomlAt(value, 'version');
  const ref = tomlText(given, 'ref');
  const shown = ref === null ? (given === undefined ? version : versionText(given)) : (versions.get(ref) ?? null);
  return { name: `${group}:${name}`, version: shown };
}

/** https://docs.gradle.org/current/userguide/dependency_versions.html#sec:rich-version-constraints */
function versionText(value: TomlValue): string | null {
  if (value.kind === 'string') return value.text;
  return tomlText(value, 'strictly') ?? tomlText(value, 'require') ?? tomlText(value, 'prefer');
}
