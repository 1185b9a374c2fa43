import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Dependency, Entity } from '../../model/fact.ts';
import type { ModelLibrary } from '../../schemas/model-library.ts';
import { packageKey, packageReference } from '../vendors/package-name.ts';

export const UNREAD_MODEL = 'model-unread';

/** Every family that asks about entities names one of these among its inputs. */
export const MODEL_INPUTS: readonly string[] = ['prisma', 'sql'];

/**
 * Where a project keeps its data model with a library that is not read and no stored entity was found, nobody may conclude that
 * it holds no personal data. One diagnostic a library and file. Where a schema was found (an SQL dump beside the models), it is
 * taken for the whole.
 */
export function unreadModels(
  dependencies: readonly Dependency[],
  entities: readonly Entity[],
  libraries: readonly ModelLibrary[],
): Diagnostic[] {
  if (entities.some(({ environment, usage }) => environment === 'production' && usage === 'stored')) return [];
  const titles = new Map(
    libraries.flatMap(({ title, packages = [] }) => packages.map((name) => [packageKey(name), title] as const)),
  );
  const told = new Map<string, Diagnostic>();
  for (const { ecosystem, name, group, environment, place } of dependencies) {
    if (environment !== 'production' || (group !== 'production' && group !== 'peer')) continue;
    const reference = packageReference(ecosystem, name);
    const title = titles.get(packageKey(reference));
    const key = `${place.file} ${title}`;
    if (title === undefined || told.has(key)) continue;
    told.set(key, {
      code: UNREAD_MODEL,
      level: 'warning',
      file: place.file,
      span: place.span,
      message: `the data model is kept with ${title} (package ${reference}), which is not read yet`,
      hint: 'A dump of the schema as SQL (without data) in the repository is read',
    });
  }
  return [...told.values()];
}
