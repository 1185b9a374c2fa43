import { isWaived } from '../../model/waived.ts';
import type { AuditReport, ReportOutcome } from '../../schemas/report.ts';
import { code, details, fenced, prose, table } from '../../text/markdown.ts';
import { joinFixes } from '../fixes.ts';
import { blocksOf, type Part, plural } from '../wording.ts';
import { cut, type Limits, placeOf } from './limits.ts';

/** Long enough to be told apart, and what `privaudit explain` takes. */
const FINGERPRINT = 12;

/** Everything found broken, also what is waived or in the baseline; one section per rule and promise. */
export function findingsSection({ findings, clauses }: AuditReport, limits: Limits): string[] {
  if (findings.length === 0) return ['## Findings', '', 'None.'];
  const parts = blocksOf(findings, clauses).flatMap((block) => block.parts);
  const { shown, more } = cut(parts, limits);
  return ['## Findings', '', ...shown.flatMap((part, index) => partLines(`F${index + 1}`, part, limits)), ...more];
}

/** Subjects whose value nobody can know from here. */
export function unresolvedSection({ unresolved, clauses }: AuditReport, limits: Limits): string[] {
  if (unresolved.length === 0) return [];
  const parts = blocksOf(unresolved, clauses).flatMap((block) => block.parts);
  const { shown, more } = cut(parts, limits);
  return [
    '## What cannot be told',
    '',
    ...shown.flatMap((part, index) => partLines(`U${index + 1}`, part, limits)),
    ...more,
  ];
}

/** What a promise that is kept rests on: nobody can defend a count. */
export function passesSection({ passes }: AuditReport, limits: Limits): string[] {
  if (passes.length === 0) return [];
  const { shown, more } = cut(passes, limits);
  const rows = shown.map((outcome) => [
    outcome.clauses.map(code).join('<br>'),
    code(outcome.subject),
    placed(outcome),
    what(outcome),
    outcome.grade ?? '',
  ]);
  return [
    '## What was found kept',
    '',
    ...details(plural(passes.length, 'outcome', 'outcomes'), [
      ...table(['Clause', 'Subject', 'Place', 'What was seen', 'Grade'], rows),
      ...more,
    ]),
  ];
}

function partLines(label: string, part: Part, limits: Limits): string[] {
  const { outcomes, clause, also, severity, ruleId } = part;
  const { shown, more } = cut(outcomes, limits);
  const open = outcomes[0]?.status === 'unresolved';
  const words = open
    ? []
    : [severity, outcomes[0]?.origin === 'declaration' ? 'missing or wrong declaration' : 'seen in code'];
  const others = cut(also, limits);
  const rows = shown.map((outcome) => [
    code(outcome.fingerprint.slice(0, FINGERPRINT)),
    code(outcome.subject),
    placed(outcome),
    what(outcome),
    ...(open ? [] : [stateOf(outcome)]),
  ]);
  return [
    `### ${label} · ${[code(clause), ...words].join(' · ')}`,
    '',
    `- Rule: ${code(ruleId)}`,
    `- ${open ? 'Promise' : 'Why'}: ${prose(outcomes[0]?.why ?? '')}`,
    ...(also.length === 0
      ? []
      : [
          `- Also ${open ? 'asked by' : 'breaks'}: ${others.shown.map(code).join(', ')}${also.length > others.shown.length ? `, ${also.length - others.shown.length} more` : ''}`,
        ]),
    '',
    ...table(['Id', 'Subject', 'Place', 'What was seen', ...(open ? [] : ['Severity'])], rows),
    ...more,
    '',
    ...fixLines(shown, outcomes.length),
  ];
}

function placed({ location, related }: ReportOutcome): string {
  const others = related
    .slice(0, 3)
    .map(({ file, startLine, note }) => `${code(placeOf(file, startLine))} ${prose(note)}`);
  return [code(placeOf(location.file, location.startLine)), ...others].join('<br>');
}

function what({ message, evidence, location }: ReportOutcome): string {
  const notes = evidence.slice(0, 4).map(({ note, file, startLine }) => {
    const elsewhere = file !== null && (file !== location.file || startLine !== location.startLine);
    return `${prose(note)}${elsewhere ? ` (${code(placeOf(file, startLine))})` : ''}`;
  });
  return [...new Set([prose(message), ...notes]), ...(evidence.length > 4 ? [`${evidence.length - 4} more`] : [])].join(
    '<br>',
  );
}

function stateOf(outcome: ReportOutcome): string {
  if (isWaived(outcome)) return `${outcome.severity}, waived`;
  return outcome.baselined ? `${outcome.severity}, in the baseline` : outcome.severity;
}

/** What to do: sentences as prose, YAML as a block that can be copied. */
function fixLines(outcomes: readonly ReportOutcome[], total: number): string[] {
  const { kind, first, whole } = joinFixes(outcomes);
  switch (kind) {
    case 'none':
      return [];
    case 'one':
      return fixOf('Fix', first);
    case 'alike':
      return fixOf(`Fix (the first of ${plural(total, 'subject')}, the others likewise)`, first);
    case 'list':
      return fixOf('Fix', whole);
    case 'each':
      return eachShape(outcomes).flatMap(({ fix, subject, alike }) =>
        fixOf(alike === 0 ? `Fix for ${code(subject)}` : `Fix for ${code(subject)}, likewise for ${alike} more`, fix),
      );
  }
}

/** Fixes that differ by their subject alone are told once. */
function eachShape(outcomes: readonly ReportOutcome[]): { fix: string; subject: string; alike: number }[] {
  const shapes = new Map<string, { fix: string; subject: string; alike: number }>();
  for (const { fix, subject } of outcomes) {
    if (fix === '') continue;
    const shape = fix.replaceAll(subject, '\u0000');
    const known = shapes.get(shape);
    if (known === undefined) shapes.set(shape, { fix, subject, alike: 0 });
    else known.alike += 1;
  }
  return [...shapes.values()];
}

function fixOf(label: string, fix: string): string[] {
  const [sentence = '', ...yaml] = fix.split('\n');
  return [`${label}: ${prose(sentence)}`, '', ...(yaml.length === 0 ? [] : [...fenced(yaml.join('\n'), 'yaml'), ''])];
}
