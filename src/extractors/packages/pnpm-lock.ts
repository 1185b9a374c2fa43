import type { DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { linesOf } from './lock-lines.ts';
import { type LockedPackage, lockedDependencies } from './locked.ts';
import { unreadLines } from './partly-read.ts';
import { isOwn } from './version.ts';

/**
 * pnpm-lock.yaml: https://github.com/pnpm/spec/blob/master/lockfile/9.0.md
 * pnpm writes it in one shape (two spaces a level, a key a line), so a line reader is enough and thirty times faster than
 * YAML. Up to version 6 packages carry `dev` and `optional`; from 9 on only the graph from `importers` through `snapshots` tells.
 */
export function extract({ source }: ExtractInput): Extraction {
  const packages: Entry[] = [];
  const graph: Graph = { production: [], development: [], optional: [], edges: new Map() };
  let unread: number | null = null;
  const at: Position = { section: '', group: null, entry: null, name: null };
  for (const { text, indent, start } of linesOf(source.text)) {
    const colon = keyEnd(text);
    // Deeper down are texts of several lines and lists.
    const isEntry = indent === 2 && /^(?:packages|snapshots|importers)$/.test(at.section);
    if (
      (colon < 0 && ((indent === 0 && text !== '---') || isEntry)) ||
      (isEntry && at.section === 'packages' && colon < text.length - 1)
    )
      unread ??= start;
    if (colon < 0) continue;
    const key = unquoted(text.slice(0, colon));
    const value = text.slice(colon + 1).trim();
    if (indent === 0) Object.assign(at, { section: key, group: groupOf(key), entry: null, name: null });
    else if (at.section === 'packages') readPackage(packages, indent, key, value, start, colon);
    else if (at.section === 'importers' || at.group !== null) readImporter(graph, at, indent, key, value);
    else if (at.section === 'snapshots') readSnapshot(graph, at, indent, key, value);
  }
  const reached = graph.edges.size === 0 ? null : reach(graph);
  const found: LockedPackage[] = [];
  for (const { name, version, key, flag, start, end } of packages) {
    if (name === null || version === null) continue;
    const group = reached === null ? flag : (reached.get(key) ?? 'production');
    found.push({ name, version, group, start, end });
  }
  return { declarations: lockedDependencies(source, 'npm', found), diagnostics: unreadLines(source, unread, 'line') };
}

type Group = DependencyGroup;

interface Entry {
  /** Null where the key is an address, until its own lines tell. */
  name: string | null;
  version: string | null;
  /** `name@version` without peers. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  flag: Group;
}

interface Graph {
  readonly production: string[];
  readonly development: string[];
  readonly optional: string[];
  readonly edges: Map<string, { readonly required: string[]; readonly optional: string[] }>;
}

interface Position {
  section: string;
  group: Group | null;
  entry: { readonly required: string[]; readonly optional: string[] } | null;
  name: string | null;
}

function groupOf(key: string): Group | null {
  if (key === 'dependencies') return 'production';
  // What pnpm itself is made of, in a document of its own from version 11 on, and what configures it.
  if (/^(?:dev|packageManager|config)Dependencies$/.test(key)) return 'development';
  return key === 'optionalDependencies' ? 'optional' : null;
}

function readPackage(
  packages: Entry[],
  indent: number,
  key: string,
  value: string,
  start: number,
  length: number,
): void {
  const last = packages.at(-1);
  if (indent === 2) {
    const id = packageId(key);
    packages.push({ ...id, start, end: start + length, flag: 'production' });
  } else if (indent === 4 && last !== undefined) {
    if (key === 'dev' && value === 'true') last.flag = 'development';
    else if (key === 'optional' && value === 'true' && last.flag === 'production') last.flag = 'optional';
    else if (key === 'name') last.name ??= unquoted(value);
    else if (key === 'version' && !isOwn(last.key)) last.version ??= VERSION.exec(unquoted(value))?.[0] ?? null;
  }
}

/** `importers:` folder, group, name, `version:`; without workspaces up to version 6 the groups stand at the top. */
function readImporter(graph: Graph, at: Position, indent: number, key: string, value: string): void {
  const base = at.section === 'importers' ? 4 : 0;
  if (indent === base) at.group = groupOf(key);
  if (at.group === null || at.group === 'peer') return;
  if (indent === base + 2) at.name = key;
  if (at.name === null) return;
  const version = indent === base + 2 ? value : indent === base + 4 && key === 'version' ? value : '';
  if (version !== '') graph[at.group].push(target(at.name, version));
}

function readSnapshot(graph: Graph, at: Position, indent: number, key: string, value: string): void {
  if (indent === 2) {
    at.entry = { required: [], optional: [] };
    graph.edges.set(key, at.entry);
    at.name = null;
  } else if (indent === 4) at.name = key;
  else if (indent === 6 && at.entry !== null && value !== '') {
    if (at.name === 'dependencies') at.entry.required.push(target(key, value));
    else if (at.name === 'optionalDependencies') at.entry.optional.push(target(key, value));
  }
}

/** Which group needs each package: production first, so that what both need counts as production. */
function reach({ production, optional, development, edges }: Graph): Map<string, Group> {
  const groups = new Map<string, Group>();
  const seen = new Set<string>();
  const later: string[] = [];
  const spread = (roots: readonly string[], group: Group): void => {
    const queue = [...roots];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const key = withoutPeers(id);
      if (!groups.has(key)) groups.set(key, group);
      const next = edges.get(id);
      if (next === undefined) continue;
      queue.push(...next.required);
      if (group === 'production') later.push(...next.optional);
      else queue.push(...next.optional);
    }
  };
  spread(production, 'production');
  spread([...optional, ...later], 'optional');
  spread(development, 'development');
  return groups;
}

/** `1.2.3`, `1.2.3(react@18)`, or `other@1.2.3` where the dependency has another name. */
function target(name: string, version: string): string {
  const plain = unquoted(version);
  return /^(?:@[^/@:]+\/)?[^/@:(]+@/.test(plain) ? plain : `${name}@${plain}`;
}

function withoutPeers(id: string): string {
  const peers = id.indexOf('(');
  return peers < 0 ? id : id.slice(0, peers);
}

const ID_OF_5 = /^\/((?:@[^/]+\/)?[^/@]+)\/([^/_]+)(?:_[^/]*)?$/;

/**
 * `name@1.2.3(peers)` (9), `/name@1.2.3(peers)` (6), `/name/1.2.3_peers` (5). Packages from folders, archives and forges have an
 * address instead of a version, and up to 6 instead of the name.
 */
function packageId(key: string): Pick<Entry, 'name' | 'version' | 'key'> {
  const old = ID_OF_5.exec(key);
  if (old !== null) return versioned(old[1] ?? '', old[2] ?? '');
  const id = withoutPeers(key.startsWith('/') ? key.slice(1) : key);
  const sign = id.indexOf('@', 1);
  return sign > 0 ? versioned(id.slice(0, sign), id.slice(sign + 1)) : { name: null, version: null, key: id };
}

const VERSION = /^\d[\w.+-]{0,80}$/;

function versioned(name: string, version: string): Pick<Entry, 'name' | 'version' | 'key'> {
  if (VERSION.test(version)) return { name, version, key: `${name}@${version}` };
  const isName = /^(?:@[^/\s:]+\/)?[^/\s:]+$/.test(name);
  return { name: isName ? name : null, version: null, key: isOwn(version) ? version : `${name}@${version}` };
}

/** Where the key of a line ends; keys with special characters are quoted. */
function keyEnd(text: string): number {
  const quote = text[0];
  if (quote !== "'" && quote !== '"') {
    const colon = text.indexOf(': ');
    return colon >= 0 ? colon : text.endsWith(':') ? text.length - 1 : -1;
  }
  const close = text.indexOf(quote, 1);
  return close > 0 && text[close + 1] === ':' ? close + 1 : -1;
}

function unquoted(text: string): string {
  const quote = text[0];
  return text.length > 1 && (quote === "'" || quote === '"') && text.endsWith(quote) ? text.slice(1, -1) : text;
}
