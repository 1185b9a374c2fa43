import { valuesAt } from '../path.ts';
import { doubtOf, type Reading, reasonOf } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { meaningOf } from '../value.ts';

/** `{account: type, from: path}`: a switch for the whole account and region; on where its attribute is not written. */
export function accountReading({ world, resource, row, step, name }: StepInput): Reading | null {
  let doubtful: Reading | null = null;
  for (const account of world.ofType(step.account ?? '')) {
    const near = account.root === resource.root;
    // The switch is one per region; and an example's account is not the one of production.
    if (near ? account.provider !== resource.provider : account.environment !== resource.environment) continue;
    const path = [step.from ?? []].flat()[0] ?? '';
    const leaf = valuesAt(account.body, path)[0];
    const value = leaf === undefined ? true : meaningOf(leaf.value, name, step);
    if (value === false) continue;
    const reading: Reading = {
      property: {
        state: 'default',
        value: true,
        attribute: null,
        place:
          leaf === undefined
            ? { file: account.file, span: account.span }
            : { file: leaf.value.file, span: leaf.value.span },
        reason: `${account.address} is on`,
        source: { url: step.source ?? row.source, checked: step.checked ?? row.checked },
      },
      doubt: near
        ? (leaf && (doubtOf(leaf) ?? (value === null ? reasonOf(leaf.value) : null))) ||
          (account.conditions.length > 0 ? `${account.address} may not be there` : null)
        : `${account.address} in ${account.root} may be of the same account`,
    };
    if (reading.doubt === null) return reading;
    doubtful ??= reading;
  }
  return doubtful;
}
