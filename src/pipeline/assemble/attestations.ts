import type { Clause } from '../../model/pack.ts';
import type { Manifest, ManifestAttestation } from '../../schemas/manifest.ts';
import type { AuditReport } from '../../schemas/report.ts';
import { daysBetween, isLonger, parseDuration } from '../../text/duration.ts';

export type AttestationState = 'valid' | 'expired' | 'invalid';

/** Valid: somebody said so, on a day, with evidence, for no longer than the clause allows, and it has not run out. */
export function attestationState(row: ManifestAttestation, clause: Clause, asOf: string): AttestationState {
  const { by, at, evidence, expires } = row;
  if (!by || !at || !evidence || !expires || at > asOf || expires < at) return 'invalid';
  const renew = parseDuration(String(clause.params.renew ?? 'P1Y'));
  if (renew && isLonger(daysBetween(at, expires), renew)) return 'invalid';
  return expires < asOf ? 'expired' : 'valid';
}

export function attestationRows(
  manifest: Manifest | null,
  clauses: readonly Clause[],
  asOf: string,
): AuditReport['attestations'] {
  return (manifest?.attestations ?? []).flatMap((row) => {
    const clause = clauses.find(({ id }) => id === row.clause);
    if (clause === undefined) return [];
    return [
      {
        clause: row.clause,
        by: row.by ?? '',
        at: row.at ?? '',
        expires: row.expires ?? '',
        state: attestationState(row, clause, asOf),
      },
    ];
  });
}
