import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { FileSource } from '../files/contract.ts';
import { isWaived } from '../model/waived.ts';
import type { Baseline } from '../schemas/baseline.ts';
import type { AuditReport } from '../schemas/report.ts';

export const BASELINE_NAME = 'privaudit-baseline.json';

export interface LoadedBaseline {
  readonly fingerprints: ReadonlySet<string>;
  readonly settings: { readonly file: string; readonly digest: string } | null;
}

/** Reads the baseline: the file named, else privaudit-baseline.json where there is one; null: none. */
export async function readBaseline(source: FileSource, path: string | null | undefined): Promise<LoadedBaseline> {
  const file = path === undefined ? BASELINE_NAME : path;
  const text = file === null ? null : source.read(file);
  if (file === null || text === null) {
    if (path) throw new UserError('baseline-unreadable', `${path} cannot be read`);
    return { fingerprints: new Set(), settings: null };
  }
  const { baselineSchema } = await import('../schemas/baseline.ts');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UserError('baseline-invalid', `${file} is no JSON`, 'privaudit baseline create --force writes it anew');
  }
  const parsed = baselineSchema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UserError(
      'baseline-invalid',
      `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      'privaudit baseline create --force writes it anew',
    );
  }
  return {
    fingerprints: new Set(parsed.data.findings.map(({ fingerprint }) => fingerprint)),
    settings: { file, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` },
  };
}

/** Accepts the findings of a report. One that waivers cover is left to them: when they expire it has to count again. */
export function createBaseline(report: AuditReport): Baseline {
  const findings = report.findings
    .filter((finding) => !isWaived(finding))
    .map(({ fingerprint, ruleId, subject, clauses }) => ({ fingerprint, ruleId, subject, clauses }));
  return { version: 1, tool: report.tool.version, createdAsOf: report.scope.asOf, findings };
}
