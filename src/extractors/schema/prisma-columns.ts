import type { ModelColumn, Reference } from '../../model/declaration.ts';
import type { Span } from '../../model/span.ts';
import { commentText } from '../../text/comments.ts';
import { type Attribute, argumentOf, namesOf, stringOf } from './prisma-reader.ts';

/** A line of a model as it is written. */
export interface FieldLine {
  readonly name: string;
  /** As written; null for `Unsupported("…")`. */
  readonly type: string | null;
  /** The database's own type inside `Unsupported("…")`. */
  readonly unsupported: string | null;
  readonly list: boolean;
  readonly optional: boolean;
  readonly attributes: readonly Attribute[];
  /** Raw text of the `///` lines before it and behind it. */
  readonly comment: readonly string[];
  readonly span: Span;
}

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types */
const SCALARS = new Set(['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes']);

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#onupdate-and-ondelete-attributes */
const ON_DELETE: ReadonlyMap<string, Reference['onDelete']> = new Map([
  ['Cascade', 'cascade'],
  ['Restrict', 'restrict'],
  ['NoAction', 'no-action'],
  ['SetNull', 'set-null'],
  ['SetDefault', 'set-default'],
]);

/** Columns of a model: relation fields are left out and show as `references` of the fields that hold their keys. */
export function modelColumns(fields: readonly FieldLine[], blockAttributes: readonly Attribute[]): ModelColumn[] {
  const references = referencesOf(fields);
  const keys = new Set(blockAttributes.filter(({ name }) => name === 'id').flatMap(fieldNames));
  const uniques = blockAttributes.filter(({ name }) => name === 'unique').map(fieldNames);
  const unique = new Set(uniques.filter((names) => names.length === 1).flat());
  return fields
    .filter((field) => !field.attributes.some(({ name }) => name === 'relation'))
    .map((field) => toColumn(field, { references, keys, unique }));
}

function fieldNames(attribute: Attribute): string[] {
  return namesOf(argumentOf(attribute, 'fields'));
}

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#relation */
function referencesOf(fields: readonly FieldLine[]): Map<string, Reference> {
  const relations = fields.flatMap(({ type, attributes }) => {
    const relation = attributes.find(({ name }) => name === 'relation');
    if (relation === undefined || type === null) return [];
    const named = (name: string): string | null => relation.args.find((arg) => arg.name === name)?.value ?? null;
    const onDelete = ON_DELETE.get(named('onDelete') ?? '') ?? null;
    return [{ table: type, fields: namesOf(named('fields')), columns: namesOf(named('references')), onDelete }];
  });
  const references = new Map<string, Reference>();
  // A tenant's key may be part of several relations: the one of which it is the whole key says what it is.
  for (const whole of [true, false]) {
    for (const relation of relations) {
      if ((relation.fields.length === 1) !== whole) continue;
      relation.fields.forEach((field, i) => {
        if (references.has(field)) return;
        references.set(field, {
          table: relation.table,
          column: relation.columns[i] ?? null,
          onDelete: relation.onDelete,
        });
      });
    }
  }
  return references;
}

interface ModelKeys {
  readonly references: ReadonlyMap<string, Reference>;
  readonly keys: ReadonlySet<string>;
  readonly unique: ReadonlySet<string>;
}

function toColumn(field: FieldLine, { references, keys, unique }: ModelKeys): ModelColumn {
  const attribute = (name: string): Attribute | undefined => field.attributes.find((one) => one.name === name);
  const preset = attribute('default');
  const flag = argumentOf(preset, 'value');
  const { type, length, typeName } = columnType(field);
  return {
    name: field.name,
    storedName: stringOf(argumentOf(attribute('map'), 'name')) ?? field.name,
    type,
    length,
    array: field.list,
    nullable: field.optional,
    hasDefault: preset !== undefined,
    defaultFlag: flag === 'true' ? true : flag === 'false' ? false : null,
    primaryKey: attribute('id') !== undefined || keys.has(field.name),
    unique: attribute('unique') !== undefined || unique.has(field.name),
    comment: commentOf(field.comment),
    references: references.get(field.name) ?? null,
    checks: [],
    span: field.span,
    typeName,
  };
}

/** Text of `///` lines, null where they say nothing. */
export function commentOf(lines: readonly string[]): string | null {
  const text = lines.length === 0 ? '' : commentText(lines.join('\n'));
  return text === '' ? null : text;
}

function columnType(field: FieldLine): Pick<ModelColumn, 'type' | 'length' | 'typeName'> {
  if (field.type === null) return { ...databaseType(field.unsupported ?? ''), typeName: null };
  if (!SCALARS.has(field.type)) return { type: field.type.toLowerCase(), length: null, typeName: field.type };
  // `@db.VarChar(191)`; the name before the point is the datasource's. A flag stays one, whether stored as bit or tinyint.
  const native = field.attributes.find(({ name }) => name.includes('.'));
  if (native === undefined || field.type === 'Boolean') {
    return { type: field.type.toLowerCase(), length: null, typeName: null };
  }
  const type = native.name.slice(native.name.lastIndexOf('.') + 1).toLowerCase();
  return { type, length: lengthOf(type, native.args[0]?.value ?? ''), typeName: null };
}

/** `vector(1536)` gives `vector`; what does not look like a type is only `unsupported`. */
function databaseType(written: string): Pick<ModelColumn, 'type' | 'length'> {
  const match = /^([a-z][a-z0-9_ .]{0,60})(?:\((\d{1,9})\))?/.exec(written.toLowerCase());
  const type = match?.[1]?.trim() ?? 'unsupported';
  return { type, length: lengthOf(type, match?.[2] ?? '') };
}

function lengthOf(type: string, written: string): number | null {
  return /char|^string$|^text$/.test(type) && /^\d{1,9}$/.test(written) ? Number(written) : null;
}
