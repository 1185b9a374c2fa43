import type { EntityNote } from '../../checks/contract.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Entity, Field } from '../../model/fact.ts';
import { RETENTION_REASONS } from '../../model/retention.ts';
import type { Place } from '../../model/span.ts';
import { isLonger, parseDuration } from '../../text/duration.ts';
import { type NoteProblem, parseNote, type SchemaNote } from '../../text/notes.ts';

/** What the notes in the schema say, read once: by identity of the field or entity they stand on. */
export interface Notes {
  readonly fields: ReadonlyMap<string, SchemaNote>;
  readonly entities: ReadonlyMap<string, SchemaNote>;
  readonly diagnostics: readonly Diagnostic[];
}

export function readNotes(entities: readonly Entity[], knows: (category: string) => boolean): Notes {
  const fields = new Map<string, SchemaNote>();
  const tables = new Map<string, SchemaNote>();
  const diagnostics: Diagnostic[] = [];
  for (const entity of entities) {
    const ofTable = parseNote(entity.comment);
    if (ofTable !== null) {
      tables.set(entity.id, ofTable);
      diagnostics.push(...problemsOf(entity.name, entity.place, [...ofTable.problems, ...ofColumnsOnly(ofTable)]));
    }
    for (const field of entity.fields) {
      const note = parseNote(field.comment);
      if (note === null) continue;
      const unknown = note.category !== null && note.category !== 'none' && !knows(note.category);
      fields.set(field.id, unknown ? { ...note, category: null } : note);
      const problems: readonly NoteProblem[] = unknown
        ? [...note.problems, { code: 'not-a-category', word: note.category ?? '' }]
        : note.problems;
      diagnostics.push(...problemsOf(`${entity.name}.${field.name}`, field.place, problems));
    }
  }
  return { fields, entities: tables, diagnostics };
}

/** A table holds many kinds of data: what kind, and how it is protected, is said of a column. */
function ofColumnsOnly({ category, protection }: SchemaNote): NoteProblem[] {
  return [...(category === null ? [] : ['category']), ...(protection === null ? [] : [protection])].map((word) => ({
    code: 'columns-only' as const,
    word,
  }));
}

function problemsOf(subject: string, { file, span }: Place, problems: readonly NoteProblem[]): Diagnostic[] {
  return problems.map(({ code, word }) => ({
    code: 'note-invalid',
    level: 'warning',
    file,
    span,
    message: `The @privaudit note of ${subject} is not understood: ${code.replaceAll('-', ' ')} (${word})`,
    hint: 'A note reads @privaudit category=user.contact.email encrypted, or @privaudit retention=P2Y after=closed reason=contract; category=none needs reason="…"',
  }));
}

/**
 * How long the rows are kept, by the note on the table; else by those on its personal columns, when each has one: a row lives as
 * long as the longest of them.
 */
export function keepingOf(entity: Entity, personal: readonly Field[], notes: Notes): EntityNote | null {
  const table = notes.entities.get(entity.id);
  if (table?.retention) return keeping(table, table.retention, entity.place);
  let longest: EntityNote | null = null;
  for (const field of personal) {
    const note = notes.fields.get(field.id);
    if (!note?.retention) return null;
    if (longest === null || outlives(note.retention, longest.keep))
      longest = keeping(note, note.retention, field.place);
  }
  return longest;
}

function keeping({ after, reason }: SchemaNote, keep: string, place: Place): EntityNote {
  const words = (reason ?? '').split(/[\s,]+/);
  return { keep, after, reasons: RETENTION_REASONS.filter((word) => words.includes(word)), place };
}

function outlives(a: string, b: string): boolean {
  const [ofA, ofB] = [parseDuration(a), parseDuration(b)];
  return ofB !== null && (ofA === null || isLonger(ofA, ofB));
}
