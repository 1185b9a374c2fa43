import type { View } from '../checks/contract.ts';
import { ageMethod } from '../schemas/params/shared.ts';
import type { YamlPart } from '../text/edit-yaml.ts';
import { yamlPair } from '../text/write-yaml.ts';
import { type DraftSection, part, TODO } from './contract.ts';

/** Asked only where people sign up; filled in where the schema keeps younger ones out. */
export const minimumAge: DraftSection = ({ view }) => ({
  key: 'minimumAge',
  kind: 'mapping',
  about: [
    'People sign up here. What keeps younger ones out: enforcedIn: [{field: Entity.field, ref: path/of/the/check.ts}]',
    `method: ${ageMethod.options.join(', ')}`,
  ],
  parts: view.signUp === null || view.manifest?.minimumAge !== undefined ? [] : declaration(view),
  after: [],
  onlyNew: false,
  nouns: ['minimum age', 'minimum age'],
});

function declaration(view: View): YamlPart[] {
  // A declared age must hold at every gate, so the lowest one speaks.
  const gates = view.gates.filter(({ effective }) => effective);
  const ages = gates.flatMap(({ age }) => age ?? []);
  const age = ages.length === 0 ? null : Math.min(...ages);
  const gate = gates.find((one) => one.age === age) ?? gates[0];
  if (gate === undefined)
    return [part(yamlPair('age', TODO)), part(yamlPair('method', TODO)), part(yamlPair('enforcedIn', TODO))];
  const found = `${gate.subject} in ${gate.place.file}`;
  return [
    part(yamlPair('age', age ?? TODO, found)),
    part(yamlPair('method', gate.method)),
    part(yamlPair('enforcedIn', [{ field: gate.subject }])),
  ];
}
