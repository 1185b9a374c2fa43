/**
 * A rough look at program text that is configuration at heart (Gemfile, build.gradle.kts, mix.exs): words, literals and marks with
 * their offsets; comments are gone. Nothing is run, and what looks unusual is a mark among others.
 */
export interface CodeToken {
  /** `line`: the end of a line. */
  readonly kind: 'word' | 'string' | 'symbol' | 'mark' | 'line';
  /** Of literals what is between the quotes. */
  readonly text: string;
  /** Holds parts that only the program knows: `"a-#{b}"`. */
  readonly computed: boolean;
  readonly start: number;
  readonly end: number;
}

export interface CodeSyntax {
  readonly lineComment: RegExp;
  readonly blockComment: RegExp | null;
  /** Start of a part that is computed; inside double quotes only. */
  readonly interpolation: RegExp;
  /** `%q(it's)` (Ruby): what stands between the brackets; upper case computes. */
  readonly percentString: RegExp | null;
  /** `:name`, `%w[a b]` (Ruby), `~w[a b]a` (Elixir), texts up to a word of their own (Ruby). */
  readonly symbols: boolean;
  readonly wordList: RegExp | null;
  readonly heredoc: RegExp | null;
  readonly endOfCode: RegExp | null;
}

/** https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html */
export const RUBY: CodeSyntax = {
  lineComment: /#[^\n]*/y,
  blockComment: /^=begin\b[\s\S]*?(?:^=end\b[^\n]*|(?![\s\S]))/my,
  interpolation: /#[{@$]/,
  symbols: true,
  wordList:
    /%([wWiI])(?:\[([^\]]{0,2000})\]|\(([^)]{0,2000})\)|\{([^}]{0,2000})\}|<([^>]{0,2000})>|([|!/])([\s\S]{0,2000}?)\6)/y,
  percentString:
    /%([qQ])(?:\[([^\]]{0,2000})\]|\(([^)]{0,2000})\)|\{([^}]{0,2000})\}|<([^>]{0,2000})>|([|!/])([\s\S]{0,2000}?)\6)/y,
  heredoc: /<<[~-]?(["'`]?)([A-Z_a-z]\w*)\1/y,
  endOfCode: /^__END__\s*$/my,
};

/** https://hexdocs.pm/elixir/syntax-reference.html */
export const ELIXIR: CodeSyntax = {
  lineComment: /#[^\n]*/y,
  blockComment: null,
  interpolation: /#\{/,
  symbols: true,
  wordList:
    /~([wW])(?:\[([^\]]{0,2000})\]|\(([^)]{0,2000})\)|\{([^}]{0,2000})\}|<([^>]{0,2000})>|([|"'/])([\s\S]{0,2000}?)\6)[asc]?/y,
  percentString: null,
  heredoc: null,
  endOfCode: null,
};

/** https://docs.groovy-lang.org/latest/html/documentation/core-syntax.html, https://kotlinlang.org/docs/strings.html */
export const GROOVY_KOTLIN: CodeSyntax = {
  lineComment: /\/\/[^\n]*/y,
  blockComment: /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))/y,
  interpolation: /\$[{A-Za-z_]/,
  symbols: false,
  wordList: null,
  percentString: null,
  heredoc: null,
  endOfCode: null,
};

const BLANK = /[ \t\r\f\ufeff]+|\\\r?\n/y;
const WORD = /[A-Za-z_][\w]*[?!]?(?![=?!])|[A-Za-z_]\w*/y;
const SYMBOL = /:(?:([A-Za-z_]\w*[?!]?)|"([^"\\\n]*)")/y;
const LONG_STRING = /("""|''')([\s\S]*?)\1/y;
const STRING = /"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'/y;
const NUMBER = /\d[\w.]*/y;
const MARK = /=>|::|&&|\|\||[\s\S]/y;

export function codeTokens(text: string, syntax: CodeSyntax): CodeToken[] {
  const tokens: CodeToken[] = [];
  let at = 0;
  let heredocs: string[] = [];
  const unclosed = new Set<string>();
  const take = (pattern: RegExp | null): RegExpExecArray | null => {
    if (pattern === null) return null;
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const push = (kind: CodeToken['kind'], value: string, start: number, end: number, computed = false): void => {
    tokens.push({ kind, text: value, computed, start, end });
  };
  while (at < text.length) {
    const start = at;
    const skipped = take(BLANK) ?? take(syntax.lineComment) ?? take(syntax.blockComment);
    if (skipped !== null) {
      at += skipped[0].length;
      continue;
    }
    if (take(syntax.endOfCode) !== null) break;
    if (text[at] === '\n') {
      at += 1;
      push('line', '', start, at);
      for (const word of heredocs) {
        const end = unclosed.has(word) ? null : endOfHeredoc(text, at, word);
        if (end === null) unclosed.add(word);
        else at = end;
      }
      heredocs = [];
      continue;
    }
    const heredoc = take(syntax.heredoc);
    const list = heredoc === null ? take(syntax.wordList) : null;
    const percent = take(syntax.percentString);
    const long = take(LONG_STRING);
    const string = take(STRING);
    const symbol = syntax.symbols && text[at - 1] !== ':' ? take(SYMBOL) : null;
    const word = take(WORD);
    if (heredoc !== null) {
      heredocs.push(heredoc[2] ?? '');
      at += heredoc[0].length;
      push('string', '', start, at, true);
    } else if (list !== null) {
      at += list[0].length;
      pushWords(tokens, list, start, at);
    } else if (percent !== null) {
      at += percent[0].length;
      const body = percent[2] ?? percent[3] ?? percent[4] ?? percent[5] ?? percent[7] ?? '';
      push('string', body, start, at, percent[1] === 'Q' && isComputed(body, syntax));
    } else if (long !== null) {
      at += long[0].length;
      push('string', long[2] ?? '', start, at, syntax.interpolation.test(long[0]));
    } else if (string !== null) {
      at += string[0].length;
      const double = string[1] !== undefined;
      push('string', string[1] ?? string[2] ?? '', start, at, double && isComputed(string[1] ?? '', syntax));
    } else if (symbol !== null) {
      at += symbol[0].length;
      push('symbol', symbol[1] ?? symbol[2] ?? '', start, at);
    } else if (word !== null) {
      at += word[0].length;
      push('word', word[0], start, at);
    } else {
      at += (take(NUMBER) ?? take(MARK))?.[0].length ?? 1;
      push('mark', text.slice(start, at), start, at);
    }
  }
  return tokens;
}

/** A quote that closes nowhere: what stands behind it on its line is not what it seems. */
export function isOpenQuote({ kind, text }: CodeToken): boolean {
  return kind === 'mark' && (text === '"' || text === "'");
}

/** An escaped sign begins nothing: `"\#{a}"`, `"\$a"`. */
function isComputed(body: string, syntax: CodeSyntax): boolean {
  return syntax.interpolation.test(body.replace(/\\[\s\S]/g, ''));
}

/** `%w[a b]` as `["a", "b"]`; items of `%i` and of `~w[…]a` are symbols. */
function pushWords(tokens: CodeToken[], list: RegExpExecArray, start: number, end: number): void {
  const body = list[2] ?? list[3] ?? list[4] ?? list[5] ?? list[7] ?? '';
  const offset = start + list[0].indexOf(body, 3);
  const kind = /^%[iI]|a$/.test(list[0]) ? 'symbol' : 'string';
  const mark = (text: string, at: number): CodeToken => ({ kind: 'mark', text, computed: false, start: at, end: at });
  tokens.push(mark('[', start));
  for (const { 0: text, index } of body.matchAll(/\S+/g)) {
    if (tokens.at(-1)?.text !== '[') tokens.push(mark(',', offset + index));
    tokens.push({ kind, text, computed: /#\{/.test(text), start: offset + index, end: offset + index + text.length });
  }
  tokens.push(mark(']', end));
}

/** Null where it is never closed, so that it was none. */
function endOfHeredoc(text: string, from: number, word: string): number | null {
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (text.slice(at, end).trim() === word) return end;
    at = end + 1;
  }
  return null;
}
