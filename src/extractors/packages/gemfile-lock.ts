import type { ExtractInput, Extraction } from '../contract.ts';
import { linesOf } from './lock-lines.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';

/** `name (1.2.3)`, `name (1.2.3-x86_64-linux)`: the platform is no part of the version. */
const SPEC = /^(\S+) \(([\w.]+)(?:-[\w.-]+)?\)$/;

/**
 * Gemfile.lock and gems.locked: https://bundler.io/guides/rationale.html#checking-your-code-into-version-control
 * It does not tell groups. What stands under PATH is the project's own.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let section = '';
  let unread: number | null = null;
  for (const { text, indent, start } of linesOf(source.text)) {
    if (indent === 0) section = text;
    const isSpec = indent === 4 && (section === 'GEM' || section === 'GIT');
    const spec = isSpec ? SPEC.exec(text) : null;
    // What Ruby and Bundler are called stands behind three blanks.
    const isBroken =
      indent === 0 ? !/^[A-Z][A-Z ]*$/.test(text) : isSpec ? spec === null : ![2, 3, 4, 6].includes(indent);
    if (isBroken) unread ??= start;
    const [, name = '', version = ''] = spec ?? [];
    if (spec !== null) found.push({ name, version, group: 'unknown', start, end: start + text.length });
  }
  return { declarations: lockedDependencies(source, 'gem', found), diagnostics: unreadLines(source, unread, 'line') };
}
