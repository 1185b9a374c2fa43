import { isWaived } from '../../model/waived.ts';
import type { AuditReport } from '../../schemas/report.ts';
import { joinFixes } from '../fixes.ts';
import { type Block, blocksOf, isCounted, listed, type Part, plural } from '../wording.ts';
import { blank, headed, type Line, labelled, pasted } from './line.ts';
import { noteLines, outcomeLines, placed, sharedNotes } from './outcomes.ts';

const SUBJECTS = 5;
const NAMES = 24;
const ALSO = 3;
const OPEN = 5;
/** Lines of YAML. */
const PASTED = 14;

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
  const ids = [...new Set(block.parts.map(({ clause }) => clause))];
  const sections = ids.map((id) => block.parts.filter(({ clause }) => clause === id));
  const [first = [], ...others] = sections;
  if (others.length === 0) {
    return [blank, ...headed('BROKEN', 'bad', titleOf(first, report), width), ...sectionLines(first, setting)];
  }
  const found = block.parts.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const title = `${block.family} · ${block.severity} · ${plural(ids.length, 'promise')}, ${plural(found, 'declaration')}`;
  return [
    blank,
    ...headed('BROKEN', 'bad', title, width),
    ...sections.flatMap((parts) => [
      ...labelled(2, '', titleOf(parts, report), width),
      ...sectionLines(parts, setting),
    ]),
  ];
}

/** Clause, weight, and the sentence of the clause where it says more than the only finding. */
function titleOf(parts: readonly Part[], { clauses }: AuditReport): string {
  const [first] = parts;
  if (first?.outcomes[0]?.origin === 'declaration') {
    const found = parts.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    return `${first.clause} · ${first.severity} · ${plural(found, 'declaration')} missing or not as promised`;
  }
  const reason = clauses.find(({ id }) => id === first?.clause)?.reason ?? '';
  const told = parts.some(({ outcomes }) => outcomes.some(({ message }) => message === reason));
  return `${first?.clause} · ${first?.severity}${reason === '' || told ? '' : ` · ${reason}`}`;
}

/** Everything under one clause: why it matters, then every rule with its subjects and what mends them. */
function sectionLines(parts: readonly Part[], setting: Setting): Line[] {
  const { width, verbose } = setting;
  const also = [...new Set(parts.flatMap((part) => part.also))];
  const why = parts[0]?.outcomes[0]?.why ?? '';
  const breaks = also.length === 0 ? '' : `; also breaks ${listed(also, verbose ? also.length : ALSO)}`;
  return [
    ...labelled(2, 'why', `${breaks === '' ? why : why.replace(/\.$/, '')}${breaks}`, width),
    ...parts.flatMap((part) => partLines(part, setting)),
    ...openLines(parts, setting),
  ];
}

/** What is left to find out of a promise once its findings are mended. */
function openLines(parts: readonly Part[], { report, width, verbose }: Setting): Line[] {
  const open = report.unresolved.filter(({ clauses }) => clauses.includes(parts[0]?.clause ?? ''));
  if (open.length === 0) return [];
  const names = open.map(({ subject }) => subject);
  return [
    ...labelled(2, 'cannot tell', listed(names, verbose ? names.length : OPEN), width, 'unsure'),
    ...(verbose ? open.flatMap((outcome) => placed(outcome, width)) : []),
  ];
}

function partLines({ outcomes }: Part, setting: Setting): Line[] {
  const { report, width, verbose } = setting;
  const declared = outcomes[0]?.origin === 'declaration';
  const shown = verbose ? outcomes : outcomes.slice(0, SUBJECTS);
  const rest = outcomes.slice(shown.length).map(({ subject }) => subject);
  const fixes = joinFixes(outcomes);
  const each = fixes.kind === 'each';
  const shared = sharedNotes(outcomes);
  return [
    ...shown.flatMap((outcome) => [
      ...(declared && !verbose ? placed(outcome, width) : outcomeLines(outcome, report, width, shared === null)),
      ...(each && outcome.fix !== '' ? pasted(4, 'fix', outcome.fix, width) : []),
    ]),
    ...(rest.length === 0 ? [] : labelled(2, `and ${rest.length} more`, listed(rest, NAMES), width, 'strong')),
    ...(shared === null || (declared && !verbose) ? [] : noteLines(shared, width)),
    ...(each ? [] : fixLines(fixes, outcomes.length, setting)),
  ];
}

/** A short list to paste is printed whole, a long one by its first item. */
function fixLines({ kind, first, whole }: ReturnType<typeof joinFixes>, count: number, setting: Setting): Line[] {
  const { width, verbose } = setting;
  if (kind === 'none') return [];
  if (kind === 'alike' && count > 1) return pasted(4, 'fix', `${first} (likewise for the others)`, width);
  if (kind !== 'list' || verbose || whole.split('\n').length <= PASTED) return pasted(4, 'fix', whole, width);
  const left = `# likewise for the other ${count - 1}: --verbose prints all of it, to paste`;
  return [...pasted(4, 'fix', first, width), ...labelled(9, '', left, width)];
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
