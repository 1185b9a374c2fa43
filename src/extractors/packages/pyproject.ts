import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import { parseToml, type TomlValue, tomlAt, tomlEntries, tomlIsTrue, tomlItems, tomlText } from '../../text/toml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupOfName } from './group-names.ts';
import { unreadLine } from './partly-read.ts';
import { isFolder, parseRequirement } from './python-requirement.ts';

/**
 * pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/, dependency groups
 * (https://packaging.python.org/en/latest/specifications/dependency-groups/) and what the tools keep in tables of their own:
 * Poetry, uv, PDM, Hatch, Rye, Flit, pixi.
 */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseToml(source.text);
  const own = ownNames(tomlAt(root, 'tool', 'uv', 'sources'), tomlAt(root, 'tool', 'poetry', 'dependencies'));
  const declarations = [
    ...listed(source, tomlAt(root, 'project', 'dependencies'), 'production'),
    ...lists(source, tomlAt(root, 'project', 'optional-dependencies'), extraGroup),
    ...dependencyGroups(source, tomlAt(root, 'dependency-groups')),
    ...listed(source, tomlAt(root, 'build-system', 'requires'), 'development'),
    ...poetry(source, tomlAt(root, 'tool', 'poetry')),
    ...listed(source, tomlAt(root, 'tool', 'uv', 'dev-dependencies'), 'development'),
    ...listed(source, tomlAt(root, 'tool', 'rye', 'dev-dependencies'), 'development'),
    ...lists(source, tomlAt(root, 'tool', 'pdm', 'dev-dependencies'), () => 'development'),
    ...hatch(source, tomlAt(root, 'tool', 'hatch', 'envs')),
    ...listed(source, tomlAt(root, 'tool', 'flit', 'metadata', 'requires'), 'production'),
    ...lists(source, tomlAt(root, 'tool', 'flit', 'metadata', 'requires-extra'), extraGroup),
    ...pixi(source, tomlAt(root, 'tool', 'pixi')),
  ].filter(({ name }) => !own.has(normalized(name)));
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'line')] };
}

/** Extras are installed by who asks for them; what they are called says whether that is a developer. */
function extraGroup(name: string): DependencyGroup {
  return groupOfName(name) === 'development' ? 'development' : 'optional';
}

/** A list of dependency specifiers. */
function listed(source: SourceText, list: TomlValue | undefined, group: DependencyGroup): DependencyDeclaration[] {
  return tomlItems(list).flatMap((item) => {
    const requirement = item.kind === 'string' ? parseRequirement(item.text.trim()) : null;
    if (requirement === null) return [];
    const { name, version, extra } = requirement;
    const { start, end } = item;
    return [
      dependency(source, 'pypi', {
        name,
        version,
        group: extra && group === 'production' ? 'optional' : group,
        start,
        end,
      }),
    ];
  });
}

function lists(
  source: SourceText,
  table: TomlValue | undefined,
  groupOf: (name: string) => DependencyGroup,
): DependencyDeclaration[] {
  return tomlEntries(table).flatMap(([name, list]) => listed(source, list, groupOf(name)));
}

/** Groups of the project itself, never published; one that a production group includes is of production as well. */
function dependencyGroups(source: SourceText, table: TomlValue | undefined): DependencyDeclaration[] {
  const groups = new Map(tomlEntries(table));
  const production = new Set<string>();
  const queue = [...groups.keys()].filter((name) => groupOfName(name) === 'production');
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (production.has(name)) continue;
    production.add(name);
    for (const item of tomlItems(groups.get(name))) {
      const included = tomlText(item, 'include-group');
      if (included !== null) queue.push(included);
    }
  }
  return [...groups].flatMap(([name, list]) =>
    listed(source, list, production.has(name) ? 'production' : extraGroup(name)),
  );
}

/** https://python-poetry.org/docs/pyproject/ */
function poetry(source: SourceText, table: TomlValue | undefined): DependencyDeclaration[] {
  return [
    ...tablePackages(source, tomlAt(table, 'dependencies'), 'production'),
    ...tablePackages(source, tomlAt(table, 'dev-dependencies'), 'development'),
    ...tomlEntries(table, 'group').flatMap(([name, group]) =>
      tablePackages(source, tomlAt(group, 'dependencies'), poetryGroup(name, group)),
    ),
  ];
}

function poetryGroup(name: string, group: TomlValue): DependencyGroup {
  if (tomlIsTrue(group, 'optional')) return extraGroup(name);
  return groupOfName(name) ?? 'optional';
}

/** https://pixi.sh/latest/reference/pixi_manifest/#pypi-dependencies; its other packages are of Conda. */
function pixi(source: SourceText, table: TomlValue | undefined): DependencyDeclaration[] {
  return [
    ...tablePackages(source, tomlAt(table, 'pypi-dependencies'), 'production'),
    ...tomlEntries(table, 'feature').flatMap(([name, feature]) =>
      tablePackages(source, tomlAt(feature, 'pypi-dependencies'), extraGroup(name)),
    ),
  ];
}

/** `name = "^1"`, `name = {version = "^1", optional = true}`, `name = [{…}, {…}]` (Poetry, Pipenv). */
export function tablePackages(
  source: SourceText,
  table: TomlValue | undefined,
  group: DependencyGroup,
): DependencyDeclaration[] {
  return tomlEntries(table).flatMap(([name, value]) => {
    if (name === 'python' || isOwn(value)) return [];
    const first = value.kind === 'array' ? value.items[0] : value;
    const optional = tomlIsTrue(first, 'optional') && group === 'production';
    const { start, end } = value;
    return [
      dependency(source, 'pypi', {
        name,
        version: first?.kind === 'string' ? first.text : tomlText(first, 'version'),
        group: optional ? 'optional' : group,
        start,
        end,
      }),
    ];
  });
}

/** A folder or a member of the workspace, on whatever platform: https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources */
function isOwn(value: TomlValue): boolean {
  if (value.kind === 'array') return value.items.length > 0 && value.items.every(isOwn);
  return tomlIsTrue(value, 'workspace') || isFolder(tomlText(value, 'path'));
}

/** Names that a table of sources says are the project's own. */
function ownNames(...tables: readonly (TomlValue | undefined)[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap((table) => tomlEntries(table).flatMap(([name, value]) => (isOwn(value) ? [normalized(name)] : []))),
  );
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Environments for working on the project: https://hatch.pypa.io/latest/config/environment/overview/#dependencies */
function hatch(source: SourceText, envs: TomlValue | undefined): DependencyDeclaration[] {
  return tomlEntries(envs).flatMap(([, env]) => [
    ...listed(source, tomlAt(env, 'dependencies'), 'development'),
    ...listed(source, tomlAt(env, 'extra-dependencies'), 'development'),
  ]);
}
