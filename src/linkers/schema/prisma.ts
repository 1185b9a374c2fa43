import type {
  DatasourceDeclaration,
  Declaration,
  Dialect,
  EnumDeclaration,
  ModelColumn,
  ModelDeclaration,
  Reference,
} from '../../model/declaration.ts';
import type { Entity, Field } from '../../model/fact.ts';
import { splitTableName } from '../../text/table-names.ts';
import type { LinkInput } from '../contract.ts';
import { flattenColumns } from './prisma-embedded.ts';

/** All Prisma files of one scope: models refer to each other by name, whatever file they are in. */
interface Schema {
  readonly scope: string;
  readonly models: ModelDeclaration[];
  readonly enums: EnumDeclaration[];
  readonly datasources: DatasourceDeclaration[];
}

/** Turns models into entities: columns of a model's type are relations and go, composite types are written out. */
export function linkPrisma({ declarations, scopeOf, environmentOf }: LinkInput): Entity[] {
  const entities: Entity[] = [];
  for (const schema of schemasOf(declarations, scopeOf)) {
    const names = namesOf(schema);
    for (const model of schema.models) {
      if (model.role === 'embedded') continue;
      entities.push(entityOf(model, schema, names, environmentOf(model.file)));
    }
  }
  return entities;
}

function schemasOf(declarations: readonly Declaration[], scopeOf: LinkInput['scopeOf']): Iterable<Schema> {
  const schemas = new Map<string, Schema>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'model' && declaration.kind !== 'enum' && declaration.kind !== 'datasource') continue;
    if (declaration.syntax !== 'prisma') continue;
    const scope = scopeOf(declaration.file);
    let schema = schemas.get(scope);
    if (schema === undefined) {
      schema = { scope, models: [], enums: [], datasources: [] };
      schemas.set(scope, schema);
    }
    if (declaration.kind === 'model') schema.models.push(declaration);
    else if (declaration.kind === 'enum') schema.enums.push(declaration);
    else schema.datasources.push(declaration);
  }
  return schemas.values();
}

interface Names {
  readonly stored: ReadonlyMap<ModelDeclaration, string>;
  readonly enums: ReadonlySet<string>;
  readonly models: ReadonlyMap<string, ModelDeclaration>;
  readonly embedded: ReadonlyMap<string, ModelDeclaration>;
}

function namesOf({ models, enums, datasources }: Schema): Names {
  const byRole = (embedded: boolean): Map<string, ModelDeclaration> =>
    new Map(models.filter(({ role }) => (role === 'embedded') === embedded).map((model) => [model.name, model]));
  return {
    stored: storedNames(models, datasources),
    enums: new Set(enums.map(({ name }) => name)),
    models: byRole(false),
    embedded: byRole(true),
  };
}

/** As in SQL: without its schema, unless two tables have the name; the one in the default schema keeps it bare. */
function storedNames(
  models: readonly ModelDeclaration[],
  datasources: readonly DatasourceDeclaration[],
): Map<ModelDeclaration, string> {
  const alike = new Map<string, Set<string>>();
  for (const { storedName } of models) {
    const same = alike.get(splitTableName(storedName).name);
    if (same === undefined) alike.set(splitTableName(storedName).name, new Set([storedName]));
    else same.add(storedName);
  }
  const names = new Map<ModelDeclaration, string>();
  for (const model of models) {
    const bare = splitTableName(model.storedName).name;
    const alone = alike.get(bare)?.size === 1 || /^(?:public|dbo)\./.test(model.storedName);
    // Names of MongoDB's collections may hold points.
    const hasSchema = (model.dialect ?? dialectOf(model.file, datasources)) !== 'mongodb';
    names.set(model, alone && hasSchema ? bare : model.storedName);
  }
  return names;
}

function entityOf(model: ModelDeclaration, schema: Schema, names: Names, environment: Entity['environment']): Entity {
  const { scope } = schema;
  const columns = flattenColumns(model.columns, names.embedded).filter(
    ({ typeName }) => typeName === null || !names.models.has(typeName),
  );
  const place = { file: model.file, span: model.span };
  const storedName = names.stored.get(model) ?? model.storedName;
  return {
    kind: 'entity',
    id: `${scope} entity ${storedName}`,
    scope,
    name: model.name,
    storedName,
    dialect: model.dialect ?? dialectOf(model.file, schema.datasources),
    // A view shows rows that are stored elsewhere.
    usage: model.role === 'view' ? 'unknown' : 'stored',
    environment,
    comment: model.comment,
    fields: columns.map((column) => fieldOf(column, model, `${scope} field ${storedName}`, names)),
    place,
    origins: [{ kind: 'prisma', place }],
  };
}

function fieldOf(column: ModelColumn, model: ModelDeclaration, prefix: string, names: Names): Field {
  const { typeName, span, checks, references, ...rest } = column;
  const place = { file: model.file, span };
  return {
    ...rest,
    id: `${prefix}.${column.storedName}`,
    type: typeName !== null && names.enums.has(typeName) ? 'enum' : column.type,
    references: references === null ? null : storedReference(references, names),
    checks: checks.map((check) => ({ ...check, place })),
    place,
    origins: [{ kind: 'prisma', place }],
  };
}

/** Models refer to each other by the names of the code; facts by stored names. */
function storedReference(reference: Reference, { models, stored }: Names): Reference {
  const model = models.get(reference.table);
  if (model === undefined) return reference;
  const column = model.columns.find(({ name }) => name === reference.column)?.storedName ?? reference.column;
  return { ...reference, table: stored.get(model) ?? model.storedName, column };
}

/**
 * Of the datasource in the nearest folder above the file; else the one all datasources of the scope agree on.
 * https://www.prisma.io/docs/orm/prisma-schema/overview/location#multi-file-prisma-schema
 */
function dialectOf(file: string, datasources: readonly DatasourceDeclaration[]): Dialect | null {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  let nearest: DatasourceDeclaration | null = null;
  for (const one of datasources) {
    if (!file.startsWith(folder(one.file))) continue;
    if (nearest === null || folder(one.file).length > folder(nearest.file).length) nearest = one;
  }
  if (nearest !== null) return nearest.dialect;
  const dialects = new Set(datasources.map(({ dialect }) => dialect));
  return dialects.size === 1 ? ([...dialects][0] ?? null) : null;
}
