import type { VendorSignal } from '../../model/fact.ts';
import { sortedBy } from '../../model/order.ts';
import type { Vendor } from '../../schemas/vendor.ts';

export interface JudgedVendor {
  /** Catalogue id. */
  readonly id: string;
  readonly role: 'subprocessor' | 'optional' | 'self-hosted' | 'dev-only' | 'possible';
  /** Those of production files, in the order given. */
  readonly signals: readonly VendorSignal[];
}

/**
 * What the signals of each vendor add up to (settled.md 16): one strong or two weak ones of different kinds make a vendor, one
 * weak one makes it possible. What was only seen in tests and examples is nobody. In code-unit order of the id.
 */
export function judgeVendors(signals: readonly VendorSignal[], vendors: readonly Vendor[]): JudgedVendor[] {
  const known = new Set(vendors.map(({ id }) => id));
  const byVendor = new Map<string, VendorSignal[]>();
  for (const signal of signals) {
    if (signal.environment === 'test' || !known.has(signal.vendor)) continue;
    const list = byVendor.get(signal.vendor);
    if (list === undefined) byVendor.set(signal.vendor, [signal]);
    else list.push(signal);
  }
  const judged: JudgedVendor[] = [];
  for (const [id, list] of byVendor) {
    const role = roleOf(list);
    if (role !== null) judged.push({ id, role, signals: list });
  }
  return sortedBy(judged, ({ id }) => id);
}

function roleOf(signals: readonly VendorSignal[]): JudgedVendor['role'] | null {
  const used = signals.filter(({ role }) => role === 'production');
  const usable = signals.filter(({ role }) => role === 'production' || role === 'optional');
  if (suffices(used)) return 'subprocessor';
  if (suffices(usable)) return 'optional';
  if (signals.some(({ role }) => role === 'self-hosted')) return 'self-hosted';
  // A lockfile detects nothing alone.
  if (usable.some(({ signal }) => signal !== 'lockfile')) return 'possible';
  return signals.some(({ role }) => role === 'development') ? 'dev-only' : null;
}

function suffices(signals: readonly VendorSignal[]): boolean {
  if (signals.some(({ strength }) => strength === 'strong')) return true;
  const kinds = new Set(signals.map(({ signal }) => signal));
  // What a package brings along into the lockfile is the same sign again.
  if (kinds.has('package')) kinds.delete('lockfile');
  return kinds.size > 1;
}
