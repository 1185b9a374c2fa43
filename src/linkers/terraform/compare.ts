import type { EvaluatedValue } from './evaluated.ts';
import { isList, isObject, isScalar } from './values.ts';

/** Attributes that every resource has once it exists. */
const ALWAYS_SET = new Set(['id', 'arn', 'self_link']);

/**
 * Whether two values are equal; null when that cannot be known. Texts and numbers are compared by their text: extraction
 * does not keep whether a number was quoted.
 */
export function sameValue(a: EvaluatedValue, b: EvaluatedValue): boolean | null {
  if (a.state === 'known' && b.state === 'known') return sameKnown(a, b);
  if (a.state === 'known') return sameValue(b, a);
  if (b.state === 'known' && b.value === null) return isSurelySet(a) ? false : null;
  if (b.state === 'known' && b.value === '')
    return isSurelyNotEmpty(a) ? false : a.state === 'hidden' && a.length === 0 ? true : null;
  if (a.state === 'reference' && b.state === 'reference')
    return a.target === b.target && a.path.join('.') === b.path.join('.') ? true : null;
  const differInLength =
    a.state === 'hidden' &&
    a.length !== null &&
    b.state === 'known' &&
    isScalar(b.value) &&
    String(b.value).length !== a.length;
  return differInLength ? false : null;
}

export function isSurelySet(value: EvaluatedValue): boolean {
  if (value.state === 'known') return value.value !== null;
  if (value.state === 'unresolved') return value.set;
  return value.state === 'hidden' || ALWAYS_SET.has(value.path.at(-1) ?? 'id');
}

export function isSurelyNotEmpty(value: EvaluatedValue): boolean {
  if (value.state === 'known') return value.value !== null && value.value !== '';
  if (value.state === 'hidden') return value.length !== null && value.length > 0;
  return value.state === 'reference' && ALWAYS_SET.has(value.path.at(-1) ?? 'id');
}

function sameKnown(a: EvaluatedValue & { state: 'known' }, b: EvaluatedValue & { state: 'known' }): boolean | null {
  const [x, y] = [a.value, b.value];
  if (x === null || y === null) return x === y;
  if (isScalar(x) || isScalar(y)) return isScalar(x) && isScalar(y) && String(x) === String(y);
  if (isList(x) || isList(y))
    return isList(x) && isList(y) && x.length === y.length ? all(x.map((item, i) => [item, y[i]])) : false;
  const keys = Object.keys(x);
  if (!isObject(y) || keys.length !== Object.keys(y).length || !keys.every((key) => Object.hasOwn(y, key)))
    return false;
  return all(keys.map((key) => [x[key], y[key]]));
}

function all(pairs: readonly (readonly [EvaluatedValue | undefined, EvaluatedValue | undefined])[]): boolean | null {
  let result: boolean | null = true;
  for (const [a, b] of pairs) {
    const same = a !== undefined && b !== undefined && sameValue(a, b);
    if (same === false) return false;
    if (same === null) result = null;
  }
  return result;
}
