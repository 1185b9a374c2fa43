import type { BlockBody } from '../../model/declaration.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { evaluate } from './expression.ts';
import { attributeOf } from './module.ts';
import { numberOf } from './operators.ts';
import { type Group, literalBehind, type Scope, within } from './scope.ts';
import { entriesOf, hiddenKey, isList, isObject, known, placeOf, reasonFor, scalarOf, unresolved } from './values.ts';

/** How often a block exists, and what `each` and `count` mean in each instance. */
export interface Expansion extends Pick<Group<never>, 'kind' | 'byKey'> {
  readonly instances: readonly { readonly key: string | null; readonly address: string; readonly scope: Scope }[];
}

/** Works out `count` and `for_each`; https://developer.hashicorp.com/terraform/language/meta-arguments */
export function expand(body: BlockBody, address: string, scope: Scope): Expansion {
  const count = attributeOf(body, 'count');
  const forEach = attributeOf(body, 'for_each');
  const attribute = count ?? forEach;
  if (attribute === undefined)
    return limited({ kind: 'single', byKey: 'string', instances: [{ key: null, address, scope }] }, scope);
  const value = literalBehind(evaluate(attribute.expr, scope), scope.run);
  const keyed = count ? countKeys(value, address, scope) : eachKeys(value, address, scope);
  return keyed === null || keyed.instances.length > scope.run.instances
    ? unknown(value, count !== undefined, address, scope)
    : limited(keyed, scope);
}

function limited(expansion: Expansion, { run }: Scope): Expansion {
  const instances = expansion.instances.slice(0, Math.max(0, run.instances));
  run.instances -= instances.length;
  return { ...expansion, instances };
}

function countKeys(value: EvaluatedValue, address: string, scope: Scope): Expansion | null {
  const flag = scalarOf(value);
  const count = typeof flag === 'boolean' ? Number(flag) : numberOf(value);
  if (count === null || count < 0 || !Number.isInteger(count) || count > scope.run.instances) return null;
  const instances = Array.from({ length: count }, (_, i) => ({
    key: String(i),
    address: `${address}[${i}]`,
    scope: within(scope, [['count', known({ index: known(i, placeOf(value)) }, placeOf(value))]]),
  }));
  return { kind: 'keyed', byKey: 'number', instances };
}

function eachKeys(value: EvaluatedValue, address: string, scope: Scope): Expansion | null {
  const pairs = value.state === 'known' ? pairsOf(value) : null;
  if (pairs === null) return null;
  const instances = pairs.map(([key, item]) => {
    const each = known({ key: known(key, placeOf(value)), value: item }, placeOf(value));
    return { key, address: `${address}[${JSON.stringify(key)}]`, scope: within(scope, [['each', each]]) };
  });
  return { kind: 'keyed', byKey: 'string', instances };
}

/** Of a set, each element is key and value. */
function pairsOf(value: EvaluatedValue & { state: 'known' }): [string, EvaluatedValue][] | null {
  if (isObject(value.value)) return entriesOf(value.value);
  if (!isList(value.value)) return null;
  const pairs = new Map<string, EvaluatedValue>();
  for (const item of value.value) {
    const scalar = scalarOf(item);
    if (scalar === null && item.state !== 'hidden') return null;
    pairs.set(scalar === null ? hiddenKey(pairs.size) : String(scalar), item);
  }
  return [...pairs];
}

/** One instance stands for all: whether there is one, and how many, cannot be known. */
function unknown(value: EvaluatedValue, isCount: boolean, address: string, scope: Scope): Expansion {
  const place = placeOf(value);
  const open = unresolved(
    value.state === 'known' ? 'how many there are cannot be worked out' : reasonFor([value]),
    place,
    [value],
  );
  const each: [string, EvaluatedValue] = isCount
    ? ['count', known({ index: { ...open, set: true } }, place)]
    : ['each', known({ key: { ...open, set: true }, value: open }, place)];
  return limited(
    {
      kind: 'unknown',
      byKey: isCount ? 'number' : 'string',
      instances: [{ key: null, address, scope: within(scope, [each]) }],
    },
    scope,
  );
}
