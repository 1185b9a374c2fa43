/** Sum of intervals, in months and days; subtraction is negative. */
export interface Intervals {
  months: number;
  days: number;
  intervals: number;
}

const DAYS_PER_UNIT: Readonly<Record<string, number>> = {
  second: 1 / 86_400,
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  dd: 1,
  wk: 7,
  hh: 1 / 24,
};
const MONTHS_PER_UNIT: Readonly<Record<string, number>> = {
  month: 1,
  mon: 1,
  mm: 1,
  quarter: 3,
  year: 12,
  yr: 12,
  yyyy: 12,
  yy: 12,
  decade: 120,
};

const INTERVAL_PART = /([+-]?\d+(?:\.\d+)?)\s*([a-z]+)/gy;

/** `18 years`, `1 year 6 mons`, `-90 days`, `P18Y`. */
export function addIntervalText(side: Intervals, text: string, negative: boolean): boolean {
  const value = text.trim().toLowerCase();
  const iso = /^p(?:(\d{1,6})y)?(?:(\d{1,6})m)?(?:(\d{1,6})w)?(?:(\d{1,6})d)?$/.exec(value);
  if (iso !== null && value.length > 1) {
    for (const [k, unit] of ['year', 'month', 'week', 'day'].entries()) {
      if (iso[k + 1] !== undefined) addInterval(side, Number(iso[k + 1]), unit, negative);
    }
    return true;
  }
  let at = 0;
  let found = false;
  while (at < value.length && value.length < 100) {
    INTERVAL_PART.lastIndex = at;
    const part = INTERVAL_PART.exec(value);
    if (part === null) break;
    const unit = unitOf(part[2] ?? '');
    if (unit === null) return false;
    addInterval(side, Number(part[1]), unit, negative);
    found = true;
    at = INTERVAL_PART.lastIndex;
    while (value.charAt(at) === ' ') at += 1;
  }
  return found && at >= value.length;
}

export function addInterval(side: Intervals, amount: number, unit: string, negative: boolean): void {
  const signed = negative ? -amount : amount;
  side.intervals += 1;
  const months = MONTHS_PER_UNIT[unit];
  if (months !== undefined) side.months += signed * months;
  else side.days += signed * (DAYS_PER_UNIT[unit] ?? 0);
}

/** Days of a period; null where the word is no unit. */
export function intervalDays(amount: number, word: string): number | null {
  const side: Intervals = { months: 0, days: 0, intervals: 0 };
  const unit = unitOf(word);
  if (unit === null || !(amount > 0)) return null;
  addInterval(side, amount, unit, false);
  return daysOf(side);
}

/** Years of 365 days, other months of 30. */
export function daysOf({ months, days }: Pick<Intervals, 'months' | 'days'>): number {
  const total = Math.floor(months / 12) * 365 + (months % 12) * 30 + days;
  return Math.round(total * 1000) / 1000;
}

/** `years`, `YEAR`, `yrs`, `mons`: the unit in the singular; null for other words. */
export function unitOf(word: string): string | null {
  const lower = word.toLowerCase();
  if (isUnit(lower)) return lower;
  const singular = lower.endsWith('s') ? lower.slice(0, -1) : lower;
  return isUnit(singular) ? singular : null;
}

function isUnit(word: string): boolean {
  return Object.hasOwn(MONTHS_PER_UNIT, word) || Object.hasOwn(DAYS_PER_UNIT, word);
}

/** Months of one unit; null for units shorter than a month. */
export function monthsOf(unit: string): number | null {
  return MONTHS_PER_UNIT[unit] ?? null;
}
