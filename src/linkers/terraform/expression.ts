import type { Expr } from '../../model/declaration.ts';
import type { Place } from '../../model/span.ts';
import { isSurelySet, sameValue } from './compare.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { callFunction } from './functions/call.ts';
import { joined } from './joined.ts';
import { forList, forObject } from './loops.ts';
import { follow, resolve, type Step } from './names.ts';
import { operate } from './operators.ts';
import { literalBehind, nested, type Scope } from './scope.ts';
import { failed, hidden, hiddenKey, isList, known, reasonFor, reference, scalarOf, unresolved } from './values.ts';

/** Works out an expression as far as the text alone allows; https://developer.hashicorp.com/terraform/language/expressions */
export function evaluate(expr: Expr, scope: Scope): EvaluatedValue {
  const place: Place = { file: scope.file, span: expr.span };
  return nested(scope.run, place, () => {
    switch (expr.type) {
      case 'literal':
        if (expr.value === null) return known(null, place);
        return expr.value.kind === 'hidden' ? hidden(expr.value.length, place) : known(expr.value.value, place);
      case 'reference':
        return resolve(expr.path[0] ?? '', stepsOf(expr.path.slice(1)), scope, place);
      case 'call':
        return call(expr, scope, place);
      case 'template':
        return template(expr.parts, scope, place);
      case 'unknown':
        return unresolved('the expression cannot be read', place);
    }
  });
}

type Call = Extract<Expr, { type: 'call' }>;

function stepsOf(path: readonly string[]): Step[] {
  return path.map((name) => ({ name }));
}

function call(expr: Call, scope: Scope, place: Place): EvaluatedValue {
  const { name, args } = expr;
  switch (name) {
    case '[]':
      return known(
        args.map((arg) => evaluate(arg, scope)),
        place,
      );
    case '{}':
      return object(args, scope, place);
    case '?:':
      return conditional(args, scope, place);
    case '.':
    case 'index':
      return path(expr, scope, place);
    case 'splat':
      return splat(args, scope, place);
    case 'for-list':
      return forList(args, scope, place);
    case 'for-object':
      return forObject(args, scope, place);
    case '&&':
    case '||':
      return shortCircuit(name, args, scope, place);
    case '==':
    case '!=': {
      const [a, b] = args.map((arg) => literalBehind(evaluate(arg, scope), scope.run));
      const same = a === undefined || b === undefined ? null : sameValue(a, b);
      if (same === null)
        return unresolved(
          reasonFor([a, b].flatMap((v) => v ?? [])),
          place,
          [a, b].flatMap((v) => v ?? []),
          true,
        );
      return known(same === (name === '=='), place);
    }
    default: {
      const values = spread(args, scope);
      if (values === null) return unresolved('the arguments of a call are not known', place);
      return operate(name, values, scope.run, place) ?? callFunction(name, values, scope.run, place);
    }
  }
}

/** Arguments of a call; `list...` gives its elements. Null when such a list is not known. */
function spread(args: readonly Expr[], scope: Scope): EvaluatedValue[] | null {
  const values: EvaluatedValue[] = [];
  for (const arg of args) {
    if (arg.type === 'call' && arg.name === '...' && arg.args[0] !== undefined) {
      const list = evaluate(arg.args[0], scope);
      if (list.state !== 'known' || !isList(list.value)) return null;
      for (const item of list.value) values.push(item);
    } else values.push(evaluate(arg, scope));
  }
  return values;
}

function object(args: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  const entries: [string, EvaluatedValue][] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [keyExpr, valueExpr] = [args[i], args[i + 1]];
    if (keyExpr === undefined || valueExpr === undefined) break;
    const key = literalBehind(evaluate(keyExpr, scope), scope.run);
    const scalar = scalarOf(key);
    if (scalar === null && key.state !== 'hidden')
      return unresolved('a key of the object is not known', place, [key], true);
    entries.push([scalar === null ? hiddenKey(entries.length) : String(scalar), evaluate(valueExpr, scope)]);
  }
  return known(Object.fromEntries(entries), place);
}

function conditional(args: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  const [testExpr, thenExpr, elseExpr] = args;
  if (testExpr === undefined || thenExpr === undefined || elseExpr === undefined)
    return unresolved('it is incomplete', place);
  const test = literalBehind(evaluate(testExpr, scope), scope.run);
  const flag = scalarOf(test);
  if (flag === true || flag === 'true') return evaluate(thenExpr, scope);
  if (flag === false || flag === 'false') return evaluate(elseExpr, scope);
  if (test.state === 'known') return failed('its condition is neither true nor false', place);
  const branches = [evaluate(thenExpr, scope), evaluate(elseExpr, scope)];
  const [a, b] = branches;
  if (a !== undefined && b !== undefined && sameValue(a, b) === true) return a;
  return unresolved(reasonFor([test]), place, branches, branches.every(isSurelySet));
}

function shortCircuit(name: '&&' | '||', args: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  const values = args.map((arg) => literalBehind(evaluate(arg, scope), scope.run));
  const flags = values.map((value) => {
    const scalar = scalarOf(value);
    return scalar === true || scalar === 'true' ? true : scalar === false || scalar === 'false' ? false : null;
  });
  const deciding = name === '||';
  if (flags.includes(deciding)) return known(deciding, place);
  return flags.includes(null) ? unresolved(reasonFor(values), place, values, true) : known(!deciding, place);
}

/** `a.b[0].c` on anything but a plain name: the steps are taken together, since `module.m[0].out` has no value at `module.m`. */
function path(expr: Call, scope: Scope, place: Place): EvaluatedValue {
  const steps: Step[] = [];
  let base: Expr = expr;
  while (base.type === 'call' && (base.name === '.' || base.name === 'index') && base.args.length === 2) {
    const [inner, key] = base.args as readonly [Expr, Expr];
    const value = literalBehind(evaluate(key, scope), scope.run);
    const word = base.name === '.' ? scalarOf(value) : null;
    steps.unshift(word === null ? { key: value } : { name: String(word) });
    base = inner;
  }
  if (base.type === 'reference')
    return resolve(base.path[0] ?? '', [...stepsOf(base.path.slice(1)), ...steps], scope, place);
  return follow(evaluate(base, scope), steps, place);
}

/** `list[*].a`; of a single value a list of one, of null none. */
function splat([baseExpr, ...rest]: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  if (baseExpr === undefined) return unresolved('it is incomplete', place);
  const base = evaluate(baseExpr, scope);
  const steps = rest.map((arg): Step => {
    const key = evaluate(arg, scope);
    const word = scalarOf(key);
    return typeof word === 'string' ? { name: word } : { key };
  });
  if (base.state === 'reference' && base.path.length > 0)
    return follow(reference(base.target, [...base.path, '*'], place), steps, place);
  if (base.state === 'reference') return known([follow(base, steps, place)], place);
  if (base.state !== 'known') return base;
  if (base.value === null) return known([], place);
  const items = isList(base.value) ? base.value : [base];
  return known(
    items.map((item) => follow(item, steps, place)),
    place,
  );
}

/** A text with parts. A single part keeps its type: `"${var.list}"` is the list. */
function template(parts: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  const values = parts.map((part) => evaluate(part, scope));
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  return joined(
    values.map((value) => literalBehind(value, scope.run)),
    place,
  );
}
