import { z } from 'zod';
import { manifestSchema } from './manifest.ts';

/** JSON Schema (draft-07, which editors read) of privaudit.yaml. Every value may also be the word TODO. */
export function manifestJsonSchema(): unknown {
  const schema = z.toJSONSchema(manifestSchema, { target: 'draft-7', io: 'input' }) as JsonSchema;
  return { ...admitTodo(schema), title: 'privaudit manifest' };
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

function admitTodo(schema: JsonSchema): JsonSchema {
  const inner: Record<string, unknown> = { ...schema };
  if (schema.properties) {
    inner.properties = Object.fromEntries(Object.entries(schema.properties).map(([key, part]) => [key, orTodo(part)]));
  }
  if (typeof schema.additionalProperties === 'object') inner.additionalProperties = orTodo(schema.additionalProperties);
  if (schema.items) inner.items = schema.items.type === 'object' ? admitTodo(schema.items) : orTodo(schema.items);
  if (schema.anyOf) inner.anyOf = schema.anyOf.map(admitTodo);
  return inner;
}

function orTodo(schema: JsonSchema): JsonSchema {
  const anyText = schema.type === 'string' && !schema.pattern && !schema.enum && !schema.anyOf && !schema.format;
  if (anyText) return schema;
  const { description, ...rest } = admitTodo(schema);
  const either = { anyOf: [rest, { const: 'TODO' }] };
  return description === undefined ? either : { description, ...either };
}
