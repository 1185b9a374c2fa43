import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { type AuditFlags, addAuditFlags, gather } from './audit-options.ts';
import type { InitFlags } from './init.ts';
import type { Io } from './io.ts';
import type { OutputFlags } from './scan.ts';

const FORMATS = 'json, markdown or pretty';

/** Parses the command line and runs the command; the code is that of the command, 2 for a wrong line. */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = describe(argv[0], io, (result) => {
    code = result;
  });
  try {
    if (argv.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

type Done = (code: number) => void;

/** Each adds the command of its name. */
const COMMANDS: Readonly<Record<string, (program: Command, io: Io, done: Done) => void>> = {
  scan: scanCommand,
  explain: explainCommand,
  init: initCommand,
  report: reportCommand,
  baseline: baselineCommand,
  rules: rulesCommand,
  schema: schemaCommand,
};

/** With the command that is asked for; with all of them where it is none, for the help and for suggestions. */
function describe(asked: string | undefined, io: Io, done: Done): Command {
  const program = new Command('privaudit')
    .description('Holds a codebase to its privacy policy: one verdict per promise, with evidence.')
    .version(VERSION, '-V, --version')
    .addHelpText(
      'after',
      '\nExample:\n  privaudit scan --pack velonoc -o markdown=privacy-audit.md\n\nExit codes: 0 kept, 1 broken, 2 could not do the job, 3 nothing could be assessed',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => 100,
    });

  const command = asked !== undefined && Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  for (const add of command === undefined ? Object.values(COMMANDS) : [command]) add(program, io, done);
  return program;
}

function scanCommand(program: Command, io: Io, done: Done): void {
  outputFlags(
    addAuditFlags(program.command('scan').argument('[paths...]', 'what is judged (default: the whole project)')),
  )
    .description('read schemas and configuration and judge every promise')
    .action(async (paths: string[], flags: AuditFlags & OutputFlags) => {
      const { scan } = await import('./scan.ts');
      done(await scan(paths, flags, io));
    });
}

function explainCommand(program: Command, io: Io, done: Done): void {
  addAuditFlags(
    program
      .command('explain')
      .argument('<what>', 'a field (User.email), clause, rule, finding, or policy-conflicts')
      .argument('[paths...]'),
  )
    .description('say why')
    .action(async (what: string, paths: string[], flags: AuditFlags) => {
      const { explain } = await import('./explain.ts');
      done(await explain(what, paths, flags, io));
    });
}

function initCommand(program: Command, io: Io, done: Done): void {
  program
    .command('init')
    .argument('[folder]', 'where privaudit.yaml is to stand (default: the top of the checkout)')
    .option('--update', 'add what is missing to the privaudit.yaml that is there, and change nothing else')
    .option('--pack <id|folder>', 'rule pack it is to answer to; may be given several times (default: common)', gather)
    .option('-o, --output <file>', 'write another file; - is stdout')
    .option('--stdout', 'print it instead of writing it')
    .option('--as-of <date>', 'day of the audit (default: SOURCE_DATE_EPOCH or today)')
    .description('write a commented privaudit.yaml from what the code shows; nothing is ever overwritten')
    .action(async (folder: string | undefined, flags: InitFlags) => {
      const { init } = await import('./init.ts');
      done(await init(folder, flags, io));
    });
}

function reportCommand(program: Command, io: Io, done: Done): void {
  outputFlags(program.command('report').argument('<report.json>'))
    .description('render a JSON report in another format, without scanning')
    .action(async (file: string, flags: OutputFlags) => {
      const { report } = await import('./report.ts');
      done(await report(file, flags, io));
    });
}

function baselineCommand(program: Command, io: Io, done: Done): void {
  const baseline = program.command('baseline').description('findings accepted at adoption');
  addAuditFlags(baseline.command('create').argument('[paths...]').option('--force', 'replace the file that is there'))
    .description('write privaudit-baseline.json from the findings of now')
    .action(async (paths: string[], flags: AuditFlags & { force?: boolean }) => {
      const { createBaselineFile } = await import('./baseline.ts');
      done(await createBaselineFile(paths, flags, io));
    });
}

function schemaCommand(program: Command, io: Io, done: Done): void {
  program
    .command('schema')
    .argument('<manifest|pack|report>')
    .description('print a JSON Schema (draft-07)')
    .action(async (name: string) => {
      const { schema } = await import('./schema.ts');
      done(schema(name, io));
    });
}

function rulesCommand(program: Command, io: Io, done: Done): void {
  const rules = program.command('rules').description('look at, check and test rule packs');
  rules
    .command('list')
    .argument('[packs...]', 'ids or folders (default: every built-in pack)')
    .description('clauses with severity and check')
    .action(async (packs: string[]) => done(await (await import('./rules.ts')).listRules(packs, io)));
  rules
    .command('show')
    .argument('<clause>')
    .option('--pack <id|folder>', 'the pack, when it is one of your own')
    .description('one clause with its parameters')
    .action(async (id: string, flags: { pack?: string }) =>
      done(await (await import('./rules.ts')).showRule(id, flags.pack, io)),
    );
  rules
    .command('validate')
    .argument('<pack>', 'id or folder')
    .description('check a pack')
    .action(async (pack: string) => done(await (await import('./rules.ts')).validateRules(pack, io)));
  rules
    .command('test')
    .argument('<folder>')
    .description("run the examples beside a pack's clauses")
    .action(async (folder: string) => done(await (await import('./rules.ts')).testRules(folder, io)));
}

function outputFlags(command: Command): Command {
  return command
    .option('-f, --format <format>', `what goes to stdout: ${FORMATS} (default: pretty)`)
    .option('-o, --output <format=path>', 'a further report; may be given several times', gather)
    .option('-q, --quiet', 'only the verdict, and errors')
    .option('-v, --verbose', 'every subject and every clause')
    .option('--color', 'colours')
    .option('--no-color', 'no colours');
}
