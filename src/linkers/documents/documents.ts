import type { DocumentDeclaration, DocumentRole } from '../../model/declaration.ts';
import { ROLE_OF_KEY } from '../../model/document-roles.ts';
import type { DocumentFact, DocumentKey } from '../../model/fact.ts';
import { sortedBy } from '../../model/order.ts';
import type { LinkInput } from '../contract.ts';
import { listReader } from './listed.ts';
import { roleOf } from './roles.ts';

/** Words of a date's label, in the languages whose months are read. */
const UPDATE = wordsTest(
  'update updated revised revision modified amended changed stand fassung aktualisiert geändert überarbeitet jour modifiée ' +
    'modifié actualizado actualizada actualización aggiornato aggiornata aggiornamento atualizado atualizada atualização bijgewerkt gewijzigd',
);
const NOT_YET = wordsTest(
  'next will planned nächste nächster geplant prochaine prochain próxima próximo prossima prossimo volgende',
);

/**
 * Documents with a role. One that the manifest names has the role of its key, whatever its name says, and one fact for
 * each key that names it.
 */
export function linkDocuments(
  input: LinkInput,
  named: Readonly<Partial<Record<DocumentKey, string | undefined>>>,
): DocumentFact[] {
  const rolesOf = new Map<string, DocumentRole[]>();
  for (const [key, role] of Object.entries(ROLE_OF_KEY)) {
    const path = named[key as DocumentKey]?.split('#')[0]?.replace(/^\.\//, '');
    if (path !== undefined && path !== '') rolesOf.set(path, [...(rolesOf.get(path) ?? []), role]);
  }
  const listed = listReader(input.catalog);
  const facts = input.declarations.flatMap((declaration) => {
    if (declaration.kind !== 'document') return [];
    const roles = rolesOf.get(declaration.file) ?? rolesByName(declaration, input);
    // What the manifest names is meant, even below a folder of examples.
    const environment = rolesOf.has(declaration.file) ? 'production' : input.environmentOf(declaration.file);
    return roles.map(
      (role): DocumentFact => ({
        ...factOf(declaration),
        role,
        listed: role === 'subprocessor-list' ? listed(declaration) : [],
        environment,
      }),
    );
  });
  return sortedBy(facts, ({ place, role }) => `${place.file}\0${role}`);
}

function rolesByName({ file, title, headings }: DocumentDeclaration, input: LinkInput): DocumentRole[] {
  const role = roleOf(file, title ?? headings[0]?.text ?? null, input.catalog);
  return role === 'other' ? [] : [role];
}

function factOf(declaration: DocumentDeclaration): Omit<DocumentFact, 'role' | 'listed' | 'environment'> {
  const { file, span, words, headings, dates, claims } = declaration;
  const updates = dates.filter(({ label }) => UPDATE.test(label) && !NOT_YET.test(label));
  const updated = (updates.length > 0 ? updates : dates).reduce<string | null>(
    (latest, { date }) => (latest === null || date > latest ? date : latest),
    null,
  );
  return {
    kind: 'document',
    words,
    headings: headings.map(({ text }) => text),
    ownKeys: claims[0] === undefined ? null : { file, span: claims[0].span },
    updated,
    place: { file, span },
  };
}

function wordsTest(words: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${words.replaceAll(' ', '|')})(?!\\p{L})`, 'u');
}
