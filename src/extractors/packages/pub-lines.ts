import { linesOf } from './lock-lines.ts';

/** An entry of a map of packages, as `pubspec.yaml` and `pubspec.lock` have them. */
export interface PubEntry {
  /** Key at the top of the file. */
  readonly section: string;
  readonly name: string;
  /** What stands behind the name on its line. */
  readonly value: string;
  /** Keys right below it, and those of `{…}` behind the name. */
  readonly fields: Map<string, string>;
  readonly start: number;
  readonly end: number;
}

/** Parts that list packages. */
const LISTS = /^(?:dependencies|dev_dependencies|dependency_overrides|packages)$/;

/**
 * Maps of maps in YAML, a key a line: https://dart.dev/tools/pub/pubspec. A line reader gives places and goes on behind what is
 * broken; pub allows no aliases and no texts of several lines where packages are listed.
 */
export function pubEntries(text: string): { readonly entries: readonly PubEntry[]; readonly unread: number | null } {
  const entries: PubEntry[] = [];
  let unread: number | null = null;
  let section = '';
  let width = 0;
  let below = 0;
  let entry: PubEntry | null = null;
  for (const { text: line, indent, start } of linesOf(text)) {
    const match = /^(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*:(?:\s+([\s\S]*))?$/.exec(line);
    if (indent === 0) {
      section = match?.[3] ?? '';
      width = 0;
      entry = null;
      for (const [name, written] of flowPairs(match?.[4] ?? ''))
        entries.push({ section, name, value: written, fields: inline(written), start, end: start + line.length });
    }
    // Other parts hold lists and texts of several lines.
    if (match === null && (indent === 0 ? !/^(?:-|%|\.\.\.)/.test(line) : LISTS.test(section))) unread ??= start;
    if (match === null || indent === 0) continue;
    const key = match[1] ?? match[2] ?? match[3] ?? '';
    const value = plain(match[4] ?? '');
    width ||= indent;
    if (indent === width) {
      entry = { section, name: key, value, fields: inline(value), start, end: start + line.length };
      below = 0;
      entries.push(entry);
    } else if (entry !== null && indent > width) {
      below ||= indent;
      if (indent === below) entry.fields.set(key, value);
    }
  }
  return { entries, unread };
}

/** Without its comment and its quotes. */
function plain(value: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#[\s\S]*)?$/.exec(value);
  return quoted?.[2] ?? value.replace(/(?:^|\s)#[\s\S]*$/, '').trim();
}

/** `{path: ../core}` */
function inline(value: string): Map<string, string> {
  return new Map(flowPairs(value));
}

/** Keys and values of `{a: ^1.0.0, b: {path: ../b}}`, each as it is written. */
function flowPairs(value: string): [string, string][] {
  const pairs: [string, string][] = [];
  if (!value.startsWith('{')) return pairs;
  let depth = 0;
  let from = 1;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at];
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (!(depth === 0 || (depth === 1 && sign === ','))) continue;
    const [, key, text = ''] = /^["']?([\w.-]+)["']?\s*:\s*([\s\S]*)$/.exec(value.slice(from, at).trim()) ?? [];
    if (key !== undefined) pairs.push([key, plain(text)]);
    from = at + 1;
    if (depth === 0) break;
  }
  return pairs;
}
