import type { View } from '../checks/contract.ts';
import { ROLE_OF_KEY } from '../model/document-roles.ts';
import type { DocumentKey } from '../model/fact.ts';
import { sortedBy } from '../model/order.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftSection, part, TODO } from './contract.ts';

/** Documents that were found, by what their name says they are; the privacy policy is asked for. */
export const documents: DraftSection = ({ view }) => {
  const named: Readonly<Record<string, unknown>> = view.manifest?.documents ?? {};
  const keys = (Object.keys(ROLE_OF_KEY) as DocumentKey[]).filter((key) => named[key] === undefined);
  const found = keys.flatMap((key) => {
    const path = nearestToRoot(view, key);
    if (path !== null) return [part(yamlPair(key, path))];
    return key === 'privacyPolicy' && view.manifest === null ? [part(yamlPair(key, TODO, 'a path, or a URL'))] : [];
  });
  return {
    key: 'documents',
    kind: 'mapping',
    about: ['Where each document stands: a path, or a URL.'],
    parts: found,
    after: [],
    onlyNew: false,
    nouns: ['document', 'documents'],
  };
};

function nearestToRoot({ documents: all }: View, key: DocumentKey): string | null {
  const fitting = all.filter(({ role }) => role === ROLE_OF_KEY[key]).map(({ place }) => place.file);
  const depth = (path: string): string => String(path.split('/').length).padStart(4, '0');
  return sortedBy(fitting, (path) => `${depth(path)} ${path}`)[0] ?? null;
}
