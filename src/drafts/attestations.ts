import { yamlComment, yamlPair } from '../text/write-yaml.ts';
import { type DraftSection, TODO } from './contract.ts';

/** Promises that people have to answer for, one row each. */
export const attestations: DraftSection = ({ view, packs }) => {
  const { attestations: rows = [], notApplicable = [] } = view.manifest ?? {};
  const done = new Set([...rows, ...notApplicable].map(({ clause }) => clause));
  const open = packs
    .flatMap(({ clauses }) => clauses)
    .filter(({ id, family }) => family === 'attestation' && !done.has(id));
  return {
    key: 'attestations',
    kind: 'list',
    about: [
      'Promises that no code shows: who answers for it, since when, on what evidence, and until when.',
      'One that does not apply goes to notApplicable: - {clause: its id, reason: why}',
    ],
    parts: open.map(({ id, summary }) => ({
      before: [yamlComment(summary)],
      lines: [
        yamlPair('clause', id),
        yamlPair('by', TODO),
        yamlPair('at', TODO),
        yamlPair('evidence', TODO),
        yamlPair('expires', TODO),
      ],
    })),
    after: [],
    onlyNew: false,
    nouns: ['attestation', 'attestations'],
  };
};
