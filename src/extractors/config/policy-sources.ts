const QUOTES = '"\'`';
/** More than any list of sources; keeps a file that never closes one cheap. */
const LONGEST = 8000;

/** Keywords stand in quotes of their own, templates compute parts, and a string may go on as the next one. */
const NOT_THE_END =
  /\\?'(?:self|none|unsafe-[a-z-]{1,20}|wasm-unsafe-eval|strict-dynamic|report-sample|nonce-[^'\n]{0,200}|sha\d{3}-[^'\n]{0,200})\\?'|\$\{[^}\n]{0,200}\}|<%[^%]{0,200}%>|\{\{[^}\n]{0,200}\}\}/g;
const SEAM = /["'`]\s{0,200}(?:[+.\\]\s{0,200})?["'`]/g;
/** Where nothing is quoted, lines of sources go on, and the next header, path, element or block does not. */
const TEXT_END =
  /[;"'`]|\n[ \t]{0,200}(?:\r?\n|[/<}\])]|(?!(?:https?|wss?|data|blob|filesystem|mediastream):)[\w-]{1,100}[ \t]{0,9}[:=(])/;

/**
 * Where the sources end that follow the name of a directive: in the text of a policy
 * (https://www.w3.org/TR/CSP3/#framework-directive-source-list), as the member of an object, or as arguments of a call.
 * At the latest at the next directive.
 */
export function endOfSources(text: string, start: number, directive: string, next: number): number {
  const rest = text.slice(start, Math.min(next, start + LONGEST));
  const separator = /^["'`]?\s*(?::(?=[\s"'`[({])|=>|=)/.exec(rest)?.[0];
  if (separator !== undefined) return start + endOfValue(rest, separator.length, true);
  if (/^["'`]\s*,/.test(rest)) return start + endOfValue(rest, 1, false);
  return start + (directive.includes('-') ? endOfText(rest) : endOfValue(rest, 0, false));
}

function endOfText(rest: string): number {
  const blank = (part: string): string => ' '.repeat(part.length);
  const end = rest.replace(NOT_THE_END, blank).replace(SEAM, blank).search(TEXT_END);
  return end < 0 ? rest.length : end;
}

/** The value of a member ends at its comma, a call without brackets at a line that no comma ends. */
function endOfValue(rest: string, from: number, isMember: boolean): number {
  let depth = 0;
  let quote = '';
  let last = ',';
  for (let at = from; at < rest.length; at += 1) {
    const char = rest[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (QUOTES.includes(char)) quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) {
      depth -= 1;
      if (depth < 0) return at;
    } else if (depth === 0 && (char === ';' || (char === ',' && isMember))) return at;
    else if (depth === 0 && char === '\n' && !goesOn(last, rest, at)) return at;
    if (/\S/.test(char)) last = char;
  }
  return rest.length;
}

function goesOn(last: string, rest: string, at: number): boolean {
  return ',?:=>+|&\\'.includes(last) || /^\s{0,200}[?:.+|&[]/.test(rest.slice(at, at + 201));
}
