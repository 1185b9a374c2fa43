import { linesOf } from './lock-lines.ts';

export interface LockEntry {
  readonly name: string;
  /** Null for what is no released version, such as a folder of the project. */
  readonly version: string | null;
  /** One-line values as written, without quotes where they are strings; those of its table `source` as `source.type`. */
  readonly fields: ReadonlyMap<string, string>;
  /** Lists over several lines by `table/key` (`/dependencies`, `dev-dependencies/dev`): their lines as written. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Offsets of its name's line. */
  readonly start: number;
  readonly end: number;
}

const HEADER = /^(?:\[[^[\]]+\]|\[\[[^[\]]+\]\])$/;
/** What is closed on its line, or the beginning of a list. */
const PAIR =
  /^(?:[\w.-]+|"[^"]*"|'[^']*')\s*=\s*(?:"(?:\\.|[^"\\])*"|'[^']*'|\[.*\]|\[|\{.*\}|[\w+:.-]+|"{3}.*|'{3}.*)$/;

interface Building {
  readonly fields: Map<string, string>;
  readonly lists: Map<string, string[]>;
  start: number;
  end: number;
}

/**
 * Entries of lockfiles in TOML (Poetry, uv, PDM, Cargo, pylock): written by tools in one shape, a key or an item a line, so a
 * line reader is enough and many times faster than TOML. `lost` is told of lines that have another shape.
 */
export function* tomlLockEntries(text: string, lost: (offset: number) => void): Generator<LockEntry> {
  let entry: Building | null = null;
  let table = '';
  let list: string[] | null = null;
  for (const { text: line, indent, start } of linesOf(text)) {
    if (list !== null && indent === 0 && !/^[\]\t]/.test(line)) {
      // The end of the list is missing.
      lost(start);
      list = null;
    }
    if (list !== null) {
      if (line.startsWith(']')) list = null;
      else list.push(line);
    } else if (line.startsWith('[')) {
      if (!HEADER.test(line)) lost(start);
      if (line === '[[package]]' || line === '[[packages]]') {
        yield* finished(entry);
        entry = { fields: new Map(), lists: new Map(), start, end: start };
        table = '';
      } else if (line.startsWith('[package')) table = line.replace(/^\[\[?packages?\.|\]\]?$/g, '');
      else {
        yield* finished(entry);
        entry = null;
      }
    } else if (entry !== null) {
      const equals = line.indexOf('=');
      if (!PAIR.test(line)) lost(start);
      if (equals < 0) continue;
      const key = line.slice(0, equals).trimEnd();
      const value = line.slice(equals + 1).trim();
      if (value === '[') {
        list = [];
        entry.lists.set(`${table}/${key}`, list);
      } else if (table === '') {
        entry.fields.set(key, unquoted(value));
        if (key === 'name') Object.assign(entry, { start, end: start + line.length });
      } else if (table === 'source') entry.fields.set(`source.${key}`, unquoted(value));
      else if (value.startsWith('[')) entry.lists.set(`${table}/${key}`, [value]);
      if (table === '' && value.startsWith('[') && value !== '[') entry.lists.set(`/${key}`, [value]);
    }
  }
  yield* finished(entry);
}

function* finished(entry: Building | null): Generator<LockEntry> {
  const name = entry?.fields.get('name');
  if (entry === null || name === undefined || name === '') return;
  const version = entry.fields.get('version') ?? '';
  yield { ...entry, name, version: /^[\w.+!-]{1,80}$/.test(version) ? version : null };
}

function unquoted(value: string): string {
  const quote = value[0];
  return (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}

/** Quoted words of a one-line list: `["main", "dev"]`. */
export function quotedWords(list: string): string[] {
  return [...list.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? '');
}
