import type { ExtractInput, Extraction } from '../contract.ts';
import { groupOfClassPath } from './gradle-configuration.ts';
import { linesOf } from './lock-lines.ts';
import { farthest, type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';

/** `group:name:version=compileClasspath,runtimeClasspath` */
const ENTRY = /^([\w.-]+:[\w.-]+):([\w.+-]{1,80})(?:=(.*))?$/;

/**
 * gradle.lockfile: https://docs.gradle.org/current/userguide/dependency_locking.html#sec:lock_state_location_and_format
 * Class paths that hold a module tell what needs it; older builds have a file for each.
 */
export function extract({ source }: ExtractInput): Extraction {
  const file = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.lockfile$/, '');
  const found: LockedPackage[] = [];
  let unread: number | null = null;
  // Most modules stand on one of a few sets of class paths.
  const known = new Map<string, LockedPackage['group']>();
  for (const { text, start } of linesOf(source.text)) {
    const [, name = '', version = '', paths] = ENTRY.exec(text) ?? [];
    if (name === '') {
      if (!/^empty=/.test(text)) unread ??= start;
      continue;
    }
    const sets = paths ?? file;
    const group =
      known.get(sets) ?? (/^buildscript-/.test(file) ? 'development' : farthest(sets.split(',').map(groupOfClassPath)));
    known.set(sets, group);
    found.push({ name, version, group, start, end: start + text.length });
  }
  return { declarations: lockedDependencies(source, 'maven', found), diagnostics: unreadLines(source, unread, 'line') };
}
