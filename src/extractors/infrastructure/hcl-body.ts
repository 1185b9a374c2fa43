import type { BlockAttribute, BlockBody, Expr, NestedBlock } from '../../model/declaration.ts';
import { literalValue, wordOf } from '../../text/values.ts';
import { namesSecret, readExpression, unknown } from './hcl-expr.ts';
import { attributeName, hideLiterals, literalName } from './hcl-literal.ts';
import { currentText, eachChild, type HclReader, MAX_DEPTH } from './hcl-reader.ts';

/** Reads the block at the cursor. */
function readBlock(reader: HclReader, depth: number): NestedBlock {
  const span = reader.span(reader.start(), reader.end());
  const names: string[] = [];
  let body: BlockBody = { attributes: [], blocks: [] };
  eachChild(reader, (type) => {
    if (type === 'identifier')
      names.push(names.length === 0 ? currentText(reader) : label(currentText(reader), reader));
    else if (type === 'string_lit') names.push(label(reader.text(reader.start() + 1, reader.end() - 1), reader));
    else if (type === 'body') body = readBody(reader, outerName(names), depth + 1);
  });
  const [blockType = '', ...labels] = names;
  return { blockType, labels, body: hideSensitive(blockType, body), span };
}

/** Reads the body at the cursor; `block` is the name that stands for names like `value`. */
export function readBody(reader: HclReader, block: string, depth: number): BlockBody {
  const attributes: BlockAttribute[] = [];
  const blocks: NestedBlock[] = [];
  eachChild(reader, (type) => {
    if (type === 'attribute') attributes.push(readAttribute(reader, block));
    else if (type === 'block' && depth < MAX_DEPTH) blocks.push(readBlock(reader, depth));
  });
  return { attributes: hidePairedValue(attributes), blocks };
}

function readAttribute(reader: HclReader, block: string): BlockAttribute {
  let name = '';
  let broken = false;
  let expr: Expr | null = null;
  eachChild(reader, (type) => {
    if (type === 'identifier' && name === '') name = currentText(reader);
    else if (type === 'ERROR') broken = true;
    else if (type === 'expression') expr = readExpression(reader, attributeName(block, name), 0);
  });
  return {
    name,
    expr: broken || expr === null ? unknown(reader) : expr,
    span: reader.span(reader.start(), reader.end()),
  };
}

/** A label is an identifier or a provider's address; anything else does not leave. */
function label(text: string, reader: HclReader): string {
  const span = reader.span(reader.start(), reader.end());
  return wordOf(literalValue('', text, span)) ?? '…';
}

/** `variable "db_password" { default }` is about `db_password`; `resource "azurerm_key_vault_secret" "x" { value }` too. */
export function outerName([blockType = '', ...labels]: readonly string[]): string {
  return labels.reduce(literalName, blockType === 'data' ? '' : blockType);
}

/** `sensitive = true` of a variable covers its default, whatever its name. */
export function hideSensitive(blockType: string, body: BlockBody): BlockBody {
  const isSensitive = body.attributes.some(
    ({ name, expr }) =>
      name === 'sensitive' && !(expr.type === 'literal' && expr.value?.kind === 'boolean' && !expr.value.value),
  );
  if ((blockType !== 'variable' && blockType !== 'output') || !isSensitive) return body;
  const attributes = body.attributes.map((attribute) =>
    attribute.name === 'default' || attribute.name === 'value'
      ? { ...attribute, expr: hideLiterals(attribute.expr) }
      : attribute,
  );
  return { ...body, attributes };
}

/** `name = "DB_PASSWORD"` beside `value = "…"`. */
export function hidePairedValue(attributes: BlockAttribute[]): BlockAttribute[] {
  const isSecret = attributes.some(({ name, expr }) => (name === 'name' || name === 'key') && namesSecret(expr));
  if (!isSecret) return attributes;
  return attributes.map((attribute) =>
    attribute.name === 'value' ? { ...attribute, expr: hideLiterals(attribute.expr) } : attribute,
  );
}
