import type { View } from '../../checks/contract.ts';
import type { Pack } from '../../model/pack.ts';
import { PURPOSES } from '../../model/purposes.ts';

const CANONICAL: readonly string[] = PURPOSES;

/**
 * What a word for a purpose means to a pack (settled.md 14): what its own policy calls so, else the canonical word, else what
 * the other selected packs mean by it. In this order no other pack widens a word that the pack knows alone.
 */
export function purposeReader(packs: readonly Pack[], asking: string | null): View['purposesOf'] {
  const own = packs.find(({ id }) => id === asking)?.purposes ?? {};
  return (word) => {
    if (Object.hasOwn(own, word)) return own[word] ?? [];
    if (CANONICAL.includes(word)) return [word];
    return [...new Set(packs.flatMap(({ purposes }) => (Object.hasOwn(purposes, word) ? (purposes[word] ?? []) : [])))];
  };
}
