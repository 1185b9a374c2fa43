import type { SettingDeclaration } from '../../model/declaration.ts';
import type { VendorSignal } from '../../model/fact.ts';
import type { LinkInput } from '../contract.ts';
import type { VendorIndex } from './vendor-index.ts';

/** `own`: an instance of one's own answers; `elsewhere`: another vendor of the catalogue does (an S3 client and R2). */
type Where = 'vendor' | 'elsewhere' | 'own';

/**
 * Gives signals of vendors whose product is run by oneself the role self-hosted, and drops those that turn out to be about
 * another vendor. The vendor's own host, seen anywhere in production, settles it for the vendor.
 */
export function settleInstances(
  input: LinkInput,
  signals: readonly VendorSignal[],
  settings: readonly SettingDeclaration[],
  index: VendorIndex,
): VendorSignal[] {
  const where = whereabouts(input, signals, settings, index);
  return signals.flatMap((signal) => {
    const answer = where.get(signal.vendor);
    if (answer === undefined || answer === 'vendor' || !isExplained(signal, index)) return [signal];
    return answer === 'own' ? [{ ...signal, role: 'self-hosted' as const }] : [];
  });
}

function isExplained({ vendor, signal, text, role }: VendorSignal, index: VendorIndex): boolean {
  return (
    role !== 'development' && signal !== 'host' && index.covered(vendor, signal === 'env' ? 'env' : 'package', text)
  );
}

function whereabouts(
  input: LinkInput,
  signals: readonly VendorSignal[],
  settings: readonly SettingDeclaration[],
  index: VendorIndex,
): ReadonlyMap<string, Where> {
  const where = new Map<string, Where>();
  const note = (vendor: string, found: Where): void => {
    const known = where.get(vendor);
    if (known === undefined || found === 'vendor' || (found === 'elsewhere' && known === 'own'))
      where.set(vendor, found);
  };
  for (const { name, host, file } of settings) {
    const vendor = host === null ? null : index.hostSetting(name);
    if (vendor === null || host === null || input.environmentOf(file) === 'test') continue;
    const answering = index.host(host)?.vendor.id;
    note(vendor.id, answering === undefined ? 'own' : answering === vendor.id ? 'vendor' : 'elsewhere');
  }
  for (const { vendor, signal, role, environment } of signals) {
    if (environment === 'test') continue;
    if (signal === 'image' && role === 'self-hosted') note(vendor, 'own');
  }
  return where;
}
