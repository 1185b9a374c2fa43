import { Chalk, type ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import type { AuditReport, ReportOutcome } from '../schemas/report.ts';
import type { Render, RenderSettings } from './contract.ts';
import { type Block, brokenBlocks, unclearBlocks } from './pretty/blocks.ts';
import { headLines } from './pretty/head.ts';
import { plural, shown, wrap } from './pretty/layout.ts';

/** Subjects of a block before "and 7 more", and the widest line: longer ones are hard to read. */
const SUBJECTS = 5;
const WIDEST = 120;

/** For the terminal: what was seen, each broken promise in one look, nothing for what is right, the verdict last. */
export const render: Render = (report, settings) => {
  const paint = new Chalk({ level: settings.color ? 1 : 0 });
  const width = Math.min(settings.width, WIDEST);
  const last = verdictLine(report, paint);
  if (settings.quiet) return `${last}\n`;
  const lines = [
    ...headLines(report, width),
    ...brokenBlocks(report).flatMap((block) => [
      '',
      ...blockLines('BROKEN', paint.red.bold, block, settings, width, paint),
    ]),
    ...unclearBlocks(report).flatMap((block) => [
      '',
      ...blockLines('CANNOT TELL', paint.yellow.bold, block, settings, width, paint),
    ]),
    '',
    packTable(report),
    '',
    ...remarks(report, settings, width),
    last,
  ];
  return `${lines.join('\n')}\n`;
};

function blockLines(
  word: string,
  strong: ChalkInstance,
  block: Block,
  { verbose }: RenderSettings,
  width: number,
  paint: ChalkInstance,
): string[] {
  const { clause, ruleId, outcomes } = block;
  const [first] = outcomes;
  if (first === undefined) return [];
  const subjects = plural(new Set(outcomes.map(({ subject }) => subject)).size, 'subject');
  const weight = word === 'BROKEN' ? ` · ${first.severity}` : '';
  const list = verbose ? outcomes : outcomes.slice(0, SUBJECTS);
  const left = outcomes.length - list.length;
  const also =
    block.also.length === 0 ? '' : `; also ${word === 'BROKEN' ? 'breaks' : 'asked by'} ${block.also.join(', ')}`;
  return [
    `${strong(word)}  ${shown(clause.id)}${weight} · ${ruleId} · ${subjects}`,
    ...list.flatMap((outcome) => subjectLines(outcome, width, paint)),
    ...(left > 0 ? [`  and ${left} more (--verbose lists them)`] : []),
    ...wrap(shown(`${first.why}${also}`), width, '       ', '  why  '),
    ...(first.fix === '' ? [] : wrap(first.fix.split('\n').map(shown).join('\n'), width, '       ', '  fix  ')),
  ];
}

function subjectLines(outcome: ReportOutcome, width: number, paint: ChalkInstance): string[] {
  const { location, message, evidence } = outcome;
  const place = shown(`${location.file}:${location.startLine}`);
  const notes = evidence.map(({ note }) => note).slice(0, 2);
  return [
    `  ${paint.cyan(place)}`,
    ...wrap(shown(message), width, '    '),
    ...notes.flatMap((note) => wrap(shown(note), width, '      ', '    · ')),
  ];
}

function packTable({ packs, clauses }: AuditReport): string {
  const head = ['', 'kept', 'broken', 'does not apply', 'to attest', 'cannot tell', 'no check yet'];
  const bare = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  };
  const table = new Table({
    head,
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { id } of packs) {
    const own = clauses.filter(({ pack }) => pack === id);
    const count = (fits: (clause: (typeof own)[number]) => boolean): number => own.filter(fits).length;
    const unchecked = count(({ reasonCode }) => reasonCode === 'no-check');
    table.push([
      shown(id),
      count(({ status }) => status === 'pass'),
      count(({ status }) => status === 'fail'),
      count(({ status }) => status === 'not-applicable'),
      count(({ status }) => status === 'needs-attestation'),
      count(({ status }) => status === 'not-assessed') - unchecked,
      unchecked,
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function remarks(report: AuditReport, { verbose }: RenderSettings, width: number): string[] {
  const { advisories, diagnostics, summary, settings } = report;
  const conflicts = advisories.filter(({ code }) => code === 'policy-conflict').length;
  const others = advisories.filter(({ code }) => code !== 'policy-conflict');
  const lines: string[] = [];
  if (conflicts > 0) lines.push(`${plural(conflicts, 'policy conflict')} (privaudit explain policy-conflicts)`);
  if (others.length > 0)
    lines.push(`${plural(others.length, 'advisory', 'advisories')}${verbose ? '' : ' (--verbose lists them)'}`);
  if (verbose) {
    for (const { message, location } of others)
      lines.push(
        ...wrap(
          shown(`${location === null ? '' : `${location.file}:${location.startLine} `}${message}`),
          width,
          '    ',
          '  - ',
        ),
      );
  }
  const troubles = diagnostics.filter(({ level }) => level !== 'info');
  if (troubles.length > 0)
    lines.push(
      `${plural(troubles.length, 'file or row', 'files or rows')} could not be used whole${verbose ? '' : ' (--verbose lists them)'}`,
    );
  if (verbose) {
    for (const { file, startLine, message } of diagnostics)
      lines.push(
        ...wrap(
          shown(`${file === null ? '' : `${file}${startLine === null ? '' : `:${startLine}`} `}${message}`),
          width,
          '    ',
          '  - ',
        ),
      );
  }
  const accepted = summary.findings.waived + summary.findings.baselined;
  if (accepted > 0)
    lines.push(`${plural(summary.findings.waived, 'finding')} waived, ${summary.findings.baselined} in the baseline`);
  if (settings.manifest === null)
    lines.push(
      ...wrap(
        'There is no privaudit.yaml yet: what code cannot show (retention, vendors, minimum age) is declared there; `privaudit schema manifest` prints its keys.',
        width,
        '  ',
        '',
      ),
    );
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The word PASS needs at least half of the checkable promises decided. */
function verdictLine({ summary, clauses }: AuditReport, paint: ChalkInstance): string {
  const { verdict, findings, checkable, decided, exitCode } = summary;
  const toAttest = summary.clauses['needs-attestation'];
  const counts = [
    `${decided} of ${checkable} checkable promises decided`,
    ...(toAttest > 0 ? [`${toAttest} to attest`] : []),
  ].join('; ');
  const broken = clauses.filter(({ status }) => status === 'fail').length;
  const weights = (['critical', 'high', 'medium', 'low'] as const)
    .filter((weight) => findings[weight] > 0)
    .map((weight) => `${findings[weight]} ${weight}`);
  const exit = `exit ${exitCode}`;
  if (verdict === 'fail') {
    const what =
      broken > 0
        ? `${plural(broken, 'promise')} broken${weights.length > 0 ? ` (findings: ${weights.join(', ')})` : ''}`
        : summary.reasons.join('; ');
    return `${paint.red.bold('FAIL')}  ${what}; ${counts}   ${exit}`;
  }
  if (verdict === 'nothing-assessed')
    return `${paint.yellow.bold('NOTHING ASSESSED')}  ${summary.reasons.join('; ')}   ${exit}`;
  if (decided * 2 < checkable) return `${paint.yellow.bold('NOTHING BROKEN')}  ${counts}   ${exit}`;
  return `${paint.green.bold('PASS')}  ${summary.reasons.join('; ')}; ${counts}   ${exit}`;
}
