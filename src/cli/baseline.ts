import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../audit.ts';
import { UserError } from '../errors.ts';
import { createBaseline } from '../manifest/baseline.ts';
import { type AuditFlags, auditOptions } from './audit-options.ts';
import type { Io } from './io.ts';
import { writeWhole } from './write.ts';

/** Accepts today's findings: they stay in the report, marked, and no longer decide the verdict. */
export async function createBaselineFile(
  paths: readonly string[],
  flags: AuditFlags & { readonly force?: boolean },
  io: Io,
): Promise<number> {
  const options = auditOptions(paths, { ...flags, baseline: false }, io);
  const path = join(options.root, 'privaudit-baseline.json');
  if (existsSync(path) && !flags.force)
    throw new UserError('baseline-exists', 'privaudit-baseline.json is there already', '--force writes it anew');
  const report = await audit(options);
  const baseline = createBaseline(report);
  writeWhole(path, `${JSON.stringify(baseline, null, 2)}\n`, 'privaudit-baseline.json');
  io.stderr.write(
    `privaudit-baseline.json: ${baseline.findings.length} ${baseline.findings.length === 1 ? 'finding' : 'findings'} accepted as of ${report.scope.asOf}\n`,
  );
  return 0;
}
