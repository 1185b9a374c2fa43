import type { EvaluatedBody, EvaluatedValue } from '../terraform/evaluated.ts';

/** A value found at the end of a path. `doubt`: the block above it may not be there at all. */
export interface Leaf {
  readonly value: EvaluatedValue;
  readonly doubt: string | null;
}

const DYNAMIC = 'a dynamic block whose for_each cannot be known';

/**
 * All values that are set at a dotted path, through nested blocks (repeated ones give several values), lists and objects.
 * Nulls and empty texts are not set: providers take both for the default. `*` is every key of a map.
 */
export function valuesAt(body: EvaluatedBody, path: string): Leaf[] {
  const [head = '', ...rest] = path.split('.');
  let leaves = enter(body, head, null);
  for (const name of rest) leaves = leaves.flatMap((node) => step(node, name));
  return leaves.flatMap((node) => ('value' in node ? spread(node) : [])).filter(isSet);
}

/** The bodies of nested blocks at a dotted path; an object in an attribute of that name counts as a block. */
export function blocksAt(
  body: EvaluatedBody,
  path: string,
): { readonly body: EvaluatedBody; readonly doubt: string | null }[] {
  const [head = '', ...rest] = path.split('.');
  let nodes = enter(body, head, null);
  for (const name of rest) nodes = nodes.flatMap((node) => step(node, name));
  return nodes.flatMap((node) => ('body' in node ? [node] : objects(node)));
}

type Node = Leaf | { readonly body: EvaluatedBody; readonly doubt: string | null };

function enter(body: EvaluatedBody, name: string, doubt: string | null): Node[] {
  const nodes: Node[] = [];
  const attribute = Object.hasOwn(body.attributes, name) ? body.attributes[name] : undefined;
  if (attribute !== undefined) nodes.push({ value: attribute, doubt });
  for (const block of body.blocks) {
    if (block.blockType === name) nodes.push({ body: block.body, doubt: block.conditional ? DYNAMIC : doubt });
  }
  return nodes;
}

function step(node: Node, name: string): Node[] {
  // Of a value that cannot be known its parts cannot be known either.
  if (!('body' in node) && node.value.state !== 'known') return [node];
  const bodies = 'body' in node ? [node] : objects(node);
  return bodies.flatMap(({ body, doubt }) => (name === '*' ? everything(body, doubt) : enter(body, name, doubt)));
}

function everything(body: EvaluatedBody, doubt: string | null): Node[] {
  const names = new Set([...Object.keys(body.attributes), ...body.blocks.map(({ blockType }) => blockType)]);
  return [...names].flatMap((name) => enter(body, name, doubt));
}

function objects(node: Leaf): { readonly body: EvaluatedBody; readonly doubt: string | null }[] {
  return spread(node).flatMap(({ value, doubt }) => {
    if (value.state !== 'known' || !isObject(value.value)) return [];
    return [{ body: { attributes: value.value, blocks: [] }, doubt }];
  });
}

/** Elements of a list, one level deep: the provider's lists of blocks written as attributes. */
function spread(node: Leaf): Leaf[] {
  if (node.value.state !== 'known' || !Array.isArray(node.value.value)) return [node];
  return (node.value.value as readonly EvaluatedValue[]).map((value) => ({ value, doubt: node.doubt }));
}

function isObject(data: unknown): data is { readonly [key: string]: EvaluatedValue } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isSet({ value }: Leaf): boolean {
  if (value.state !== 'known') return true;
  return isObject(value.value) ? Object.keys(value.value).length > 0 : value.value !== null && value.value !== '';
}

/** A plain value as text; null for lists, objects and whatever is not known. */
export function scalarOf(value: EvaluatedValue): string | number | boolean | null {
  if (value.state !== 'known') return null;
  return typeof value.value === 'object' ? null : value.value;
}
