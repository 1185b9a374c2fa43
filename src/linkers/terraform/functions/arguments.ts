import type { EvaluatedValue } from '../evaluated.ts';
import { type EvaluatedList, type EvaluatedObject, isList, isObject, scalarOf } from '../values.ts';

export function listOf(value: EvaluatedValue | undefined): EvaluatedList | null {
  return value?.state === 'known' && isList(value.value) ? value.value : null;
}

export function objectOf(value: EvaluatedValue | undefined): EvaluatedObject | null {
  return value?.state === 'known' && isObject(value.value) ? value.value : null;
}

export function textOf(value: EvaluatedValue | undefined): string | null {
  const scalar = scalarOf(value);
  return scalar === null ? null : String(scalar);
}

export function flagOf(value: EvaluatedValue | undefined): boolean | null {
  const text = textOf(value);
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** The lists, or null when one argument is none. Null values count as absent. */
export function listsOf(values: readonly EvaluatedValue[]): EvaluatedList[] | null {
  const lists = values.map(listOf);
  return lists.includes(null) ? null : lists.filter((list) => list !== null);
}

export function textsOf(values: readonly EvaluatedValue[]): string[] | null {
  const texts = values.map(textOf);
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}
