import type { AuditReport, ReportOutcome } from '../../schemas/report.ts';
import { isPersonal, listed } from '../wording.ts';
import { type Line, labelled, piece } from './line.ts';

const FIELDS_NAMED = 4;
const NOTES = 2;

/** Where and what, then what was seen. */
export function outcomeLines(outcome: ReportOutcome, report: AuditReport, width: number): Line[] {
  const notes = [...new Set(outcome.evidence.map(({ note }) => note))].filter(
    (note) => !outcome.message.includes(note),
  );
  const fields = personalFieldsIn(outcome.subject, report);
  // Where a check names them itself, once is enough.
  const holds = fields.some((field) => notes.some((note) => note.includes(field))) ? [] : fields;
  return [
    ...placed(outcome, width),
    ...(notes.length === 0 ? [] : labelled(4, 'saw', notes.slice(0, NOTES).join('; '), width)),
    ...(holds.length === 0 ? [] : labelled(4, 'holds', listed(holds, FIELDS_NAMED), width)),
  ];
}

/** `file:line  message`, the message on a line of its own where both do not fit. */
export function placed({ location, subject, message }: ReportOutcome, width: number): Line[] {
  const place = `${location.file}:${location.startLine}`;
  const text = message.includes(subject) ? message : `${subject}: ${message}`;
  if (place.length + text.length + 4 <= width) return [[piece('  '), piece(place, 'strong'), piece(`  ${text}`)]];
  return [[piece('  '), piece(place, 'strong')], ...labelled(4, '', text, width)];
}

function personalFieldsIn(subject: string, { inventory }: AuditReport): string[] {
  return inventory.entities
    .filter(({ store, environment }) => store?.id === `store:${subject}` && environment === 'production')
    .flatMap(({ name, fields }) => fields.filter(isPersonal).map((field) => `${name}.${field.name}`));
}
