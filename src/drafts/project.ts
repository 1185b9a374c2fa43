import { processingRole } from '../schemas/manifest.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftSection, part, TODO } from './contract.ts';

/** Packs that apply, and the defaults of everything else. */
export const project: DraftSection = ({ name, packNames }) => ({
  key: 'project',
  kind: 'mapping',
  about: ['Which promises apply: `privaudit rules list` prints the packs that come with it.'],
  parts: [
    part(yamlPair('name', name)),
    part(yamlPair('packs', packNames)),
    part(yamlPair('role', TODO, processingRole.options.join(', '))),
    part(yamlPair('homeRegion', TODO, 'where the people are whose data this is: EEA, US, a country code')),
  ],
  after: [],
  onlyNew: true,
  nouns: null,
});
