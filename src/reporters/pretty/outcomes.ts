import type { AuditReport, ReportOutcome } from '../../schemas/report.ts';
import { printable } from '../../text/printable.ts';
import { isPersonal, listed } from '../wording.ts';
import { type Line, labelled, piece } from './line.ts';

const FIELDS_NAMED = 4;
const NOTES = 2;

/** Where and what, then what was seen and what lies there. */
export function outcomeLines(outcome: ReportOutcome, report: AuditReport, width: number, withNotes: boolean): Line[] {
  const notes = notesOf(outcome);
  const fields = personalFieldsIn(outcome.subject, report);
  // Where a check names them itself, once is enough.
  const told = fields.some((field) => notes.some((note) => note.includes(field)));
  return [
    ...placed(outcome, width),
    ...(withNotes ? noteLines(notes, width) : []),
    ...(told || fields.length === 0 ? [] : labelled(4, 'holds', listed(fields, FIELDS_NAMED), width)),
  ];
}

export function noteLines(notes: readonly string[], width: number): Line[] {
  return notes.length === 0 ? [] : labelled(4, 'saw', notes.join('; '), width);
}

/** What was seen, unless the message says it already. */
function notesOf({ evidence, message }: ReportOutcome): string[] {
  return [...new Set(evidence.map(({ note }) => note))].filter((note) => !message.includes(note)).slice(0, NOTES);
}

/** The notes that all have in common; null where they differ. */
export function sharedNotes(outcomes: readonly ReportOutcome[]): string[] | null {
  const [first, ...others] = outcomes.map((outcome) => notesOf(outcome));
  if (first === undefined || others.length === 0) return null;
  return others.every((notes) => notes.join('\n') === first.join('\n')) ? first : null;
}

/** `file:line  message`, the message on a line of its own where both do not fit. */
export function placed({ location, subject, message }: ReportOutcome, width: number): Line[] {
  const place = printable(`${location.file}:${location.startLine}`);
  const text = printable(message.includes(subject) ? message : `${subject}: ${message}`);
  if (place.length + text.length + 4 <= width) return [[piece('  '), piece(place, 'strong'), piece(`  ${text}`)]];
  return [[piece('  '), piece(place, 'strong')], ...labelled(4, '', text, width)];
}

function personalFieldsIn(subject: string, { inventory }: AuditReport): string[] {
  return inventory.entities
    .filter(({ store, environment }) => store?.id === `store:${subject}` && environment === 'production')
    .flatMap(({ name, fields }) => fields.filter(isPersonal).map((field) => `${name}.${field.name}`));
}
