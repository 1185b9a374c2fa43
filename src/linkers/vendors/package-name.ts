import type { Ecosystem } from '../../model/ecosystem.ts';

/** How reports and the catalogue write a package: npm's by its name, others after their purl type (`pypi:stripe`). */
export function packageReference(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'npm' ? name : `${ecosystem}:${name}`;
}

/**
 * One form for all spellings that a registry takes for the same package. Works on the start of a name as well
 * (`pypi:google_cloud_` of `pypi:google_cloud_*`).
 */
export function packageKey(reference: string): string {
  const colon = reference.indexOf(':');
  const ecosystem = colon < 0 ? '' : reference.slice(0, colon);
  const normalize = Object.hasOwn(NORMALIZE, ecosystem) ? NORMALIZE[ecosystem] : undefined;
  return normalize === undefined ? reference : `${ecosystem}:${normalize(reference.slice(colon + 1))}`;
}

const lowerCase = (name: string): string => name.toLowerCase();

const NORMALIZE: Readonly<Record<string, (name: string) => string>> = {
  // The registry of Rust takes `-` and `_` for the same: https://github.com/rust-lang/rfcs/blob/master/text/0940-hyphens-considered-harmful.md
  cargo: (name) => name.toLowerCase().replaceAll('_', '-'),
  composer: lowerCase,
  golang: modulePath,
  nuget: lowerCase,
  // https://packaging.python.org/en/latest/specifications/name-normalization/
  pypi: (name) => name.toLowerCase().replace(/[-_.]+/g, '-'),
};

/**
 * Without its major version (`/v2`, `.v2` of gopkg.in), as that is the same vendor's; forges answer to owners in any case.
 * https://go.dev/ref/mod#module-path
 */
function modulePath(path: string): string {
  return path
    .toLowerCase()
    .replace(/\/v\d+$/, '')
    .replace(/^(gopkg\.in\/.*)\.v\d+$/, '$1');
}
