import type { SchemaStep } from '../../model/declaration.ts';
import type { Entity, Environment, Job } from '../../model/fact.ts';
import type { LinkInput, LinkOutput } from '../contract.ts';
import { openLeftovers, splitName } from './folded.ts';
import { joinSchemas } from './join.ts';
import { schemaFiles } from './migrations.ts';
import { type ReplayedSchema, replay } from './replay.ts';
import { sqlEntities, sqlJobs } from './sql-facts.ts';

/** SQL files become entities: the plain files of a folder and each folder of migrations are replayed, then joined by scope. */
export function linkSqlSchemas(input: LinkInput): LinkOutput {
  const projects = rehome(projectsOf(input));
  const facts: (Entity | Job)[] = [];
  const production = new Set<string>();
  for (const project of projects) {
    const others = projects.filter((other) => other !== project && other.schemas.length > 0);
    const joined = joinSchemas(project.schemas, (table) => others.some((other) => creates(other, table)));
    for (const fact of [...sqlEntities(joined, project), ...sqlJobs(joined, project)]) {
      // A test schema of the same project repeats what production has.
      if (project.environment === 'test' && production.has(fact.id)) continue;
      if (project.environment === 'production') production.add(fact.id);
      facts.push(fact);
    }
  }
  return { facts, diagnostics: [] };
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
  for (const path of new Set([...files, ...steps.keys()])) {
    if (!/\.sql$/i.test(path)) continue;
    const [scope, environment] = [scopeOf(path), environmentOf(path)];
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
