import type { Expr } from '../../model/declaration.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { evaluate } from './expression.ts';
import { numberOf } from './operators.ts';
import { outOfSteps, type Scope, spend } from './scope.ts';
import { entriesOf, isList, isObject, known, placeOf, scalarOf } from './values.ts';

/**
 * Fits a value to the type of a variable: `"true"` becomes true, and attributes that an object leaves out get their
 * `optional(type, default)`; https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 * What does not fit stays as it is.
 */
export function convert(value: EvaluatedValue, type: Expr, scope: Scope): EvaluatedValue {
  if (!spend(scope.run, 1)) return outOfSteps(placeOf(value));
  if (value.state !== 'known' || value.value === null) return value;
  const data = value.value;
  const remade = (made: EvaluatedValue): EvaluatedValue => ({ ...made, origin: value.origin });
  if (type.type === 'reference') {
    const scalar = scalarOf(value);
    if (type.path[0] === 'bool' && (scalar === 'true' || scalar === 'false'))
      return { ...value, value: scalar === 'true' };
    const number = type.path[0] === 'number' ? numberOf(value) : null;
    return number === null ? value : { ...value, value: number };
  }
  if (type.type !== 'call') return value;
  const [inner] = type.args;
  if (inner === undefined) return value;
  switch (type.name) {
    case 'list':
    case 'set':
      return isList(data)
        ? remade(
            known(
              data.map((item) => convert(item, inner, scope)),
              placeOf(value),
            ),
          )
        : value;
    case 'map': {
      if (!isObject(data)) return value;
      const entries = entriesOf(data).map(([key, item]) => [key, convert(item, inner, scope)] as const);
      return remade(known(Object.fromEntries(entries), placeOf(value)));
    }
    case 'object':
      return isObject(data) && inner.type === 'call' && inner.name === '{}'
        ? remade(convertObject(value, data, inner.args, scope))
        : value;
    case 'optional':
      return convert(value, inner, scope);
    default:
      return value;
  }
}

function convertObject(
  value: EvaluatedValue,
  data: { readonly [key: string]: EvaluatedValue },
  fields: readonly Expr[],
  scope: Scope,
): EvaluatedValue {
  const entries: [string, EvaluatedValue][] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [keyExpr, type] = [fields[i], fields[i + 1]];
    if (keyExpr === undefined || type === undefined) break;
    const name = scalarOf(evaluate(keyExpr, scope));
    if (name === null) continue;
    const given = Object.hasOwn(data, String(name)) ? data[String(name)] : undefined;
    const isOptional = type.type === 'call' && type.name === 'optional';
    const isAbsent = given === undefined || (given.state === 'known' && given.value === null);
    const fallback = isOptional && isAbsent && type.args[1] !== undefined ? evaluate(type.args[1], scope) : given;
    if (fallback !== undefined) entries.push([String(name), convert(fallback, type, scope)]);
    else if (isOptional) entries.push([String(name), known(null, placeOf(value))]);
  }
  return known(Object.fromEntries(entries), placeOf(value));
}
