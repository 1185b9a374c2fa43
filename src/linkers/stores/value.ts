import type { PropertyName, ProviderStep } from '../../schemas/provider.ts';
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
    const number = Number(scalar);
    return typeof scalar === 'boolean' || !Number.isFinite(number) ? null : round(number * DAYS[step.unit ?? 'days']);
  }
  if (step.map !== undefined) return null;
  if (name === 'region') return String(scalar);
  if (scalar === true || scalar === 'true') return true;
  return scalar === false || scalar === 'false' ? false : null;
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
