/**
 * A length of time as an interval of days, since months and years differ in length.
 * P1M is 28 to 31 days and P1Y 365 to 366, multiplied (settled: Durations).
 */
export interface Days {
  readonly min: number;
  readonly max: number;
}

/** ISO 8601-1:2019, 5.5.2.3, without fractions. Weeks do not mix with other units. */
const ISO_DURATION =
  /^P(?:(\d+)W|(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/;

/** The interval of an ISO 8601 duration; null when the text is none. */
export function parseDuration(text: string): Days | null {
  const match = ISO_DURATION.exec(text);
  if (match === null) return null;
  const [weeks, years, months, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const exact = weeks * 7 + days + (hours + (minutes + seconds / 60) / 60) / 24;
  // So P24M is wider than P2Y: settled says multiplied, and only what lies beyond a bound as a whole breaks it.
  return { min: years * 365 + months * 28 + exact, max: years * 366 + months * 31 + exact };
}

export function exactDays(days: number): Days {
  return { min: days, max: days };
}

/** From one ISO date to another. */
export function daysBetween(from: string, to: string): Days {
  return exactDays((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Broken only when the whole interval lies beyond the bound. */
export function isLonger(a: Days, bound: Days): boolean {
  return a.min > bound.max;
}

export function isShorter(a: Days, bound: Days): boolean {
  return a.max < bound.min;
}

/** `730 days`, `840-930 days`; part days in hours. For people. */
export function formatDays(days: Days): string {
  if (days.max > 0 && days.max < 1) return `${round(days.max * 24)} hours`;
  const unit = days.min === 1 && days.max === 1 ? 'day' : 'days';
  return days.min === days.max ? `${round(days.min)} ${unit}` : `${round(days.min)}-${round(days.max)} ${unit}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
