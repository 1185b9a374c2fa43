import type { ModelColumn, ModelDeclaration } from '../../model/declaration.ts';

/** Types of types multiply: deeper than this, or once there are more columns than this, a composite stays one column. */
const MAX_DEPTH = 8;
const MAX_COLUMNS = 1000;

/** A column and the composite types it stands in. */
interface Nested {
  readonly column: ModelColumn;
  readonly within: readonly string[];
}

/**
 * Columns with composite types written out: `address Address` becomes `address.street`, `address.city` …
 * https://www.prisma.io/docs/orm/prisma-schema/data-model/models#defining-composite-types
 */
export function flattenColumns(
  columns: readonly ModelColumn[],
  embedded: ReadonlyMap<string, ModelDeclaration>,
): readonly ModelColumn[] {
  if (embedded.size === 0) return columns;
  let level: readonly Nested[] = columns.map((column) => ({ column, within: [] }));
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = level.flatMap((nested) => writtenOut(nested, embedded));
    if (next.length > MAX_COLUMNS || next.every((nested, i) => nested === level[i])) break;
    level = next;
  }
  return level.map(({ column }) => column);
}

function writtenOut(nested: Nested, embedded: ReadonlyMap<string, ModelDeclaration>): readonly Nested[] {
  const { column, within } = nested;
  const type = column.typeName === null ? undefined : embedded.get(column.typeName);
  // A type that holds itself (a reply to a reply) is named once.
  if (type === undefined || type.columns.length === 0 || within.includes(type.name)) return [nested];
  return type.columns.map((part) => ({ column: partOf(column, part), within: [...within, type.name] }));
}

function partOf(column: ModelColumn, part: ModelColumn): ModelColumn {
  return {
    ...part,
    name: `${column.name}.${part.name}`,
    storedName: `${column.storedName}.${part.storedName}`,
    array: column.array || part.array,
    nullable: column.nullable || part.nullable,
    comment: part.comment ?? column.comment,
    // The type may be in another file: the column of the model is where this entity says it.
    span: column.span,
  };
}
