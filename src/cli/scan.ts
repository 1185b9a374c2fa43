import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { extractors } from '../extractors/registry.ts';
import { BASELINE_NAME } from '../manifest/baseline.ts';
import { MANIFEST_FILE } from '../manifest/find.ts';
import type { InputKind } from '../model/input-kind.ts';
import { reporters } from '../reporters/registry.ts';
import type { AuditReport } from '../schemas/report.ts';
import { firstMatch } from '../text/globs.ts';
import { type AuditFlags, auditOptions } from './audit-options.ts';
import type { Io } from './io.ts';
import { startProgress } from './progress.ts';
import { oneOf, wantsColor } from './settings.ts';
import { writeWhole } from './write.ts';

export interface OutputFlags {
  readonly format?: string;
  readonly output?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

export async function scan(paths: readonly string[], flags: AuditFlags & OutputFlags, io: Io): Promise<number> {
  const outputs = outputsOf(flags, io);
  const options = auditOptions(paths, flags, io);
  const progress = startProgress(io, flags.quiet ?? false);
  try {
    // Git lists the files while the rest is loaded; whether it could is told when the list is asked for.
    options.source.list().catch(() => {});
    const { audit } = await import('../audit.ts');
    const report = await audit({ ...options, onStep: (step) => progress.step(step) });
    progress.stop();
    await emit(report, outputs, flags, io);
    return report.summary.exitCode;
  } finally {
    progress.stop();
  }
}

export interface Output {
  readonly format: string;
  /** Null: stdout. */
  readonly path: string | null;
}

/** `-f` for stdout, `-o format=path` for files; `-` is stdout. Two outputs to one place are a mistake. */
export function outputsOf(flags: OutputFlags, io: Io): Output[] {
  const ids = reporters.map(({ id }) => id);
  const files = (flags.output ?? []).map((text): Output => {
    const equals = text.indexOf('=');
    if (equals < 0)
      throw new UserError('usage', `-o takes format=path, not ${text}`, 'For example: -o markdown=privacy-audit.md');
    const path = text.slice(equals + 1);
    return { format: oneOf('-o', text.slice(0, equals), ids), path: path === '-' ? null : path };
  });
  const format = flags.format ?? io.env.PRIVAUDIT_FORMAT;
  const stdout: Output[] = files.some(({ path }) => path === null)
    ? []
    : [{ format: oneOf('-f', format ?? 'pretty', ids), path: null }];
  if (files.some(({ path }) => path === null) && flags.format)
    throw new UserError('usage', '-f and -o …=- both want stdout');
  const all = [...stdout, ...files];
  const places = all.map(({ path }) => (path === null ? '-' : resolve(io.cwd, path)));
  if (new Set(places).size < places.length) throw new UserError('usage', 'two outputs go to the same place');
  for (const { path } of files) if (path !== null && existsSync(resolve(io.cwd, path))) refuseInputs(path);
  return all;
}

/** Documents and pages are left: there a report of before may stand. */
const WRITTEN_OVER: readonly InputKind[] = ['documents', 'settings'];

/** A slip of the keyboard must not cost a schema. */
function refuseInputs(path: string): void {
  const name = basename(path);
  const read = firstMatch(extractors)(name);
  const own = name === MANIFEST_FILE || name === BASELINE_NAME;
  if (own || (read !== null && !WRITTEN_OVER.includes(read.gives)))
    throw new UserError(
      'output-refused',
      `${path} is there, and is what privaudit reads: no report is written over it`,
    );
}

/** Renders everything before anything is written, so that a fault leaves nothing half done. */
export async function emit(report: AuditReport, outputs: readonly Output[], flags: OutputFlags, io: Io): Promise<void> {
  const rendered: { path: string | null; text: string }[] = [];
  for (const { format, path } of outputs) {
    const reporter = reporters.find(({ id }) => id === format);
    if (reporter === undefined) continue;
    const { render } = await reporter.load();
    const terminal = path === null;
    const text = render(report, {
      color: terminal && wantsColor(flags.color, io),
      width: (terminal && io.stdout.columns) || 100,
      verbose: flags.verbose ?? false,
      quiet: flags.quiet ?? false,
    });
    rendered.push({ path, text });
  }
  for (const { path, text } of rendered) if (path !== null) writeWhole(resolve(io.cwd, path), text, path);
  for (const { path, text } of rendered) if (path === null) io.stdout.write(text);
}
