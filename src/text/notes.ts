import { ANCHORS, type Anchor } from '../model/retention.ts';
import { parseDuration } from './duration.ts';

/** What a note in a schema declares of the column or table it stands on (settled.md, Manifest). */
export interface SchemaNote {
  /** A category's key, or `none`. */
  readonly category: string | null;
  /** ISO 8601 duration, or `indefinite`. */
  readonly retention: string | null;
  /** What the period counts from. */
  readonly after: Anchor | null;
  readonly protection: 'encrypted' | 'hashed' | 'tokenised' | null;
  readonly reason: string | null;
  readonly problems: readonly NoteProblem[];
}

export interface NoteProblem {
  readonly code:
    | 'unknown-word'
    | 'repeated'
    | 'no-value'
    | 'not-a-category'
    | 'not-a-duration'
    | 'not-an-anchor'
    | 'no-reason'
    | 'columns-only'
    | 'empty';
  /** The word of the note it is about; never a value. */
  readonly word: string;
}

const MARK = /@privaudit(?![\w-])/g;

const PROTECTIONS: ReadonlyMap<string, NonNullable<SchemaNote['protection']>> = new Map([
  ['encrypted', 'encrypted'],
  ['hashed', 'hashed'],
  ['tokenised', 'tokenised'],
  ['tokenized', 'tokenised'],
]);

/** One word of a note: `key=value`, `key="some text"` (also with typographic quotes), or a bare word. */
const WORD = /[\s,;]*([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s,;"'“]*)))?/y;

const KEYS = new Set(['category', 'retention', 'after', 'reason']);
const CATEGORY = /^(?:ext:)?[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*$/;

/**
 * The note in a comment: `@privaudit category=user.contact.email retention=P2Y encrypted reason="…"`. It ends where a word
 * follows that belongs to none, so that a sentence may stand behind it. Null when the comment has no note.
 */
export function parseNote(comment: string | null): SchemaNote | null {
  if (comment === null) return null;
  const marks = [...comment.matchAll(MARK)];
  if (marks.length === 0) return null;
  const draft: Draft = { values: new Map(), protection: null, problems: [] };
  for (const mark of marks) readWords(comment, mark.index + mark[0].length, draft);
  return checked(draft);
}

interface Draft {
  readonly values: Map<string, string>;
  protection: SchemaNote['protection'];
  readonly problems: NoteProblem[];
}

function readWords(comment: string, start: number, draft: Draft): void {
  WORD.lastIndex = start;
  for (let first = true; ; first = false) {
    const match = WORD.exec(comment);
    if (match === null) return;
    const word = match[1] ?? '';
    const value = match[2] ?? match[3] ?? match[4] ?? match[5];
    const protection = PROTECTIONS.get(word);
    const known = KEYS.has(word);
    if (value !== undefined && known) take(word, trimmed(value), draft);
    else if (value === undefined && protection !== undefined) {
      if (draft.protection !== null && draft.protection !== protection) draft.problems.push({ code: 'repeated', word });
      draft.protection ??= protection;
    } else if (value === undefined && known) draft.problems.push({ code: 'no-value', word });
    else {
      // A word of the sentence behind the note, unless it can only be a slip of the pen.
      if (first || value !== undefined || looksMeant(word))
        draft.problems.push({ code: 'unknown-word', word: word.slice(0, 40) });
      if (value === undefined && !looksMeant(word)) return;
    }
  }
}

/** A full stop at the end belongs to the sentence. */
function trimmed(value: string): string {
  return value.trim().replace(/\.$/, '');
}

function looksMeant(word: string): boolean {
  return /^(?:encr|hash|token)/i.test(word) && /ed$/i.test(word);
}

function take(word: string, value: string, draft: Draft): void {
  if (value === '') draft.problems.push({ code: 'no-value', word });
  else if (draft.values.has(word)) draft.problems.push({ code: 'repeated', word });
  else draft.values.set(word, value);
}

function checked({ values, protection, problems }: Draft): SchemaNote {
  const reason = values.get('reason') ?? null;
  let category = values.get('category') ?? null;
  let retention = values.get('retention') ?? null;
  if (category !== null && !CATEGORY.test(category)) {
    problems.push({ code: 'not-a-category', word: 'category' });
    category = null;
  }
  // Whoever says that a column holds nothing personal has to say why.
  if (category === 'none' && reason === null) {
    problems.push({ code: 'no-reason', word: 'category' });
    category = null;
  }
  if (retention !== null && retention !== 'indefinite' && parseDuration(retention) === null) {
    problems.push({ code: 'not-a-duration', word: 'retention' });
    retention = null;
  }
  const after = ANCHORS.find((anchor) => anchor === values.get('after')) ?? null;
  if (after === null && values.has('after')) problems.push({ code: 'not-an-anchor', word: 'after' });
  if (values.size === 0 && protection === null && problems.length === 0)
    problems.push({ code: 'empty', word: '@privaudit' });
  return { category, retention, after, protection, reason, problems };
}
