import { guessDialect } from '../../text/sql-dialect.ts';
import type { Extract } from '../contract.ts';
import { sqlLexer } from './sql-lexer.ts';
import type { Output } from './sql-output.ts';
import { readStatement } from './sql-statements.ts';

/**
 * SQL data definitions of PostgreSQL, MySQL, SQLite and SQL Server, plain or in migrations. Each statement is read on its
 * own: one that cannot be read is a diagnostic. What undoes a migration is left out.
 */
export const extract: Extract = ({ source }) => {
  const dialect = guessDialect(source.text, source.path);
  const lexer = sqlLexer(source.text, dialect);
  const naming = { folds: dialect === 'postgres' || dialect === 'cockroach' };
  const reading = { t: lexer.tokens, source, dialect, naming };
  const output: Output = { steps: [], diagnostics: [], schema: null };
  while (lexer.next()) {
    if (!lexer.tokens.down) readStatement(output, reading);
  }
  return { declarations: output.steps, diagnostics: output.diagnostics };
};
