import type { Manifest } from '../../schemas/manifest.ts';
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
      const index = waivers.findIndex((waiver) => {
        if (waiver.clause !== clause) return false;
        const where = waiver.where ?? '';
        return (
          where === '' ||
          [
            outcome.subject,
            outcome.place.file,
            outcome.identity,
            outcome.attribute === null ? '' : `${outcome.subject}.${outcome.attribute}`,
          ].includes(where)
        );
      });
      if (index < 0) return null;
      used.add(index);
      return (waivers[index]?.expires ?? '') >= asOf ? index : null;
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
