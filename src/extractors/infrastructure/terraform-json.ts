import type { Node } from 'jsonc-parser';
import type {
  BlockAttribute,
  BlockBody,
  Declaration,
  Expr,
  NestedBlock,
  ResourceBlock,
} from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { hidePairedValue, hideSensitive, outerName } from './hcl-body.ts';
import { attributeName } from './hcl-literal.ts';
import { MAX_DEPTH } from './hcl-reader.ts';
import { partlyRead } from './partly-read.ts';
import { type JsonReader, type Property, propertiesOf, readTree, readValue, spanOf } from './tf-json-expr.ts';
import { expressionOf } from './tf-json-template.ts';

/** How many labels a block has, each a level of objects: https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions */
const LABELS: ReadonlyMap<string, number> = new Map([
  ['check', 1],
  ['data', 2],
  ['ephemeral', 2],
  ['import', 0],
  ['locals', 0],
  ['module', 1],
  ['moved', 0],
  ['output', 1],
  ['provider', 1],
  ['removed', 0],
  ['resource', 2],
  ['terraform', 0],
  ['variable', 1],
]);

/** Blocks whose strings are no templates. */
const PLAIN = new Set(['terraform', 'variable', 'moved', 'removed']);

/**
 * The JSON syntax of Terraform and OpenTofu. Nested blocks stay attributes that hold objects: which of them the provider calls
 * blocks the file does not say, and readers of paths take one for the other. Only what `dynamic` makes has to be a block.
 */
export function extract({ source, parse }: ExtractInput): Extraction {
  const { root, error } = readTree(source);
  const partial = error === null ? {} : { partial: true as const };
  const declarations: Declaration[] = [];
  const declare = (node: Node, block: Pick<ResourceBlock, 'blockType' | 'labels' | 'body'>): void => {
    const span = source.spanAt(node.offset, node.offset + Math.max(0, node.length));
    declarations.push({ kind: 'block', language: 'terraform', file: source.path, span, ...block, ...partial });
  };
  if (root !== null && source.path.endsWith('.tfvars.json')) {
    const body = readBody(propertiesOf(root), '', { source, parse: null }, 0);
    declare(root, { blockType: 'tfvars', labels: [], body });
  } else if (root !== null) {
    for (const { name, node, value } of itemsOf(root).flatMap(propertiesOf)) {
      const count = LABELS.get(name);
      const reader = { source, parse: PLAIN.has(name) ? null : (parse ?? null) };
      if (count === undefined) continue;
      for (const block of labelled(value, node, count)) {
        const body = bodyOf(name, block, reader, parse ?? null);
        declare(block.node, { blockType: name, labels: block.labels, body });
      }
    }
  }
  const diagnostics =
    error === null ? [] : [partlyRead(source.path, source.spanAt(error, error), 'its JSON has an error')];
  return { declarations, diagnostics };
}

/** One object, or each of an array: several blocks of one kind. */
function itemsOf(node: Node): readonly Node[] {
  return node.type === 'array' ? (node.children ?? []) : [node];
}

interface Labelled {
  readonly labels: readonly string[];
  /** From its last label to its end. */
  readonly node: Node;
  readonly value: Node;
}

function labelled(value: Node, node: Node, count: number, labels: readonly string[] = []): Labelled[] {
  return itemsOf(value).flatMap((item) => {
    if (item.type !== 'object') return [];
    if (count === 0) return [{ labels, node: value.type === 'array' ? item : node, value: item }];
    return propertiesOf(item).flatMap(({ name, node: property, value: inner }) =>
      labelled(inner, property, count - 1, [...labels, name]),
    );
  });
}

function bodyOf(
  blockType: string,
  { labels, value }: Labelled,
  reader: JsonReader,
  parse: (ExtractInput['parse'] & object) | null,
): BlockBody {
  const properties = propertiesOf(value);
  if (blockType === 'terraform') {
    const blocks = properties.flatMap((one) => nestedBlocks(one, [], reader, 0));
    return { attributes: [], blocks };
  }
  const body = readBody(properties, outerName([blockType, ...labels]), reader, 0);
  const attributes = body.attributes.map((attribute): BlockAttribute => {
    const property = properties.find(({ name }) => name === attribute.name);
    const special = property === undefined ? null : namesOf(blockType, property, reader, parse);
    return special === null ? attribute : { ...attribute, expr: special };
  });
  return hideSensitive(blockType, { ...body, attributes });
}

/** Strings that are names and types, not templates. */
function namesOf(
  blockType: string,
  { name, value }: Property,
  reader: JsonReader,
  parse: (ExtractInput['parse'] & object) | null,
): Expr | null {
  const span = spanOf(value, reader);
  if (blockType === 'variable' && name === 'type' && value.type === 'string')
    return expressionOf(String(value.value), '', span, parse);
  if (name === 'provider' && blockType !== 'provider') return referenceTo(value, reader);
  if (name !== 'providers' || blockType !== 'module' || value.type !== 'object') return null;
  const args = propertiesOf(value).flatMap(({ name: key, value: item }): Expr[] => [
    { type: 'literal', value: { kind: 'word', value: key }, span },
    referenceTo(item, reader) ?? { type: 'unknown', span },
  ]);
  return { type: 'call', name: '{}', args, span };
}

/** `"aws.east"`: the name of a provider configuration. */
function referenceTo(value: Node, reader: JsonReader): Expr | null {
  const isName = value.type === 'string' && /^[\w-]+(?:\.[\w-]+)?$/.test(String(value.value));
  return isName ? { type: 'reference', path: String(value.value).split('.'), span: spanOf(value, reader) } : null;
}

function readBody(properties: readonly Property[], outer: string, reader: JsonReader, depth: number): BlockBody {
  const attributes: BlockAttribute[] = [];
  const blocks: NestedBlock[] = [];
  for (const property of properties) {
    const { name, node, value } = property;
    if (name === 'dynamic') {
      for (const made of itemsOf(value).flatMap(propertiesOf))
        blocks.push(...nestedBlocks({ ...made, name: 'dynamic' }, [made.name], reader, depth));
    } else if (holdsDynamic(value, depth)) blocks.push(...nestedBlocks(property, [], reader, depth));
    else
      attributes.push({ name, expr: readValue(value, attributeName(outer, name), reader), span: spanOf(node, reader) });
  }
  return { attributes: hidePairedValue(attributes), blocks };
}

function nestedBlocks(
  { name, node, value }: Property,
  labels: readonly string[],
  reader: JsonReader,
  depth: number,
): NestedBlock[] {
  if (depth > MAX_DEPTH) return [];
  return itemsOf(value).flatMap((item) => {
    if (item.type !== 'object') return [];
    const properties = propertiesOf(item);
    const content = name === 'dynamic' ? properties.filter((one) => one.name === 'content') : [];
    const own = readBody(
      properties.filter((one) => !content.includes(one)),
      outerName([name, ...labels]),
      reader,
      depth + 1,
    );
    const blocks = [...own.blocks, ...content.flatMap((one) => nestedBlocks(one, [], reader, depth + 1))];
    return [{ blockType: name, labels, body: { ...own, blocks }, span: spanOf(node, reader) }];
  });
}

function holdsDynamic(node: Node, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  return itemsOf(node).some((item) =>
    propertiesOf(item).some(({ name, value }) => name === 'dynamic' || holdsDynamic(value, depth + 1)),
  );
}
