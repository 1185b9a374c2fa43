import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import { codeTokens, RUBY } from '../../text/code-tokens.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { requirementOf, rubyCall } from './gem-call.ts';
import { unreadLines } from './partly-read.ts';

const GROUPS: Readonly<Record<string, DependencyGroup>> = {
  add_dependency: 'production',
  add_runtime_dependency: 'production',
  add_development_dependency: 'development',
};

/** Specifications of gems: https://docs.ruby-lang.org/en/3.4/Gem/Specification.html#method-i-add_dependency; computed names are left out. */
export function extract({ source }: ExtractInput): Extraction {
  const tokens = codeTokens(source.text, RUBY);
  const declarations: DependencyDeclaration[] = [];
  // Gem itself writes them once for each of its own versions.
  const seen = new Set<string>();
  let unread: number | null = null;
  tokens.forEach(({ kind, text, start }, at) => {
    const group = Object.hasOwn(GROUPS, text) ? GROUPS[text] : undefined;
    if (kind !== 'word' || group === undefined || tokens[at - 1]?.text !== '.') return;
    const { literals, conditional, broken } = rubyCall(tokens, at + 1);
    if (broken) unread ??= start;
    const [name] = literals;
    if (name === undefined || name.text === '' || seen.has(`${group} ${name.text}`)) return;
    seen.add(`${group} ${name.text}`);
    declarations.push(
      dependency(source, 'gem', {
        name: name.text,
        version: requirementOf(literals.slice(1)),
        group: conditional && group === 'production' ? 'optional' : group,
        start,
        end: literals.at(-1)?.end ?? name.end,
      }),
    );
  });
  return { declarations, diagnostics: unreadLines(source, unread, 'gem') };
}
