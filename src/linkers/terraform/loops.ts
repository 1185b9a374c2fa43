import type { Expr } from '../../model/declaration.ts';
import type { Place } from '../../model/span.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { evaluate } from './expression.ts';
import { literalBehind, outOfSteps, type Scope, spend, within } from './scope.ts';
import { entriesOf, isList, isObject, known, reasonFor, scalarOf, unresolved } from './values.ts';

/** Keys and values of a list or map in the order of Terraform; null when they are not known. */
export function pairsOf(collection: EvaluatedValue, place: Place): [EvaluatedValue, EvaluatedValue][] | null {
  if (collection.state !== 'known') return null;
  if (isList(collection.value)) return collection.value.map((value, i) => [known(i, place), value]);
  if (isObject(collection.value)) return entriesOf(collection.value).map(([key, value]) => [known(key, place), value]);
  return null;
}

/** `[for k, v in collection : item if condition]`; arguments as extraction lays them out. */
export function forList(
  [keyName, valueName, collection, item, condition]: readonly Expr[],
  scope: Scope,
  place: Place,
): EvaluatedValue {
  const items: EvaluatedValue[] = [];
  const problem = eachRound([keyName, valueName, collection, condition], scope, place, (inner) => {
    if (item !== undefined) items.push(evaluate(item, inner));
    return null;
  });
  return problem ?? known(items, place);
}

/** `{for k, v in collection : key => value... if condition}`. */
export function forObject(args: readonly Expr[], scope: Scope, place: Place): EvaluatedValue {
  const [keyName, valueName, collection, keyExpr, valueExpr, condition, grouped] = args;
  const isGrouped = grouped?.type === 'literal' && grouped.value?.kind === 'boolean' && grouped.value.value;
  const single = new Map<string, EvaluatedValue>();
  const groups = new Map<string, EvaluatedValue[]>();
  const problem = eachRound([keyName, valueName, collection, condition], scope, place, (inner) => {
    if (keyExpr === undefined || valueExpr === undefined) return null;
    const key = literalBehind(evaluate(keyExpr, inner), inner.run);
    const scalar = scalarOf(key);
    if (scalar === null) return unresolved('a key of the object is not known', place, [key], true);
    const value = evaluate(valueExpr, inner);
    single.set(String(scalar), value);
    const group = groups.get(String(scalar));
    if (group) group.push(value);
    else groups.set(String(scalar), [value]);
    return null;
  });
  if (problem) return problem;
  return known(
    Object.fromEntries(isGrouped ? [...groups].map(([key, values]) => [key, known(values, place)]) : single),
    place,
  );
}

function eachRound(
  [keyName, valueName, collectionExpr, condition]: readonly (Expr | undefined)[],
  scope: Scope,
  place: Place,
  round: (inner: Scope) => EvaluatedValue | null,
): EvaluatedValue | null {
  if (collectionExpr === undefined) return unresolved('it is incomplete', place);
  const collection = literalBehind(evaluate(collectionExpr, scope), scope.run);
  const pairs = pairsOf(collection, place);
  if (pairs === null) return unresolved(reasonFor([collection]), place, [collection], true);
  const [k, v] = [wordOf(keyName), wordOf(valueName)];
  for (const [key, value] of pairs) {
    // The map of names is copied for every round.
    if (!spend(scope.run, 1 + scope.locals.size)) return outOfSteps(place);
    const names: [string, EvaluatedValue][] = [];
    if (k !== null) names.push([k, key]);
    if (v !== null) names.push([v, value]);
    const inner = within(scope, names);
    const test =
      condition === undefined || isNone(condition) ? null : literalBehind(evaluate(condition, inner), scope.run);
    const flag = test === null ? true : scalarOf(test);
    if (flag === false || flag === 'false') continue;
    if (test !== null && flag === null) return unresolved(reasonFor([test]), place, [test, collection], true);
    const problem = round(inner);
    if (problem) return problem;
  }
  return null;
}

function wordOf(expr: Expr | undefined): string | null {
  if (expr?.type !== 'literal' || expr.value === null || expr.value.kind === 'hidden') return null;
  return String(expr.value.value);
}

function isNone(expr: Expr): boolean {
  return expr.type === 'literal' && expr.value === null;
}
