import type { Declaration, DependencyGroup } from '../../model/declaration.ts';
import { type CodeToken, codeTokens, GROOVY_KOTLIN, isOpenQuote } from '../../text/code-tokens.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias, dependency } from './declare.ts';
import { groupOfConfiguration } from './gradle-configuration.ts';
import { extraProperties, settingsLibrary } from './gradle-lists.ts';
import { type Module, modulesOf } from './gradle-notation.ts';
import { groupInFolder } from './group-names.ts';
import { unreadLines } from './partly-read.ts';

interface Block {
  /** Words and texts of what opens it: `sourceSets`, `val commonTest by getting`. */
  readonly words: readonly string[];
  /** The last word: `dependencies` of `commonMain.dependencies {`. */
  readonly name: string;
}

/** Builds of the build itself; what stands below their `src` is applied to the project. */
const BUILD_OF_BUILD = /(?:^|\/)(?:buildSrc|build-logic|build-plugins|build-conventions)\/(?:(?!src\/).)*$/;

/** Deeper than any script: what is nested like that is none. */
const MAX_BLOCKS = 60;

/**
 * Build scripts of Gradle in Groovy and Kotlin: https://docs.gradle.org/current/userguide/declaring_dependencies.html
 * A program of which only what stands in blocks called `dependencies` is read. Names of version catalogues are looked up later.
 */
export function extract({ source }: ExtractInput): Extraction {
  const tokens = codeTokens(source.text, GROOVY_KOTLIN);
  const declarations: Declaration[] = extraProperties(
    source,
    tokens.filter(({ kind }) => kind !== 'line'),
  );
  const blocks: Block[] = [];
  let from = 0;
  let depth = 0;
  let unread: number | null = null;
  const finish = (to: number): void => {
    const words = tokens.slice(from, to).filter(({ kind }) => kind !== 'line');
    const [first] = words;
    if (first !== undefined && isDependencies(blocks) && words.some(isOpenQuote)) unread ??= first.start;
    const catalogue = blocks.findIndex(({ name }) => name === 'versionCatalogs');
    const named = catalogue < 0 ? undefined : blocks[catalogue + 1]?.words.at(-1);
    if (named !== undefined) declarations.push(...settingsLibrary(source, words, named));
    for (const { module, group } of statement(words, blocks)) {
      const shared = blocks.some(({ name }) => name === 'constraints' || name === 'dependencyManagement');
      declarations.push(
        shared
          ? alias(source, 'maven', { ...module, alias: module.name })
          : dependency(source, 'maven', { ...module, group: groupHere(source.path, group, blocks) }),
      );
    }
  };
  for (const [at, { kind, text }] of tokens.entries()) {
    if (blocks.length > MAX_BLOCKS) break;
    if (kind === 'mark' && (text === '(' || text === '[')) depth += 1;
    else if (kind === 'mark' && (text === ')' || text === ']')) depth = Math.max(depth - 1, 0);
    else if (kind === 'mark' && text === '{') {
      finish(at);
      const words = tokens.slice(from, at).filter((token) => token.kind === 'word' || token.kind === 'string');
      blocks.push({ words: words.map((token) => token.text), name: blockName(tokens, at) });
      from = at + 1;
      depth = 0;
    } else if (kind === 'mark' && text === '}') {
      finish(at);
      if (depth > 0 && isDependencies(blocks)) unread ??= tokens[from]?.start ?? 0;
      blocks.pop();
      from = at + 1;
      depth = 0;
    } else if ((kind === 'line' && depth === 0 && !isContinued(tokens, at)) || (depth === 0 && text === ';')) {
      finish(at);
      from = at + 1;
    }
  }
  finish(tokens.length);
  if (isDependencies(blocks)) unread ??= tokens.at(-1)?.start ?? 0;
  return { declarations, diagnostics: unreadLines(source, unread, 'dependency') };
}

/** The word right before the brace: of `dependencies {`, of `named("test") {` the word before its bracket. */
function blockName(tokens: readonly CodeToken[], brace: number): string {
  let at = brace - 1;
  if (tokens[at]?.text === ')') while (at > brace - 100 && tokens[at]?.text !== '(') at -= 1;
  const word = tokens[tokens[at]?.text === '(' ? at - 1 : at];
  return word?.kind === 'word' ? word.text : '';
}

function isContinued(tokens: readonly CodeToken[], line: number): boolean {
  const before = tokens[line - 1];
  return before?.kind === 'mark' && /^[,+:=]$/.test(before.text);
}

/** The modules of `configuration notation, notation` right in a block of dependencies. */
function statement(
  tokens: readonly CodeToken[],
  blocks: readonly Block[],
): { readonly module: Module; readonly group: DependencyGroup }[] {
  const [first, second] = tokens;
  if (first === undefined || second === undefined || !isDependencies(blocks)) return [];
  const added = first.text === 'add' && second.text === '(' && tokens[2]?.kind === 'string';
  const configuration = added ? tokens[2]?.text : first.text;
  if (configuration === undefined || !/^[a-z]\w*$/.test(configuration) || first.kind === 'mark') return [];
  if (first.kind === 'string' && second.text !== '(') return [];
  // `def x = …`, `exclude group: …`, `x.each { … }`
  if (/^(?:def|val|var|exclude|if|else|for|while|return|println|apply|import)$/.test(configuration)) return [];
  if (second.kind === 'mark' && !/^[[(]$/.test(second.text)) return [];
  const group = configuration === 'dependency' ? 'production' : groupOfConfiguration(configuration);
  const rest = added ? tokens.slice(4, -1) : tokens.slice(1);
  return modulesOf(rest).map((module) => ({ module, group }));
}

/** Conditions and loops in between change nothing; the braces of one notation end it. */
function isDependencies(blocks: readonly Block[]): boolean {
  for (const { name, words } of [...blocks].reverse()) {
    if (name === 'dependencies') return true;
    const opener = words[0] ?? '';
    if (!/^(?:if|else|constraints)$/.test(opener)) return false;
  }
  return false;
}

function groupHere(path: string, group: DependencyGroup, blocks: readonly Block[]): DependencyGroup {
  if (BUILD_OF_BUILD.test(path) || blocks.some(isForWork)) return 'development';
  if (group === 'production' && blocks.some(({ words }) => /^(?:if|else)$/.test(words[0] ?? ''))) return 'optional';
  return groupInFolder(path, group);
}

/** `buildscript`, and source sets and suites of tests: `commonTest`, `named("integrationTest")`. */
function isForWork({ words }: Block): boolean {
  if (/^(?:if|else)$/.test(words[0] ?? '')) return false;
  return words.some((word) => /^(?:buildscript|pluginManagement|test[A-Z]\w*|\w+Test|test|testing)$/.test(word));
}
