import type { ServiceDeclaration } from '../../model/declaration.ts';
import type { Environment, Property, Store } from '../../model/fact.ts';
import type { PropertyName, ProviderRow } from '../../schemas/provider.ts';
import { isRegionShaped } from '../../text/region-names.ts';
import type { LinkInput } from '../contract.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { anyHolds, holds } from './condition.ts';
import { containersOf } from './containers.ts';
import { propertyOf } from './evaluate.ts';
import { type Draft, named } from './identity.ts';
import { impliedBy } from './implied.ts';
import { kindOf } from './kind.ts';
import type { Outcome } from './reading.ts';
import { NO_REGION, only } from './region.ts';
import { buildWorld, labelOf, rowsByType, type World } from './world.ts';

/**
 * Every place that keeps data: resources of infrastructure code and containers, read by the rows of the catalogue. Companion
 * resources (a bucket's versioning, a cluster's members) are joined to their owner.
 */
export function linkStores(
  resources: readonly EvaluatedResource[],
  services: readonly ServiceDeclaration[],
  input: LinkInput,
): Store[] {
  if (resources.length === 0 && services.length === 0) return [];
  const { providers } = input.catalog;
  const containers = new Set(containersOf(services, input));
  const made = impliedBy(resources, rowsByType(providers));
  const world = buildWorld([...resources, ...made.keys(), ...containers], providers);
  const stores: Draft[] = [];
  for (const resource of world.resources) {
    const row = world.rowOf(resource);
    if (row === null || row.store === null || resource.mode === 'data') continue;
    const { when, unless = [] } = row.store;
    if (holds(when, resource.body) === false || anyHolds(unless, resource.body) === true) continue;
    const store = storeOf(world, resource, row, containers.has(resource) ? 'compose' : 'terraform');
    const maker = made.get(resource);
    stores.push(maker === undefined ? store : madeBeside(store, maker));
  }
  return named(stores);
}

/** What is not declared has no settings: its maker is the reason why. */
function madeBeside(store: Draft, { address, file, span }: EvaluatedResource): Draft {
  const { retentionDays } = store;
  const reason = `${address} makes it, and nothing declares it`;
  return {
    ...store,
    implied: true,
    retentionDays: retentionDays.state === 'default' ? { ...retentionDays, reason } : retentionDays,
    related: [{ address, place: { file, span } }],
  };
}

function storeOf(world: World, resource: EvaluatedResource, row: ProviderRow, by: Store['by']): Draft {
  const read = (name: PropertyName): Property<Outcome> => propertyOf(world, resource, name);
  const flag = (name: PropertyName): Property<boolean> => only(read(name), (value) => typeof value === 'boolean');
  const days = (name: PropertyName): Property<number | 'never'> =>
    only(read(name), (value) => typeof value === 'number' || value === 'never');
  return {
    kind: 'store',
    scope: resource.scope,
    address: resource.address,
    ...kindOf(world, resource, row),
    provider: row.provider,
    by,
    name: labelOf(resource, row),
    environment: resource.environment satisfies Environment,
    region:
      by === 'compose' && row.properties.region === undefined
        ? NO_REGION
        : only(read('region'), (value) => typeof value === 'string' && isRegionShaped(value)),
    encryptedAtRest: flag('encryptedAtRest'),
    customerKey: flag('customerKey'),
    retentionDays: days('retentionDays'),
    noncurrentDays: days('noncurrentDays'),
    versioned: flag('versioned'),
    backupDays: days('backupDays'),
    ttl: flag('ttl'),
    public: flag('public'),
    place: { file: resource.file, span: resource.span },
    related: row.companions.flatMap(({ type }) =>
      world.companions(resource, type).joined.map((companion) => ({
        address: companion.address,
        place: { file: companion.file, span: companion.span },
      })),
    ),
  };
}
