import type { PropertyName, ProviderStep } from '../../schemas/provider.ts';
import { parseDuration } from '../../text/duration.ts';
import { regionWord } from '../../text/region-names.ts';
import type { EvaluatedValue } from '../terraform/evaluated.ts';
import { scalarOf } from './path.ts';
import type { Outcome } from './reading.ts';

/** Length of a unit in days. Months and years as providers count them. */
const DAYS = {
  milliseconds: 1 / 86_400_000,
  seconds: 1 / 86_400,
  minutes: 1 / 1440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 30,
  years: 365,
};

const NUMERIC: ReadonlySet<PropertyName> = new Set(['retentionDays', 'noncurrentDays', 'backupDays']);

/**
 * What a known value means for a property; null when it means nothing there (the step does not match). A value that cannot
 * be known still matches a map that has one answer for everything.
 */
export function meaningOf(
  value: EvaluatedValue,
  name: PropertyName,
  step: Pick<ProviderStep, 'map' | 'unit'>,
): Outcome | null {
  const map = step.map ?? {};
  const scalar = scalarOf(value);
  if (value.state !== 'known') return onlyAnswer(map);
  if (scalar === null) return map['*'] ?? null;
  const mapped = lookUp(map, String(scalar));
  if (mapped !== null) return mapped;
  if (NUMERIC.has(name)) {
    const days = typeof scalar === 'string' ? daysIn(scalar) : null;
    if (days !== null) return round(days);
    const number = Number(scalar);
    return typeof scalar === 'boolean' || !Number.isFinite(number) ? null : round(number * DAYS[step.unit ?? 'days']);
  }
  if (step.map !== undefined) return null;
  if (name === 'region') return regionWord(String(scalar));
  if (scalar === true || scalar === 'true') return true;
  return scalar === false || scalar === 'false' ? false : null;
}

/** Units that Google's and Go's durations are written in. */
const UNITS: Readonly<Record<string, number>> = { d: 1, h: DAYS.hours, m: DAYS.minutes, s: DAYS.seconds };
const PARTS = /^(?:\d+(?:\.\d+)?[dhms])+$/;

/**
 * Days of a text with units of its own: `P14D`, `604800s`, `168h0m0s`. Of months, which differ, the fewest days.
 * https://protobuf.dev/reference/protobuf/google.protobuf/#duration, https://pkg.go.dev/time#ParseDuration
 */
function daysIn(text: string): number | null {
  if (!PARTS.test(text)) return parseDuration(text.replace(/\.\d+S$/, 'S'))?.min ?? null;
  let days = 0;
  for (const [, digits, unit] of text.matchAll(/(\d+(?:\.\d+)?)([dhms])/g))
    days += Number(digits) * (UNITS[unit ?? ''] ?? 0);
  return days;
}

/** A text that is known in part (`serviceAccount:*`) and cannot be any of these words, whatever the rest. */
export function isNoneOf(value: EvaluatedValue, words: readonly string[]): boolean {
  if (value.state !== 'unresolved' || value.pattern === undefined) return false;
  const parts = value.pattern.toLowerCase().split('*');
  return words.every((word) => {
    const text = word.toLowerCase();
    const [start = ''] = parts;
    const end = parts.at(-1) ?? '';
    return (
      !text.includes('*') && !(text.startsWith(start) && text.endsWith(end) && parts.every((one) => text.includes(one)))
    );
  });
}

/** Keys may end in `*`; the longest that fits counts, whatever the case. */
export function lookUp<T>(map: Readonly<Record<string, T>>, text: string): T | null {
  const wanted = text.toLowerCase();
  let best: string | null = null;
  for (const key of Object.keys(map)) {
    const pattern = key.toLowerCase();
    const fits = pattern.endsWith('*') ? wanted.startsWith(pattern.slice(0, -1)) : wanted === pattern;
    if (fits && (best === null || key.length > best.length)) best = key;
  }
  return best === null ? null : (map[best] ?? null);
}

function onlyAnswer(map: Readonly<Record<string, Outcome>>): Outcome | null {
  const answers = new Set(Object.values(map));
  return map['*'] !== undefined && answers.size === 1 ? map['*'] : null;
}

function round(days: number): number {
  return Math.round(days * 1e6) / 1e6;
}
