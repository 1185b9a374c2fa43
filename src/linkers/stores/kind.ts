import type { Store, StoreKind } from '../../model/fact.ts';
import { groupOf } from '../../model/store.ts';
import type { ProviderRow } from '../../schemas/provider.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { literalOf } from './forms/literal.ts';
import { scalarOf, valuesAt } from './path.ts';
import { lookUp } from './value.ts';
import { pointedAt, type World } from './world.ts';

type Kind = Pick<Store, 'storeKind' | 'group' | 'part' | 'mayBe'>;

/** Kind and group of a store; by its engine where the row says so, which may be that of its source. */
export function kindOf(world: World, resource: EvaluatedResource, row: ProviderRow): Kind {
  const kind = row.store?.kind ?? 'other';
  const engine = row.store?.engine;
  if (engine === undefined) return finished(row, kind);
  const found = engineOf(world, resource, row, 0);
  if (found !== null) return finished(row, found);
  return { ...finished(row, kind), mayBe: [...new Set(Object.values(engine.map))].sort() };
}

function finished(row: ProviderRow, kind: StoreKind): Kind {
  const part = row.store?.part === true ? { part: true as const } : {};
  return { storeKind: kind, group: row.store?.group ?? groupOf(kind), ...part };
}

/** Null: an engine is written, or a source, but what it is cannot be known. */
function engineOf(world: World, resource: EvaluatedResource, row: ProviderRow, hops: number): StoreKind | null {
  const engine = row.store?.engine;
  if (engine === undefined || hops > 12) return row.store?.kind ?? null;
  const written = [engine.from].flat().flatMap((path) => valuesAt(resource.body, path));
  const texts = written.map(({ value }) => scalarOf(literalOf(world, resource.root, value)));
  for (const text of texts) {
    const kind = text === null ? null : lookUp(engine.map, String(text));
    if (kind !== null) return kind;
  }
  if (texts.length > 0) return texts.includes(null) ? null : (row.store?.kind ?? null);
  for (const path of engine.follows) {
    for (const { value } of valuesAt(resource.body, path)) {
      const source = pointedAt(world, resource.root, value).find(
        (target) => target !== resource && world.rowOf(target)?.store?.engine,
      );
      const other = source === undefined ? null : world.rowOf(source);
      return source === undefined || other === null ? null : engineOf(world, source, other, hops + 1);
    }
  }
  return engine.default ?? null;
}
