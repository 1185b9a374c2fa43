import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import { type CodeToken, codeTokens, RUBY } from '../../text/code-tokens.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { type RubyCall, requirementOf, rubyCall } from './gem-call.ts';
import { groupInFolder, groupOfName } from './group-names.ts';
import { unreadLines } from './partly-read.ts';

/** What a block says about the gems in it: `own`: folders of the project; null: nothing. */
type Block = DependencyGroup | 'own' | null;

const OPENERS = new Set('if unless case while until for begin def class module'.split(' '));

/** Behind these a statement begins on the same line. */
const STARTERS = new Set([';', 'do', 'then', 'else']);

/** Deeper than any Gemfile. */
const MAX_BLOCKS = 100;

/**
 * Gemfile and gems.rb: https://bundler.io/man/gemfile.5.html
 * A program of which only calls of literals are read. Gems of a group that says nothing (`:metrics`) are installed like all others;
 * gems under a condition are optional, computed names are left out.
 */
export function extract({ source }: ExtractInput): Extraction {
  const tokens = codeTokens(source.text, RUBY);
  const declarations: DependencyDeclaration[] = [];
  const blocks: Block[] = [];
  let unread: number | null = null;
  for (let at = 0; at < tokens.length && blocks.length <= MAX_BLOCKS; ) {
    const token = tokens[at];
    const before = tokens[at - 1];
    const starts = before === undefined || before.kind === 'line' || STARTERS.has(before.text);
    if (token?.kind === 'word' && token.text === 'end' && before?.text !== '.') {
      blocks.pop();
      at += 1;
    } else if (token?.kind !== 'word' || !(starts || before?.text === '=')) {
      if (token?.kind === 'word' && token.text === 'do') blocks.push(null);
      at += 1;
    } else if (OPENERS.has(token.text)) {
      const defined = token.text === 'def' && isEndless(tokens, at);
      if (!defined) blocks.push(token.text === 'begin' ? null : 'optional');
      // The condition, up to the end of the line or `if x then`; what it opens before that it closes there.
      while (at < tokens.length && tokens[at]?.kind !== 'line') {
        at += 1;
        if (tokens[at]?.kind !== 'word') continue;
        if (tokens[at]?.text === 'then') break;
        if (tokens[at]?.text === 'end') blocks.pop();
      }
    } else {
      const call = rubyCall(tokens, at + 1);
      const [name] = call.literals;
      if (token.text === 'gem' && call.broken) unread ??= token.start;
      if (token.text === 'gem' && name !== undefined && name.text !== '') {
        const group = groupInFolder(source.path, groupOfGem(call, blocks));
        const end = call.literals.at(-1)?.end ?? name.end;
        if (group !== 'own') {
          const version = requirementOf(call.literals.slice(1));
          declarations.push(dependency(source, 'gem', { name: name.text, version, group, start: token.start, end }));
        }
      }
      if (call.block) blocks.push(blockOf(token.text, call));
      // What is not a call of this form may still hold a block.
      at = Math.max(call.next, at + 1);
    }
  }
  // A block that is open at the end says of what follows it what is not so.
  if (blocks.length > 0) unread ??= tokens.at(-1)?.start ?? 0;
  return { declarations, diagnostics: unreadLines(source, unread, 'gem') };
}

/** `def name(x) = …` needs no `end`. */
function isEndless(tokens: readonly CodeToken[], from: number): boolean {
  let depth = 0;
  for (let at = from; at < tokens.length && tokens[at]?.kind !== 'line'; at += 1) {
    const text = tokens[at]?.text;
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    else if (depth === 0 && text === '=') return true;
  }
  return false;
}

function groupOfGem({ options, conditional }: RubyCall, blocks: readonly Block[]): DependencyGroup | 'own' {
  if (options.has('path') || blocks.includes('own')) return 'own';
  const named = options.get('group') ?? options.get('groups');
  const own = named === undefined ? null : groupOfGroups(named);
  if (own === 'development' || blocks.includes('development')) return 'development';
  if (conditional || options.has('install_if') || own === 'optional' || blocks.includes('optional')) return 'optional';
  return 'production';
}

function blockOf(name: string, { literals, options }: RubyCall): Block {
  if (name === 'path') return 'own';
  if (name === 'install_if' || name === 'env') return 'optional';
  if (name !== 'group') return null;
  const group = groupOfGroups(literals.map(({ text }) => text));
  return group === 'production' && options.get('optional')?.includes('true') ? 'optional' : group;
}

/** Of several groups one of production decides. */
function groupOfGroups(names: readonly string[]): DependencyGroup {
  const groups = names.map((name) => groupOfName(name) ?? 'production');
  return groups.find((group) => group === 'production') ?? groups[0] ?? 'production';
}
