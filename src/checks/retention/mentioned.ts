import { entitySpellings, settingNames } from '../../text/code-names.ts';
import type { View, ViewEntity } from '../contract.ts';
import type { Subject } from './matching.ts';
import type { Rule } from './rules.ts';
import { tenantSetting } from './tenant-choice.ts';

/** Other entities that a file names, where it names none of those under the rule. */
export function onlyOthers(view: View, rule: Rule, under: readonly Subject[], mentions: readonly string[]): string[] {
  const spelled = ({ entity }: ViewEntity): string[] => [entity.name, entity.storedName].flatMap(entitySpellings);
  const setting = tenantSetting(view, rule);
  const read = setting === undefined ? [] : settingNames(setting).holders;
  const named = view.entities.filter((one) =>
    spelled(one).some((name) => mentions.includes(name) && !read.includes(name)),
  );
  const own = under.filter((one) => one.kind === 'entity');
  if (own.length === 0 || own.some(({ of }) => named.includes(of) || cascadesFrom(view, of, named))) return [];
  return named.map(({ entity }) => entity.name);
}

/** A row whose foreign key cascades goes with the row that it points at. */
function cascadesFrom(
  view: View,
  of: ViewEntity,
  named: readonly ViewEntity[],
  seen: readonly ViewEntity[] = [],
): boolean {
  return of.entity.fields.some(({ references }) => {
    if (references?.onDelete !== 'cascade') return false;
    const parent = view.entities.find(({ entity }) => [entity.storedName, entity.name].includes(references.table));
    if (parent === undefined || seen.includes(parent)) return false;
    return named.includes(parent) || cascadesFrom(view, parent, named, [...seen, of]);
  });
}
