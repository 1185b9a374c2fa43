import type { Declaration, DependencyDeclaration, DependencyGroup, PackageAlias } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import { parseToml, type TomlValue, tomlAt, tomlEntries, tomlIsTrue, tomlItems, tomlText } from '../../text/toml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias, dependency } from './declare.ts';
import { unreadLine } from './partly-read.ts';

/** Old manifests write `_` as well. */
const GROUPS: readonly (readonly [table: string, group: DependencyGroup])[] = [
  ['dependencies', 'production'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
  ['build-dependencies', 'development'],
  ['build_dependencies', 'development'],
];

/** Cargo.toml: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseToml(source.text);
  const enabled = defaultFeatures(root);
  const platforms = tomlEntries(root, 'target').map(([, table]) => table);
  const declarations: Declaration[] = [
    ...[root, ...platforms].flatMap((table) =>
      GROUPS.flatMap(([key, group]) => crates(source, tomlAt(table, key), group, enabled)),
    ),
    ...shared(source, tomlAt(root, 'workspace', 'dependencies')),
  ];
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'line')] };
}

/** `name = "1"`, `name = {version = "1", optional = true}`, `name.workspace = true`, `name = {package = "real"}`. */
function crates(
  source: SourceText,
  table: TomlValue | undefined,
  group: DependencyGroup,
  enabled: ReadonlySet<string>,
): DependencyDeclaration[] {
  return tomlEntries(table).flatMap(([key, value]) => {
    if (isOwn(value)) return [];
    const optional = tomlIsTrue(value, 'optional') && !enabled.has(key) && group === 'production';
    const { start, end } = value;
    return [dependency(source, 'cargo', { ...crate(key, value), group: optional ? 'optional' : group, start, end })];
  });
}

/** https://doc.rust-lang.org/cargo/reference/workspaces.html#the-dependencies-table */
function shared(source: SourceText, table: TomlValue | undefined): PackageAlias[] {
  return tomlEntries(table).map(([key, value]) => {
    const { start, end } = value;
    const { name, version } = crate(key, value);
    return alias(source, 'cargo', { alias: key, name: isOwn(value) ? null : name, version, start, end });
  });
}

function crate(key: string, value: TomlValue): { readonly name: string; readonly version: string | null } {
  return {
    name: tomlText(value, 'package') ?? key,
    version: value.kind === 'string' ? value.text : tomlText(value, 'version'),
  };
}

/** A folder of the project itself. */
function isOwn(value: TomlValue): boolean {
  return tomlText(value, 'path') !== null;
}

/** Optional crates that the default features switch on: https://doc.rust-lang.org/cargo/reference/features.html */
function defaultFeatures(root: TomlValue): ReadonlySet<string> {
  const enabled = new Set<string>();
  const queue = ['default'];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (enabled.has(name)) continue;
    enabled.add(name);
    for (const item of tomlItems(root, 'features', name)) {
      // `dep:name`, `name/feature`; `name?/feature` switches nothing on.
      if (item.kind === 'string' && !item.text.includes('?'))
        queue.push(item.text.replace(/^dep:/, '').replace(/\/[\s\S]*$/, ''));
    }
  }
  return enabled;
}
