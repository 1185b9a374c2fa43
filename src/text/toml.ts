/**
 * TOML 1.0 (https://toml.io/en/v1.0.0) as a tree with offsets. Tolerant: a line that cannot be read is left out and the next one
 * is tried, so that one mistake does not hide the rest of a file.
 */
export type TomlValue = TomlScalar | TomlArray | TomlTable;

interface Placed {
  /** Offsets from the key (in arrays from the value) to the end of the value; of a table's header for `[a.b]`. */
  readonly start: number;
  readonly end: number;
}

export interface TomlScalar extends Placed {
  readonly kind: 'string' | 'boolean' | 'other';
  /** Decoded for strings, as written otherwise. */
  readonly text: string;
}

export interface TomlArray extends Placed {
  readonly kind: 'array';
  readonly items: TomlValue[];
}

export interface TomlTable extends Placed {
  readonly kind: 'table';
  readonly entries: Map<string, TomlValue>;
}

export interface TomlText {
  readonly root: TomlTable;
  /** Offset of the first thing that could not be read. */
  readonly error: number | null;
}

/** Inline tables and arrays nested deeper are given up. */
const MAX_DEPTH = 50;

export function parseToml(text: string): TomlText {
  return new Reader(text).read();
}

/** The value under a path of keys. */
export function tomlAt(root: TomlValue | undefined, ...path: readonly string[]): TomlValue | undefined {
  let value = root;
  for (const key of path) value = value?.kind === 'table' ? value.entries.get(key) : undefined;
  return value;
}

/** Entries of the table under a path; none where there is no table. */
export function tomlEntries(root: TomlValue | undefined, ...path: readonly string[]): [string, TomlValue][] {
  const table = tomlAt(root, ...path);
  return table?.kind === 'table' ? [...table.entries] : [];
}

/** Items of the array under a path; a single value is none. */
export function tomlItems(root: TomlValue | undefined, ...path: readonly string[]): readonly TomlValue[] {
  const array = tomlAt(root, ...path);
  return array?.kind === 'array' ? array.items : [];
}

/** The string under a path, decoded; null for anything else. */
export function tomlText(root: TomlValue | undefined, ...path: readonly string[]): string | null {
  const value = tomlAt(root, ...path);
  return value?.kind === 'string' ? value.text : null;
}

export function tomlIsTrue(root: TomlValue | undefined, ...path: readonly string[]): boolean {
  const value = tomlAt(root, ...path);
  return value?.kind === 'boolean' && value.text === 'true';
}

/** No Error: in a file of another format every line fails, and a stack trace each would take longer than reading. */
class Failure {
  readonly offset: number;
  constructor(offset: number) {
    this.offset = offset;
  }
}

const BARE_KEY = /[A-Za-z0-9_-]+/y;
/** Numbers, dates and times: told apart by nobody here. */
const PLAIN_VALUE = /[+\-0-9A-Za-z_.:]+(?: \d[\d:.+\-Z]*)?/y;

class Reader {
  readonly #text: string;
  readonly #root: TomlTable = table(0, 0);
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  read(): TomlText {
    let current = this.#root;
    let error: number | null = null;
    for (;;) {
      this.#skipBlank();
      if (this.#at >= this.#text.length) break;
      const lineStart = this.#at;
      try {
        if (this.#text[this.#at] === '[') current = this.#header();
        else this.#pair(current, 0);
        this.#endOfLine();
      } catch (failure) {
        if (!(failure instanceof Failure)) throw failure;
        error ??= failure.offset;
        // The line may have begun an array or a string that never ends: go on right after the line itself.
        const newline = this.#text.indexOf('\n', lineStart);
        this.#at = newline < 0 ? this.#text.length : newline + 1;
      }
    }
    return { root: this.#root, error };
  }

  /** `[a.b]` or `[[a.b]]`: the table that the lines below it fill. */
  #header(): TomlTable {
    const start = this.#at;
    const list = this.#text.startsWith('[[', start);
    this.#at += list ? 2 : 1;
    const keys = this.#keys();
    const close = list ? ']]' : ']';
    if (!this.#text.startsWith(close, this.#at)) throw new Failure(this.#at);
    this.#at += close.length;
    const parent = this.#descend(this.#root, keys.slice(0, -1), start);
    const last = keys.at(-1) ?? '';
    const known = parent.entries.get(last);
    if (list) {
      const array = known?.kind === 'array' ? known : { kind: 'array' as const, items: [], start, end: this.#at };
      if (known !== array) parent.entries.set(last, array);
      const item = table(start, this.#at);
      array.items.push(item);
      return item;
    }
    if (known?.kind === 'table') return known;
    const fresh = table(start, this.#at);
    parent.entries.set(last, fresh);
    return fresh;
  }

  #pair(into: TomlTable, depth: number): void {
    const start = this.#at;
    const keys = this.#keys();
    if (this.#text[this.#at] !== '=') throw new Failure(this.#at);
    this.#at += 1;
    this.#skipSpaces();
    const value = this.#value(depth);
    const parent = this.#descend(into, keys.slice(0, -1), start);
    parent.entries.set(keys.at(-1) ?? '', { ...value, start });
  }

  /** The table under the keys, made where it is missing. Of a list of tables the last one is meant. */
  #descend(from: TomlTable, keys: readonly string[], start: number): TomlTable {
    let current = from;
    for (const key of keys) {
      const known = current.entries.get(key);
      const last = known?.kind === 'array' ? known.items.at(-1) : known;
      if (last?.kind === 'table') current = last;
      else {
        const fresh = table(start, this.#at);
        current.entries.set(key, fresh);
        current = fresh;
      }
    }
    return current;
  }

  /** `a."b.c".d` with what blanks stand around it. */
  #keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.#skipSpaces();
      const quote = this.#text[this.#at];
      if (quote === '"' || quote === "'") keys.push(this.#string(quote));
      else {
        BARE_KEY.lastIndex = this.#at;
        const key = BARE_KEY.exec(this.#text)?.[0];
        if (key === undefined) throw new Failure(this.#at);
        this.#at += key.length;
        keys.push(key);
      }
      this.#skipSpaces();
      if (this.#text[this.#at] !== '.') return keys;
      this.#at += 1;
    }
  }

  #value(depth: number): TomlValue {
    const start = this.#at;
    const first = this.#text[start];
    if (depth > MAX_DEPTH) throw new Failure(start);
    if (first === '"' || first === "'") {
      const triple = first.repeat(3);
      const text = this.#text.startsWith(triple, start) ? this.#longString(triple) : this.#string(first);
      return { kind: 'string', text, start, end: this.#at };
    }
    if (first === '[') return this.#array(depth);
    if (first === '{') return this.#inlineTable(depth);
    PLAIN_VALUE.lastIndex = start;
    const text = PLAIN_VALUE.exec(this.#text)?.[0];
    if (text === undefined) throw new Failure(start);
    this.#at += text.length;
    return { kind: text === 'true' || text === 'false' ? 'boolean' : 'other', text, start, end: this.#at };
  }

  #array(depth: number): TomlArray {
    const start = this.#at;
    const items: TomlValue[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipBlank();
      if (this.#take(']')) return { kind: 'array', items, start, end: this.#at };
      items.push(this.#value(depth + 1));
      this.#skipBlank();
      if (!this.#take(',') && this.#text[this.#at] !== ']') throw new Failure(this.#at);
    }
  }

  /** Line ends and a comma at the end are allowed since TOML 1.1. */
  #inlineTable(depth: number): TomlTable {
    const start = this.#at;
    const { entries } = table(start, start);
    this.#at += 1;
    const inner = { kind: 'table' as const, entries, start, end: start };
    for (;;) {
      this.#skipBlank();
      if (this.#take('}')) return { ...inner, end: this.#at };
      this.#pair(inner, depth + 1);
      this.#skipBlank();
      if (!this.#take(',') && this.#text[this.#at] !== '}') throw new Failure(this.#at);
    }
  }

  /** On one line; `'` knows no escapes. */
  #string(quote: string): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const unit = this.#text[at];
      if (unit === '\n') break;
      if (unit === '\\' && quote === '"') at += 1;
      else if (unit === quote) {
        this.#at = at + 1;
        const body = this.#text.slice(start + 1, at);
        return quote === '"' ? unescaped(body) : body;
      }
    }
    throw new Failure(start);
  }

  #longString(triple: string): string {
    const start = this.#at + 3;
    for (let at = start; at < this.#text.length; at += 1) {
      if (this.#text[at] === '\\' && triple === '"""') at += 1;
      else if (this.#text.startsWith(triple, at)) {
        // Up to two quotes may stand before the closing three.
        while (this.#text[at + 3] === triple[0] && at - start < this.#text.length) at += 1;
        this.#at = at + 3;
        const body = this.#text.slice(start, at).replace(/^\r?\n/, '');
        return triple === '"""' ? unescaped(body) : body;
      }
    }
    throw new Failure(this.#at);
  }

  #endOfLine(): void {
    this.#skipSpaces();
    const unit = this.#text[this.#at];
    if (unit !== undefined && unit !== '\n' && unit !== '\r' && unit !== '#') throw new Failure(this.#at);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipSpaces(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
  }

  /** Blanks, line ends and comments. */
  #skipBlank(): void {
    for (;;) {
      const unit = this.#text[this.#at];
      if (unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r') this.#at += 1;
      else if (unit === '#') {
        const newline = this.#text.indexOf('\n', this.#at);
        this.#at = newline < 0 ? this.#text.length : newline;
      } else return;
    }
  }
}

function table(start: number, end: number): TomlTable {
  return { kind: 'table', entries: new Map(), start, end };
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
  '"': '"',
  '\\': '\\',
};

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|x([\dA-Fa-f]{2})|([^\s])|\s*\n\s*)/g,
    (whole, short: string | undefined, long: string | undefined, byte: string | undefined, one: string | undefined) => {
      if (one !== undefined) return ESCAPES[one] ?? whole;
      const code = short ?? long ?? byte;
      if (code === undefined) return '';
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
