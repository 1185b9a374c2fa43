import type { Entity } from '../../model/fact.ts';
import { splitTableName } from '../../text/table-names.ts';

/** Looks entities up as people write them: by model or stored name, any case, with a `scope/` prefix where needed. */
export class EntityNames {
  private readonly byName = new Map<string, Entity[]>();

  constructor(entities: readonly Entity[]) {
    for (const entity of entities) {
      for (const name of new Set([entity.name, entity.storedName, splitTableName(entity.storedName).name]))
        this.add(name, entity);
    }
  }

  /** All that fit; none when there is none, several when the name is ambiguous. */
  find(reference: string): readonly Entity[] {
    const whole = this.byName.get(reference.toLowerCase());
    if (whole !== undefined) return whole;
    // The last slash ends the scope, unless the name holds one itself.
    for (let slash = reference.lastIndexOf('/'); slash > 0; slash = reference.lastIndexOf('/', slash - 1)) {
      const scope = reference.slice(0, slash);
      const named = this.byName.get(reference.slice(slash + 1).toLowerCase()) ?? [];
      const found = named.filter((entity) => entity.scope === scope);
      if (found.length > 0) return found;
    }
    return [];
  }

  private add(name: string, entity: Entity): void {
    const key = name.toLowerCase();
    const list = this.byName.get(key);
    if (list === undefined) this.byName.set(key, [entity]);
    else if (!list.includes(entity)) list.push(entity);
  }
}
