import { type CodeToken, isOpenQuote } from '../../text/code-tokens.ts';

/** Arguments of a call in Ruby: `gem "x", "~> 1", group: :test, :require => false`. */
export interface RubyCall {
  /** Literals without a key, up to the first that is computed. */
  readonly literals: readonly CodeToken[];
  /** Strings, symbols and words of each named argument; `true` is a word. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** Has a condition behind it: `gem "x" if ENV["Y"]`. */
  readonly conditional: boolean;
  /** Index of the first token that is not of the call. */
  readonly next: number;
  /** Opens a block: `do` at its end. */
  readonly block: boolean;
  /** A bracket or a quote in it closes nowhere. */
  readonly broken: boolean;
}

/** Words that end a statement on its line: `then gem "x" else gem "y" end`. */
const ENDS = new Set(['end', 'else', 'elsif', 'when']);

/** Longer is no call but brackets that never close. */
const MAX_TOKENS = 500;

/** Reads from the first token behind the name of the called to the end of the statement. */
export function rubyCall(tokens: readonly CodeToken[], from: number): RubyCall {
  const literals: CodeToken[] = [];
  const options = new Map<string, string[]>();
  let depth = 0;
  let key: string | null = null;
  let argument: CodeToken[] = [];
  let known = true;
  let conditional = false;
  let block = false;
  let at = from;
  const close = (): void => {
    const [only] = argument;
    if (key !== null) {
      const values = argument.filter(({ kind, computed }) => kind !== 'mark' && !computed).map(({ text }) => text);
      options.set(key, values);
    } else if (argument.length === 1 && only !== undefined && only.kind !== 'word' && !only.computed) {
      if (known) literals.push(only);
    } else if (only?.text === '[' && argument.every(({ kind, computed }) => kind !== 'word' && !computed)) {
      if (known) literals.push(...argument.filter(({ kind }) => kind !== 'mark' && kind !== 'line'));
    } else if (argument.length > 0) known = false;
    key = null;
    argument = [];
  };
  for (; at < tokens.length && at < from + MAX_TOKENS; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const { kind, text } = token;
    const before = tokens[at - 1];
    if (kind === 'line') {
      if (depth > 0 || (at > from && isContinued(before))) continue;
      break;
    }
    if (kind === 'mark' && /^[([{]$/.test(text)) depth += 1;
    else if (kind === 'mark' && /^[)\]}]$/.test(text)) depth -= 1;
    if (depth < 0) break;
    // A literal that may not be changed is the same literal.
    if (text === '.' && before?.kind === 'string' && tokens[at + 1]?.text === 'freeze') {
      at += 1;
      continue;
    }
    const outer = depth === 0 || (depth === 1 && tokens[from]?.text === '(');
    if (depth === 0 && kind === 'word' && (text === 'do' || text === 'if' || text === 'unless')) {
      conditional = text !== 'do';
      block = text === 'do';
      at += 1;
      break;
    }
    if (depth === 0 && (text === ';' || (kind === 'word' && ENDS.has(text)))) break;
    if (outer && kind === 'mark' && text === ',') close();
    else if (outer && isKeySign(token, tokens[at + 1]) && argument.length === 1) {
      key = argument[0]?.text ?? null;
      argument = [];
    } else if (!(depth <= 1 && at === from && text === '(') && !(depth === 0 && text === ')')) argument.push(token);
  }
  close();
  const broken = depth > 0 || tokens.slice(from, at).some(isOpenQuote);
  return { literals, options, conditional, next: at, block, broken };
}

function isKeySign({ kind, text }: CodeToken, next: CodeToken | undefined): boolean {
  return kind === 'mark' && (text === '=>' || (text === ':' && next !== undefined));
}

/** A statement goes on behind a comma or an operator. */
function isContinued(before: CodeToken | undefined): boolean {
  return before?.kind === 'line' || (before?.kind === 'mark' && /^(?:,|=>|&&|\|\||\+|:|\.|\()$/.test(before.text));
}

/** The version requirements among the literals: `"~> 1.2", "< 3"`. */
export function requirementOf(literals: readonly CodeToken[]): string | null {
  const texts = literals.filter(({ kind }) => kind === 'string').map(({ text }) => text);
  return texts.length === 0 ? null : texts.join(', ');
}
