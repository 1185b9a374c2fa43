import type { Entity, Field } from '../../src/model/fact.ts';
import { FILE_START } from '../../src/model/span.ts';

const PLACE = { file: 'schema.sql', span: FILE_START };

export function field(entity: string, name: string, more: Partial<Field> = {}): Field {
  return {
    id: `. field ${entity}.${name}`,
    name,
    storedName: name,
    type: 'text',
    length: null,
    array: false,
    nullable: true,
    hasDefault: false,
    defaultFlag: null,
    primaryKey: false,
    unique: false,
    comment: null,
    references: null,
    checks: [],
    place: PLACE,
    origins: [],
    ...more,
  };
}

export function entity(name: string, fields: readonly Field[], more: Partial<Entity> = {}): Entity {
  return {
    kind: 'entity',
    id: `. entity ${name}`,
    scope: '.',
    name,
    storedName: name,
    dialect: null,
    usage: 'stored',
    environment: 'production',
    comment: null,
    fields,
    place: PLACE,
    origins: [],
    ...more,
  };
}

const EXAMPLE =
  /^(?<entity>\w+)(?:\((?<siblings>[^)]*)\))?\.(?<field>[\w-]+)(?:: (?<type>[a-zA-Z ]+)(?:\((?<length>\d+)\))?)?(?: -- (?<comment>.+))?$/;

/** `Entity(sibling, sibling).field: type(length) -- comment`: the entity of an example and the id of the field it is about. */
export function exampleEntity(example: string): { entity: Entity; id: string } {
  const parts = EXAMPLE.exec(example)?.groups;
  if (parts === undefined) throw new Error(`not an example: ${example}`);
  const name = parts.entity ?? '';
  const siblings = (parts.siblings ?? '').split(/, */).filter((sibling) => sibling !== '');
  const subject = field(name, parts.field ?? '', {
    type: parts.type ?? 'varchar',
    length: parts.length === undefined ? null : Number(parts.length),
    comment: parts.comment ?? null,
  });
  return { entity: entity(name, [...siblings.map((sibling) => field(name, sibling)), subject]), id: subject.id };
}
