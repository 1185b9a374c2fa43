import type { ProviderRow } from '../../schemas/provider.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { holds } from './condition.ts';
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
    if (owner.mode !== 'resource') continue;
    for (const implied of rows.get(owner.type)?.implies ?? []) {
      if (holds(implied.when, owner.body) !== true) continue;
      for (const name of namesOf(implied, owner)) {
        const address = `${implied.type}:${name}`;
        if (!declaredOf(implied.type).some((one) => mayBe(one, owner, name)))
          made.set(`${owner.root}\u0000${address}`, [madeBy(owner, implied, name, address), owner]);
      }
    }
  }
  return new Map(made.values());
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
    const found = path === undefined ? [] : valuesAt(body, path).map(({ value }) => String(scalarOf(value) ?? '*'));
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

function madeBy(
  owner: EvaluatedResource,
  { type, nameAttribute }: Implied,
  name: string,
  address: string,
): EvaluatedResource {
  const place = { file: owner.file, span: owner.span };
  return {
    ...owner,
    type,
    name: address,
    address,
    blockAddress: address,
    partial: false,
    body: { attributes: { [nameAttribute]: { state: 'known', value: name, ...place, origin: place } }, blocks: [] },
  };
}
