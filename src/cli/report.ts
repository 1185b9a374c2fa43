import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { AuditReport } from '../schemas/report.ts';
import type { Io } from './io.ts';
import { emit, type OutputFlags, outputsOf } from './scan.ts';

/** Renders a JSON report again, without scanning. The exit code is that of the report. */
export async function report(file: string, flags: OutputFlags, io: Io): Promise<number> {
  const parsed = await readReport(file, io);
  await emit(parsed, outputsOf(flags, io), flags, io);
  return parsed.summary.exitCode;
}

export async function readReport(file: string, io: Io): Promise<AuditReport> {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, file), 'utf8');
  } catch {
    throw new UserError('file-not-found', `${file} cannot be read`);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UserError('report-invalid', `${file} is no JSON`);
  }
  const { reportSchema } = await import('../schemas/report.ts');
  const result = reportSchema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UserError(
    'report-invalid',
    `${file} is no report of privaudit (schemaVersion 1): ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}
