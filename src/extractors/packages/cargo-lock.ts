import type { ExtractInput, Extraction } from '../contract.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { tomlLockEntries } from './toml-lock.ts';

/**
 * Cargo.lock: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html
 * It does not tell what is needed for building and testing only. Crates without a source are the project's own.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  let unread: number | null = null;
  const lost = (offset: number): void => {
    unread ??= offset;
  };
  for (const { name, version, fields, start, end } of tomlLockEntries(source.text, lost)) {
    if (version !== null && fields.has('source')) found.push({ name, version, group: 'unknown', start, end });
  }
  return { declarations: lockedDependencies(source, 'cargo', found), diagnostics: unreadLines(source, unread, 'line') };
}
