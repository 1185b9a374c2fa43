import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { SourceText } from '../model/source.ts';
import type { Span } from '../model/span.ts';
import { FILE_START } from '../model/span.ts';
import { sourceText } from './source-text.ts';

/**
 * YAML 1.2, core schema (https://yaml.org/spec/1.2.2/), as plain data with a place for every node. Dates, `no` and `off` stay
 * strings. Objects have no prototype.
 */
export interface PositionedYaml {
  /** Null where there is a problem, or nothing. */
  readonly data: unknown;
  /** From the key to the end of the value, by path (`retention[0].keep`); an item of a list from its start. The root is the empty path. */
  readonly positions: ReadonlyMap<string, Span>;
  /** The value alone. */
  readonly values: ReadonlyMap<string, Span>;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly message: string;
  readonly span: Span;
  readonly hint: string | null;
}

export type Path = readonly (string | number)[];

/** UTF-16 units; no file written by hand comes near. */
export const YAML_LIMIT = 1024 * 1024;
const MAX_DEPTH = 100;
/** Nodes that aliases may add: enough for shared blocks, too few for a bomb. */
const MAX_ALIASED = 10_000;
/** A bomb or a file of another format would give thousands. */
const MAX_PROBLEMS = 50;

/** `retention[0].keep`; a key that is no plain word is quoted: `fields["a b"]`. */
export function pathOf(path: Path): string {
  let out = '';
  for (const part of path) {
    if (typeof part === 'number') out += `[${part}]`;
    else if (/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part)) out += out === '' ? part : `.${part}`;
    else out += `[${JSON.stringify(part)}]`;
  }
  return out;
}

const LAST_PART = /(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\]|(?:^|\.)[^.[\]"]+)$/;

/** Where a node stands, or its nearest parent that is there; the start of the file where none is. */
export function nearestSpan(positions: ReadonlyMap<string, Span>, path: string): Span {
  for (let at = path; at !== ''; at = at.slice(0, LAST_PART.exec(at)?.index ?? 0)) {
    const span = positions.get(at);
    if (span !== undefined) return span;
  }
  return FILE_START;
}

/** Reads one document. Never throws: what is wrong is a problem, with its place. */
export function readPositionedYaml(text: string): PositionedYaml {
  const positions = new Map<string, Span>();
  const values = new Map<string, Span>();
  const problems: YamlProblem[] = [];
  const failed = (message: string, hint: string | null = null): PositionedYaml => ({
    data: null,
    positions,
    values,
    problems: [{ message, span: FILE_START, hint }],
  });
  if (text.length > YAML_LIMIT) return failed(`the file is larger than ${YAML_LIMIT / 1024} KiB`);
  const source = sourceText('', text);
  let document: Document.Parsed<ParsedNode>;
  try {
    // uniqueKeys compares every pair of keys; the walk below looks them up instead.
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      resolveKnownTags: false,
    });
  } catch {
    // Brackets nested by the thousand overflow the parser's stack.
    return failed('the file is nested too deeply');
  }
  const errors = [...document.errors, ...document.warnings];
  if (errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')) return failed('the file is nested too deeply');
  for (const error of errors.slice(0, MAX_PROBLEMS)) {
    problems.push({
      ...wordsOfError(error.code, error.message),
      span: trimmedSpan(source, error.pos[0], error.pos[1]),
    });
  }
  const data = problems.length > 0 ? null : new Walk(source, positions, values, problems).value(document.contents, []);
  return { data: problems.length > 0 ? null : (data ?? null), positions, values, problems };
}

class Walk {
  private readonly anchors = new Map<string, Node>();
  private aliased = 0;
  private inAlias = 0;
  private readonly source: SourceText;
  private readonly positions: Map<string, Span>;
  private readonly values: Map<string, Span>;
  private readonly problems: YamlProblem[];

  constructor(source: SourceText, positions: Map<string, Span>, values: Map<string, Span>, problems: YamlProblem[]) {
    this.source = source;
    this.positions = positions;
    this.values = values;
    this.problems = problems;
  }

  value(node: Node | null, path: Path): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.alias(node, path);
    if (this.inAlias > 0) this.aliased += 1;
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, node);
    this.place(path, node);
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    if (path.length > MAX_DEPTH) return this.problem('nested too deeply', node);
    if (isSeq(node)) return node.items.map((item, i) => this.value(item as Node | null, [...path, i]));
    return isMap(node) ? this.map(node.items as unknown as readonly Entry[], path) : null;
  }

  private map(items: readonly Entry[], path: Path): unknown {
    const object: Record<string, unknown> = Object.create(null);
    for (const { key, value } of items) {
      if (!isScalar(key) || key.value === null) {
        this.problem('a key must be a plain word', key);
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const inner = [...path, name];
      if (name === '__proto__') this.problem('the key `__proto__` is not allowed', key);
      else if (name in object) this.problem(`the key \`${name}\` is there twice`, key, 'join the two, or remove one');
      else {
        if (value === null) this.place(inner, key);
        object[name] = this.value(value, inner);
        this.stretch(inner, key);
      }
    }
    return object;
  }

  private alias(node: Node, path: Path): unknown {
    const name = isAlias(node) ? node.source : '';
    const target = this.anchors.get(name);
    if (target === undefined) {
      return this.problem(`the alias \`*${name}\` names no anchor before it`, node, STAR_HINT);
    }
    if (this.aliased > MAX_ALIASED) return this.problem('aliases expand to too much', node);
    // Inside the alias everything stands where the alias does.
    this.inAlias += 1;
    const data = this.value(target, path);
    this.inAlias -= 1;
    this.place(path, node);
    return data;
  }

  private place(path: Path, node: Node): void {
    const span = this.spanOf(node);
    const key = pathOf(path);
    this.positions.set(key, span);
    this.values.set(key, span);
  }

  /** Lets the position of a pair begin at its key. */
  private stretch(path: Path, key: Node): void {
    const at = pathOf(path);
    const start = this.spanOf(key);
    const end = this.positions.get(at) ?? start;
    this.positions.set(at, { ...end, startLine: start.startLine, startColumn: start.startColumn });
  }

  private problem(message: string, node: unknown, hint: string | null = null): null {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ message, span: this.spanOf(node as Node | null), hint });
    return null;
  }

  private spanOf(node: Node | null): Span {
    const range = node?.range;
    return range ? trimmedSpan(this.source, range[0], range[1]) : FILE_START;
  }
}

interface Entry {
  readonly key: Node;
  readonly value: Node | null;
}

function trimmedSpan(source: SourceText, from: number, to: number): Span {
  const start = Math.min(from, source.text.length);
  let end = Math.min(to, source.text.length);
  while (end > start && /\s/.test(source.text[end - 1] ?? '')) end -= 1;
  return source.spanAt(start, end);
}

const STAR_HINT = 'put a text that starts with * or & in quotes';

/** The library's own words quote the source in places and are written for its makers. */
function wordsOfError(code: string, message: string): { message: string; hint: string | null } {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'tabs cannot indent YAML', hint: 'use spaces' };
    case 'MULTIPLE_DOCS':
      return { message: 'there is more than one YAML document', hint: 'remove the line `---` and what follows' };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return { message: 'a colon where no key can stand', hint: 'put a text with a colon in quotes' };
    case 'BAD_INDENT':
      return { message: 'wrong indentation', hint: 'items and keys of one level start in one column' };
    case 'TAG_RESOLVE_FAILED':
      return { message: 'tags (`!…`) are not read here', hint: 'remove the tag' };
    case 'UNEXPECTED_TOKEN':
    case 'IMPOSSIBLE':
      return { message: 'something is out of place here', hint: 'check quotes, commas and brackets' };
    case 'BAD_ALIAS':
      return { message: 'an alias without an anchor before it', hint: STAR_HINT };
    case 'BAD_SCALAR_START':
      return { message: 'a text cannot start with this character', hint: 'put it in quotes' };
    case 'MISSING_CHAR':
      return { message: 'a closing quote, bracket, or the space after a colon is missing', hint: null };
    default:
      return { message: message.split('\n')[0]?.slice(0, 120) ?? code, hint: null };
  }
}
