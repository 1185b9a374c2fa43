import type { Evidence, ViewVendor } from '../contract.ts';

const MOST = 5;

/** What gave a vendor away, as evidence. */
export function signalsOf({ signals }: ViewVendor): Evidence[] {
  return signals
    .slice(0, MOST)
    .map(({ signal, text, strength, place }) => ({ fact: 'signal', args: { signal, text, strength }, place }));
}
