import type { Dialect } from '../model/declaration.ts';

/** A database product as folders and file names call it (`db/postgres/`, `0001_init.mysql.up.sql`). */
export interface SqlProduct {
  readonly name: string;
  /** Of the stores that its schemas prove; `ansi`: a product that is none of them. */
  readonly dialect: Dialect;
  /** In which its files are written, where that is not the same. */
  readonly reads?: Dialect;
  readonly words: readonly string[];
  /** Words that tell the product, but are no name under which one schema is kept for several products. */
  readonly hints?: readonly string[];
}

/** The one to read first in front, where one schema is kept for several products. */
export const SQL_PRODUCTS: readonly SqlProduct[] = [
  {
    name: 'postgres',
    dialect: 'postgres',
    words: ['postgres', 'postgresql', 'pg', 'psql', 'pgsql'],
    hints: ['supabase', 'timescale', 'timescaledb'],
  },
  { name: 'mysql', dialect: 'mysql', words: ['mysql', 'mysql5', 'mysql8'] },
  { name: 'sqlite', dialect: 'sqlite', words: ['sqlite', 'sqlite3'] },
  { name: 'mariadb', dialect: 'mysql', words: ['mariadb'] },
  { name: 'cockroach', dialect: 'cockroach', words: ['cockroach', 'cockroachdb', 'crdb'] },
  { name: 'sqlserver', dialect: 'sqlserver', words: ['sqlserver', 'mssql', 'azuresql'], hints: ['tsql', 'ssdt'] },
  { name: 'oracle', dialect: 'oracle', words: ['oracle'], hints: ['plsql'] },
  { name: 'db2', dialect: 'ansi', words: ['db2'] },
  { name: 'h2', dialect: 'ansi', words: ['h2'] },
  { name: 'hsqldb', dialect: 'ansi', words: ['hsqldb', 'hsql'] },
  { name: 'derby', dialect: 'ansi', words: ['derby', 'cloudscape'] },
  { name: 'sybase', dialect: 'ansi', reads: 'sqlserver', words: ['sybase', 'sqlanywhere'] },
  { name: 'informix', dialect: 'ansi', words: ['informix'] },
  { name: 'firebird', dialect: 'ansi', words: ['firebird'] },
  { name: 'cubrid', dialect: 'ansi', words: ['cubrid'] },
  { name: 'hana', dialect: 'ansi', words: ['hana', 'saphana', 'sapdb', 'maxdb'] },
  { name: 'kingbase', dialect: 'ansi', reads: 'postgres', words: ['kingbase', 'opengauss', 'gaussdb', 'highgo'] },
  { name: 'dameng', dialect: 'ansi', reads: 'oracle', words: ['dm8', 'dameng'] },
  { name: 'tidb', dialect: 'mysql', words: ['tidb'] },
  { name: 'oceanbase', dialect: 'ansi', words: ['oceanbase'] },
  { name: 'redshift', dialect: 'ansi', reads: 'postgres', words: ['redshift'] },
  { name: 'duckdb', dialect: 'ansi', reads: 'postgres', words: ['duckdb'] },
  { name: 'snowflake', dialect: 'ansi', words: ['snowflake'] },
  { name: 'bigquery', dialect: 'ansi', words: ['bigquery'] },
];

/** The words of a path or of a part of it; `sql_server` is one. */
export function oneWord(text: string): string {
  return text.replace(/sql[-_ ]server/gi, 'sqlserver');
}
