import type { Dialect } from '../../model/declaration.ts';
import {
  BLANK,
  CLASS,
  commentEnd,
  copyEnd,
  DIGIT,
  dollarTagEnd,
  INSIDE,
  isCommandOfSqlPlus,
  isOracleQuote,
  isPrefix,
  LETTER,
  opensName,
  oracleQuoteEnd,
  skipCount,
  templateEnd,
  variableEnd,
  wordCodeAt,
  wordEnd,
} from './sql-scan.ts';
import {
  ARROW,
  CAST_SIGN,
  CONCAT,
  createTokens,
  DOLLAR,
  GREATER_EQUAL,
  hashStep,
  K,
  keywordCode,
  keywordSet,
  LESS_EQUAL,
  LONGEST_KEYWORD,
  NOT_EQUAL,
  NUMBER,
  pushToken,
  QUOTED,
  SIGN,
  STRING,
  TEMPLATE,
  type Tokens,
  WORD,
} from './sql-tokens.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 39;
const OPEN = 40;
const CLOSE = 41;
const SEMICOLON = 59;

/** First words of statements whose tokens are wanted; of all others only the first token is kept. */
const WANTED =
  keywordSet(`create alter drop comment rename exec execute select do begin if else end exception when then loop while
  for perform use set copy delete with`);
/** What CREATE makes: decides whether a body of statements may follow. */
const OBJECTS =
  keywordSet(`table view index type function procedure proc trigger event package schema database sequence role user
  extension policy rule domain server publication subscription statistics partition`);
/** How far behind CREATE the kind of object may stand: `DEFINER = x @ y` goes before it. */
const OBJECT_WITHIN = 10;
const ROUTINES = keywordSet('function procedure proc trigger event package');
/** First words of T-SQL statements, which need no semicolon between them. */
const STARTS = keywordSet(`if else begin end declare print return while alter drop exec execute`);
/** Those that may also stand inside another statement: they end only one that has no place for them. */
const INNER_STARTS = keywordSet('select insert update delete set merge truncate use grant revoke commit rollback with');
const HAS_NO_QUERY = keywordSet('alter drop exec execute create');
/** Behind one of these words a statement goes on. */
const GOES_ON = keywordSet('on as table column constraint for of instead database delete update');
/** What may stand behind END and closes something that was not counted. */
const UNCOUNTED_ENDS = keywordSet('if loop while repeat for');

const [COMMENT, CREATE, ALTER, DROP, INSERT, EXEC] = [
  K('comment'),
  K('create'),
  K('alter'),
  K('drop'),
  K('insert'),
  K('exec'),
];
const [SET, WITH, DATABASE, GRANT, REVOKE] = [K('set'), K('with'), K('database'), K('grant'), K('revoke')];
const [BEGIN, END, ELSE, CASE] = [K('begin'), K('end'), K('else'), K('case')];
const [TRAN, TRANSACTION] = [K('tran'), K('transaction')];
const [GO, DELIMITER, COPY, EXTENSION, PUBLICATION] = [
  K('go'),
  K('delimiter'),
  K('copy'),
  K('extension'),
  K('publication'),
];

const NEXT_IS_TABLE = /\s+(?:(?:global|local|temp|temporary|unlogged|external|foreign|virtual)\s+)?table\b/iy;
const PRIVILEGE = /\s+[a-z]+(?:\s+[a-z]+){0,2}\s*(?:,|\s(?:to|from)\s)/iy;
const STATEMENT_LINE = /[\n\r][ \t]*(?:create|alter|drop)[ \t]+(?:table|type|schema|unlogged)\b/i;

/**
 * Where a migration file starts to say how it is undone, and where it goes forward again: goose, sql-migrate, dbmate,
 * node-pg-migrate, Play evolutions, MyBatis, rambler.
 */
const DOWN_MARK =
  /^(?:--+|#)\s*(?:-+\s*)?(?:\+(?:goose|migrate)\s+down\b|migrate:down\b|!downs\b|\/\/\s*@undo\b|@undo\b|rambler\s+down\b|@?down(?:\s+migration)?\s*$)/i;
const UP_MARK =
  /^(?:--+|#)\s*(?:-+\s*)?(?:\+(?:goose|migrate)\s+up\b|migrate:up\b|!ups\b|rambler\s+up\b|@?up(?:\s+migration)?\s*$)/i;

const CONFLICT_MARKS = ['<<<<<<<', '=======', '>>>>>>>'];

export interface SqlLexer {
  readonly tokens: Tokens;
  /** Fills `tokens` with the next statement; false at the end. */
  next(): boolean;
}

/**
 * Cuts SQL of any dialect into statements and tokens, each statement on its own: what is broken in one does not reach the
 * next. `start` and `end` bound a part of the text (the body of a DO block).
 */
export function sqlLexer(text: string, dialect: Dialect, start = 0, end = text.length): SqlLexer {
  const t = createTokens(text);
  const nests = dialect === 'postgres' || dialect === 'cockroach';
  const sqlserver = dialect === 'sqlserver';
  const oracle = dialect === 'oracle';
  /** PL/SQL asks the compiler by $$name. */
  const hasDollars = !sqlserver && !oracle;
  /** Files of an old Mac end their lines with CR alone. */
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  let mysql = dialect === 'mysql';
  let pos = start;
  let delimiter = ';';
  let down = false;
  /** A block comment, or a dollar quote, is not closed in the rest: no need to look again. */
  let openComment = false;
  let openDollars = 0;
  let openOracleQuotes = 0;
  /** False once the rest is known to hold no end of rows: they have been taken out already. */
  let hasRows = true;
  /** Units that may be read again when a quote turns out to be left open or to have swallowed statements. */
  let budget = (end - start) * 4 + 1000;

  const lineEnd = (from: number): number => {
    const at = text.indexOf(newline, from);
    return at === -1 || at > end ? end : at;
  };
  /** Only blanks up to the end of the line. */
  const endsLine = (from: number): boolean => {
    let i = from;
    while (i < end) {
      const c = text.charCodeAt(i);
      if (c === LF || (c === CR && newline === '\r')) return true;
      if (c !== SPACE && c !== 9 && c !== CR) return false;
      i += 1;
    }
    return true;
  };
  /** Only blanks before it on its line. */
  const startsLine = (at: number): boolean => {
    let i = at - 1;
    while (i >= start && (text.charCodeAt(i) === SPACE || text.charCodeAt(i) === 9)) i -= 1;
    return i < start || text.charCodeAt(i) === LF || text.charCodeAt(i) === CR;
  };
  /** Start of the line that begins a statement, at or behind `from`; the end where there is none. */
  const resync = (from: number): number => {
    const found = from < end ? text.slice(from, end).search(STATEMENT_LINE) : -1;
    return found === -1 ? end : from + found + 1;
  };

  /** End of a literal closed by `closer`, which is doubled or (with `escapes`) escaped inside; -1 when it is not closed. */
  const closingQuote = (from: number, closer: string, escapes: boolean): number => {
    let i = from;
    if (escapes && budget < 0) return -1;
    for (;;) {
      const at = text.indexOf(closer, i);
      if (at === -1 || at >= end) {
        if (escapes) budget -= end - from;
        return -1;
      }
      if (escapes) {
        let slashes = 0;
        while (at - 1 - slashes >= i && text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
        if (slashes % 2 === 1) {
          i = at + 1;
          continue;
        }
      }
      if (text.charCodeAt(at + 1) === closer.charCodeAt(0) && at + 1 < end) {
        i = at + 2;
        continue;
      }
      return at + 1;
    }
  };

  /** Start of the statement that a string from `from` to `to` seems to have swallowed; -1 when there is none. */
  const swallowed = (from: number, to: number, object: number): number => {
    const first = t.code[0];
    const holdsNone = first === CREATE || first === ALTER ? ROUTINES[object] !== 1 : first === COMMENT || first === SET;
    if (t.count < 2 || !holdsNone || budget <= 0) return -1;
    const found = text.slice(from, to).search(STATEMENT_LINE);
    if (found === -1) return -1;
    budget -= to - from;
    return from + found + 1;
  };

  const next = (): boolean => {
    t.count = 0;
    t.comments.length = 0;
    t.broken = false;
    let i = pos;
    let depth = 0;
    let lineStart = startsLine(i);
    let wanted = true;
    let object = 0;
    let bodyDepth = 0;
    /** CASEs of T-SQL that wait for their END. */
    let cases = 0;
    /** End of the first statement inside a body, should the body turn out to have no end. */
    let firstSemicolon = -1;
    /** Semicolon behind the last END that closed a body, of PL/SQL that runs into what follows. */
    let lastEnd = -1;
    let closed = false;

    const push = (kind: number, code: number, from: number, to: number) => {
      if (t.count === 0) {
        t.down = down;
        // A word that begins no statement may be what is left of one.
        wanted = WANTED[code] === 1 || (kind === WORD && code === 0);
      }
      if (wanted || t.count === 0) pushToken(t, kind, code, from, to);
      lineStart = false;
    };
    const finish = (at: number): boolean => {
      pos = at;
      return true;
    };
    /** PL/SQL without its slash ends with the last END: what stands between that and `at` is read again. */
    const finishRoutine = (at: number): boolean => {
      if (lastEnd === -1 || budget <= 0) return finish(at);
      budget -= at - lastEnd;
      return finish(lastEnd + 1);
    };

    while (i < end) {
      const c = text.charCodeAt(i);
      const kind = c < 128 ? CLASS[c] : c === 0xfeff || c === 160 ? BLANK : LETTER;

      if (kind === BLANK) {
        i += 1;
        continue;
      }
      if (c === LF || c === CR) {
        lineStart = true;
        i += 1;
        continue;
      }

      if (kind === LETTER) {
        const from = i;
        let hash = 0;
        for (; i < end; i += 1) {
          const u = text.charCodeAt(i);
          if (u < 128) {
            if (INSIDE[u] !== 1 && !((u === 36 || u === 35 || u === 64) && !text.startsWith(delimiter, i))) break;
          } else if (u === 0xfeff || u === 160) break;
          hash = hashStep(hash, u);
        }
        const size = i - from;
        if (
          text.charCodeAt(i) === QUOTE &&
          i < end &&
          !mysql &&
          openOracleQuotes < 20 &&
          isOracleQuote(text, from, size)
        ) {
          const close = oracleQuoteEnd(text, i + 1, end);
          if (close !== -1) {
            push(STRING, 0, from, close);
            i = close;
            continue;
          }
          openOracleQuotes += 1;
        }
        if (text.charCodeAt(i) === QUOTE && i < end && isPrefix(text, from, size)) {
          const close = closingQuote(i + 1, "'", mysql || (size === 1 && (text.charCodeAt(from) | 32) === 101));
          if (close === -1) {
            t.broken = true;
            return finish(resync(i));
          }
          push(STRING, 0, from, close);
          i = close;
          continue;
        }
        const code = size <= LONGEST_KEYWORD ? keywordCode(text, from, i, hash) : 0;
        if (code === 0) {
          if (oracle && t.count === 0 && /^dbms_/i.test(text.slice(from, from + 5))) {
            push(WORD, code, from, i);
            wanted = true;
            continue;
          }
          if (
            lineStart &&
            t.count === 0 &&
            !mysql &&
            (oracle || size > 2) &&
            isCommandOfSqlPlus(text, from, i, oracle)
          ) {
            i = lineEnd(i);
            continue;
          }
        } else {
          if (lineStart) {
            if (oracle && t.count === 0 && isCommandOfSqlPlus(text, from, i, oracle)) {
              i = lineEnd(i);
              continue;
            }
            if (code === GO && (depth === 0 || sqlserver) && endsLine(skipCount(text, i, end))) {
              if (t.count > 0) return finish(from);
              i = lineEnd(i);
              continue;
            }
            if (code === DELIMITER && t.count === 0) {
              const to = lineEnd(i);
              delimiter = text.slice(i, to).trim() || ';';
              mysql = true;
              i = to;
              continue;
            }
            if (t.count > 0 && bodyDepth === 0 && ROUTINES[object] !== 1 && startsStatement(code, i, depth, cases))
              return finish(from);
            // PL/SQL has no CREATE of its own: the slash behind the body has been forgotten.
            if (oracle && code === CREATE && t.count > 0 && ROUTINES[object] === 1) return finishRoutine(from);
          }
          if (sqlserver && depth === 0 && ROUTINES[object] !== 1) {
            if (code === CASE) cases += 1;
            else if (code === END || code === ELSE) {
              if (cases === 0 && t.count > 0) return finish(from);
              if (code === END && cases > 0) cases -= 1;
            }
          }
          if (t.count > 0) {
            if (
              object === 0 &&
              OBJECTS[code] === 1 &&
              t.count <= OBJECT_WITHIN &&
              (t.code[0] === CREATE || t.code[0] === ALTER)
            )
              object = code;
            if (ROUTINES[object] === 1) {
              if (code === CASE) bodyDepth += 1;
              else if (code === BEGIN) bodyDepth += 1;
              else if (code === END && bodyDepth > 0) {
                const after = wordCodeAt(text, i, end);
                if (UNCOUNTED_ENDS[after] !== 1) bodyDepth -= 1;
                closed = bodyDepth === 0;
                // The word behind END belongs to it: END CASE must not open another.
                if (after === CASE) {
                  push(WORD, code, from, i);
                  i = wordEnd(text, i, end);
                  continue;
                }
              }
              if ((code === TRAN || code === TRANSACTION) && t.code[t.count - 1] === BEGIN) bodyDepth -= 1;
            }
          }
        }
        push(WORD, code, from, i);
        continue;
      }

      if (kind === DIGIT) {
        const from = i;
        while (i < end) {
          const u = text.charCodeAt(i);
          if (!(u < 128 && (CLASS[u] === DIGIT || CLASS[u] === LETTER || u === 46))) break;
          i += 1;
        }
        push(NUMBER, 0, from, i);
        continue;
      }

      const n = i + 1 < end ? text.charCodeAt(i + 1) : 0;

      // ---------------------------------------------------------------- comments
      if ((c === 45 && n === 45) || (c === 35 && (mysql || (lineStart && !(n > SPACE))))) {
        const to = lineEnd(i);
        if (lineStart) {
          const line = text.slice(i, Math.min(to, i + 120));
          if (DOWN_MARK.test(line)) {
            if (t.count > 0) return finish(i);
            down = true;
          } else if (UP_MARK.test(line)) {
            if (t.count > 0) return finish(i);
            down = false;
          }
        }
        if (wanted && t.count > 0) t.comments.push(t.count, i, to);
        i = to;
        continue;
      }
      if (c === 47 && n === 42) {
        const third = text.charCodeAt(i + 2);
        if (third === 33 || (third === 77 && text.charCodeAt(i + 3) === 33)) {
          // Conditional comment: its content is code. The number is the version that understands it.
          i += third === 33 ? 3 : 4;
          while (i < end && CLASS[text.charCodeAt(i)] === DIGIT) i += 1;
          continue;
        }
        const close = openComment ? -1 : commentEnd(text, i, end, nests);
        if (close === -1) {
          openComment = true;
          t.broken = t.count > 0;
          i = lineEnd(i);
          continue;
        }
        if (wanted && t.count > 0) t.comments.push(t.count, i, close);
        i = close;
        continue;
      }
      if (c === 42 && n === 47) {
        i += 2;
        continue;
      }

      // ---------------------------------------------------------------- literals
      if (c === QUOTE) {
        const close = closingQuote(i + 1, "'", mysql);
        if (close === -1) {
          t.broken = true;
          return finish(resync(i));
        }
        const stolen = swallowed(i, close, object);
        if (stolen !== -1) {
          t.broken = true;
          return finish(stolen);
        }
        push(STRING, 0, i, close);
        i = close;
        continue;
      }
      if (c === 34 || c === 96) {
        const close = closingQuote(i + 1, c === 34 ? '"' : '`', mysql && c === 34);
        // A name has no line break in it; a MySQL string may.
        const line = close === -1 || !mysql ? lineEnd(i) : end;
        const cut = close === -1 || close > line;
        if (cut) t.broken = true;
        const to = cut ? line : close;
        const stolen = cut ? -1 : swallowed(i, to, object);
        if (stolen !== -1) {
          t.broken = true;
          return finish(stolen);
        }
        push(QUOTED, 0, i, to);
        i = to;
        continue;
      }
      if (c === 91 && opensName(text, i, sqlserver)) {
        const close = text.indexOf(']', i);
        if (close !== -1 && close < lineEnd(i)) {
          push(QUOTED, 0, i, close + 1);
          i = close + 1;
          continue;
        }
      }
      if (c === 36 && n !== 123 && n !== OPEN && hasDollars && !mysql && openDollars < 20) {
        const tagEnd = dollarTagEnd(text, i, end);
        if (tagEnd !== -1) {
          const tag = text.slice(i, tagEnd);
          const close = text.indexOf(tag, tagEnd);
          if (close !== -1 && close + tag.length <= end) {
            push(DOLLAR, tag.length, i, close + tag.length);
            i = close + tag.length;
            continue;
          }
          openDollars += 1;
          t.broken = t.count > 0;
        }
      }

      // ---------------------------------------------------------------- templates
      const template =
        c === 123 || c === 36 || c === 60
          ? templateEnd(text, i, lineEnd(i))
          : (c === 64 && n !== 64) || (c === 38 && !sqlserver && !mysql)
            ? variableEnd(text, i, end)
            : 0;
      if (template !== 0) {
        // {% if %} and <% if %> are control flow; what they print comes as {{ x }} and <%= x %>.
        const control =
          (c === 123 && n === 37) || (c === 60 && n === 37 && text.charCodeAt(i + 2) !== 61) || (c === 123 && n === 35);
        if (!control && t.count > 0) push(TEMPLATE, 0, i, template);
        i = template;
        continue;
      }

      // ---------------------------------------------------------------- ends
      if (delimiter !== ';' ? text.startsWith(delimiter, i) : c === SEMICOLON) {
        const inBody = bodyDepth > 0 || ((sqlserver || oracle) && ROUTINES[object] === 1);
        if (delimiter === ';' && inBody) {
          if (firstSemicolon === -1) firstSemicolon = i;
          if (closed) lastEnd = i;
          closed = false;
        } else {
          const data = hasRows && t.code[0] === COPY && t.count > 0 ? copyEnd(t, text, i, end) : 0;
          if (data === -1) hasRows = false;
          i = data > 0 ? data : i + delimiter.length;
          if (t.count > 0) return finish(i);
          lineStart = false;
          continue;
        }
      }
      if (lineStart) {
        if ((c === 60 || c === 61 || c === 62) && text.startsWith(CONFLICT_MARKS[c - 60] ?? '', i)) {
          // Both sides of a merge conflict are read.
          t.broken = true;
          i = lineEnd(i);
          continue;
        }
        if (c === 47 && endsLine(i + 1)) {
          // Oracle: a slash on its own line runs what stands above.
          if (t.count > 0) return finish(i + 1);
          i += 1;
          continue;
        }
        if ((c === 92 || c === 64 || (c === 58 && sqlserver)) && t.count === 0 && n > SPACE) {
          i = lineEnd(i); // commands of psql (\connect), SQL*Plus (@file) and sqlcmd (:r file)
          continue;
        }
      }

      // ---------------------------------------------------------------- signs
      let code = c;
      let size = 1;
      if (c === 60) {
        if (n === 61) code = LESS_EQUAL;
        else if (n === 62) code = NOT_EQUAL;
      } else if (c === 62 && n === 61) code = GREATER_EQUAL;
      else if (c === 33 && n === 61) code = NOT_EQUAL;
      else if (c === 58 && n === 58) code = CAST_SIGN;
      else if (c === 124 && n === 124) code = CONCAT;
      else if ((c === 61 && n === 62) || (c === 58 && n === 61)) code = ARROW;
      if (code !== c) size = 2;
      if (c === OPEN) depth += 1;
      else if (c === CLOSE && depth > 0) depth -= 1;
      if (t.count > 0) push(SIGN, code, i, i + size);
      i += size;
    }

    // A body without end; the whole batch of T-SQL is one.
    if (oracle && ROUTINES[object] === 1) return finishRoutine(end);
    if (bodyDepth > 0 && firstSemicolon !== -1 && !sqlserver && budget > 0) {
      budget -= end - firstSemicolon;
      t.broken = true;
      return finish(firstSemicolon);
    }
    pos = end;
    return t.count > 0;
  };

  /** A keyword at the start of a line that begins a statement although the one before has not been ended. */
  const startsStatement = (code: number, after: number, depth: number, cases: number): boolean => {
    if (code === CREATE && depth === 0) return !isPrivilege(after);
    if (sqlserver && depth === 0 && cases === 0 && endsBefore(code, after)) return true;
    if (code === INSERT) return depth === 0 && t.code[0] !== INSERT;
    if (code === EXEC) return depth === 0;
    if (code !== CREATE && code !== ALTER && code !== DROP) return false;
    if (code === DROP && (t.code[1] === EXTENSION || t.code[1] === PUBLICATION)) return false;
    NEXT_IS_TABLE.lastIndex = after;
    return NEXT_IS_TABLE.test(text);
  };

  /** CREATE TABLE among the rights that a GRANT lists. */
  const isPrivilege = (after: number): boolean => {
    if (t.code[0] !== GRANT && t.code[0] !== REVOKE) return false;
    PRIVILEGE.lastIndex = after;
    return PRIVILEGE.test(text);
  };

  /** T-SQL: whether the statement so far ends before this keyword at the start of a line. */
  const endsBefore = (code: number, after: number): boolean => {
    if (GOES_ON[t.code[t.count - 1] ?? 0] === 1) return false;
    const first = t.code[0] ?? 0;
    if (code === ALTER || code === DROP) return first !== ALTER || OBJECTS[wordCodeAt(text, after, end)] === 1;
    if (STARTS[code] === 1) return true;
    if (INNER_STARTS[code] !== 1 || HAS_NO_QUERY[first] !== 1) return false;
    if (code === WITH) return first === EXEC;
    // ALTER TABLE … SET (…), ALTER DATABASE … SET …
    return code !== SET || first !== ALTER || (t.code[1] !== DATABASE && !/^\s*\(/.test(text.slice(after, after + 20)));
  };

  return { tokens: t, next };
}
