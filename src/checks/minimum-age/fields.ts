import type { Entity, Field, Gate } from '../../model/fact.ts';
import type { View, ViewEntity } from '../contract.ts';
import { namesEntity } from '../retention/references.ts';

interface NamedField {
  readonly entity: Entity;
  readonly field: Field;
}

/** Fields that `Entity.field` of the manifest means: by model or stored name, any case, a scope before it where needed. */
export function fieldsNamed(view: View, reference: string): NamedField[] {
  const dot = reference.lastIndexOf('.');
  const [owner, name] = [reference.slice(0, Math.max(0, dot)), reference.slice(dot + 1).toLowerCase()];
  return view.entities
    .filter((one) => isCalled(one, owner))
    .flatMap(({ entity }) =>
      entity.fields
        .filter((field) => field.name.toLowerCase() === name || field.storedName.toLowerCase() === name)
        .map((field) => ({ entity, field })),
    );
}

function isCalled(one: ViewEntity, reference: string): boolean {
  const { name, storedName } = one.entity;
  const lower = reference.toLowerCase();
  return namesEntity(reference, one) || name.toLowerCase() === lower || storedName.toLowerCase() === lower;
}

/** A gate is named after its column. */
export function isGateOf(gate: Gate, { scope, storedName }: Entity, field: Field): boolean {
  return gate.id === `${scope} gate ${storedName}.${field.storedName}`;
}
