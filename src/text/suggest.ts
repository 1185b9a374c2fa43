import { compareCodeUnits } from '../model/order.ts';
import { parseDuration } from './duration.ts';

/** The candidates most like a word, best first; empty when none is near. */
export function nearest(word: string, candidates: Iterable<string>, limit = 1): string[] {
  const wanted = fold(word);
  const lastPart = wanted.slice(wanted.lastIndexOf('/') + 1);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const given = fold(candidate);
    // `encryption-at-rest` means `velonoc/6/encryption-at-rest`.
    const sameEnd = lastPart.length > 3 && given.endsWith(`/${lastPart}`);
    const distance = sameEnd ? 0.5 : editDistance(wanted, given, allowed);
    if (distance <= allowed) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || compareCodeUnits(a.candidate, b.candidate));
  return near.slice(0, limit).map(({ candidate }) => candidate);
}

/** Case and the sort of separator are no difference: `lastLoginIp` and `last_login_ip`. */
function fold(text: string): string {
  return text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[_\s-]/g, '');
}

/** Insertions, deletions, changes and swaps of neighbours; over `limit` any larger number may come back. */
function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}

const UNITS: Readonly<Record<string, string>> = {
  y: 'Y',
  yr: 'Y',
  yrs: 'Y',
  year: 'Y',
  years: 'Y',
  a: 'Y',
  m: 'M',
  mo: 'M',
  mon: 'M',
  month: 'M',
  months: 'M',
  w: 'W',
  wk: 'W',
  week: 'W',
  weeks: 'W',
  d: 'D',
  day: 'D',
  days: 'D',
  h: 'TH',
  hr: 'TH',
  hrs: 'TH',
  hour: 'TH',
  hours: 'TH',
  min: 'TM',
  mins: 'TM',
  minute: 'TM',
  minutes: 'TM',
  s: 'TS',
  sec: 'TS',
  secs: 'TS',
  second: 'TS',
  seconds: 'TS',
};

/** The ISO 8601 form of a length of time written another way: `90 days`, `7y`, `p90d`, `90` (taken as days). */
export function suggestDuration(written: string): string | null {
  const upper = written.trim().toUpperCase();
  if (parseDuration(upper) !== null) return upper;
  const match = /^P?(\d{1,6})[\s_-]*([a-z]{0,8})$/i.exec(written.trim());
  if (match === null) return null;
  const unit = match[2] === '' ? 'D' : UNITS[match[2]?.toLowerCase() ?? ''];
  if (unit === undefined) return null;
  return unit.startsWith('T') ? `PT${match[1]}${unit.slice(1)}` : `P${match[1]}${unit}`;
}
