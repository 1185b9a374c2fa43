import { z } from 'zod';
import { parseDuration } from '../text/duration.ts';

/** Leaves of privaudit.yaml. What is wrong with one is worded in src/manifest/wording.ts, from `word` where zod has none for it. */

/** Any text but the empty one, which would pass for a reason where none is given. */
export const text = z.string().min(1);

export const texts = z.array(text);

/** One or a list. */
export function oneOrMany<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.array(schema)]);
}

/** YYYY-MM-DD, a day of the calendar. YAML 1.2 reads it as a string. */
export const date = z.iso.date();

const DURATION_PATTERN =
  '^P([0-9]+W|(?=[0-9]|T[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)$';

/** ISO 8601: P90D, P24M, P7Y, PT15M. */
export const duration = durationOr();
/** How long data is kept; `indefinite` is read and judged. */
export const keeping = durationOr('indefinite');
/** Life of a cookie. */
export const cookieLife = durationOr('session');

function durationOr(word?: string) {
  return z
    .string()
    .refine((value) => value === word || parseDuration(value) !== null, { params: { word } })
    .meta(
      word === undefined ? { pattern: DURATION_PATTERN } : { anyOf: [{ pattern: DURATION_PATTERN }, { const: word }] },
    );
}

/** A version: `"1.2"`, or 1.2, which YAML reads as a number. */
export const version = z.union([text, z.number()]);
