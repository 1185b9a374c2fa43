import type { Expr } from '../../model/declaration.ts';
import { isSecretName, wordOf } from '../../text/values.ts';
import { hideLiterals, literalName, nameLiteral, numberValue, stringValue, unescapeQuoted } from './hcl-literal.ts';
import { currentText, eachChild, type HclReader, MAX_DEPTH } from './hcl-reader.ts';
import { readTemplate } from './hcl-template.ts';

/**
 * Reads the expression at the cursor; `name` is the attribute it belongs to and decides what may be shown.
 *
 * The encoding (model/declaration.ts) in full: `for-list` (key name or null, value name, collection, item, condition or
 * null), `for-object` (key name or null, value name, collection, key, value, condition or null, grouped), `...` (a list
 * that is spread over arguments), `splat` (base, then names as words, or indices).
 */
export function readExpression(reader: HclReader, name: string, depth: number): Expr {
  const terms = readTerms(reader, name, depth);
  return terms.operands[0] ?? unknown(reader);
}

export function unknown(reader: HclReader): Expr {
  return { type: 'unknown', span: reader.span(reader.start(), reader.end()) };
}

interface Terms {
  readonly operands: Expr[];
  readonly operators: string[];
}

/**
 * The grammar hides its term rule, so an operand is a run of siblings: a primary, then indices, attributes and splats.
 * Anonymous tokens other than parentheses separate operands.
 */
function readTerms(reader: HclReader, name: string, depth: number): Terms {
  const operands: Expr[] = [];
  const operators: string[] = [];
  if (depth > MAX_DEPTH) return { operands, operators };
  let current: Expr | null = null;
  let from = 0;
  let length = 0;
  eachChild(reader, (type) => {
    if (type === '(' || type === ')') {
      if (current === null) from = reader.start();
      return;
    }
    if (!reader.cursor.isNamed) {
      if (current !== null) operands.push(current);
      current = null;
      operators.push(type);
      return;
    }
    if (current === null) {
      from = reader.start();
      length = 0;
      current = readPrimary(reader, type, name, depth);
    } else {
      // Each step nests the expression once more.
      length += 1;
      current = length > MAX_DEPTH ? unknown(reader) : readPostfix(reader, type, current, from, depth);
    }
  });
  if (current !== null) operands.push(current);
  return { operands, operators };
}

function readPrimary(reader: HclReader, type: string, name: string, depth: number): Expr {
  switch (type) {
    case 'expression':
      return readExpression(reader, name, depth + 1);
    case 'operation':
    case 'literal_value':
    case 'template_expr':
    case 'collection_value':
    case 'for_expr':
      return readOnly(reader, name, depth);
    default:
      return readTerm(reader, type, name, depth);
  }
}

function readTerm(reader: HclReader, type: string, name: string, depth: number): Expr {
  const span = reader.span(reader.start(), reader.end());
  switch (type) {
    case 'conditional':
      return foldConditionals(readConditional(reader, name, depth + 1), span);
    case 'unary_operation':
    case 'binary_operation': {
      const { operands, operators } = readTerms(reader, name, depth + 1);
      const operator = operators[0];
      const complete = operator !== undefined && operands.length === (type === 'unary_operation' ? 1 : 2);
      return complete ? { type: 'call', name: operator, args: operands, span } : { type: 'unknown', span };
    }
    case 'variable_expr':
      return { type: 'reference', path: [currentText(reader)], span };
    case 'numeric_lit':
      return { type: 'literal', value: numberValue(name, currentText(reader), span), span };
    case 'bool_lit':
      return { type: 'literal', value: { kind: 'boolean', value: currentText(reader) === 'true' }, span };
    case 'null_lit':
      return { type: 'literal', value: null, span };
    case 'string_lit': {
      const text = unescapeQuoted(reader.text(reader.start() + 1, reader.end() - 1));
      return { type: 'literal', value: stringValue(name, text, span), span };
    }
    case 'quoted_template':
    case 'heredoc_template':
      return readTemplate(reader, name, depth + 1);
    case 'tuple':
      return { type: 'call', name: '[]', args: readExpressions(reader, name, depth + 1), span };
    case 'object':
      return { type: 'call', name: '{}', args: readElements(reader, name, depth + 1), span };
    case 'function_call':
      return readCall(reader, name, depth);
    case 'for_tuple_expr':
    case 'for_object_expr':
      return readFor(reader, name, depth, type === 'for_object_expr');
    default:
      return { type: 'unknown', span };
  }
}

/**
 * The grammar reads `a ? b : c ? d : e` from the left, Terraform from the right. Gives all operands in their order; a
 * conditional in parentheses is one operand.
 */
function readConditional(reader: HclReader, name: string, depth: number): Expr[] {
  const operands: Expr[] = [];
  if (depth > MAX_DEPTH) return operands;
  eachChild(reader, (type) => {
    if (type !== 'expression') return;
    if (operands.length === 0 && reader.cursor.gotoFirstChild()) {
      const isConditional = reader.cursor.nodeType === 'conditional';
      if (isConditional) operands.push(...readConditional(reader, name, depth + 1));
      reader.cursor.gotoParent();
      if (isConditional) return;
    }
    operands.push(readExpression(reader, name, depth));
  });
  return operands;
}

function foldConditionals(operands: readonly Expr[], span: Expr['span']): Expr {
  const last = operands.at(-1);
  if (last === undefined || operands.length < 3 || operands.length % 2 === 0) return { type: 'unknown', span };
  let result = last;
  for (let i = operands.length - 3; i >= 0; i -= 2) {
    result = { type: 'call', name: '?:', args: [operands[i] ?? last, operands[i + 1] ?? last, result], span };
  }
  return result;
}

/** A node that only wraps another. */
function readOnly(reader: HclReader, name: string, depth: number): Expr {
  let result: Expr | null = null;
  if (depth >= MAX_DEPTH) return unknown(reader);
  eachChild(reader, (type) => {
    if (reader.cursor.isNamed) result = readPrimary(reader, type, name, depth + 1);
  });
  return result ?? unknown(reader);
}

function readExpressions(reader: HclReader, name: string, depth: number): Expr[] {
  const items: Expr[] = [];
  eachChild(reader, (type) => {
    if (type === 'expression') items.push(readExpression(reader, name, depth));
    else if (type === 'ellipsis' || type === 'ERROR') {
      const last = items.pop() ?? unknown(reader);
      items.push(type === 'ellipsis' ? { type: 'call', name: '...', args: [last], span: last.span } : unknown(reader));
    }
  });
  return items;
}

function readElements(reader: HclReader, name: string, depth: number): Expr[] {
  const args: Expr[] = [];
  eachChild(reader, (type) => {
    if (type !== 'object_elem') return;
    let key: Expr | null = null;
    let value: Expr | null = null;
    eachChild(reader, (child) => {
      if (child !== 'expression') return;
      if (key === null) key = readKey(reader, depth);
      else value = readExpression(reader, elementName(name, key), depth);
    });
    if (key !== null) args.push(key, value ?? unknown(reader));
  });
  return hidePairedValue(args);
}

/** A bare word is a key of that name; `aws.east` too, in the `providers` of a module. */
function readKey(reader: HclReader, depth: number): Expr {
  const key = readExpression(reader, '', depth);
  const text = currentText(reader);
  return key.type === 'reference' && !text.startsWith('(') ? nameLiteral(text, key.span) : key;
}

export function elementName(outer: string, key: Expr): string {
  const word = key.type === 'literal' ? wordOf(key.value) : null;
  return word === null ? outer : literalName(outer, word);
}

/** `{name = "DB_PASSWORD", value = "…"}`: the name beside it says what a value is. */
export function hidePairedValue(args: Expr[]): Expr[] {
  const at = (wanted: string): number =>
    args.findIndex((arg, i) => i % 2 === 0 && arg.type === 'literal' && wordOf(arg.value) === wanted);
  const value = args[at('value') + 1];
  const name = args[at('name') + 1] ?? args[at('key') + 1];
  if (at('value') === -1 || (at('name') === -1 && at('key') === -1) || value === undefined || name === undefined)
    return args;
  return namesSecret(name) ? args.with(at('value') + 1, hideLiterals(value)) : args;
}

/** Whether the literal is a name that makes the value beside it a secret. */
export function namesSecret(name: Expr): boolean {
  const word = name.type === 'literal' ? wordOf(name.value) : null;
  return word !== null && isSecretName(word);
}

function readCall(reader: HclReader, name: string, depth: number): Expr {
  const span = reader.span(reader.start(), reader.end());
  let called = '';
  let args: Expr[] = [];
  eachChild(reader, (type) => {
    if (type === 'identifier') called = currentText(reader);
    else if (type === 'function_arguments') args = readExpressions(reader, name, depth + 1);
  });
  return called === '' ? { type: 'unknown', span } : { type: 'call', name: called, args, span };
}

function readFor(reader: HclReader, name: string, depth: number, object: boolean): Expr {
  const span = reader.span(reader.start(), reader.end());
  const none: Expr = { type: 'literal', value: null, span };
  const names: Expr[] = [];
  let collection: Expr | null = null;
  const results: Expr[] = [];
  let condition: Expr = none;
  let grouped = false;
  eachChild(reader, (type) => {
    if (type === 'expression') results.push(readExpression(reader, name, depth + 1));
    else if (type === 'ellipsis') grouped = true;
    else if (type === 'for_cond') condition = readExpressions(reader, name, depth + 1)[0] ?? none;
    else if (type === 'for_intro') {
      eachChild(reader, (child) => {
        if (child === 'identifier') names.push(nameLiteral(currentText(reader), span));
        else if (child === 'expression') collection = readExpression(reader, name, depth + 1);
      });
    }
  });
  const value = names.pop();
  if (collection === null || value === undefined || results.length !== (object ? 2 : 1))
    return { type: 'unknown', span };
  const args = [names[0] ?? none, value, collection, ...results, condition];
  if (!object) return { type: 'call', name: 'for-list', args, span };
  const flag: Expr = { type: 'literal', value: { kind: 'boolean', value: grouped }, span };
  return { type: 'call', name: 'for-object', args: [...args, flag], span };
}

function readPostfix(reader: HclReader, type: string, base: Expr, from: number, depth: number): Expr {
  const span = reader.span(from, reader.end());
  switch (type) {
    case 'get_attr':
      return attributeOf(base, currentText(reader).replace(/^\.\s*/, ''), span);
    case 'index':
      return { type: 'call', name: 'index', args: [base, readIndex(reader, depth)], span };
    case 'splat':
      return readSplat(reader, base, from, depth);
    default:
      return { type: 'unknown', span };
  }
}

function attributeOf(base: Expr, name: string, span: Expr['span']): Expr {
  if (base.type === 'reference') return { type: 'reference', path: [...base.path, name], span };
  return { type: 'call', name: '.', args: [base, nameLiteral(name, span)], span };
}

/** `[expression]` or the old `.0`. */
function readIndex(reader: HclReader, depth: number): Expr {
  let index: Expr = unknown(reader);
  eachChild(reader, (type) => {
    if (type === 'new_index') index = readExpressions(reader, '', depth + 1)[0] ?? index;
    else if (type === 'legacy_index') index = nameLiteral(currentText(reader).replace(/^\.\s*/, ''), index.span);
  });
  return index;
}

/**
 * `[*].a[0]` takes `a[0]` of each item; `.*.a[0]` takes `a` of each and then the first of the result.
 * https://developer.hashicorp.com/terraform/language/expressions/splat#legacy-attribute-only-splat-expressions
 */
function readSplat(reader: HclReader, base: Expr, from: number, depth: number): Expr {
  const path: Expr[] = [];
  let result: Expr | null = null;
  let length = 0;
  const finish = (): Expr => ({
    type: 'call',
    name: 'splat',
    args: [base, ...path],
    span: reader.span(from, reader.end()),
  });
  eachChild(reader, (splat) => {
    eachChild(reader, (type) => {
      if (type !== 'get_attr' && type !== 'index') return;
      length += 1;
      if (length > MAX_DEPTH) result = unknown(reader);
      else if (result !== null || (splat === 'attr_splat' && type === 'index'))
        result = readPostfix(reader, type, result ?? finish(), from, depth);
      else if (type === 'index') path.push(readIndex(reader, depth));
      else path.push(nameLiteral(currentText(reader).replace(/^\.\s*/, ''), reader.span(reader.start(), reader.end())));
    });
  });
  return result ?? finish();
}
