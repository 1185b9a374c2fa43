import process from 'node:process';
import type { Io } from './cli/io.ts';
import { UserError } from './errors.ts';

export type { Io } from './cli/io.ts';

/** Exit codes of report.md: 0 pass, 1 fail, 2 could not do the job, 3 nothing assessed. */
const TROUBLE = 2;

/** Runs one command line and returns its exit code: the one place that turns errors into codes. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const { runCommand } = await import('./cli/program.ts');
    return await runCommand(argv, io);
  } catch (error) {
    if (error instanceof UserError) {
      io.stderr.write(
        `${error.message.includes('\n') ? '' : 'error: '}${error.message}\n${error.hint === null ? '' : `hint: ${error.hint}\n`}`,
      );
    } else {
      // A bug. Paths of this machine stay out: they are nobody's business in a CI log.
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      io.stderr.write(
        `internal error, please report it: ${stack.replaceAll(io.cwd, '.').replace(/\(?(?:file:\/\/)?\/[^\s)]*\/(?=[^/\s)]+:\d+)/g, '(')}\n`,
      );
    }
    return TROUBLE;
  }
}

/** The real process. A closed pipe ends the writing quietly: the verdict keeps its code. A full disk is no verdict. */
export function processIo(): Io {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`error: the output cannot be written (${code})\n`);
    process.exit(TROUBLE);
  });
  process.stderr.on('error', () => {});
  return {
    get cwd() {
      try {
        return process.cwd();
      } catch {
        throw new UserError('no-folder', 'The folder this was started in is not there any more');
      }
    },
    env: process.env,
    stdout: {
      isTTY: process.stdout.isTTY === true,
      columns: process.stdout.columns,
      write: (text) => void process.stdout.write(text),
    },
    stderr: {
      isTTY: process.stderr.isTTY === true,
      columns: process.stderr.columns,
      write: (text) => void process.stderr.write(text),
    },
    today: () => new Date().toISOString().slice(0, 10),
    // Loaded where a grammar is: it costs a tenth of Node's own start.
    setFlag: (flag) => process.getBuiltinModule('node:v8').setFlagsFromString(flag),
  };
}
