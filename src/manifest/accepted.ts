import type { Span } from '../model/span.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { quoted } from '../text/quoted.ts';
import { nearest } from '../text/suggest.ts';
import type { ManifestProblem } from './problem.ts';

export interface AcceptedContext {
  readonly clauses: readonly { readonly id: string; readonly kind: string }[];
  readonly spanAt: (path: string) => Span;
  readonly asOf: string;
}

/** Twelve months, leap day included (settled: waivers). */
const LONGEST_WAIVER_DAYS = 366;
const DAY_MS = 86_400_000;

/** Rows that accept or attest something: each names a clause that is there, and a waiver ends within twelve months. */
export function checkAccepted(manifest: Manifest, { clauses, spanAt, asOf }: AcceptedContext): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const kinds = new Map(clauses.map(({ id, kind }) => [id, kind]));
  const clauseAt = (path: string, id: string): boolean => {
    if (kinds.has(id)) return true;
    const [near] = nearest(id, kinds.keys());
    const message = /[*?]/.test(id)
      ? `${quoted(id)} names no single clause: wildcards are not allowed`
      : `there is no clause ${quoted(id)}`;
    problems.push({
      span: spanAt(`${path}.clause`),
      message,
      hint: near === undefined ? 'privaudit rules list shows the ids' : `did you mean \`${near}\`?`,
    });
    return false;
  };
  for (const [index, row] of manifest.waivers.entries()) {
    const path = `waivers[${index}]`;
    clauseAt(path, row.clause);
    const from = row.approvedAt ?? asOf;
    if ((Date.parse(row.expires) - Date.parse(from)) / DAY_MS > LONGEST_WAIVER_DAYS) {
      problems.push({
        span: spanAt(`${path}.expires`),
        message: 'a waiver lasts twelve months at most',
        hint: 'choose an earlier day, and renew it then',
      });
    }
  }
  for (const [index, row] of manifest.attestations.entries()) {
    const path = `attestations[${index}]`;
    if (!clauseAt(path, row.clause)) continue;
    if (kinds.get(row.clause) !== 'manual') {
      problems.push({
        span: spanAt(`${path}.clause`),
        message: `${quoted(row.clause)} is decided by code and declarations, not by attestation`,
        hint: 'a waiver accepts a finding for a while',
      });
    }
    if (manifest.attestations.findIndex(({ clause }) => clause === row.clause) < index) {
      problems.push({
        span: spanAt(`${path}.clause`),
        message: `${quoted(row.clause)} is attested twice`,
        hint: 'keep the newer row',
      });
    }
  }
  for (const [index, row] of manifest.notApplicable.entries()) clauseAt(`notApplicable[${index}]`, row.clause);
  return problems;
}
