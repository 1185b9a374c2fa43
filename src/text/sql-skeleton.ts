import { DIALECT_HEAD, guessDialect } from './sql-dialect.ts';

/** Literals and comments longer than this (UTF-16 units) keep only their beginning and their line breaks. */
const LITERAL_LIMIT = 65_536;
/** A word longer than this is none that matters; PostgreSQL cuts identifiers and dollar tags at 63 bytes. */
const WORD_LIMIT = 128;

const NORMAL = 0;
const QUOTED = 1;
const LINE_COMMENT = 2;
const BLOCK_COMMENT = 3;
const DOLLAR = 4;
const COPY_TAIL = 5;
const DATA_START = 6;
const DATA_LINE = 7;
const LONG_WORD = 8;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const DOLLAR_SIGN = 36;
const QUOTE = 39;
const OPEN = 40;
const CLOSE = 41;
const STAR = 42;
const MINUS = 45;
const SLASH = 47;
const SEMICOLON = 59;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const BACKTICK = 96;

/** Statements that end an INSERT which nobody ended with a semicolon (SQL Server scripts). */
const RESTART = new Set(['create', 'alter', 'drop', 'go', 'comment', 'copy', 'rename', 'exec', 'use']);
const RESTART_TSQL = new Set([
  ...RESTART,
  'execute',
  'if',
  'begin',
  'end',
  'else',
  'declare',
  'print',
  'set',
  'update',
]);
/** Remarks of SQL*Plus, which take a line. */
const REMARKS = new Set(['rem', 'remark', 'prompt']);
/** q'[x]' of Oracle ends with the bracket that closes, or with the same sign again. */
const ORACLE_CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

/**
 * The DDL of a dump: rows of `COPY … FROM stdin` and whole INSERT and REPLACE statements are taken out, line breaks stay,
 * so that line numbers hold. Memory grows with what is kept and with the number of lines, not with the size of the dump;
 * where the chunks are cut makes no difference.
 */
export function sqlSkeleton(chunks: Iterable<string>): string {
  const kept: string[] = [];
  let machine: Machine | null = null;
  let rest = '';
  for (const chunk of chunks) {
    const text = rest === '' ? chunk : rest + chunk;
    if (machine === null) {
      if (text.length < DIALECT_HEAD) {
        rest = text;
        continue;
      }
      machine = createMachine(text);
    }
    const { output, consumed } = machine(text, false);
    if (output !== '') kept.push(output);
    rest = text.slice(consumed);
  }
  machine ??= createMachine(rest);
  kept.push(machine(rest, true).output);
  return kept.join('');
}

/** Takes the text from where it stopped; what it does not consume has to come again with more behind it. */
type Machine = (text: string, final: boolean) => { readonly output: string; readonly consumed: number };

function createMachine(head: string): Machine {
  const dialect = guessDialect(head, '');
  let mysql = dialect === 'mysql';
  const nests = dialect === 'postgres';
  const restart = dialect === 'sqlserver' ? RESTART_TSQL : RESTART;
  const hasDollars = dialect !== 'sqlserver' && dialect !== 'oracle';
  const oracle = dialect === 'oracle' || dialect === 'ansi';

  let state = NORMAL;
  /** No token of the statement has been seen. */
  let fresh = true;
  /** No token of the line has been seen. */
  let lineStart = true;
  let depth = 0;
  let copy = false;
  let copyStdin = false;
  let inInsert = false;
  /** A statement without semicolon stands before the INSERT: its end must not vanish with the INSERT's. */
  let keepEnd = false;
  let closer = QUOTE;
  let escapes = false;
  let tag = '';
  let commentDepth = 0;

  let dropping = false;
  let breaks = 0;
  let lastKept = 0;
  /** Index at which the literal in hand gets too long. */
  let dropAt = 0;

  return (text, final) => {
    const length = text.length;
    const parts: string[] = [];
    let keepFrom = 0;
    let i = 0;

    const flushBreaks = () => {
      if (breaks === 0) return;
      parts.push('\n'.repeat(breaks));
      breaks = 0;
      lastKept = LF;
    };
    const startDropping = (at: number) => {
      if (dropping) return;
      if (at > keepFrom) {
        parts.push(text.slice(keepFrom, at));
        lastKept = text.charCodeAt(at - 1);
      }
      // A lone CR and the LF that stands for a dropped break would melt into one line end.
      if (lastKept === CR && text.charCodeAt(at) !== LF) {
        parts.push(' ');
        lastKept = SPACE;
      }
      dropping = true;
    };
    const stopDropping = (at: number) => {
      if (!dropping) return;
      flushBreaks();
      dropping = false;
      keepFrom = at;
    };
    const openLiteral = (next: number, size: number) => {
      state = next;
      dropAt = i + LITERAL_LIMIT;
      i += size;
      fresh = false;
      lineStart = false;
    };
    const closeLiteral = () => {
      state = NORMAL;
      escapes = mysql;
      if (dropping && !inInsert) stopDropping(i);
    };
    const endStatement = () => {
      fresh = true;
      depth = 0;
      if (copyStdin) state = COPY_TAIL;
      copy = false;
      copyStdin = false;
    };

    /** A word at `i`, up to `end`. */
    const takeWord = (end: number) => {
      const word = end - i <= 9 ? text.slice(i, end).toLowerCase() : '';
      if (inInsert && lineStart && depth === 0 && restart.has(word)) {
        inInsert = false;
        stopDropping(i);
        fresh = true;
      }
      if (
        !inInsert &&
        ((fresh && (word === 'insert' || word === 'replace')) || (word === 'insert' && lineStart && depth === 0))
      ) {
        inInsert = true;
        keepEnd = !fresh;
        startDropping(i);
      } else if (fresh && word === 'copy') copy = true;
      else if (copy && word === 'stdin') copyStdin = true;
      else if (lineStart && word === 'delimiter') mysql = true;
      if (oracle && fresh && lineStart && REMARKS.has(word)) {
        state = LINE_COMMENT;
        lineStart = false;
        i = end;
        return;
      }
      fresh = lineStart && word === 'go';
      lineStart = false;
      escapes = mysql || word === 'e';
      i = end;
      if (text.charCodeAt(i) !== QUOTE) escapes = mysql;
    };

    scan: while (i < length) {
      const c = text.charCodeAt(i);
      switch (state) {
        case NORMAL: {
          if (c === LF || c === CR) {
            if (dropping) {
              if (c === CR && i + 1 >= length && !final) break scan;
              if (c === LF || text.charCodeAt(i + 1) !== LF) breaks += 1;
            }
            lineStart = true;
            i += 1;
          } else if (c === SPACE || c === TAB) {
            i += 1;
          } else if (isWordUnit(c)) {
            let end = i + 1;
            while (end < length && (isWordUnit(text.charCodeAt(end)) || text.charCodeAt(end) === DOLLAR_SIGN)) end += 1;
            if (end >= length && !final && end - i <= WORD_LIMIT) break scan;
            if (end - i > WORD_LIMIT) {
              state = LONG_WORD;
              fresh = false;
              lineStart = false;
              i += 1;
            } else if (oracle && !mysql && isOracleQuote(text, i, end)) {
              if (end + 1 >= length && !final) break scan;
              const delimiter = text.charAt(end + 1);
              tag = `${ORACLE_CLOSERS[delimiter] ?? delimiter}'`;
              if (delimiter > ' ' && delimiter !== "'") openLiteral(DOLLAR, end + 2 - i);
              else takeWord(end);
            } else takeWord(end);
          } else if (c === QUOTE || c === DOUBLE_QUOTE || c === BACKTICK) {
            if (c !== QUOTE) escapes = mysql && c === DOUBLE_QUOTE;
            else if (mysql) escapes = true;
            closer = c;
            openLiteral(QUOTED, 1);
          } else if (c === OPEN_BRACKET && dialect === 'sqlserver') {
            closer = CLOSE_BRACKET;
            escapes = false;
            openLiteral(QUOTED, 1);
          } else if (c === MINUS) {
            if (i + 1 >= length && !final) break scan;
            if (text.charCodeAt(i + 1) === MINUS) state = LINE_COMMENT;
            else fresh = false;
            i += 1;
          } else if (c === HASH) {
            if (i + 1 >= length && !final) break scan;
            if (mysql || (lineStart && !(text.charCodeAt(i + 1) > SPACE))) state = LINE_COMMENT;
            i += 1;
          } else if (c === SLASH) {
            if (i + 3 >= length && !final) break scan;
            if (text.charCodeAt(i + 1) !== STAR) {
              fresh = false;
              i += 1;
            } else if (isConditional(text, i)) i += 3;
            else {
              const [wasFresh, wasLineStart] = [fresh, lineStart];
              commentDepth = 1;
              openLiteral(BLOCK_COMMENT, 2);
              fresh = wasFresh;
              lineStart = wasLineStart;
            }
          } else if (c === STAR) {
            if (i + 1 >= length && !final) break scan;
            i += text.charCodeAt(i + 1) === SLASH ? 2 : 1;
          } else if (c === DOLLAR_SIGN && hasDollars && !mysql) {
            let end = i + 1;
            while (end < length && end - i <= WORD_LIMIT && isWordUnit(text.charCodeAt(end))) end += 1;
            if (end >= length && !final) break scan;
            if (text.charCodeAt(end) === DOLLAR_SIGN) {
              tag = text.slice(i, end + 1);
              openLiteral(DOLLAR, end + 1 - i);
            } else i += 1;
          } else if (c === SEMICOLON) {
            if (inInsert) {
              inInsert = false;
              stopDropping(keepEnd ? i : i + 1);
            }
            i += 1;
            endStatement();
          } else {
            if (c === OPEN) depth += 1;
            else if (c === CLOSE && depth > 0) depth -= 1;
            if (c !== BOM) {
              fresh = false;
              lineStart = false;
            }
            i += 1;
          }
          break;
        }
        case QUOTED: {
          if (i >= dropAt) startDropping(i);
          if (c === closer) {
            if (i + 1 >= length && !final) break scan;
            if (text.charCodeAt(i + 1) === closer) i += 2;
            else {
              i += 1;
              closeLiteral();
            }
          } else if (c === BACKSLASH && escapes) {
            if (i + 1 >= length && !final) break scan;
            const next = text.charCodeAt(i + 1);
            // An escaped line break is still one to count.
            i += next === LF || next === CR ? 1 : 2;
          } else if (dropping && (c === LF || c === CR)) {
            if (c === CR && i + 1 >= length && !final) break scan;
            if (c === LF || text.charCodeAt(i + 1) !== LF) breaks += 1;
            i += 1;
          } else {
            // The bulk of a dump: everything up to the next unit that means something.
            const stop = dropping ? length : Math.min(length, dropAt);
            i += 1;
            while (i < stop) {
              const u = text.charCodeAt(i);
              if (u === closer || u === BACKSLASH || u === LF || u === CR) break;
              i += 1;
            }
          }
          break;
        }
        case LINE_COMMENT: {
          if (c === LF || c === CR) state = NORMAL;
          else i += 1;
          break;
        }
        case BLOCK_COMMENT: {
          if (i >= dropAt) startDropping(i);
          if (c === STAR || c === SLASH || c === CR) {
            if (i + 1 >= length && !final) break scan;
          }
          const next = c === STAR || c === SLASH || c === CR ? text.charCodeAt(i + 1) : 0;
          if (c === STAR && next === SLASH) {
            i += 2;
            commentDepth -= 1;
            if (commentDepth === 0) closeLiteral();
          } else if (nests && c === SLASH && next === STAR) {
            commentDepth += 1;
            i += 2;
          } else {
            if (dropping && (c === LF || (c === CR && next !== LF))) breaks += 1;
            i += 1;
          }
          break;
        }
        case DOLLAR: {
          if (i >= dropAt) startDropping(i);
          if (c === tag.charCodeAt(0)) {
            if (i + tag.length > length && !final) break scan;
            if (text.startsWith(tag, i)) {
              i += tag.length;
              closeLiteral();
            } else i += 1;
          } else {
            if (dropping && (c === LF || c === CR)) {
              if (c === CR && i + 1 >= length && !final) break scan;
              if (c === LF || text.charCodeAt(i + 1) !== LF) breaks += 1;
            }
            i += 1;
          }
          break;
        }
        case COPY_TAIL: {
          if (c === CR && i + 1 >= length && !final) break scan;
          i += 1;
          if (c === LF || (c === CR && text.charCodeAt(i) !== LF)) {
            state = DATA_START;
            startDropping(i);
          }
          break;
        }
        case DATA_START: {
          if (i + 2 >= length && !final) break scan;
          const next = text.charCodeAt(i + 2);
          if (text.startsWith('\\.', i) && (next === LF || next === CR || i + 2 >= length)) {
            state = NORMAL;
            i += 2;
            stopDropping(i);
            lineStart = false;
          } else state = DATA_LINE;
          break;
        }
        case DATA_LINE: {
          while (i < length) {
            const u = text.charCodeAt(i);
            if (u === LF || u === CR) break;
            i += 1;
          }
          if (i >= length) break;
          const cr = text.charCodeAt(i) === CR;
          if (cr && i + 1 >= length && !final) break scan;
          i += cr && text.charCodeAt(i + 1) === LF ? 2 : 1;
          breaks += 1;
          state = DATA_START;
          break;
        }
        default: {
          while (i < length && isWordUnit(text.charCodeAt(i))) i += 1;
          if (i < length) state = NORMAL;
        }
      }
    }

    if (dropping) flushBreaks();
    else if (i > keepFrom) {
      parts.push(text.slice(keepFrom, i));
      lastKept = text.charCodeAt(i - 1);
    }
    dropAt -= i;
    return { output: parts.join(''), consumed: i };
  };
}

const BOM = 0xfeff;

function isWordUnit(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 65 && c <= 90) ||
    (c >= 48 && c <= 57) ||
    c === 95 ||
    (c > 127 && c !== BOM && c !== 160)
  );
}

/** The word [from, to) is q or nq before a quote. */
function isOracleQuote(text: string, from: number, to: number): boolean {
  if (to - from > 2 || text.charCodeAt(to) !== QUOTE || (text.charCodeAt(to - 1) | 32) !== 113) return false;
  return to - from === 1 || (text.charCodeAt(from) | 32) === 110;
}

/** `/*!40101 … ` and MariaDB's `/*M!100100 … ` are code: https://dev.mysql.com/doc/refman/8.4/en/comments.html */
function isConditional(text: string, at: number): boolean {
  const c = text.charCodeAt(at + 2);
  return c === 33 || (c === 77 && text.charCodeAt(at + 3) === 33);
}
