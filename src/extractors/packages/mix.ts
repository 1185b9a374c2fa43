import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import { type CodeToken, codeTokens, ELIXIR, isOpenQuote } from '../../text/code-tokens.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupOfName } from './group-names.ts';
import { unreadLines } from './partly-read.ts';

/**
 * mix.exs: https://hexdocs.pm/mix/Mix.Tasks.Deps.html#module-dependency-definition
 * A program of which only the tuples in functions of dependencies (`deps`, `dev_deps`) are read: `{:name, "~> 1.0", only: :test}`.
 */
export function extract({ source }: ExtractInput): Extraction {
  const tokens = codeTokens(source.text, ELIXIR).filter(({ kind }) => kind !== 'line');
  const declarations: DependencyDeclaration[] = [];
  let unread: number | null = null;
  for (let at = 0; at < tokens.length; at += 1) {
    const name = tokens[at + 1];
    if (!isWord(tokens[at], /^defp?$/) || name?.kind !== 'word' || !/(?:^|_)deps(?:_|$)/.test(name.text)) continue;
    const end = endOfFunction(tokens, at + 2);
    unread ??= tokens.slice(at, end).find(isOpenQuote)?.start ?? null;
    for (at += 2; at < end; at += 1) {
      const [brace, app, comma] = tokens.slice(at, at + 3);
      if (brace?.text !== '{' || brace.kind !== 'mark' || app?.kind !== 'symbol' || comma?.text !== ',') continue;
      const close = closing(tokens, at);
      if (tokens[close]?.text !== '}' || close >= end) unread ??= brace.start;
      const found = packageOf(app, tokens.slice(at + 3, close));
      if (found !== null)
        declarations.push(
          dependency(source, 'hex', { ...found, start: brace.start, end: tokens[close]?.end ?? app.end }),
        );
      at = close;
    }
  }
  return { declarations, diagnostics: unreadLines(source, unread, 'dependency') };
}

function isWord(token: CodeToken | undefined, words: RegExp): boolean {
  return token?.kind === 'word' && words.test(token.text);
}

/** Index behind the function: `do … end`, or one expression behind `do:`. */
function endOfFunction(tokens: readonly CodeToken[], from: number): number {
  let at = from;
  while (at < tokens.length && !isWord(tokens[at], /^do$/)) at += 1;
  if (tokens[at + 1]?.text === ':') {
    const brackets = tokens.slice(at + 2, at + 3).some(({ kind, text }) => kind === 'mark' && text === '[');
    return brackets ? closing(tokens, at + 2) : at + 2;
  }
  let depth = 0;
  for (; at < tokens.length; at += 1) {
    const keyword = tokens[at + 1]?.text === ':' && tokens[at + 1]?.start === tokens[at]?.end;
    if (keyword) continue;
    if (isWord(tokens[at], /^(?:do|fn)$/)) depth += 1;
    else if (isWord(tokens[at], /^end$/)) depth -= 1;
    if (depth === 0) return at;
  }
  return at;
}

/** Index of the bracket that closes the one at the index. */
function closing(tokens: readonly CodeToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as CodeToken;
    if (kind !== 'mark') continue;
    if (/^[([{]$/.test(text)) depth += 1;
    else if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length - 1;
}

function packageOf(
  app: CodeToken,
  rest: readonly CodeToken[],
): { readonly name: string; readonly version: string | null; readonly group: DependencyGroup } | null {
  const version = rest[0]?.kind === 'string' && !rest[0].computed ? rest[0].text : null;
  const options = new Map<string, readonly CodeToken[]>();
  let values: CodeToken[] | null = null;
  rest.forEach((token, at) => {
    if (token.kind === 'word' && rest[at + 1]?.text === ':' && rest[at + 1]?.start === token.end) {
      values = [];
      options.set(token.text, values);
    } else if (token.kind !== 'mark' || token.text !== ',') values?.push(token);
  });
  // Functions of dependencies may ask something first: `{:ok, version} = …`.
  if (/^(?:ok|error)$/.test(app.text)) return null;
  if (options.has('path') || options.has('in_umbrella')) return null;
  return { name: words(options.get('hex'))[0] ?? app.text, version, group: groupOf(options) };
}

function words(values: readonly CodeToken[] | undefined): string[] {
  return (values ?? []).filter(({ kind, computed }) => kind !== 'mark' && !computed).map(({ text }) => text);
}

/** Releases leave out what is not there at runtime: https://hexdocs.pm/mix/Mix.Tasks.Release.html */
function groupOf(options: ReadonlyMap<string, readonly CodeToken[]>): DependencyGroup {
  const only = options.get('only');
  if (only !== undefined) {
    const environments = words(only);
    if (environments.includes('prod')) return 'production';
    return environments.every((name) => groupOfName(name) === 'development') ? 'development' : 'optional';
  }
  if (words(options.get('runtime')).join() === 'false') return 'development';
  return words(options.get('optional')).join() === 'true' ? 'optional' : 'production';
}
