import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupOfName } from './group-names.ts';
import { parseRequirement } from './python-requirement.ts';

interface Literal {
  readonly text: string;
  readonly conditional?: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * setup.py: https://setuptools.pypa.io/en/latest/references/keywords.html. Nothing is run: only lists of literals are read, in the
 * keyword itself or in variables of the module that it names.
 */
export function extract({ source }: ExtractInput): Extraction {
  const { text } = source;
  const code = withoutComments(text);
  const declarations: DependencyDeclaration[] = [];
  const declare = (literals: readonly Literal[], group: DependencyGroup): void => {
    for (const { text: spec, conditional, start, end } of literals) {
      const requirement = parseRequirement(spec.trim());
      if (requirement === null) continue;
      const { name, version, extra } = requirement;
      const own = (extra || conditional === true) && group === 'production' ? 'optional' : group;
      declarations.push(dependency(source, 'pypi', { name, version, group: own, start, end }));
    }
  };
  declare(listOf(code, 'install_requires'), 'production');
  declare(listOf(code, 'tests_require'), 'development');
  declare(listOf(code, 'setup_requires'), 'development');
  for (const { key, items } of extrasOf(code)) {
    declare(items, groupOfName(key) === 'development' ? 'development' : 'optional');
  }
  return { declarations, diagnostics: [] };
}

/** Comments and texts of several lines become blanks of the same length; `#` inside strings stays. */
function withoutComments(text: string): string {
  return text.replace(
    /("""|''')[\s\S]*?\1|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|#[^\n]*/g,
    (found, triple) => (triple !== undefined || found.startsWith('#') ? ' '.repeat(found.length) : found),
  );
}

/** Each variable is looked for in the whole file. */
const MAX_TERMS = 100;

/** What the value of `keyword=` adds up, each list written there or in a variable: `BASE + ["x"]`. */
function listOf(code: string, keyword: string): Literal[] {
  const given = new RegExp(`(?:\\b${keyword}\\s*=(?!=)|["']${keyword}["']\\s*:)`).exec(code);
  const found: Literal[] = [];
  const term = /\s*(?:(\w+)(?![\w.([])|(?=[[(]))/y;
  const plus = /\s*\+(?!=)/y;
  let at = given === null ? null : given.index + given[0].length;
  for (let terms = 0; at !== null && terms < MAX_TERMS; terms += 1) {
    term.lastIndex = at;
    const match = term.exec(code);
    if (match === null) break;
    const [, name] = match;
    if (name === undefined) {
      const { items, end } = bracketed(code, term.lastIndex);
      found.push(...items);
      plus.lastIndex = end;
    } else {
      found.push(...assignedTo(code, name));
      plus.lastIndex = term.lastIndex;
    }
    at = plus.test(code) ? plus.lastIndex : null;
  }
  return found;
}

/** A list that a variable of the module starts with, and what is added to it; behind an indentation only under a condition. */
function assignedTo(code: string, name: string): Literal[] {
  const first = new RegExp(`^${name}\\s*(?::[^=\\n]+)?=\\s*(?=[[(])`, 'm').exec(code);
  const found = first === null ? [] : bracketed(code, first.index + first[0].length).items;
  const added = new RegExp(`^([ \\t]*)${name}(?:\\s*\\+=\\s*(?=[[(])|\\.(?:append|extend)(?=\\())`, 'gm');
  for (let match = added.exec(code); match !== null; match = added.exec(code)) {
    const { items, end } = bracketed(code, added.lastIndex);
    const conditional = match[1] !== '';
    found.push(...items.map((item) => ({ ...item, conditional })));
    added.lastIndex = end;
  }
  return found;
}

/** Where the braces of `extras_require=` open, looked up through one variable. */
function extrasAt(code: string): number | null {
  const given = /(?:\bextras_require\s*=|["']extras_require["']\s*:)\s*(?:(\w+)|(?=\{))/.exec(code);
  if (given === null) return null;
  if (given[1] === undefined) return given.index + given[0].length;
  const assigned = new RegExp(`^${given[1]}\\s*(?::[^=\\n]+)?=\\s*(?=\\{)`, 'm').exec(code);
  return assigned === null ? null : assigned.index + assigned[0].length;
}

/** String literals up to the bracket that closes the one at the offset. */
function bracketed(code: string, at: number): { readonly items: Literal[]; readonly end: number } {
  const items: Literal[] = [];
  let depth = 0;
  const token = /"((?:\\[\s\S]|[^"\\\n])*)"?|'((?:\\[\s\S]|[^'\\\n])*)'?|[[\](){}]/g;
  token.lastIndex = at;
  for (let match = token.exec(code); match !== null; match = token.exec(code)) {
    const literal = match[1] ?? match[2];
    if (literal !== undefined) {
      // What is never closed is no item.
      if (match[0].length > literal.length + 1) items.push({ text: literal, start: match.index, end: token.lastIndex });
    } else {
      depth += '[({'.includes(match[0]) ? 1 : -1;
      if (depth <= 0) return { items, end: token.lastIndex };
    }
  }
  return { items, end: code.length };
}

/** `extras_require={"name": ["…"], …}` */
function extrasOf(code: string): { readonly key: string; readonly items: readonly Literal[] }[] {
  const at = extrasAt(code);
  if (at === null) return [];
  const extras: { key: string; items: Literal[] }[] = [];
  const end = at + 1 + endOfBraces(code.slice(at + 1));
  const entry = /["']([\w.-]+)["']\s*:\s*(?=[[(])/g;
  entry.lastIndex = at + 1;
  for (let match = entry.exec(code); match !== null && match.index < end; match = entry.exec(code)) {
    const { items, end: next } = bracketed(code, entry.lastIndex);
    extras.push({ key: match[1] ?? '', items });
    entry.lastIndex = next;
  }
  return extras;
}

/** Length up to the brace that closes what was opened before. */
function endOfBraces(code: string): number {
  let depth = 1;
  for (const match of code.matchAll(/"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|[{}]/g)) {
    if (match[0] === '{') depth += 1;
    else if (match[0] === '}') depth -= 1;
    if (depth === 0) return match.index;
  }
  return code.length;
}
