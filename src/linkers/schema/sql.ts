import type { Dialect, SchemaStep } from '../../model/declaration.ts';
import type { Entity, Environment, Job } from '../../model/fact.ts';
import { compareCodeUnits } from '../../model/order.ts';
import { SQL_PRODUCTS } from '../../text/sql-products.ts';
import type { LinkInput } from '../contract.ts';
import { withoutProduct } from './file-names.ts';
import { openLeftovers, splitName } from './folded.ts';
import { joinSchemas } from './join.ts';
import { schemaFiles } from './migrations.ts';
import { type ReplayedSchema, replay, sharedTables } from './replay.ts';
import { sqlEntities, sqlJobs } from './sql-facts.ts';

/** SQL files become entities: the plain files of a folder and each folder of migrations are replayed, then joined by scope. */
export function linkSqlSchemas(input: LinkInput): { readonly entities: Entity[]; readonly jobs: Job[] } {
  const projects = withoutCopies(rehome(projectsOf(input)));
  const entities: Entity[] = [];
  const jobs: Job[] = [];
  const production = new Set<string>();
  for (const project of projects) {
    const others = projects.filter((other) => other !== project && other.schemas.length > 0);
    const joined = joinSchemas(project.schemas, (table) => others.some((other) => creates(other, table)));
    // A test schema of the same project repeats what production has.
    const isNew = ({ id }: Entity | Job): boolean => project.environment === 'production' || !production.has(id);
    const own = { entities: sqlEntities(joined, project).filter(isNew), jobs: sqlJobs(joined, project).filter(isNew) };
    if (project.environment === 'production') for (const { id } of [...own.entities, ...own.jobs]) production.add(id);
    for (const entity of own.entities) entities.push(entity);
    for (const job of own.jobs) jobs.push(job);
  }
  return { entities, jobs };
}

/** The SQL of one scope and environment, each of its schemas replayed on its own. */
interface Project {
  readonly scope: string;
  readonly environment: Environment;
  readonly schemas: readonly ReplayedSchema[];
}

function projectsOf({ declarations, files, scopeOf, environmentOf }: LinkInput): Project[] {
  const steps = new Map<string, SchemaStep[]>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'schema-step') continue;
    const ofFile = steps.get(declaration.file);
    if (ofFile === undefined) steps.set(declaration.file, [declaration]);
    else ofFile.push(declaration);
  }
  const byProject = new Map<string, { scope: string; environment: Environment; paths: string[] }>();
  const paths = [...new Set([...files, ...steps.keys()])].filter((path) => /\.sql$/i.test(path));
  const home = homesOf(new Set(paths.map(scopeOf)));
  for (const path of paths) {
    const [scope, environment] = [home(scopeOf(path)), environmentOf(path)];
    const key = `${environment} ${scope}`;
    const project = byProject.get(key);
    if (project === undefined) byProject.set(key, { scope, environment, paths: [path] });
    else project.paths.push(path);
  }
  return [...byProject.keys()].sort().flatMap((key) => {
    const project = byProject.get(key);
    if (project === undefined) return [];
    const { scope, environment, paths } = project;
    return [{ scope, environment, schemas: schemaFiles(paths).flatMap((schema) => replay(schema, steps)) }];
  });
}

/** Packages that differ only in the product they are made for (`store-mysql`, `store-oracle`) hold one schema: the first has it. */
function homesOf(scopes: ReadonlySet<string>): (scope: string) => string {
  const groups = new Map<string, { readonly scope: string; readonly rank: number }[]>();
  for (const scope of scopes) {
    const found = withoutProduct(scope);
    if (found === null) continue;
    const rank = SQL_PRODUCTS.indexOf(found.product);
    groups.set(found.rest, [...(groups.get(found.rest) ?? []), { scope, rank }]);
  }
  const homes = new Map<string, string>();
  for (const group of groups.values()) {
    const [first] = group.sort((a, b) => a.rank - b.rank || compareCodeUnits(a.scope, b.scope));
    for (const { scope } of group) if (first !== undefined) homes.set(scope, first.scope);
  }
  return (scope) => homes.get(scope) ?? scope;
}

/**
 * A schema kept for one more product in a place of its own (`Migrator/MySql` beside a project of SQL Server) repeats tables of
 * the packages around it, and is not another one.
 */
function withoutCopies(projects: readonly Project[]): Project[] {
  const isCopy = (schema: ReplayedSchema, project: Project): boolean =>
    schema.product !== null &&
    schema.folded.tables.size > 0 &&
    projects.some(
      (other) =>
        other.environment === project.environment &&
        isAround(other.scope, project.scope) &&
        other.schemas.some((one) => one !== schema && repeatsForAnother(schema, one)),
    );
  return projects.map((project) => ({
    ...project,
    schemas: project.schemas.filter((schema) => !isCopy(schema, project)),
  }));
}

function isAround(outer: string, inner: string): boolean {
  return outer === inner || outer === '.' || inner.startsWith(`${outer}/`);
}

function repeatsForAnother(schema: ReplayedSchema, other: ReplayedSchema): boolean {
  const [mine, theirs] = [dialectOf(schema), dialectOf(other)];
  if (mine === theirs || theirs === 'ansi' || other.folded.tables.size < schema.folded.tables.size) return false;
  if (other.folded.tables.size === schema.folded.tables.size && rankOf(other) > rankOf(schema)) return false;
  return sharedTables(other.folded, schema.folded) * 2 >= schema.folded.tables.size;
}

/** A schema that names no product is the project's own. */
function rankOf({ product }: ReplayedSchema): number {
  return product === null ? -1 : SQL_PRODUCTS.indexOf(product);
}

function dialectOf({ folded }: ReplayedSchema): Dialect {
  return [...folded.tables.values()].find(({ dialect }) => dialect !== 'ansi')?.dialect ?? 'ansi';
}

/**
 * Upgrade scripts may lie in another package than the schema they change: a schema that changes tables of exactly one
 * other project, and none of its own, is moved there, and so is what stands beside it and only repeats that project's tables.
 */
function rehome(projects: readonly Project[]): Project[] {
  const moved = new Map<Project, ReplayedSchema[]>();
  const stay = new Map<Project, ReplayedSchema[]>();
  for (const project of projects) {
    const homes = project.schemas.map((schema) => homeOf(schema, project, projects));
    const found = new Set(homes.filter((home) => home !== null));
    const [only] = found.size === 1 ? found : [];
    for (const [i, schema] of project.schemas.entries()) {
      const home = homes[i] ?? (only !== undefined && repeats(schema, only) ? only : null);
      const list = home === null ? stay : moved;
      list.set(home ?? project, [...(list.get(home ?? project) ?? []), schema]);
    }
  }
  return projects.map((project) => ({
    ...project,
    schemas: [...(stay.get(project) ?? []), ...(moved.get(project) ?? [])],
  }));
}

function repeats({ folded }: ReplayedSchema, project: Project): boolean {
  return folded.tables.size > 0 && [...folded.tables.values()].every(({ name }) => creates(project, name));
}

function homeOf(schema: ReplayedSchema, project: Project, projects: readonly Project[]): Project | null {
  const wanted = new Set<string>();
  for (const { change } of openLeftovers(schema.folded)) if ('table' in change) wanted.add(change.table);
  if (wanted.size === 0) return null;
  const knows = (one: Project): boolean => [...wanted].some((table) => creates(one, table));
  if (knows(project)) return null;
  const homes = projects.filter((one) => one !== project && one.environment === project.environment && knows(one));
  return homes.length === 1 ? (homes[0] ?? null) : null;
}

function creates(project: Project, table: string): boolean {
  const name = splitName(table).name.toLowerCase();
  return project.schemas.some(({ folded }) => (folded.byName.get(name)?.size ?? 0) > 0);
}
