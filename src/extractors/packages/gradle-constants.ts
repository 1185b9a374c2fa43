import type { PackageAlias } from '../../model/declaration.ts';
import { codeTokens, GROOVY_KOTLIN } from '../../text/code-tokens.ts';
import { folderOf } from '../../text/folders.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias } from './declare.ts';
import { moduleOf } from './gradle-notation.ts';

/** Deeper than any list of constants. */
const MAX_BLOCKS = 60;

/**
 * Constants of `buildSrc`, which all scripts of the build may name:
 * `object Deps { const val stripe = "com.stripe:stripe-java:28.0.0" }` is `Deps.stripe`.
 * https://docs.gradle.org/current/userguide/sharing_build_logic_between_subprojects.html#sec:using_buildsrc
 */
export function extract({ source }: ExtractInput): Extraction {
  const tokens = codeTokens(source.text, GROOVY_KOTLIN).filter(({ kind }) => kind !== 'line');
  const folder = folderOf(source.path.slice(0, source.path.lastIndexOf('buildSrc/') + 'buildSrc'.length));
  const declarations: PackageAlias[] = [];
  /** Names of objects; null for what else has braces. */
  const blocks: (string | null)[] = [];
  let object: string | null = null;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (blocks.length > MAX_BLOCKS) break;
    const next = tokens[at + 1];
    if (kind === 'mark' && text === '{') {
      blocks.push(object);
      object = null;
    } else if (kind === 'mark' && text === '}') blocks.pop();
    else if (kind === 'word' && text === 'object' && next?.kind === 'word') object = next.text;
    else if (kind === 'word' && text === 'val' && next?.kind === 'word' && !blocks.includes(null)) {
      const typed = tokens[at + 2]?.text === ':' ? 2 : 0;
      const [sign, value] = tokens.slice(at + 2 + typed, at + 4 + typed);
      const module = sign?.text === '=' && value?.kind === 'string' ? moduleOf(value.text) : null;
      if (module === null || value === undefined) continue;
      const { start, end } = value;
      const name = [...blocks, next.text].join('.');
      declarations.push(alias(source, 'maven', { ...module, alias: name, start, end, folder }));
    }
  }
  return { declarations, diagnostics: [] };
}
