import type { BlockAttribute, BlockBody, NestedBlock } from '../../model/declaration.ts';
import type { EvaluatedBlock, EvaluatedBody, EvaluatedValue } from './evaluated.ts';
import { evaluate } from './expression.ts';
import { pairsOf } from './loops.ts';
import { attributeOf } from './module.ts';
import { literalBehind, type Scope, spend, within } from './scope.ts';
import { isObject, known, placeOf, reasonFor, scalarOf, unresolved, writtenAt } from './values.ts';

/** Attributes that say how a block is run, not what it is. */
const META = new Set(['count', 'for_each', 'provider', 'providers', 'depends_on', 'source', 'version']);

export function evaluateAttribute(attribute: BlockAttribute, scope: Scope): EvaluatedValue {
  const { expr, span, file = scope.file } = attribute;
  return writtenAt(evaluate(expr, { ...scope, file }), { file, span });
}

/** The body of a resource: `valueFor` works out its attributes. */
export function evaluateBody(
  body: BlockBody,
  scope: Scope,
  valueFor: (attribute: BlockAttribute) => EvaluatedValue,
): EvaluatedBody {
  const attributes = body.attributes.filter(({ name }) => !META.has(name));
  return evaluated(attributes, body.blocks, scope, valueFor);
}

function evaluated(
  attributes: readonly BlockAttribute[],
  blocks: readonly NestedBlock[],
  scope: Scope,
  valueFor: (attribute: BlockAttribute) => EvaluatedValue,
): EvaluatedBody {
  return {
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, valueFor(attribute)])),
    blocks: blocks.flatMap((block) => {
      const inside = block.file === undefined ? scope : { ...scope, file: block.file };
      return block.blockType === 'dynamic' ? dynamicBlocks(block, inside) : [nestedBlock(block, inside)];
    }),
  };
}

/** Extraction limits how deep blocks are nested. */
function nestedBlock({ blockType, labels, body, span }: NestedBlock, scope: Scope): EvaluatedBlock {
  const inner = evaluated(body.attributes, body.blocks, scope, (attribute) => evaluateAttribute(attribute, scope));
  return { blockType, labels, body: inner, file: scope.file, span, conditional: false };
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function dynamicBlocks(block: NestedBlock, scope: Scope): EvaluatedBlock[] {
  const blockType = block.labels[0] ?? '';
  const content = block.body.blocks.find((inner) => inner.blockType === 'content');
  const forEach = attributeOf(block.body, 'for_each');
  if (content === undefined || forEach === undefined) return [];
  const iterator = attributeOf(block.body, 'iterator')?.expr;
  const name = iterator?.type === 'reference' ? (iterator.path[0] ?? blockType) : blockType;
  const made = (inner: Scope, conditional: boolean): EvaluatedBlock => ({
    ...nestedBlock({ ...content, blockType }, inner),
    span: block.span,
    conditional,
  });
  const collection = literalBehind(evaluate(forEach.expr, scope), scope.run);
  if (collection.state === 'known' && collection.value === null) return [];
  const place = placeOf(collection);
  const pairs = pairsOf(collection, place);
  if (pairs === null) {
    const open = unresolved(reasonFor([collection]), place, [collection]);
    return [made(within(scope, [[name, known({ key: open, value: open }, place)]]), true)];
  }
  const isMap = collection.state === 'known' && isObject(collection.value);
  return pairs.flatMap(([key, value]) => {
    if (!spend(scope.run, 1)) return [];
    // Of a list the key is the index, of a set the element; a set shows as a list of texts here.
    const isElement = !isMap && typeof scalarOf(value) === 'string';
    return [made(within(scope, [[name, known({ key: isElement ? value : key, value }, place)]]), false)];
  });
}
