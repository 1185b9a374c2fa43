import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Dependency, Entity } from '../../model/fact.ts';
import type { ModelLibrary } from '../../schemas/model-library.ts';
import { packageKey, packageReference } from '../vendors/package-name.ts';

export const UNREAD_MODEL = 'model-unread';

/**
 * Where a project keeps its data model with a library that is not read and no stored entity was found, nobody may conclude that
 * it holds no personal data. One diagnostic a library; where none keeps models, one a driver. Where a schema was found (an SQL
 * dump beside the models), it is taken for the whole.
 */
export function unreadModels(
  dependencies: readonly Dependency[],
  entities: readonly Entity[],
  libraries: readonly ModelLibrary[],
): Diagnostic[] {
  if (entities.some(({ environment, usage }) => environment === 'production' && usage === 'stored')) return [];
  const rows = new Map(
    libraries.flatMap((row) => (row.packages ?? []).map((name) => [packageKey(name), row] as const)),
  );
  const found = new Map<ModelLibrary, Dependency[]>();
  for (const dependency of dependencies) {
    const { ecosystem, name, group, environment } = dependency;
    if (environment !== 'production' || (group !== 'production' && group !== 'peer')) continue;
    const row = rows.get(packageKey(packageReference(ecosystem, name)));
    if (row !== undefined) found.set(row, [...(found.get(row) ?? []), dependency]);
  }
  // A library of models brings its driver.
  const models = [...found].filter(([{ queriesOnly }]) => queriesOnly !== true);
  return (models.length > 0 ? models : [...found]).flatMap(([{ title, queriesOnly }, places]) => {
    const [first] = places;
    if (first === undefined) return [];
    const { ecosystem, name, place } = first;
    const [about, why] = queriesOnly
      ? [`data is kept in ${title}`, 'and the queries that make and fill its tables are not read']
      : [`the data model is kept with ${title}`, 'which is not read yet'];
    const others = new Set(places.map((one) => one.place.file)).size - 1;
    const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'manifest names' : 'manifests name'} it`;
    return [
      {
        code: UNREAD_MODEL,
        level: 'warning' as const,
        file: place.file,
        span: place.span,
        message: `${about} (package ${packageReference(ecosystem, name)}), ${why}${more}`,
        hint: 'A dump of the schema as SQL (without data) in the repository is read',
      },
    ];
  });
}
