import type { Dialect } from '../model/declaration.ts';

/** How much of a file is looked at for a guess, UTF-16 units. */
export const DIALECT_HEAD = 65_536;

type Guess = Exclude<Dialect, 'mongodb' | 'ansi'>;

/** Words and signs that only one family of databases writes, with their weight. */
const SIGNS: readonly (readonly [Guess, number, RegExp])[] = [
  ['mysql', 10, /\b(?:MySQL|MariaDB) dump\b|^[ \t]*Source Server Type[ \t]*:[ \t]*(?:MySQL|MariaDB)/im],
  ['mysql', 5, /\bENGINE[ \t]*=|\bAUTO_INCREMENT\b|\/\*M?!\d|^DELIMITER[ \t]|\bDEFAULT CHARSET\b/im],
  ['mysql', 2, /`/],
  ['mysql', 2, /\b(?:UNSIGNED|LONGTEXT|MEDIUMTEXT|TINYINT[ \t]?\(|DATETIME[ \t]?\(6\))/i],
  ['mysql', 3, /\bON UPDATE CURRENT_TIMESTAMP\b|\bMODIFY COLUMN\b|\bCHANGE COLUMN\b/i],
  ['postgres', 10, /\bPostgreSQL database dump\b|\bCREATE EXTENSION\b|\bcron\.schedule\b|\bplpgsql\b/i],
  ['postgres', 4, /\$[A-Za-z_]{0,32}\$|::[a-z"]/],
  ['postgres', 4, /\b(?:BIG|SMALL)?SERIAL\b|\bJSONB\b|\bTIMESTAMPTZ\b|\bBYTEA\b|\bCITEXT\b|\bgen_random_uuid\b/i],
  ['postgres', 3, /\bAS ENUM\b|\bOWNER TO\b|\bsearch_path\b|\bUSING (?:btree|gin|gist)\b|\bROW LEVEL SECURITY\b/i],
  ['postgres', 3, /\bcharacter varying\b|\bwith(?:out)? time zone\b|\bFROM stdin\b|\bCOMMENT ON\b|\[\]/i],
  ['sqlite', 6, /\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT ROWID\b|\bCREATE VIRTUAL TABLE\b|\bsqlite_/i],
  ['sqlite', 4, /\bstrftime[ \t]?\(|\bdatetime\('now'|\bdate\('now'/i],
  ['sqlserver', 6, /^[ \t]*GO[ \t]*$|\[dbo\]|\bsp_rename\b/im],
  ['sqlserver', 4, /\bUNIQUEIDENTIFIER\b|\bDATETIME2\b|\bNONCLUSTERED\b|\bIDENTITY[ \t]?\(1,|\bGETDATE[ \t]?\(/i],
  ['sqlserver', 2, /\bNVARCHAR\b/i],
  ['oracle', 6, /\bN?VARCHAR2\b/i],
  ['oracle', 2, /\bSYSDATE\b|\bNUMBER[ \t]?\(/i],
  ['cockroach', 8, /\bunique_rowid\b|\bFAMILY "primary"|\bINTERLEAVE IN PARENT\b|\bcrdb_/i],
];

/** Words in a path that name a database product. */
const PATH_WORDS: Readonly<Record<string, Guess>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  pg: 'postgres',
  psql: 'postgres',
  pgsql: 'postgres',
  supabase: 'postgres',
  timescale: 'postgres',
  timescaledb: 'postgres',
  mysql: 'mysql',
  mysql5: 'mysql',
  mysql8: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  cockroach: 'cockroach',
  cockroachdb: 'cockroach',
  crdb: 'cockroach',
  mssql: 'sqlserver',
  sqlserver: 'sqlserver',
  tsql: 'sqlserver',
  oracle: 'oracle',
  plsql: 'oracle',
};

const PATH_WEIGHT = 7;

/** The product a single word of a path names (`pgsql`); null for any other word. */
function dialectOfWord(word: string): Dialect | null {
  return Object.hasOwn(PATH_WORDS, word) ? (PATH_WORDS[word] ?? null) : null;
}

/** Guesses the dialect of SQL from its beginning and its path; `ansi` where nothing tells. */
export function guessDialect(text: string, path: string): Dialect {
  const head = text.length > DIALECT_HEAD ? text.slice(0, DIALECT_HEAD) : text;
  const scores = new Map<Guess, number>();
  const add = (dialect: Guess, weight: number) => scores.set(dialect, (scores.get(dialect) ?? 0) + weight);
  const words = new Set(path.toLowerCase().split(/[^a-z0-9]+/));
  for (const word of words) {
    const dialect = dialectOfWord(word);
    if (dialect !== null) add(dialect as Guess, PATH_WEIGHT);
  }
  for (const [dialect, weight, sign] of SIGNS) {
    if (sign.test(head)) add(dialect, weight);
  }
  // CockroachDB speaks PostgreSQL: what speaks for that speaks for it, once anything does.
  if (scores.has('cockroach')) add('cockroach', scores.get('postgres') ?? 0);
  let best: Dialect = 'ansi';
  let bestScore = 1;
  for (const [dialect, score] of scores) {
    if (score > bestScore) {
      best = dialect;
      bestScore = score;
    }
  }
  return best;
}
