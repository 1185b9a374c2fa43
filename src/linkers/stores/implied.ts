import type { ProviderRow } from '../../schemas/provider.ts';
import type { EvaluatedResource, EvaluatedValue } from '../terraform/evaluated.ts';
import { anyHolds, fitsVersion, holds } from './condition.ts';
import { scalarOf, valuesAt } from './path.ts';
import { keyInRows, nameOf } from './world.ts';

type Implied = ProviderRow['implies'][number];

/**
 * Stores that a service makes by itself, under a name that it is known to give, unless somebody declares them: as resources of
 * that type of which nothing is set but the name, each with its maker. Where a declared one may be meant, none is taken to be made.
 */
export function impliedBy(
  resources: readonly EvaluatedResource[],
  rows: ReadonlyMap<string, ProviderRow>,
): Map<EvaluatedResource, EvaluatedResource> {
  const made = new Map<string, readonly [EvaluatedResource, EvaluatedResource]>();
  const declared = new Map<string, Declared[]>();
  const declaredOf = (type: string): readonly Declared[] => {
    const known = declared.get(type) ?? declaredAs(type, resources, rows);
    declared.set(type, known);
    return known;
  };
  for (const owner of resources) {
    for (const implied of rows.get(keyInRows(owner))?.implies ?? []) {
      if (!isMade(implied, owner)) continue;
      for (const name of namesOf(implied, owner)) {
        const address = `${implied.type}:${name}`;
        if (!declaredOf(implied.type).some((one) => mayBe(one, owner, name)))
          made.set(`${owner.root}\u0000${address}`, [madeBy(owner, implied, name, address), owner]);
      }
    }
  }
  return new Map(made.values());
}

/** Only what is made for sure. */
function isMade({ when, unless, module }: Implied, owner: EvaluatedResource): boolean {
  return (
    holds(when, owner.body) === true &&
    anyHolds(unless, owner.body) === false &&
    (module === undefined || fitsVersion({ module }, owner) === true)
  );
}

interface Declared {
  readonly resource: EvaluatedResource;
  readonly row: ProviderRow | null;
}

/** Resources of the type, and modules that make one. */
function declaredAs(
  type: string,
  resources: readonly EvaluatedResource[],
  rows: ReadonlyMap<string, ProviderRow>,
): Declared[] {
  const kind = rows.get(type)?.store?.kind;
  return resources.flatMap((resource) => {
    const row = rows.get(keyInRows(resource)) ?? null;
    const isOne =
      resource.mode === 'resource' ? resource.type === type : resource.mode === 'module' && row?.store?.kind === kind;
    return isOne ? [{ resource, row }] : [];
  });
}

/** `/aws/rds/instance/{identifier}/{exports}`: once for each value; `*` where it cannot be known. */
function namesOf({ name }: Implied, { body }: EvaluatedResource): string[] {
  let names = [''];
  for (const [, text = '', path] of name.matchAll(/([^{]*)(?:\{([^}]+)\})?/g)) {
    const leaves = (path?.split('|') ?? []).map((one) => valuesAt(body, one)).find((set) => set.length > 0) ?? [];
    const found = leaves.map(({ value }) => String(scalarOf(value) ?? '*'));
    const values = path === undefined ? [''] : found.length === 0 ? ['*'] : found;
    names = names.flatMap((start) => values.map((value) => `${start}${text}${value}`));
  }
  return [...new Set(names)];
}

/** Of a name that is known in part, or of a declared one whose name is not known, nobody can say that it is another. */
function mayBe({ resource, row }: Declared, owner: EvaluatedResource, name: string): boolean {
  const known = nameOf(resource, row);
  if (known !== null && !name.includes('*')) return known === name;
  return resource.root === owner.root;
}

function madeBy(owner: EvaluatedResource, implied: Implied, name: string, address: string): EvaluatedResource {
  const { type, nameAttribute, given } = implied;
  const place = { file: owner.file, span: owner.span };
  const known = (value: string | number | boolean): EvaluatedValue => ({
    state: 'known',
    value,
    ...place,
    origin: place,
  });
  const settings = Object.entries(given).flatMap(([attribute, { from, default: fallback }]) => {
    const value = valuesAt(owner.body, from)[0]?.value ?? (fallback === undefined ? undefined : known(fallback));
    return value === undefined ? [] : [[attribute, value] as const];
  });
  const { module: _, ...rest } = owner;
  return {
    ...rest,
    mode: 'resource',
    type,
    name: address,
    address,
    blockAddress: address,
    partial: false,
    body: { attributes: { [nameAttribute]: known(name), ...Object.fromEntries(settings) }, blocks: [] },
  };
}
