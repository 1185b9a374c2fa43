/** Kinds of tokens. */
export const WORD = 1;
/** "x", `x`, [x] */
export const QUOTED = 2;
/** 'x', E'x', N'x' */
export const STRING = 3;
export const NUMBER = 4;
export const SIGN = 5;
/** A placeholder of a template language: {{ x }}, ${x}, <%= x %>, $(x). */
export const TEMPLATE = 6;
/** $$ … $$ */
export const DOLLAR = 7;

const WORDS = `
  action add after aggregate all alter always and array as at atomic attach auto_increment autoincrement before begin between binary body
  by call cascade case cast change character charset check clustered collate column comment concurrently constraint convert
  copy create cross data database default deferrable deferred delete delimiter detach disable distkey do domain drop each else
  enable encode end ends enforced enum event every exception exclude exec execute exists extension external family first
  for foreign from fulltext function generated global go grant hidden identity if immediate in index inherit inherits initially insert
  instead intersect interval into inverted invisible is join key language large left like limit local loop map masked match
  materialized modify name natural no nocheck nonclustered not null nulls of on only or order package partition perform period
  persisted policy preserve primary proc procedure public publication references rename repeat replace replication
  restrict returning returns right role row rowguidcol rule schedule schema search_path select sequence set
  sortkey sparse spatial starts statistics stdin storage stored struct switch table tables temp temporary then time to tran
  transaction transfer trigger truncate type union unique unlogged unsigned signed zerofill update use user using validate
  values varying view virtual visible when where while with without zone true false group having inner except completion
  column_format srid ttl refresh procs definer server publication subscription cluster revoke
  encrypt encrypted decrypt declare return print merge commit rollback scheme unused edge node filetable column_set
`;

/** Codes of signs of more than one character; a sign of one character has its own code unit. */
export const LESS_EQUAL = 0x201;
export const GREATER_EQUAL = 0x202;
export const NOT_EQUAL = 0x203;
export const CAST_SIGN = 0x204;
export const CONCAT = 0x205;
export const ARROW = 0x206;

/** First keyword code; signs are below. */
const FIRST_CODE = 0x400;

const codes = new Map<string, number>();
for (const word of WORDS.trim().split(/\s+/)) if (!codes.has(word)) codes.set(word, FIRST_CODE + codes.size);

/** Code of a keyword in lower case; a word that is none throws, so a misspelling shows at once. */
export function K(word: string): number {
  const code = codes.get(word);
  if (code === undefined) throw new Error(`not a keyword: ${word}`);
  return code;
}

/** A set of keyword codes, one byte a code. */
export function keywordSet(words: string): Uint8Array {
  const set = new Uint8Array(FIRST_CODE + codes.size);
  for (const word of words.trim().split(/\s+/)) set[K(word)] = 1;
  return set;
}

// Open addressing over a hash that the lexer computes while it walks a word: a Map lookup would need the text as a string.
const TABLE_SIZE = 2048;
const hashes = new Int32Array(TABLE_SIZE);
const values = new Int16Array(TABLE_SIZE);
const spellings: string[] = new Array(TABLE_SIZE).fill('');

export const LONGEST_KEYWORD = 16;

export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + (unit | 32)) | 0;
}

for (const [word, code] of codes) {
  let hash = 0;
  for (let i = 0; i < word.length; i += 1) hash = hashStep(hash, word.charCodeAt(i));
  let slot = hash & (TABLE_SIZE - 1);
  while (values[slot] !== 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  hashes[slot] = hash;
  values[slot] = code;
  spellings[slot] = word;
}

/** Code of the word at [start, end) whose hash is known, whatever its case; 0 for a name. */
export function keywordCode(text: string, start: number, end: number, hash: number): number {
  let slot = hash & (TABLE_SIZE - 1);
  while (values[slot] !== 0) {
    if (hashes[slot] === hash && isSpelled(text, start, end, spellings[slot] ?? '')) return values[slot] ?? 0;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  return 0;
}

function isSpelled(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i += 1) {
    const unit = text.charCodeAt(start + i);
    const lower = unit >= 65 && unit <= 90 ? unit | 32 : unit;
    if (lower !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** The tokens of one statement, as columns of numbers: a dump has millions. Reused from statement to statement. */
export interface Tokens {
  readonly text: string;
  count: number;
  kind: Uint8Array;
  /** Keyword or sign; 0 for names and literals. */
  code: Int16Array;
  start: Int32Array;
  end: Int32Array;
  /** Line comments and block comments: number of tokens before it, start, end; three numbers each. */
  readonly comments: number[];
  /** A quote, a comment or a body was left open, and the statement ends where the next one seemed to begin. */
  broken: boolean;
  /** Stands below a marker of the part that undoes a migration. */
  down: boolean;
}

export function createTokens(text: string): Tokens {
  return {
    text,
    count: 0,
    kind: new Uint8Array(256),
    code: new Int16Array(256),
    start: new Int32Array(256),
    end: new Int32Array(256),
    comments: [],
    broken: false,
    down: false,
  };
}

export function pushToken(t: Tokens, kind: number, code: number, start: number, end: number): void {
  const i = t.count;
  if (i === t.kind.length) grow(t);
  t.kind[i] = kind;
  t.code[i] = code;
  t.start[i] = start;
  t.end[i] = end;
  t.count = i + 1;
}

function grow(t: Tokens): void {
  const size = t.kind.length * 2;
  const kind = new Uint8Array(size);
  kind.set(t.kind);
  const code = new Int16Array(size);
  code.set(t.code);
  const start = new Int32Array(size);
  start.set(t.start);
  const end = new Int32Array(size);
  end.set(t.end);
  Object.assign(t, { kind, code, start, end });
}
