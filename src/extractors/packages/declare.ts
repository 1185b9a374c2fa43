import type { DependencyDeclaration, PackageAlias } from '../../model/declaration.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import type { SourceText } from '../../model/source.ts';
import { folderOf } from '../../text/folders.ts';

/** Longer is no version but a text. */
const MAX_VERSION = 80;

interface Found {
  readonly name: string;
  readonly version: string | null;
  readonly group: DependencyDeclaration['group'];
  /** Offsets of what declares it. */
  readonly start: number;
  readonly end: number;
  readonly locked?: boolean;
}

/** A dependency at its place in the file. A version that may be an address, a path or a computed text is left out. */
export function dependency(source: SourceText, ecosystem: Ecosystem, found: Found): DependencyDeclaration {
  const { name, version, group, start, end, locked = false } = found;
  return {
    kind: 'dependency',
    file: source.path,
    span: source.spanAt(start, end),
    ecosystem,
    name,
    version: shownVersion(version),
    group,
    locked,
  };
}

interface FoundAlias {
  readonly alias: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly group?: DependencyDeclaration['group'];
  readonly start: number;
  readonly end: number;
  /** Of the file itself when absent. */
  readonly folder?: string;
}

/** An entry of a list that manifests below it share. */
export function alias(source: SourceText, ecosystem: Ecosystem, found: FoundAlias): PackageAlias {
  const { name, version, start, end, folder = folderOf(source.path) } = found;
  return {
    kind: 'package-alias',
    file: source.path,
    span: source.spanAt(start, end),
    ecosystem,
    folder,
    alias: found.alias,
    name,
    version: shownVersion(version),
    group: found.group === undefined || found.group === 'unknown' ? null : found.group,
  };
}

/** Versions and ranges of any ecosystem: digits, words and operators, but no address, path or `${…}`; Composer's stability flags. */
export function shownVersion(text: string | null): string | null {
  const plain = text?.trim() ?? '';
  return plain.length <= MAX_VERSION &&
    /^(?:[\w.^~<>=!|*+\-,()[\] &]|@(?:dev|alpha|beta|rc|stable)\b)+$/i.test(plain) &&
    /\d|\*/.test(plain)
    ? plain
    : null;
}
