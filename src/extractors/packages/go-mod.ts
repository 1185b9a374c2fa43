import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupInFolder } from './group-names.ts';
import { unreadLine } from './partly-read.ts';

interface Line {
  readonly words: readonly string[];
  readonly comment: string;
  /** Offsets of what stands before the comment. */
  readonly start: number;
  readonly end: number;
}

const DIRECTIVES = new Set('module go toolchain godebug require exclude replace retract tool ignore'.split(' '));

/** A module path begins with a host or is a word of the project's own (`example`). https://go.dev/ref/mod#module-path */
const MODULE = /^[A-Za-z\d][\w.~+-]*(?:\/[\w.~+-]+)*$/;

/**
 * go.mod: https://go.dev/ref/mod#go-mod-file
 * `// indirect` marks what another module brings along: as an entry of a lockfile, and nobody says what needs it. What `replace`
 * puts in a module's place still answers to its name; modules replaced by a folder are the project's own.
 */
export function extract({ source }: ExtractInput): Extraction {
  const required: { readonly line: Line; readonly path: string; readonly version: string }[] = [];
  const tools: string[] = [];
  const own = new Set<string>();
  let unread: number | null = null;
  let block = '';
  for (const line of linesOf(source.text)) {
    let [directive = '', ...rest] = line.words;
    if (block === '' && rest[0] === '(') {
      block = directive;
      continue;
    }
    if (directive === ')') {
      block = '';
      continue;
    }
    if (block !== '') [directive, rest] = [block, [...line.words]];
    if (directive === 'require') {
      const [path = '', version = ''] = rest;
      if (rest.length === 2 && MODULE.test(path)) required.push({ line, path, version });
      else unread ??= line.start;
    } else if (directive === 'tool') tools.push(rest[0] ?? '');
    else if (!DIRECTIVES.has(directive)) unread ??= line.start;
    else if (directive === 'replace' && /^\.{0,2}\//.test(rest[rest.indexOf('=>') + 1] ?? '')) own.add(rest[0] ?? '');
  }
  const declarations: DependencyDeclaration[] = [];
  for (const { line, path, version } of required) {
    if (own.has(path)) continue;
    const indirect = /^\/\/\s*indirect\b/.test(line.comment);
    const tool = indirect && tools.some((one) => one === path || one.startsWith(`${path}/`));
    declarations.push(
      dependency(source, 'golang', {
        name: path,
        version,
        group: tool ? 'development' : indirect ? 'unknown' : groupInFolder(source.path, 'production'),
        start: line.start,
        end: line.end,
        locked: indirect && !tool,
      }),
    );
  }
  return { declarations, diagnostics: unread === null ? [] : [unreadLine(source, unread, 'requirement')] };
}

function* linesOf(text: string): Generator<Line> {
  for (const match of text.matchAll(/[^\n]+/g)) {
    const raw = match[0];
    const slashes = raw.search(/(?:^|\s)\/\//);
    const code = (slashes < 0 ? raw : raw.slice(0, slashes)).trimEnd();
    const body = code.trimStart().replace(/^\ufeff/, '');
    if (body === '') continue;
    const start = match.index + code.length - body.length;
    const comment = slashes < 0 ? '' : raw.slice(slashes).trim();
    const words = body.split(/\s+/).map((word) => word.replace(/^(["`])(.*)\1$/, '$2'));
    // `require(` and `require (` open the same.
    const last = words.at(-1) ?? '';
    const split = last.endsWith('(') && last !== '(' ? [...words.slice(0, -1), last.slice(0, -1), '('] : words;
    yield { words: split, comment, start, end: start + body.length };
  }
}
