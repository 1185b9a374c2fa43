import { z } from 'zod';
import { type Path, pathOf } from '../text/positioned-yaml.ts';

/** Keys that the schema knows at a path; empty where it holds no mapping of fixed keys. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  let nodes = unwrap(schema);
  for (const part of path) nodes = nodes.flatMap((node) => step(node, part));
  return nodes.flatMap((node) => (node instanceof z.ZodObject ? Object.keys(node.shape) : []));
}

/** Where else the schema has a key: `erasure` for `grace`; lists count as their rows. */
export function parentsOfKey(schema: z.ZodType, key: string): string[] {
  const found = new Set<string>();
  const visit = (node: z.ZodType, path: Path): void => {
    for (const inner of unwrap(node)) {
      if (inner instanceof z.ZodArray) visit(inner.element as z.ZodType, path);
      if (!(inner instanceof z.ZodObject)) continue;
      for (const [name, value] of Object.entries(inner.shape as Record<string, z.ZodType>)) {
        if (name === key) found.add(pathOf(path));
        visit(value, [...path, name]);
      }
    }
  };
  visit(schema, []);
  return [...found];
}

function step(node: z.ZodType, part: string | number): z.ZodType[] {
  if (node instanceof z.ZodArray) return unwrap(node.element as z.ZodType);
  if (node instanceof z.ZodRecord) return unwrap(node.valueType as z.ZodType);
  if (!(node instanceof z.ZodObject)) return [];
  const shape = node.shape as Record<string, z.ZodType>;
  return Object.hasOwn(shape, part) ? unwrap(shape[part] as z.ZodType) : [];
}

/** The schema without optional and default; each branch of a union. */
function unwrap(node: z.ZodType): z.ZodType[] {
  if (node instanceof z.ZodOptional || node instanceof z.ZodDefault) return unwrap(node.unwrap() as z.ZodType);
  if (node instanceof z.ZodUnion) return node.options.flatMap((option) => unwrap(option as z.ZodType));
  return [node];
}
