import type { Store } from '../../model/fact.ts';
import type { Days } from '../../text/duration.ts';

/**
 * Lengths that CloudWatch Logs takes.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const CLOUDWATCH_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The longest life in days that lies inside the bounds and that the provider takes; null where nothing fits. */
export function daysToSet(store: Store, min: Days | null, max: Days | null): number | null {
  const fits = (days: number): boolean => (min === null || days >= min.min) && (max === null || days <= max.max);
  if (store.provider === 'aws' && store.storeKind === 'log-group') {
    const allowed = CLOUDWATCH_DAYS.filter(fits);
    return (max === null ? allowed[0] : allowed.at(-1)) ?? null;
  }
  if (max !== null) return Math.floor(max.min);
  return min === null ? null : Math.ceil(min.max);
}
