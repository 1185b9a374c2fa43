import type { ExtractInput, Extraction } from '../contract.ts';
import { linesOf } from './lock-lines.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';

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
  const close = (): void => {
    if (entry?.version && !entry.own) {
      found.push({ name: entry.name, version: entry.version, group: 'unknown', start: entry.start, end: entry.end });
    }
  };
  for (const { text, indent, start } of linesOf(source.text)) {
    if (indent === 0) {
      close();
      const name = text.endsWith(':') ? entryName(text) : null;
      entry = name === null ? null : { name, version: null, own: false, start, end: start + text.length - 1 };
    } else if (indent === 2 && entry !== null) {
      const field = /^"?(version|resolution)"?:? (.*)$/.exec(text);
      if (field?.[1] === 'version') entry.version = versionText(field[2] ?? '');
      else if (field?.[1] === 'resolution') resolve(entry, field[2] ?? '');
    }
  }
  close();
  return { declarations: lockedDependencies(source, 'npm', found), diagnostics: [] };
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

/** The package really meant: `"real@npm:1.2.3"`, `"own@workspace:packages/own"`. */
function resolve(entry: Entry, text: string): void {
  const plain = text.replace(/"/g, '');
  const sign = plain.indexOf('@', 1);
  if (sign < 0) return;
  entry.own = plain.startsWith('workspace:', sign + 1);
  entry.name = plain.slice(0, sign);
}

function versionText(text: string): string | null {
  const plain = text.replace(/"/g, '').trim();
  return /^\d[\w.+-]{0,80}$/.test(plain) ? plain : null;
}
