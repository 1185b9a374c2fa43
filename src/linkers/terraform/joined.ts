import type { Place } from '../../model/span.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { failed, hidden, reasonFor, scalarOf, text, unresolved } from './values.ts';

/** One text of several values; hidden when one of them is. */
export function joined(values: readonly EvaluatedValue[], place: Place): EvaluatedValue {
  const open = values.filter(({ state }) => state === 'reference' || state === 'unresolved');
  if (open.length > 0) {
    const pattern = patternOf(values, place);
    const whole = unresolved(reasonFor(open), place, open, true);
    return pattern === null ? whole : { ...whole, pattern };
  }
  let result = '';
  let length: number | null = 0;
  for (const value of values) {
    const scalar = scalarOf(value);
    if (value.state === 'known' && scalar === null) return failed('a part of the text is no text', place);
    result += scalar === null ? '' : String(scalar);
    const added: number | null = value.state === 'hidden' ? value.length : String(scalar).length;
    length = length === null || added === null ? null : length + added;
  }
  return values.some(({ state }) => state === 'hidden') ? hidden(length, place) : text(result, place);
}

/** Null when no part is known, or when the whole is not to be shown. */
function patternOf(values: readonly EvaluatedValue[], place: Place): string | null {
  const parts = values.map((value) => {
    const scalar = scalarOf(value);
    return scalar === null ? ((value.state === 'unresolved' ? value.pattern : undefined) ?? '*') : String(scalar);
  });
  const whole = parts.join('').replace(/\*{2,}/g, '*');
  return !/[\p{L}\p{N}]/u.test(whole) || text(whole, place).state !== 'known' ? null : whole;
}
