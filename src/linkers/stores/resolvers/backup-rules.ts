import { literalOf } from '../forms/literal.ts';
import { blocksAt, scalarOf, valuesAt } from '../path.ts';
import { leastFavourable, placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';

/**
 * Days that recovery points of a backup plan are kept. A resolver because a rule without an end keeps them for ever, even
 * beside rules that have one, and a copy has a time of its own.
 */
const RULES = ['rule', 'rule.copy_action'];

export function backupRules({ world, resource, reader, name }: StepInput): Reading | null {
  const readings = RULES.flatMap((path) =>
    blocksAt(reader.body, path).map(({ body, doubt }): Reading => {
      const attribute = `${path}.lifecycle.delete_after`;
      const leaf = valuesAt(body, 'lifecycle.delete_after')[0];
      if (leaf === undefined) {
        const reason = 'a rule without delete_after keeps recovery points for ever';
        return { property: { state: 'default', value: 'never', attribute, place: null, reason, source: null }, doubt };
      }
      const place = placeOf(leaf.value);
      const value = literalOf(world, resource.root, leaf.value);
      const days = Number(scalarOf(value) ?? Number.NaN);
      if (!Number.isFinite(days)) return { property: unresolved(reasonOf(value), attribute, place), doubt };
      return {
        property: { state: 'set', value: days, attribute, place, reason: null, source: null },
        doubt: leaf.doubt ?? doubt,
      };
    }),
  );
  return leastFavourable(name, readings);
}
