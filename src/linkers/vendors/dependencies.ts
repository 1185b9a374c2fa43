import type { DependencyDeclaration, PackageAlias } from '../../model/declaration.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import type { Dependency } from '../../model/fact.ts';
import { folderOf } from '../../text/folders.ts';
import type { LinkInput } from '../contract.ts';
import { packageKey, packageReference } from './package-name.ts';

/**
 * Dependencies of package manifests as facts: under the names that the shared lists above them give, with the version of the
 * nearest lockfile where it names just one.
 */
export function linkDependencies(input: LinkInput): Dependency[] {
  const declared: DependencyDeclaration[] = [];
  const aliases = new ByFolder<PackageAlias>();
  const locked = new ByFolder<DependencyDeclaration>();
  for (const declaration of input.declarations) {
    if (declaration.kind === 'package-alias')
      aliases.add(declaration.folder, declaration.ecosystem, declaration.alias, declaration);
    else if (declaration.kind === 'dependency') {
      const { file, ecosystem, name } = declaration;
      if (declaration.locked) locked.add(folderOf(file), ecosystem, name, declaration);
      else declared.push(declaration);
    }
  }
  return declared.flatMap((dependency) =>
    meant(dependency, aliases).map(({ file, span, ecosystem, name, version, group }) => ({
      kind: 'dependency' as const,
      scope: input.scopeOf(file),
      ecosystem,
      name,
      version: lockedVersion(locked.nearestList(file, ecosystem)?.get(dependencyKey(ecosystem, name))) ?? version,
      group: group === 'unknown' ? 'production' : group,
      environment: input.environmentOf(file),
      place: { file, span },
    })),
  );
}

export function dependencyKey(ecosystem: Ecosystem, name: string): string {
  return packageKey(packageReference(ecosystem, name));
}

/** What a manifest's entry means once the shared lists are known: a bundle means several, an unknown accessor none. */
function meant(declared: DependencyDeclaration, aliases: ByFolder<PackageAlias>): DependencyDeclaration[] {
  const { file, ecosystem, name, version, group } = declared;
  const found = aliases.nearest(file, ecosystem, name);
  if (found === null) return ecosystem === 'maven' && !name.includes(':') ? [] : [declared];
  // A list may name a package more than once (for each platform, or to change what an earlier entry says): the last counts.
  const last = new Map(found.map((alias) => [alias.name, alias]));
  return [...last.values()].flatMap((alias) => {
    if (alias.name === null) return [];
    const said = group === 'unknown' ? (alias.group ?? group) : group;
    return [{ ...declared, name: alias.name, version: version ?? alias.version, group: said }];
  });
}

function lockedVersion(rows: readonly DependencyDeclaration[] | undefined): string | null {
  return rows?.length === 1 ? (rows[0]?.version ?? null) : null;
}

/** Rows of lists that count for a folder and all below it, by ecosystem and package. */
class ByFolder<T> {
  readonly #lists = new Map<string, Map<string, T[]>>();

  add(folder: string, ecosystem: Ecosystem, name: string, row: T): void {
    const place = `${ecosystem} ${folder}`;
    const list = this.#lists.get(place) ?? new Map<string, T[]>();
    this.#lists.set(place, list);
    const key = dependencyKey(ecosystem, name);
    const rows = list.get(key);
    if (rows === undefined) list.set(key, [row]);
    else rows.push(row);
  }

  /** The nearest folder's list, whether it names the package or not. */
  nearestList(file: string, ecosystem: Ecosystem): ReadonlyMap<string, readonly T[]> | null {
    return this.#upwards(file, ecosystem, (list) => list);
  }

  /** What the nearest list that names the package says. */
  nearest(file: string, ecosystem: Ecosystem, name: string): readonly T[] | null {
    if (this.#lists.size === 0) return null;
    const key = dependencyKey(ecosystem, name);
    return this.#upwards(file, ecosystem, (list) => list.get(key) ?? null);
  }

  #upwards<R>(file: string, ecosystem: Ecosystem, ask: (list: Map<string, T[]>) => R | null): R | null {
    for (let folder = folderOf(file); ; folder = folderOf(folder)) {
      const list = this.#lists.get(`${ecosystem} ${folder}`);
      const answer = list === undefined ? null : ask(list);
      if (answer !== null || folder === '.') return answer;
    }
  }
}
