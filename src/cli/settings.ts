import { UserError } from '../errors.ts';
import type { Io } from './io.ts';

/** Flag, then NO_COLOR, then FORCE_COLOR, then the terminal: https://no-color.org. */
export function wantsColor(flag: boolean | undefined, io: Io): boolean {
  if (flag !== undefined) return flag;
  if (io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR) return true;
  return io.stdout.isTTY && io.env.TERM !== 'dumb';
}

/** Day of the audit: `--as-of`, SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else today (UTC). */
export function asOfDate(flag: string | undefined, io: Io): string {
  if (flag !== undefined) {
    if (!isDate(flag)) throw new UserError('usage', `--as-of takes a date such as 2026-11-24, not ${flag}`);
    return flag;
  }
  const epoch = io.env.SOURCE_DATE_EPOCH;
  if (!epoch) return io.today();
  if (!/^\d{1,12}$/.test(epoch)) throw new UserError('usage', 'SOURCE_DATE_EPOCH is no whole number of seconds');
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}

export function oneOf<T extends string>(what: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UserError('usage', `${what} takes ${allowed.join(', ')}; not ${value}`);
  return found;
}
