import type { EvaluatedValue } from './evaluated.ts';
import { hidden, isList, isObject, known, placeOf } from './values.ts';

/** The value without its texts and numbers; what it is made of stays. Collections are limited in size (values.ts). */
export function hideValue(value: EvaluatedValue): EvaluatedValue {
  if (value.state !== 'known' || value.value === null || typeof value.value === 'boolean') return value;
  if (isList(value.value)) return known(value.value.map(hideValue), placeOf(value));
  if (isObject(value.value)) {
    return known(
      Object.fromEntries(Object.entries(value.value).map(([key, item]) => [key, hideValue(item)])),
      placeOf(value),
    );
  }
  return { ...hidden(String(value.value).length, placeOf(value)), origin: value.origin };
}
