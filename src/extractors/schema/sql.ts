import type { Diagnostic } from '../../model/diagnostic.ts';
import { FILE_START } from '../../model/span.ts';
import { guessDialect } from '../../text/sql-dialect.ts';
import type { Extract } from '../contract.ts';
import { sqlLexer } from './sql-lexer.ts';
import type { Output } from './sql-output.ts';
import { readStatement } from './sql-statements.ts';

/**
 * SQL data definitions of PostgreSQL, MySQL, SQLite, SQL Server and Oracle, plain or in migrations. Each statement is read on its
 * own: one that cannot be read is a diagnostic. What undoes a migration is left out.
 */
export const extract: Extract = ({ source }) => {
  const dialect = guessDialect(source.text, source.path);
  const lexer = sqlLexer(source.text, dialect);
  const naming = { folds: dialect === 'postgres' || dialect === 'cockroach' };
  const reading = { t: lexer.tokens, source, dialect, naming };
  const output: Output = { steps: [], diagnostics: [], schema: null, guarded: false, agent: null };
  while (lexer.next()) {
    if (!lexer.tokens.down) readStatement(output, reading);
  }
  if (output.steps.length === 0 && source.text.includes('\0')) output.diagnostics.push(wrongEncoding(source.path));
  return { declarations: output.steps, diagnostics: output.diagnostics };
};

function wrongEncoding(file: string): Diagnostic {
  return {
    code: 'partly-read',
    level: 'warning',
    file,
    span: FILE_START,
    message: 'This file holds zero bytes and no statement could be read',
    hint: 'Save it as UTF-8',
  };
}
