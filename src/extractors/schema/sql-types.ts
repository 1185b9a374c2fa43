import { afterGroup, afterSubscript, isOpen, isSign, isSubscript, isWord, rawToken, unquoteName } from './sql-read.ts';
import { K, keywordSet, NUMBER, QUOTED, TEMPLATE, type Tokens, WORD } from './sql-tokens.ts';

/** Words that end a type: what follows describes the column. */
const ATTRIBUTES =
  keywordSet(`not null default primary unique references check constraint collate generated as auto_increment
  autoincrement identity comment on key charset stored virtual invisible visible first after column_format storage encode sparse
  rowguidcol masked hidden encrypt encrypted decrypt column_set enable disable using deferrable initially srid ttl distkey sortkey statistics persisted foreign`);

export function endsType(t: Tokens, i: number): boolean {
  const code = t.code[i] ?? 0;
  return (
    ATTRIBUTES[code] === 1 || (code === CHARACTER && isWord(t, i + 1, SET)) || (code === WITH && !isZone(t, i + 1))
  );
}

const [CHARACTER, SET, WITH, TIME, LOCAL, ARRAY] = [
  K('character'),
  K('set'),
  K('with'),
  K('time'),
  K('local'),
  K('array'),
];
const [UNSIGNED, SIGNED, ZEROFILL] = [K('unsigned'), K('signed'), K('zerofill')];
const DOT = 46;
const LESS = 60;

function isZone(t: Tokens, i: number): boolean {
  return isWord(t, i, TIME) || isWord(t, i, LOCAL);
}

/** Words that may follow the length of a type. */
const AFTER_LENGTH = new Set([
  'with',
  'without',
  'time',
  'zone',
  'local',
  'varying',
  'precision',
  'to',
  'second',
  'month',
]);
const CHARACTER_TYPES =
  /^(?:n?(?:var)?char2?|n?varchar2|varchar_ignorecase|character|national (?:var)?char(?:acter)?|native character|bpchar|(?:tiny|medium|long)?n?text|citext|string|n?clob)(?: varying| large object)?$/;

export interface TypeRead {
  readonly type: string;
  readonly length: number | null;
  readonly array: boolean;
  /** Holds yes or no: `boolean`, `bit`, `tinyint(1)`. */
  readonly flag: boolean;
  readonly serial: boolean;
  /** Index behind it; `from` when there is no type. */
  readonly next: number;
}

/** What ClickHouse puts around a type and leaves it what it is: `LowCardinality(Nullable(String))`. */
const WRAPPERS = new Set(['nullable', 'lowcardinality']);
const MOST_WRAPPERS = 3;

/** A column's type at `from`: `character varying(20)[]`, `int(10) unsigned`, `public.citext`, `enum('a','b')`. */
export function readType(t: Tokens, from: number, end: number): TypeRead {
  let [start, stop] = [from, end];
  for (let depth = 0; depth < MOST_WRAPPERS; depth += 1) {
    if (t.kind[start] !== WORD || !isOpen(t, start + 1) || !WRAPPERS.has(rawToken(t, start).toLowerCase())) break;
    stop = afterGroup(t, start + 1, stop) - 1;
    start += 2;
  }
  if (start === from) return readPlainType(t, from, end);
  return { ...readPlainType(t, start, stop), next: afterGroup(t, from + 1, end) };
}

function readPlainType(t: Tokens, from: number, end: number): TypeRead {
  const words: string[] = [];
  let size: number | null = null;
  let sized = false;
  let array = false;
  let i = from;
  while (i < end) {
    const kind = t.kind[i];
    const code = t.code[i] ?? 0;
    if (kind === WORD) {
      if (endsType(t, i)) break;
      if (isSign(t, i + 1, DOT)) {
        i += 2; // schema of the type
        continue;
      }
      const word = rawToken(t, i).toLowerCase();
      if (code === ARRAY && words.length > 0) array = true;
      else if (code === ARRAY && isSign(t, i + 1, LESS)) {
        array = true;
        words.push('array');
      } else if (code !== UNSIGNED && code !== SIGNED && code !== ZEROFILL) {
        if (sized && !AFTER_LENGTH.has(word)) {
          if (word !== 'binary' && word !== 'ascii' && word !== 'unicode' && word !== 'byte') break;
        } else words.push(word);
      }
      i += 1;
    } else if ((kind === QUOTED || kind === TEMPLATE) && words.length === 0) {
      if (isSign(t, i + 1, DOT)) {
        i += 2;
        continue;
      }
      words.push(kind === TEMPLATE ? '' : unquoteName(rawToken(t, i)).toLowerCase());
      i += 1;
    } else if (isOpen(t, i) && words.length > 0 && !sized) {
      sized = true;
      if (t.kind[i + 1] === NUMBER) size = Number(rawToken(t, i + 1));
      i = afterGroup(t, i, end);
    } else if (isSubscript(t, i) && words.length > 0) {
      array = true;
      i = afterSubscript(t, i, end);
    } else if (isSign(t, i, LESS) && words.length > 0) {
      i = afterAngles(t, i, end);
    } else break;
  }
  const type = words.join(' ');
  const isFlag =
    /^bool(?:ean)?$|^bit$/.test(type) || (type === 'tinyint' && size === 1) || (type === 'number' && size === 1);
  return {
    type,
    length: size !== null && Number.isSafeInteger(size) && CHARACTER_TYPES.test(type) ? size : null,
    array,
    flag: isFlag && !array && (type !== 'bit' || size === null || size === 1),
    serial: /^(?:big|small)?serial[248]?$/.test(type),
    next: i,
  };
}

function afterAngles(t: Tokens, from: number, end: number): number {
  let depth = 0;
  let i = from;
  while (i < end) {
    if (isSign(t, i, LESS)) depth += 1;
    else if (isSign(t, i, 62)) depth -= 1;
    i += 1;
    if (depth === 0) break;
  }
  return i;
}
