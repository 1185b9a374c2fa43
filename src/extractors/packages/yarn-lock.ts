import type { ExtractInput, Extraction } from '../contract.ts';
import { linesOf } from './lock-lines.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { isOwn } from './version.ts';

interface Entry {
  name: string;
  readonly start: number;
  readonly end: number;
  version: string | null;
  /** Part of the project itself. */
  own: boolean;
}

/**
 * yarn.lock of Yarn 1 (https://classic.yarnpkg.com/lang/en/docs/yarn-lock/) and of later ones, which write YAML in one shape.
 * Neither tells production from development, so the group of every entry is unknown.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let entry: Entry | null = null;
  let unread: number | null = null;
  const close = (): void => {
    if (entry === null || entry.own) return;
    const { name, version, start, end } = entry;
    if (version === null) unread ??= start;
    else found.push({ name, version, group: 'unknown', start, end });
  };
  for (const { text, indent, start } of linesOf(source.text)) {
    // A key that is very long has its colon on the next line: `? "a@npm:^1, …"`.
    const long = text.startsWith('? ');
    if (indent === 0 && text !== ':') {
      close();
      const name = text.endsWith(':') || long ? entryName(long ? text.slice(2) : text) : null;
      const end = start + (long ? text.length : text.length - 1);
      if (name === null && text !== '__metadata:') unread ??= start;
      entry = name === null ? null : { name, version: null, own: isOwnHeader(text), start, end };
    } else if (indent === 2 && entry !== null) {
      const field = /^"?(version|resolution)"?:? (.*)$/.exec(text);
      if (field?.[1] === 'version') entry.version = versionText(field[2] ?? '');
      else if (field?.[1] === 'resolution') resolve(entry, field[2] ?? '');
    }
  }
  close();
  return { declarations: lockedDependencies(source, 'npm', found), diagnostics: unreadLines(source, unread, 'line') };
}

/** `"@s/a@^1", "@s/a@^2":`, `a@^1, a@^2:` or `"a@npm:^1, a@npm:^2":`. */
function entryName(header: string): string | null {
  const first = header.startsWith('"') ? header.slice(1) : header;
  const sign = first.indexOf('@', 1);
  if (sign < 0) return null;
  // Yarn 1 names the package really meant in the range of an alias: `"a@npm:real@^1":`.
  const range = first.slice(sign + 1).split(/[",]/, 1)[0] ?? '';
  const real = range.startsWith('npm:') ? range.slice('npm:'.length) : '';
  const end = real.indexOf('@', 1);
  return end > 0 ? real.slice(0, end) : first.slice(0, sign);
}

/** Yarn 1: `"own@file:./own":`, `own@link:./own:` */
function isOwnHeader(header: string): boolean {
  const first = header.replace(/^"/, '').split(/[",]/, 1)[0] ?? '';
  return isOwn(first.slice(first.indexOf('@', 1) + 1));
}

/** The package really meant: `"real@npm:1.2.3"`, `"own@workspace:packages/own"`. */
function resolve(entry: Entry, text: string): void {
  const plain = text.replace(/"/g, '');
  const sign = plain.indexOf('@', 1);
  if (sign < 0) return;
  entry.own = isOwn(plain.slice(sign + 1));
  entry.name = plain.slice(0, sign);
}

function versionText(text: string): string | null {
  const plain = text.replace(/"/g, '').trim();
  return /^\d[\w.+-]{0,80}$/.test(plain) ? plain : null;
}
