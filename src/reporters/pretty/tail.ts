import Table from 'cli-table3';
import type { AuditReport } from '../../schemas/report.ts';
import { printable } from '../../text/printable.ts';
import { blocksOf, COLUMNS, countColumns, isCounted, isThin, listed, plural, verdictCounts } from '../wording.ts';
import { blank, type Line, labelled, line, piece, type Style } from './line.ts';

/** Promises of every pack by status. */
export function packTable(report: AuditReport): Line[] {
  const table = new Table({
    head: ['', ...COLUMNS],
    colAligns: ['left', ...COLUMNS.map(() => 'right' as const)],
    chars: Object.fromEntries(
      [
        'top',
        'top-mid',
        'top-left',
        'top-right',
        'bottom',
        'bottom-mid',
        'bottom-left',
        'bottom-right',
        'left',
        'left-mid',
        'mid',
        'mid-mid',
        'right',
        'right-mid',
        'middle',
      ].map((name) => [name, '']),
    ),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 3, compact: true },
  });
  for (const { id } of report.packs) {
    const counts = countColumns(report.clauses.filter(({ pack }) => pack === id));
    table.push([printable(id), ...COLUMNS.map((column) => String(counts[column]))]);
  }
  return [
    blank,
    ...table
      .toString()
      .split('\n')
      .map((text) => line(text)),
  ];
}

const VENDORS_NAMED = 5;
/** Room for what a command does, beside it. */
const WHAT_WIDTH = 50;

/** What never changes the verdict, as counts; with --verbose in full. */
export function remarks(report: AuditReport, width: number, verbose: boolean): Line[] {
  const conflicts = report.advisories.filter(({ code }) => code === 'policy-conflict').length;
  const others = report.advisories.filter(({ code }) => code !== 'policy-conflict');
  const possible = report.inventory.vendors.filter(({ role }) => role === 'possible').map(({ name }) => name);
  const lines: Line[] = [];
  if (conflicts > 0)
    lines.push(
      ...labelled(0, '', `${plural(conflicts, 'policy conflict')} (privaudit explain policy-conflicts)`, width),
    );
  if (others.length > 0)
    lines.push(
      ...labelled(
        0,
        '',
        `${plural(others.length, 'remark')} on policies, waivers and declarations${verbose ? ':' : ' (--verbose)'}`,
        width,
      ),
    );
  if (verbose)
    lines.push(
      ...others.flatMap(({ message, location }) =>
        labelled(2, '', location === null ? message : `${location.file}:${location.startLine}  ${message}`, width),
      ),
    );
  if (possible.length > 0) {
    const names = listed(possible, verbose ? possible.length : VENDORS_NAMED);
    lines.push(
      ...labelled(
        0,
        '',
        `${plural(possible.length, 'possible vendor')} on weak signs, accused of nothing: ${names}`,
        width,
      ),
    );
  }
  lines.push(...diagnostics(report, width, verbose));
  return lines.length === 0 ? [] : [blank, ...lines];
}

function diagnostics({ diagnostics: all }: AuditReport, width: number, verbose: boolean): Line[] {
  if (all.length === 0) return [];
  const count = (level: string): number => all.filter((one) => one.level === level).length;
  const what = [
    count('error') > 0 ? plural(count('error'), 'error') : '',
    count('warning') > 0 ? plural(count('warning'), 'warning') : '',
    count('info') > 0 ? plural(count('info'), 'note') : '',
  ].filter((one) => one !== '');
  const rows = verbose ? all : [];
  return [
    ...labelled(0, '', `${what.join(', ')} on reading files${verbose ? ':' : ' (--verbose)'}`, width),
    ...rows.flatMap(({ level, file, startLine, message, hint }) => {
      const place = file === null ? '' : `${file}${startLine === null ? '' : `:${startLine}`}  `;
      return labelled(2, level, `${place}${message}${hint === null ? '' : ` - ${hint}`}`, width);
    }),
  ];
}

/** The commands that lead on: the first draft of a manifest where there is none, and what can be done about findings. */
export function nextSteps({ settings, findings, clauses }: AuditReport, width: number): Line[] {
  const counted = findings.filter(isCounted);
  const clause = blocksOf(counted, clauses)[0]?.parts[0]?.clause;
  const packs = settings.packsFrom === 'flag' ? ' --pack …' : '';
  const steps: string[][] = [];
  if (settings.manifest === null)
    steps.push([`privaudit init${packs}`, 'writes its first draft, TODO where only people know']);
  if (clause !== undefined) steps.push([`privaudit explain ${clause}${packs}`, 'why; also: a field, entity, vendor']);
  if (clause !== undefined && settings.baseline === null)
    steps.push([`privaudit baseline create${packs}`, 'accepts all of today; a waiver accepts one']);
  if (steps.length === 0) return [];
  const widest = Math.max(...steps.map(([command = '']) => command.length));
  const missing = settings.manifest === null ? 'There is no privaudit.yaml: this is what code alone shows. ' : '';
  return [
    blank,
    ...labelled(0, '', `${missing}Next:`, width),
    ...steps.flatMap(([command = '', what = '']) =>
      widest + WHAT_WIDTH <= width
        ? labelled(2, command.padEnd(widest), what, width, 'strong')
        : [[piece('  '), piece(command, 'strong')], ...labelled(6, '', what, width)],
    ),
  ];
}

/** The last line, never broken: programs read it too. PASS is not printed while most promises are undecided. */
export function verdict(report: AuditReport): Line[] {
  const { summary } = report;
  const [word, style] = verdictWord(report);
  const counts = verdictCounts(report);
  const told = summary.verdict === 'pass' || (summary.clauses.fail > 0 && summary.reasons.length === 1);
  return [
    [
      piece(word, style),
      piece(`  ${[...counts, ...(told ? [] : summary.reasons)].join('; ')}`),
      piece(`   exit ${summary.exitCode}`, 'strong'),
    ],
  ];
}

function verdictWord(report: AuditReport): [string, Style] {
  const { summary } = report;
  if (summary.verdict === 'fail') return ['FAIL', 'bad'];
  if (summary.verdict === 'nothing-assessed') return ['NOTHING ASSESSED', 'unsure'];
  if (summary.clauses.fail > 0) return [`NOT FAILED (${whyNotFailed(report)})`, 'unsure'];
  return isThin(summary) ? ['NOTHING BROKEN', 'unsure'] : ['PASS', 'good'];
}

/** Broken promises that do not fail the run: switched off, accepted, or lighter than what counts. */
function whyNotFailed({ settings, findings }: AuditReport): string {
  if (settings.failOn === 'none') return '--fail-on none';
  return findings.some(isCounted) ? `nothing counts at or over ${settings.failOn}` : 'every finding is accepted';
}
