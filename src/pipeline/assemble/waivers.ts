import type { CheckOutcome } from '../../checks/contract.ts';
import type { Manifest, ManifestWaiver } from '../../schemas/manifest.ts';
import type { AuditReport } from '../../schemas/report.ts';
import type { JudgedOutcome } from '../evaluate.ts';

export interface WaiverUse {
  /** Indexes into the manifest's waivers that accept a finding under a clause. */
  readonly of: (outcome: JudgedOutcome, clause: string) => number | null;
  readonly rows: () => AuditReport['waivers'];
}

/** A waiver accepts one (clause, subject) pair; `where` is a subject, an address, `Entity.field`, a file, or empty for the whole clause. */
export function waiverUse(manifest: Manifest | null, asOf: string): WaiverUse {
  const waivers = manifest?.waivers ?? [];
  const used = new Set<number>();
  return {
    of: ({ outcome }, clause) => {
      const fitting = [...waivers.keys()].filter((index) => accepts(waivers[index], outcome, clause));
      const active = fitting.find((index) => (waivers[index]?.expires ?? '') >= asOf);
      // A row that ran out counts where nobody has renewed it.
      const counted = active ?? fitting[0];
      if (counted !== undefined) used.add(counted);
      return active ?? null;
    },
    rows: () =>
      waivers.map((waiver, index) => ({
        clause: waiver.clause,
        where: waiver.where ?? '',
        reason: waiver.reason,
        approvedBy: waiver.approvedBy,
        expires: waiver.expires,
        state: !used.has(index) ? 'unmatched' : waiver.expires >= asOf ? 'active' : 'expired',
      })),
  };
}

function accepts(waiver: ManifestWaiver | undefined, outcome: CheckOutcome, clause: string): boolean {
  if (waiver?.clause !== clause) return false;
  const { subject, place, identity, attribute } = outcome;
  const names = [subject, place.file, identity, ...(attribute === null ? [] : [`${subject}.${attribute}`])];
  return !waiver.where || names.includes(waiver.where);
}
