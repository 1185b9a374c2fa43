import type { AuditReport, ReportClause } from '../../schemas/report.ts';
import { joinFixes } from '../fixes.ts';
import { blocksOf, columnOf, listed, type Part, plural } from '../wording.ts';
import { blank, headed, type Line, labelled, pasted } from './line.ts';
import { placed } from './outcomes.ts';

const SUBJECTS = 3;
const BLOCKS = 5;
const ALSO = 3;

/** Promises with a check that could not be decided: what has to be known. */
export function cannotTell(report: AuditReport, width: number, verbose: boolean): Line[] {
  const clauses = report.clauses.filter((clause) => columnOf(clause) === 'cannot tell');
  const open = new Set(clauses.map(({ id }) => id));
  const outcomes = report.unresolved
    .map((outcome) => ({ ...outcome, clauses: outcome.clauses.filter((id) => open.has(id)), origin: 'code' as const }))
    .filter((outcome) => outcome.clauses.length > 0);
  const parts = mendedTogether(blocksOf(outcomes, report.clauses).flatMap((block) => block.parts));
  const told = new Set(parts.flatMap(({ clause, also }) => [clause, ...also]));
  const blocks = [
    ...parts.map((part) => partLines(part, width, verbose)),
    ...byReason(
      clauses.filter(({ id }) => !told.has(id)),
      width,
      verbose,
    ),
  ];
  const shown = verbose ? blocks : blocks.slice(0, BLOCKS);
  const left = blocks.length - shown.length;
  return [
    ...shown.flat(),
    ...(left === 0
      ? []
      : [
          blank,
          ...labelled(
            0,
            '',
            `${plural(left, 'more question')} that cannot be answered from here (--verbose lists them)`,
            width,
          ),
        ]),
  ];
}

/** Questions that one act answers are one block: a missing retention rule leaves several clauses open, for the same entities. */
function mendedTogether(parts: readonly Part[]): Part[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const { kind, first } = joinFixes(part.outcomes);
    const key = kind === 'one' && !first.includes('\n') ? first : `${part.ruleId} ${part.clause}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap((group) => {
    const [part] = group;
    if (part === undefined) return [];
    const bySubject = new Map(
      group
        .flatMap(({ outcomes }) => outcomes)
        .map((outcome) => [`${outcome.location.file} ${outcome.subject}`, outcome] as const)
        .reverse(),
    );
    const others = new Set(group.flatMap(({ clause, also }) => [clause, ...also]));
    others.delete(part.clause);
    return [{ ...part, also: [...others], outcomes: [...bySubject.values()].reverse() }];
  });
}

function partLines({ clause, also, outcomes }: Part, width: number, verbose: boolean): Line[] {
  const shown = verbose ? outcomes : outcomes.slice(0, SUBJECTS);
  const rest = outcomes.slice(shown.length).map(({ subject }) => subject);
  const { kind, first } = joinFixes(outcomes);
  const others = also.length === 0 ? '' : `, ${listed(also, verbose ? also.length : ALSO)}`;
  return [
    blank,
    ...headed('CANNOT TELL', 'unsure', `${clause}${others}`, width),
    ...shown.flatMap((outcome) => [
      ...placed(outcome, width),
      ...(kind === 'each' && outcome.fix !== '' ? pasted(4, 'fix', outcome.fix, width) : []),
    ]),
    ...(rest.length === 0 ? [] : labelled(2, `and ${rest.length} more`, listed(rest, 8), width, 'strong')),
    ...(kind === 'none' || kind === 'each'
      ? []
      : pasted(
          4,
          'fix',
          `${first}${kind === 'alike' && outcomes.length > 1 ? ' (likewise for the others)' : ''}`,
          width,
        )),
    ...(kind === 'list' && outcomes.length > 1
      ? labelled(9, '', `# likewise for the other ${outcomes.length - 1}`, width)
      : []),
  ];
}

/** Clauses without an unresolved subject: a file that was not read whole, an absence nobody can vouch for. */
function byReason(clauses: readonly ReportClause[], width: number, verbose: boolean): Line[][] {
  const groups = new Map<string, ReportClause[]>();
  for (const clause of clauses) {
    const key = `${clause.reason}\n${clause.because.map(({ file, note }) => `${file} ${note}`).join('\n')}`;
    groups.set(key, [...(groups.get(key) ?? []), clause]);
  }
  return [...groups.values()].map((members) => {
    const ids = members.map(({ id }) => id);
    const because = members[0]?.because ?? [];
    const shown = verbose ? because : because.slice(0, SUBJECTS);
    return [
      blank,
      ...headed('CANNOT TELL', 'unsure', listed(ids, verbose ? ids.length : ALSO + 1), width),
      ...labelled(2, '', members[0]?.reason ?? '', width),
      ...shown.flatMap(({ file, startLine, note }) =>
        labelled(4, '', file === null ? note : `${file}:${startLine ?? 1}  ${note}`, width),
      ),
      ...(because.length > shown.length ? labelled(4, '', `and ${because.length - shown.length} more`, width) : []),
    ];
  });
}
