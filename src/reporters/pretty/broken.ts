import type { AuditReport } from '../../schemas/report.ts';
import { joinFixes } from '../fixes.ts';
import { type Block, blocksOf, isCounted, isWaived, listed, type Part, plural } from '../wording.ts';
import { blank, headed, type Line, labelled } from './line.ts';
import { outcomeLines, placed } from './outcomes.ts';

const SUBJECTS = 5;
const NAMES = 24;
const ALSO = 3;

interface Setting {
  readonly report: AuditReport;
  readonly width: number;
  readonly verbose: boolean;
}

/** Every promise that is broken: what, where, why, fix. */
export function broken(report: AuditReport, width: number, verbose: boolean): Line[] {
  const setting = { report, width, verbose };
  const counted = blocksOf(report.findings.filter(isCounted), report.clauses);
  return [...counted.flatMap((block) => blockLines(block, setting)), ...accepted(setting)];
}

function blockLines(block: Block, setting: Setting): Line[] {
  const { report, width } = setting;
  const [first, ...others] = block.parts;
  if (first === undefined) return [];
  if (others.length === 0) {
    return [
      blank,
      ...headed('BROKEN', 'bad', `${first.clause} · ${first.severity}${reasonOf(first, report)}`, width),
      ...partLines(first, setting),
    ];
  }
  const found = block.parts.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const title = `${block.family} · ${block.severity} · ${plural(found, 'declaration')} missing or not as promised`;
  return [
    blank,
    ...headed('BROKEN', 'bad', title, width),
    ...block.parts.flatMap((part) => [
      ...labelled(2, '', `${part.clause} · ${part.severity}${reasonOf(part, report)}`, width),
      ...partLines(part, setting),
    ]),
  ];
}

function reasonOf({ clause }: Part, { clauses }: AuditReport): string {
  const reason = clauses.find(({ id }) => id === clause)?.reason ?? '';
  return reason === '' ? '' : ` · ${reason}`;
}

function partLines(part: Part, setting: Setting): Line[] {
  const { report, width, verbose } = setting;
  const { outcomes } = part;
  const declared = outcomes[0]?.origin === 'declaration';
  const shown = verbose ? outcomes : outcomes.slice(0, SUBJECTS);
  const rest = outcomes.slice(shown.length).map(({ subject }) => subject);
  const fixes = joinFixes(outcomes);
  const each = fixes.kind === 'each';
  const also = part.also.length === 0 ? '' : `; also breaks ${listed(part.also, verbose ? part.also.length : ALSO)}`;
  return [
    ...shown.flatMap((outcome) => [
      ...(declared && !verbose ? placed(outcome, width) : outcomeLines(outcome, report, width)),
      ...(each && outcome.fix !== '' ? labelled(4, 'fix', outcome.fix, width) : []),
    ]),
    ...(rest.length === 0 ? [] : labelled(2, `and ${rest.length} more`, listed(rest, NAMES), width, 'strong')),
    ...labelled(4, 'why', `${outcomes[0]?.why ?? ''}${also}`, width),
    ...(each ? [] : fixLines(fixes, outcomes.length, setting)),
  ];
}

function fixLines(
  { kind, first, whole }: ReturnType<typeof joinFixes>,
  count: number,
  { width, verbose }: Setting,
): Line[] {
  if (kind === 'none') return [];
  const likewise = kind === 'alike' && count > 1 ? `${first} (likewise for the other ${count - 1})` : first;
  if (kind !== 'list' || count === 1) return labelled(4, 'fix', likewise, width);
  if (verbose) return labelled(4, 'fix', whole, width);
  return [
    ...labelled(4, 'fix', first, width),
    ...labelled(9, '', `# and so for the other ${count - 1} (--verbose prints all of it, to paste)`, width),
  ];
}

/** Findings that do not count: how many, and with --verbose which and why. */
function accepted({ report, width, verbose }: Setting): Line[] {
  const { waived, baselined } = report.summary.findings;
  if (waived + baselined === 0) return [];
  const what = [waived > 0 ? `${waived} waived` : '', baselined > 0 ? `${baselined} in the baseline` : '']
    .filter((one) => one !== '')
    .join(', ');
  const rows = report.findings.filter((finding) => !isCounted(finding));
  const lines = rows.flatMap((finding) => {
    const waiver = isWaived(finding) ? report.waivers[finding.waivers[0]?.waiver ?? -1] : undefined;
    const why =
      waiver === undefined ? 'in the baseline' : `${waiver.reason} (${waiver.approvedBy}, until ${waiver.expires})`;
    return [...placed(finding, width), ...labelled(4, waiver === undefined ? 'kept' : 'waived', why, width)];
  });
  return [
    blank,
    ...headed(
      'ACCEPTED',
      'strong',
      `${plural(waived + baselined, 'finding')} not counted: ${what}${verbose ? '' : ' (--verbose lists them)'}`,
      width,
    ),
    ...(verbose ? lines : []),
  ];
}
