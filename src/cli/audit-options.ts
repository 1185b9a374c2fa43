import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import { diskFiles } from '../files/disk.ts';
import { isPackPath } from '../manifest/pack-path.ts';
import { SEVERITIES } from '../model/pack.ts';
import { STRICT } from '../model/strict.ts';
import type { AuditOptions } from '../options.ts';
import type { Io } from './io.ts';
import { findRoot } from './root.ts';
import { asOfDate, oneOf } from './settings.ts';

export const FAIL_ON = [...SEVERITIES, 'none'] as const;

/** Flags that say what is audited and how it is judged, as commander gives them. */
export interface AuditFlags {
  readonly manifest?: string;
  readonly pack?: readonly string[];
  readonly only?: readonly string[];
  readonly failOn?: string;
  readonly strict?: boolean | string;
  readonly baseline?: string | boolean;
  readonly asOf?: string;
  readonly allowEmpty?: boolean;
}

/** An option that may be given several times. */
export const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** The flags that every command with a scan shares. */
export function addAuditFlags(command: Command): Command {
  return command
    .option('-m, --manifest <file>', 'the manifest, when it is not privaudit.yaml at the root')
    .option('--pack <id|folder>', 'rule pack to audit against; may be given several times', gather)
    .option('--only <clause|family>', 'judge only these clauses; may be given several times', gather)
    .option('--fail-on <severity>', `fail at findings of this severity and over: ${FAIL_ON.join(', ')} (default: low)`)
    .option('--strict [list]', `fail also on: ${STRICT.join(', ')} (without a list: all)`)
    .option('--baseline <file>', 'findings accepted at adoption (default: privaudit-baseline.json where there is one)')
    .option('--no-baseline', 'leave the baseline aside')
    .option('--as-of <date>', 'day of the audit, for expiry dates (default: SOURCE_DATE_EPOCH or today)')
    .option('--allow-empty', 'exit 0 when nothing could be assessed');
}

/** Flags over environment over manifest. */
export function auditOptions(paths: readonly string[], flags: AuditFlags, io: Io): AuditOptions {
  const root = findRoot(io.cwd, paths);
  const failOn = flags.failOn ?? io.env.PRIVAUDIT_FAIL_ON;
  const manifest = flags.manifest ?? io.env.PRIVAUDIT_MANIFEST;
  return {
    source: diskFiles(root.folder),
    root: root.folder,
    paths: root.paths,
    asOf: asOfDate(flags.asOf, io),
    setFlag: io.setFlag,
    allowEmpty: flags.allowEmpty ?? false,
    ...(manifest ? { manifest: below(root.folder, io.cwd, manifest, '--manifest') } : {}),
    ...(flags.pack ? { packs: flags.pack.map((pack) => packPath(pack, io.cwd)) } : {}),
    ...(flags.only ? { only: flags.only } : {}),
    ...(failOn ? { failOn: oneOf('--fail-on', failOn, FAIL_ON) } : {}),
    ...(flags.strict === undefined || flags.strict === false ? {} : { strict: strictList(flags.strict) }),
    ...(flags.baseline === false
      ? { baseline: null }
      : typeof flags.baseline === 'string'
        ? { baseline: below(root.folder, io.cwd, flags.baseline, '--baseline') }
        : {}),
  };
}

function strictList(flag: true | string): string[] {
  if (flag === true) return [...STRICT];
  return flag.split(',').map((word) => oneOf('--strict', word.trim(), STRICT));
}

/** A pack named by path is meant from here, not from the root. */
export function packPath(pack: string, cwd: string): string {
  return isPackPath(pack) && !isAbsolute(pack) ? resolve(cwd, pack) : pack;
}

function below(root: string, cwd: string, file: string, flag: string): string {
  const absolute = resolve(cwd, file);
  if (!existsSync(absolute)) throw new UserError('file-not-found', `${flag}: there is no ${file}`);
  const path = relative(root, absolute).replaceAll('\\', '/');
  if (path.startsWith('../') || isAbsolute(path))
    throw new UserError('file-outside', `${flag}: ${file} is outside of the scanned project`);
  return existsSync(join(root, path)) ? path : file;
}
