import type { PackageAlias } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import type { CodeToken } from '../../text/code-tokens.ts';
import { folderOf } from '../../text/folders.ts';
import { alias } from './declare.ts';
import { moduleOf } from './gradle-notation.ts';

const MAX_DEPTH = 5;

/**
 * Names that a script gives to modules for all below it: `ext.deps = [stripe: 'g:n:v', cloud: [s3: 'g:n:v']]`, and
 * `stripe = 'g:n:v'` (https://docs.gradle.org/current/userguide/writing_build_scripts.html#sec:extra_properties).
 */
export function extraProperties(source: SourceText, tokens: readonly CodeToken[]): PackageAlias[] {
  const rows: PackageAlias[] = [];
  let done = 0;
  tokens.forEach((name, at) => {
    if (at < done || name.kind !== 'word' || tokens[at + 1]?.text !== '=' || tokens[at + 1]?.kind !== 'mark') return;
    done = readValue(source, tokens, at + 2, name.text, rows, 0);
  });
  return rows;
}

/** Reads one value; gives the index behind it. */
function readValue(
  source: SourceText,
  tokens: readonly CodeToken[],
  from: number,
  name: string,
  rows: PackageAlias[],
  depth: number,
): number {
  const value = tokens[from];
  if (value?.kind === 'string') {
    const module = moduleOf(value.text);
    const { start, end } = value;
    if (module !== null)
      rows.push(alias(source, 'maven', { ...module, alias: name, start, end, folder: folderOfList(source) }));
    return from + 1;
  }
  if (value?.kind !== 'mark' || value.text !== '[' || depth > MAX_DEPTH) return from + 1;
  let at = from + 1;
  while (at < tokens.length && tokens[at]?.text !== ']') {
    const [key, sign] = tokens.slice(at, at + 2);
    const keyed = key !== undefined && key.kind !== 'mark' && sign?.text === ':';
    // A list of modules is a bundle.
    at = readValue(source, tokens, keyed ? at + 2 : at, keyed ? `${name}.${key.text}` : name, rows, depth + 1);
  }
  return at + 1;
}

/** Scripts in `gradle/` are applied to what is around it. */
function folderOfList({ path }: SourceText): string {
  const folder = folderOf(path);
  return /(?:^|\/)gradle$/.test(folder) ? folderOf(folder) : folder;
}

/** `library("stripe", "g:n:v")`, `library("stripe", "g", "n").version("v")`, `alias("stripe").to("g:n:v")` of a settings script. */
export function settingsLibrary(
  source: SourceText,
  statement: readonly CodeToken[],
  catalogue: string,
): PackageAlias[] {
  const [call] = statement;
  if (call?.kind !== 'word' || !/^(?:library|alias)$/.test(call.text)) return [];
  const [name, first, second] = statement.filter(({ kind, computed }) => kind === 'string' && !computed);
  if (name === undefined || first === undefined) return [];
  const module = moduleOf(first.text) ?? (second === undefined ? null : moduleOf(`${first.text}:${second.text}`));
  if (module === null) return [];
  const { start, end } = first;
  const accessor = `${catalogue}.${name.text.replace(/[-_]/g, '.')}`;
  return [alias(source, 'maven', { ...module, alias: accessor, start, end })];
}
