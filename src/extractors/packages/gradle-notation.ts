import type { CodeToken } from '../../text/code-tokens.ts';

export interface Module {
  /** `group:name`, or what a version catalogue or another list has to say: `libs.stripe.java`. */
  readonly name: string;
  readonly version: string | null;
  readonly start: number;
  readonly end: number;
}

/** Calls around a notation that are no module: lists of versions, the project's own parts, files. */
const NOT_MODULES = new Set(
  (
    'platform enforcedPlatform project projects testFixtures files fileTree gradleApi gradleTestKit localGroovy npm ' +
    'devNpm if when create gradleKotlinDsl'
  ).split(' '),
);
/** A list of notations in brackets of its own is what people write. */
const MAX_DEPTH = 3;
/** Where extra properties are kept. */
const OWNERS = /^(?:rootProject\.|project\.|ext\.)+/;
const ENDINGS = /\.(?:get|asProvider|toString)$/;

/**
 * The modules that the arguments of a configuration name, in all notations:
 * https://docs.gradle.org/current/userguide/declaring_dependencies.html. Computed groups and names are left out.
 */
export function modulesOf(argument: readonly CodeToken[], depth = 0): Module[] {
  const parts = split(unwrapped(argument));
  const named = new Map<string, CodeToken | null>();
  const found: Module[] = [];
  const plain: CodeToken[] = [];
  for (const part of parts) {
    const [first, sign, value] = part;
    if (first === undefined) continue;
    if (first.kind === 'word' && sign?.kind === 'mark' && /^[:=]$/.test(sign.text)) {
      named.set(first.text, part.length === 3 && value?.kind === 'string' ? value : null);
      if (first.text === 'group' && value !== undefined) plain.length = 0;
    } else if (first.kind === 'string') {
      const module = fromText(first, first.text, part.length > 1);
      if (module !== null) found.push(module);
      else if (part.length === 1) plain.push(first);
    } else if (first.kind === 'word') {
      const module = fromAccessor(part);
      if (module !== null) found.push(module);
    } else if (/^[[(]$/.test(first.text) && depth < MAX_DEPTH) found.push(...modulesOf(part, depth + 1));
  }
  return found.length > 0 ? found : fromPieces(named, plain);
}

/** `group: "g", name: "n"`, and Kotlin's `("g", "n", "v")`. */
function fromPieces(named: ReadonlyMap<string, CodeToken | null>, plain: readonly CodeToken[]): Module[] {
  const [group = null, name = null] = named.has('name') ? [named.get('group'), named.get('name')] : plain;
  if (!group || !name || !isName(group) || !isName(name)) return [];
  const version = named.has('name') ? named.get('version') : plain[2];
  return [
    {
      name: `${group.text}:${name.text}`,
      version: version && !version.computed ? version.text : null,
      start: Math.min(group.start, name.start),
      end: Math.max(group.end, name.end),
    },
  ];
}

function isName({ text, computed }: CodeToken): boolean {
  return !computed && /^[\w.-]+$/.test(text);
}

/** `g:n`, `g:n:v`, `g:n:v:classifier@ext`, `g:n:$version`, `"g:n:" + version`. */
function fromText({ start, end, computed }: CodeToken, text: string, continued: boolean): Module | null {
  const match = /^([\w.-]+):([\w.-]+)(?::([^:@]*))?(?:[:@].*)?$/.exec(text);
  const [, group, name, version = ''] = match ?? [];
  if (group === undefined || name === undefined) return null;
  // What is added behind the text may belong to the name.
  if (continued && match?.[3] === undefined) return null;
  return { name: `${group}:${name}`, version: computed || version === '' ? null : version, start, end };
}

function fromAccessor(part: readonly CodeToken[]): Module | null {
  const [first, second, third] = part;
  if (first === undefined) return null;
  if (first.text === 'kotlin' && second?.text === '(' && third?.kind === 'string' && !third.computed)
    return { name: `org.jetbrains.kotlin:kotlin-${third.text}`, version: null, start: first.start, end: third.end };
  if (NOT_MODULES.has(first.text)) return null;
  // variantOf(libs.x) { classifier("y") }: another file of the same module
  if (first.text === 'variantOf' && second?.text === '(') return fromAccessor(part.slice(2, part.findIndex(isClose)));
  let path = '';
  let end = first.end;
  for (const { kind, text, end: after } of part) {
    if (kind !== 'word' && text !== '.') break;
    path += text;
    end = after;
  }
  const rest = part.slice(part.findIndex((token) => token.end === end) + 1);
  if (rest.some(({ text }) => text !== '(' && text !== ')')) return null;
  const name = path.replace(OWNERS, '').replace(ENDINGS, '');
  return { name, version: null, start: first.start, end };
}

function isClose({ kind, text }: CodeToken): boolean {
  return kind === 'mark' && text === ')';
}

/** `g:n`, `g:n:v`, `g:n:$version` where nothing but the version is computed; null for any other text. */
export function moduleOf(text: string): { readonly name: string; readonly version: string | null } | null {
  const [, name, version = null] = /^([\w.-]+:[\w.-]+)(?::([^:@$]*)[\s\S]*)?$/.exec(text) ?? [];
  return name === undefined ? null : { name, version };
}

/** Without the brackets that hold all of it. */
function unwrapped(tokens: readonly CodeToken[]): readonly CodeToken[] {
  const first = tokens[0];
  if (first?.kind !== 'mark' || !/^[[(]$/.test(first.text)) return tokens;
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'mark' && /^[[({]$/.test(token.text)) depth += 1;
    else if (token?.kind === 'mark' && /^[\])}]$/.test(token.text)) depth -= 1;
    if (depth === 0) return at === tokens.length - 1 ? tokens.slice(1, -1) : tokens;
  }
  return tokens.slice(1);
}

/** At the commas outside of brackets. */
function split(tokens: readonly CodeToken[]): CodeToken[][] {
  const parts: CodeToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'mark' && /^[[({]$/.test(token.text)) depth += 1;
    else if (token.kind === 'mark' && /^[\])}]$/.test(token.text)) depth -= 1;
    if (depth === 0 && token.kind === 'mark' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
