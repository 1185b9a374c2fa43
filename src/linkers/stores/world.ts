import type { Property } from '../../model/fact.ts';
import type { PropertyName, ProviderRow } from '../../schemas/provider.ts';
import type { EvaluatedResource, EvaluatedValue } from '../terraform/evaluated.ts';
import { scalarOf, valuesAt } from './path.ts';
import type { Outcome } from './reading.ts';

/** All evaluated resources with the questions that rows ask about them. Addresses are unique within a root. */
export interface World {
  readonly resources: readonly EvaluatedResource[];
  readonly rowOf: (resource: EvaluatedResource) => ProviderRow | null;
  /** Resources an address names: one instance, or all instances of a block. */
  readonly at: (root: string, address: string) => readonly EvaluatedResource[];
  /** Resources of one root with a row of this type and this literal name of their own. */
  readonly named: (root: string, name: string) => readonly EvaluatedResource[];
  readonly ofType: (type: string) => readonly EvaluatedResource[];
  readonly companions: (owner: EvaluatedResource, type: string) => Companions;
  /** Answers that have been worked out, by property. */
  readonly answers: Map<PropertyName, Map<EvaluatedResource, Property<Outcome>>>;
}

export interface Companions {
  readonly joined: readonly EvaluatedResource[];
  /** In the same root, but whose they are cannot be known. */
  readonly possible: readonly EvaluatedResource[];
}

/** Instances a block's address stands for, and unattached companions of a root, that are looked at. More tell nothing new. */
const MOST = 200;

const NONE: Companions = { joined: [], possible: [] };

export function buildWorld(resources: readonly EvaluatedResource[], rows: readonly ProviderRow[]): World {
  const byType = rowsByType(rows);
  const rowOf = (resource: EvaluatedResource): ProviderRow | null => byType.get(keyInRows(resource)) ?? null;

  const addresses = new Map<string, EvaluatedResource[]>();
  const names = new Map<string, EvaluatedResource[]>();
  const types = new Map<string, EvaluatedResource[]>();
  for (const resource of resources) {
    for (const address of new Set([resource.address, resource.blockAddress]))
      push(addresses, keyOf(resource.root, address), resource);
    if (resource.mode === 'resource') push(types, resource.type, resource);
    const name = resource.mode === 'data' ? null : nameOf(resource, rowOf(resource));
    if (name !== null) push(names, keyOf(resource.root, name), resource);
  }
  const world: Omit<World, 'companions' | 'answers'> = {
    resources,
    rowOf,
    at: (root, address) => addresses.get(keyOf(root, address))?.slice(0, MOST) ?? [],
    named: (root, name) => names.get(keyOf(root, name)) ?? [],
    ofType: (type) => types.get(type) ?? [],
  };
  const index = joinCompanions(world, rows);
  return {
    ...world,
    answers: new Map(),
    companions: (owner, type) => {
      const joined = index.joined.get(owner)?.get(type);
      const possible = index.possible.get(keyOf(owner.root, type));
      return joined === undefined && possible === undefined
        ? NONE
        : { joined: joined ?? [], possible: possible?.slice(0, MOST) ?? [] };
    },
  };
}

export function rowsByType(rows: readonly ProviderRow[]): Map<string, ProviderRow> {
  const byType = new Map<string, ProviderRow>();
  for (const row of rows) for (const name of [row.id, ...row.aliases]) byType.set(name, row);
  return byType;
}

/** As the ids of rows say it: `aws_db_instance`, `data.aws_kms_key`, `module.terraform-aws-modules/rds/aws`. */
export function keyInRows({ mode, type, module }: EvaluatedResource): string {
  return mode === 'resource' ? type : `${mode}.${module?.address ?? type}`;
}

/** Its own name where it is a literal that may be shown. */
export function nameOf(resource: EvaluatedResource, row: ProviderRow | null): string | null {
  for (const value of namesOf(resource, row)) {
    const name = scalarOf(value);
    if (typeof name === 'string') return name;
  }
  return null;
}

/** Its name for people; of one that is known in part `*` stands for the rest: `*-uploads`. */
export function labelOf(resource: EvaluatedResource, row: ProviderRow): string | null {
  const name = nameOf(resource, row);
  if (name !== null) return name;
  for (const value of namesOf(resource, row)) {
    if (value.state === 'unresolved' && value.pattern !== undefined) return value.pattern;
  }
  return null;
}

function namesOf(resource: EvaluatedResource, row: ProviderRow | null): EvaluatedValue[] {
  return (row?.name ?? []).flatMap((path) => valuesAt(resource.body, path).map(({ value }) => value));
}

interface CompanionIndex {
  readonly joined: ReadonlyMap<EvaluatedResource, ReadonlyMap<string, EvaluatedResource[]>>;
  readonly possible: ReadonlyMap<string, EvaluatedResource[]>;
}

function joinCompanions(world: Omit<World, 'companions' | 'answers'>, rows: readonly ProviderRow[]): CompanionIndex {
  const joined = new Map<EvaluatedResource, Map<string, EvaluatedResource[]>>();
  const possible = new Map<string, EvaluatedResource[]>();
  for (const row of rows) {
    for (const { type, by } of row.companions) {
      for (const companion of world.ofType(type)) {
        const owners = new Set<EvaluatedResource>();
        let open = false;
        for (const { value } of valuesAt(companion.body, by)) {
          const found = pointedAt(world, companion.root, value);
          for (const owner of found) if (world.rowOf(owner) === row) owners.add(owner);
          if ((value.state === 'unresolved' || value.state === 'hidden') && found.length === 0) open = true;
        }
        for (const owner of owners) {
          const kinds = joined.get(owner) ?? new Map<string, EvaluatedResource[]>();
          joined.set(owner, kinds);
          push(kinds, type, companion);
        }
        if (owners.size === 0 && open) push(possible, keyOf(companion.root, type), companion);
      }
    }
  }
  return { joined, possible };
}

/** The resources that a value points at: by reference, by the only resource it mentions, or by literal name. */
export function pointedAt(
  world: Pick<World, 'at' | 'named'>,
  root: string,
  value: EvaluatedValue,
): readonly EvaluatedResource[] {
  if (value.state === 'reference') return world.at(root, value.target);
  if (value.state === 'unresolved') {
    const [only, ...others] = value.mentions;
    return only === undefined || others.length > 0 ? [] : world.at(root, only);
  }
  const name = scalarOf(value);
  // The last part of an ARN is the name of the thing.
  return typeof name === 'string'
    ? world.named(root, name.startsWith('arn:') ? (name.split(/[:/]/).at(-1) ?? name) : name)
    : [];
}

function keyOf(root: string, text: string): string {
  return `${root}\u0000${text}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
