import type { ExtractInput, Extraction } from '../contract.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { tomlLockEntries } from './toml-lock.ts';

/**
 * Cargo.lock: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html
 * It does not tell what is needed for building and testing only. Crates without a source are the project's own.
 */
export function extract({ source }: ExtractInput): Extraction {
  const found: LockedPackage[] = [];
  for (const { name, version, fields, start, end } of tomlLockEntries(source.text)) {
    if (version !== null && fields.has('source')) found.push({ name, version, group: 'unknown', start, end });
  }
  return { declarations: lockedDependencies(source, 'cargo', found), diagnostics: [] };
}
