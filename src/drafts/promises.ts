import { erasureMethod } from '../schemas/manifest.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftContext, type DraftSection, part, type Section, TODO } from './contract.ts';
import { isPersonal } from './inventory.ts';

/** What no code shows at all, asked once in a new manifest. */

export const erasure: DraftSection = (context) =>
  asked(context, {
    key: 'erasure',
    about: [
      'How data goes on request and at the end of the contract.',
      `method: ${erasureMethod.options.join(', ')}`,
      'triggers: the route, job or file of code that starts it. backups.rotate: the period after which a backup is overwritten.',
    ],
    parts: [
      part(yamlPair('deadline', TODO)),
      part(yamlPair('method', TODO)),
      part(yamlPair('triggers', { request: TODO, termination: TODO })),
      part(yamlPair('backups', { rotate: TODO })),
    ],
  });

export const rights: DraftSection = (context) =>
  asked(context, {
    key: 'rights',
    about: ['Where people turn to with requests about their data, and how soon they are answered.'],
    parts: [part(yamlPair('contact', TODO)), part(yamlPair('respondWithin', TODO))],
  });

function asked({ view }: DraftContext, section: Pick<Section, 'key' | 'about' | 'parts'>): Section {
  const parts = view.entities.some(isPersonal) ? section.parts : [];
  return { ...section, parts, kind: 'mapping', after: [], onlyNew: true, nouns: null };
}
