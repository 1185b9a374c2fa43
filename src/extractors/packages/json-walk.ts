import { createScanner, type JSONScanner } from 'jsonc-parser';

/** jsonc-parser's SyntaxKind and ScanError: its const enums cannot be imported under `verbatimModuleSyntax`. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const COMMA = 5;
const COLON = 6;
const EOF = 17;
const NO_ERROR = 0;

export interface JsonScalar {
  /** Keys and indices from the root; the same array each time, so copy what is kept. */
  readonly path: readonly string[];
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  /** Decoded for strings, as written otherwise. */
  readonly text: string;
  /** Offsets of the key (of the value inside arrays) and of the end of the value. */
  readonly start: number;
  readonly end: number;
}

const SCALARS = new Map<number, JsonScalar['kind']>([
  [7, 'null'],
  [8, 'boolean'],
  [9, 'boolean'],
  [10, 'string'],
  [11, 'number'],
]);

interface Level {
  readonly array: boolean;
  /** Of the current key, and whether its colon has been seen. */
  keyStart: number;
  afterColon: boolean;
  index: number;
}

/**
 * Goes through a JSON text token by token (comments and trailing commas allowed) and tells every scalar with its path.
 * Works without recursion, so nesting costs nothing. Gives the offset of the first error, or null; what stands before it has
 * been told.
 */
export function walkJson(text: string, tell: (scalar: JsonScalar) => void): number | null {
  // Editors and package managers write a byte order mark now and then; the scanner does not know it.
  const scanner = createScanner(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text, true);
  const path: string[] = [];
  const levels: Level[] = [];
  let rootSeen = false;
  for (let token: number = scanner.scan(); token !== EOF; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if ((scanner.getTokenError() as number) !== NO_ERROR) return start;
    const level = levels.at(-1);
    if (level === undefined && rootSeen) return start;
    switch (token) {
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (level !== undefined && !canHoldValue(level)) return start;
        rootSeen = true;
        levels.push({ array: token === OPEN_BRACKET, keyStart: start, afterColon: false, index: 0 });
        path.push(token === OPEN_BRACKET ? '0' : '');
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (level === undefined || level.array !== (token === CLOSE_BRACKET)) return start;
        levels.pop();
        path.pop();
        break;
      case COMMA:
        if (level === undefined) return start;
        nextItem(level, path);
        break;
      case COLON:
        if (level === undefined || level.array || level.afterColon) return start;
        level.afterColon = true;
        break;
      default: {
        const kind = SCALARS.get(token);
        if (kind === undefined) return start;
        if (level === undefined) rootSeen = true;
        else if (level.array || level.afterColon) tell(scalar(scanner, path, level, kind, start));
        else if (kind === 'string') {
          path[path.length - 1] = scanner.getTokenValue();
          level.keyStart = start;
        } else return start;
      }
    }
  }
  return levels.length === 0 && rootSeen ? null : text.length;
}

function canHoldValue(level: Level): boolean {
  return level.array || level.afterColon;
}

function nextItem(level: Level, path: string[]): void {
  level.afterColon = false;
  level.index += 1;
  path[path.length - 1] = level.array ? String(level.index) : '';
}

function scalar(
  scanner: JSONScanner,
  path: readonly string[],
  level: Level,
  kind: JsonScalar['kind'],
  start: number,
): JsonScalar {
  return {
    path,
    kind,
    text: scanner.getTokenValue(),
    start: level.array ? start : level.keyStart,
    end: start + scanner.getTokenLength(),
  };
}
