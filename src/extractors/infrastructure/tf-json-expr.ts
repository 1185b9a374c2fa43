import { type Node, parseTree } from 'jsonc-parser';
import type { Expr } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import type { Span } from '../../model/span.ts';
import { elementName, hidePairedValue } from './hcl-expr.ts';
import { numberValue, stringValue } from './hcl-literal.ts';
import { MAX_DEPTH } from './hcl-reader.ts';
import { type ParsePiece, templateOf } from './tf-json-template.ts';

/** A file in the JSON syntax. `parse` null: strings are no templates (variables files, defaults, version constraints). */
export interface JsonReader {
  readonly source: SourceText;
  readonly parse: ParsePiece | null;
}

export interface JsonTree {
  readonly root: Node | null;
  /** Offset of the first error; what stands around it has been read. */
  readonly error: number | null;
}

export function readTree({ text }: SourceText): JsonTree {
  const errors: { readonly offset: number }[] = [];
  try {
    const clean = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
    const root = parseTree(clean, errors as Parameters<typeof parseTree>[1] & object) ?? null;
    return { root, error: errors[0]?.offset ?? null };
  } catch {
    // Brackets nested by the thousand overflow the parser's stack.
    return { root: null, error: 0 };
  }
}

export interface Property {
  readonly name: string;
  readonly node: Node;
  readonly value: Node;
}

/** The properties of an object, comments left out: `"//"` says something to people only. */
export function propertiesOf(node: Node): Property[] {
  return (node.type === 'object' ? (node.children ?? []) : []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined || key.value === '//'
      ? []
      : [{ name: String(key.value), node: property, value }];
  });
}

export function spanOf(node: Node, { source }: JsonReader): Span {
  return source.spanAt(node.offset, node.offset + Math.max(0, node.length));
}

/** `name`: the attribute it belongs to, which decides what may be shown. */
export function readValue(node: Node, name: string, reader: JsonReader, depth = 0): Expr {
  const span = spanOf(node, reader);
  if (depth > MAX_DEPTH) return { type: 'unknown', span };
  switch (node.type) {
    case 'object': {
      const args = propertiesOf(node).flatMap(({ name: word, value }) => {
        const key = readText(word, '', span, reader);
        return [key, readValue(value, elementName(name, key), reader, depth + 1)];
      });
      return { type: 'call', name: '{}', args: hidePairedValue(args), span };
    }
    case 'array': {
      const args = (node.children ?? []).map((item) => readValue(item, name, reader, depth + 1));
      return { type: 'call', name: '[]', args, span };
    }
    case 'string':
      return readText(String(node.value), name, span, reader);
    case 'number': {
      const text = reader.source.text.slice(node.offset, node.offset + node.length);
      return { type: 'literal', value: numberValue(name, text, span), span };
    }
    case 'boolean':
      return { type: 'literal', value: { kind: 'boolean', value: node.value === true }, span };
    case 'null':
      return { type: 'literal', value: null, span };
    default:
      return { type: 'unknown', span };
  }
}

function readText(text: string, name: string, span: Span, { parse }: JsonReader): Expr {
  return parse === null
    ? { type: 'literal', value: stringValue(name, text, span), span }
    : templateOf(text, name, span, parse);
}
