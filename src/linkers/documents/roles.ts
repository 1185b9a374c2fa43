import type { DocumentRole } from '../../model/declaration.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { DocumentRoleWords } from '../../schemas/document.ts';
import { hasPhrase } from '../../text/phrases.ts';
import { splitWords } from '../../text/words.ts';

/** A longer title is a sentence. */
const MOST_WORDS = 8;
/** Names of files that take their meaning from their folder. */
const FOLDER_NAMED = ['index', 'readme', 'page'];
/** Its terms and conditions are about the code. */
const LICENCE = /(?:^|\/)(?:un)?(?:licen[cs]es?|copying)(?:[-_.][^/]*)?$/i;
/** https://www.rfc-editor.org/rfc/rfc9116: says where to report a vulnerability, no more. */
const SECURITY_TXT = /(?:^|\/)security\.txt$/i;

/** What the name of a file says it is; its title is asked where the name says nothing. */
export function roleOf(
  path: string,
  title: string | null,
  { documents, words }: Pick<Catalog, 'documents' | 'words'>,
): DocumentRole {
  const parts = path.split('/');
  if (SECURITY_TXT.test(path)) return 'vulnerability-disclosure';
  if (LICENCE.test(path)) return 'other';
  let name = (parts[parts.length - 1] ?? '').replace(/\..*$/s, '');
  if (FOLDER_NAMED.includes(name.toLowerCase())) name = parts[parts.length - 2] ?? name;
  const about = words.find(({ id }) => id === 'about-document')?.words ?? [];
  return (
    roleIn(plainWords(name), 'names', documents, about) ??
    (title === null ? null : roleIn(plainWords(title), 'titles', documents, about)) ??
    'other'
  );
}

function roleIn(
  words: readonly string[],
  whole: 'names' | 'titles',
  documents: readonly DocumentRoleWords[],
  about: readonly string[],
): DocumentRole | null {
  if (words.length === 0 || words.length > MOST_WORDS || words.some((word) => about.includes(word))) return null;
  const all = words.join(' ');
  let best: { readonly role: DocumentRole; readonly length: number } | null = null;
  for (const row of documents) {
    if (row.unless.some((phrase) => hasPhrase(words, phrase))) continue;
    const fitting = [
      ...row.phrases.filter((phrase) => hasPhrase(words, phrase)),
      ...row[whole].filter((name) => name === all),
    ];
    const length = Math.max(0, ...fitting.map((phrase) => phrase.split(' ').length));
    if (length > (best?.length ?? 0)) best = { role: row.id, length };
  }
  return best?.role ?? null;
}

/** Words without case and marks: `Datenschutzerklärung` and `datenschutzerklarung` are one. */
export function plainWords(text: string): string[] {
  return splitWords(text.normalize('NFD').replace(/\p{M}+/gu, ''));
}
