import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/span.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { quoted } from '../text/quoted.ts';
import { nearest } from '../text/suggest.ts';
import type { ManifestProblem } from './problem.ts';
import type { ReferenceContext } from './references.ts';

/** A remark for the report: never changes a verdict. */
export interface ManifestAdvisory {
  readonly code: string;
  readonly clauses: readonly string[];
  readonly message: string;
  readonly place: Place;
}

type Remark = Omit<ManifestAdvisory, 'place'> & { readonly path: string };

export interface ClauseRows {
  readonly problems: readonly ManifestProblem[];
  readonly remarks: readonly Remark[];
}

/** Rows that name a clause: notApplicable, attestations, waivers. `asOf` is an ISO date. */
export function checkClauseRows(manifest: Manifest, asOf: string, context: ReferenceContext): ClauseRows {
  const problems: ManifestProblem[] = [];
  const remarks: Remark[] = [];
  const clauses = new Map(context.packs.flatMap((pack) => pack.clauses.map((clause) => [clause.id, clause] as const)));
  const report = (path: string, message: string, hint: string | null): void => {
    problems.push({ span: context.spanAt(path), message, hint });
  };
  const isKnown = (path: string, id: string): boolean => {
    if (clauses.has(id)) return true;
    if (/[*?{]/.test(id)) report(path, `${quoted(id)} is a pattern`, 'write one row for each clause');
    else {
      const [near] = nearest(id, clauses.keys());
      report(
        path,
        `no pack has a clause ${quoted(id)}`,
        near === undefined ? 'privaudit rules list prints them' : `did you mean \`${near}\`?`,
      );
    }
    return false;
  };
  for (const [i, row] of manifest.notApplicable.entries()) isKnown(`notApplicable[${i}].clause`, row.clause);
  for (const [i, row] of manifest.attestations.entries()) {
    const path = `attestations[${i}].clause`;
    if (isKnown(path, row.clause) && clauses.get(row.clause)?.kind !== 'manual') {
      report(
        path,
        `${quoted(row.clause)} is judged by what is found and declared, not by attestation`,
        'accept a failing finding under `waivers`',
      );
    }
  }
  for (const [i, row] of manifest.waivers.entries()) {
    isKnown(`waivers[${i}].clause`, row.clause);
    const from = row.approvedAt ?? asOf;
    if (row.approvedAt !== undefined && row.approvedAt > asOf)
      report(`waivers[${i}].approvedAt`, '`approvedAt` lies in the future', null);
    const latest = yearAfter(from);
    if (row.expires > latest)
      report(`waivers[${i}].expires`, 'a waiver holds for twelve months at most', `the latest is ${latest}`);
    if (row.where !== undefined && row.where !== '') continue;
    remarks.push({
      code: 'waiver-whole-clause',
      clauses: [row.clause],
      message: `The waiver of ${row.clause} names no place, so it accepts whatever breaks the clause`,
      path: `waivers[${i}]`,
    });
  }
  return { problems, remarks };
}

/** The same day a year on; 29 February gives 28 February. */
function yearAfter(date: string): string {
  const next = `${String(Number(date.slice(0, 4)) + 1).padStart(4, '0')}${date.slice(4)}`;
  return next.endsWith('-02-29') ? `${next.slice(0, 4)}-02-28` : next;
}

/** Rows without effect, since a key they need is still TODO. */
export function idleRow(path: string, place: Place): Diagnostic {
  return {
    code: 'manifest-row-idle',
    level: 'warning',
    file: place.file,
    span: place.span,
    message: `${path} has no effect yet: a key that it needs is TODO`,
    hint: 'Fill it in, or remove the row',
  };
}
