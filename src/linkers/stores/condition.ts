import type { ProviderStep } from '../../schemas/provider.ts';
import { type EvaluatedBody, type EvaluatedResource, providerVersion } from '../terraform/evaluated.ts';
import { blocksAt, scalarOf, valuesAt } from './path.ts';
import { doubtOf, reasonOf } from './reading.ts';
import { isNoneOf, lookUp } from './value.ts';

/** Whether something holds; a text says why that cannot be known. */
export type Truth = true | false | string;

type When = NonNullable<ProviderStep['when']>;

/** Whether any of these alternatives holds. */
export function anyHolds(alternatives: readonly When[], body: EvaluatedBody): Truth {
  const truths = alternatives.map((when) => holds(when, body));
  return truths.includes(true) || (truths.find((truth) => truth !== false) ?? false);
}

/** All conditions of a step, read in one body. */
export function holds(when: When | undefined, body: EvaluatedBody): Truth {
  let doubt: Truth = true;
  for (const [path, wanted] of Object.entries(when ?? {})) {
    const truth = meets(body, path, wanted);
    if (truth === false) return false;
    if (truth !== true && doubt === true) doubt = truth;
  }
  return doubt;
}

function meets(body: EvaluatedBody, path: string, wanted: When[string]): Truth {
  const leaves = valuesAt(body, path);
  if (wanted === null || wanted === '*') {
    // A block without attributes is set as well: `ttl_config {}`.
    const doubts = leaves.length > 0 ? leaves.map(doubtOf) : blocksAt(body, path).map(({ doubt }) => doubt);
    const sure = doubts.includes(null);
    return doubts.length === 0 || sure ? sure === (wanted === '*') : (doubts[0] ?? true);
  }
  const accepted = Object.fromEntries((Array.isArray(wanted) ? wanted : [wanted]).map((item) => [String(item), true]));
  let doubt: Truth = false;
  for (const leaf of leaves) {
    const value = scalarOf(leaf.value);
    if (isNoneOf(leaf.value, Object.keys(accepted))) continue;
    if (value === null) doubt = leaf.doubt ?? reasonOf(leaf.value);
    else if (lookUp(accepted, String(value)) !== null) {
      if (leaf.doubt === null) return true;
      doubt = leaf.doubt;
    }
  }
  return doubt;
}

/** Whether the step is for the major versions of the provider, or of the module, that can be in use. */
export function fitsVersion(
  { provider, versions, module }: Pick<ProviderStep, 'provider' | 'versions' | 'module'>,
  resource: EvaluatedResource,
): Truth {
  if (module !== undefined)
    return fitsRange(module, resource.module?.version ?? null, 'the version of the module is not fixed');
  if (provider === undefined || versions === undefined) return true;
  return fitsRange(versions, providerVersion(resource, provider), `the version of ${provider} is not fixed`);
}

function fitsRange(
  versions: string,
  known: { readonly min: number; readonly max: number | null } | null,
  doubt: string,
): Truth {
  if (known === null) return doubt;
  const operator = versions.replace(/(?<!\d)\d+$/, '');
  const bound = Number(versions.slice(operator.length));
  const max = known.max ?? Number.POSITIVE_INFINITY;
  // Every version above (below) the bound, or none.
  if (operator === '<') return known.min >= bound ? false : max < bound || doubt;
  if (operator === '<=') return known.min > bound ? false : max <= bound || doubt;
  if (operator === '>') return max <= bound ? false : known.min > bound || doubt;
  if (operator === '>=') return max < bound ? false : known.min >= bound || doubt;
  return known.min > bound || max < bound ? false : (known.min === bound && max === bound) || doubt;
}
