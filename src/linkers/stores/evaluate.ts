import { ABSENT, type Property } from '../../model/fact.ts';
import type { PropertyName, ProviderRow, ProviderStep } from '../../schemas/provider.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { fitsVersion, holds, type Truth } from './condition.ts';
import { accountReading } from './forms/account.ts';
import { followReading } from './forms/follow.ts';
import { fromReading } from './forms/from.ts';
import { keyReading } from './forms/key.ts';
import { valuesAt } from './path.ts';
import { leastFavourable, type Outcome, placeOf, type Reading, same, unresolved } from './reading.ts';
import { regionOf } from './region.ts';
import { resolvers } from './resolvers/index.ts';
import type { StepInput } from './step.ts';
import type { World } from './world.ts';

/** Longest chain of stores that follow each other: a replica of a copy of a snapshot of …. It is walked by recursion. */
const HOPS = 64;

/** A property of a resource by the steps of its row: the first that matches; two that may match have to agree. */
export function propertyOf(world: World, resource: EvaluatedResource, name: PropertyName, hops = 0): Property<Outcome> {
  const row = world.rowOf(resource);
  const steps = row?.properties[name];
  // Where a resource is, nearly all of them say in the same words.
  if (steps === undefined && name === 'region' && row !== null) return regionOf(world, resource);
  if (row === null || steps === undefined) return ABSENT;
  const known = world.answers.get(name)?.get(resource);
  if (known !== undefined) return known;
  if (hops > HOPS) return unresolved('too many stores follow each other', null, null);
  const answers = world.answers.get(name) ?? new Map<EvaluatedResource, Property<Outcome>>();
  world.answers.set(name, answers);
  // What asks for itself while it is being worked out gets this answer.
  answers.set(resource, unresolved('stores follow each other in a circle', null, null));
  const answer = asWritten(resource, whole(world, resource, row, firstOf({ world, row, resource, name, hops }, steps)));
  answers.set(resource, answer);
  return answer;
}

function firstOf(
  {
    world,
    row,
    resource,
    name,
    hops,
  }: Pick<StepInput, 'world' | 'row' | 'resource' | 'name'> & { readonly hops: number },
  steps: readonly ProviderStep[],
): Property<Outcome> {
  const ask: StepInput['ask'] = (other, asked) => propertyOf(world, other, asked, hops + 1);
  const possible: Reading[] = [];
  for (const step of steps) {
    const reading = readStep({ world, row, resource, reader: resource, name, step, ask });
    if (reading === null) continue;
    if (reading.doubt === null) return agree(possible, reading.property);
    possible.push(reading);
  }
  return agree(possible, unresolved('nothing is set, and no default is known', attributeOf(row, name, null), null));
}

/** What a block with a syntax error does not say, it may say in the part that could not be read. */
function whole(
  world: World,
  resource: EvaluatedResource,
  row: ProviderRow,
  property: Property<Outcome>,
): Property<Outcome> {
  if (property.state !== 'default') return property;
  const parts = [resource, ...row.companions.flatMap(({ type }) => world.companions(resource, type).joined)];
  const broken = parts.find(({ partial }) => partial);
  return broken === undefined ? property : unresolved(`${broken.address} has a syntax error`, property.attribute, null);
}

/** What holds whatever the attribute says is no default where the attribute is there: nobody may read that it is absent. */
function asWritten({ body }: EvaluatedResource, property: Property<Outcome>): Property<Outcome> {
  if (property.state !== 'default' || property.attribute === null || property.place !== null) return property;
  const leaf = valuesAt(body, property.attribute)[0];
  return leaf === undefined ? property : { ...property, state: 'set', reason: null, place: placeOf(leaf.value) };
}

function agree(possible: readonly Reading[], last: Property<Outcome>): Property<Outcome> {
  const first = possible[0];
  if (first === undefined || last.state === 'unresolved' || possible.every(({ property }) => same(property, last)))
    return last;
  const other = possible.find(({ property }) => !same(property, last)) ?? first;
  return unresolved(other.doubt ?? first.doubt ?? '', other.property.attribute, other.property.place);
}

function readStep(input: StepInput): Reading | null {
  const { world, resource, step, name } = input;
  const version = fitsVersion(step, resource);
  if (version === false) return null;
  if (step.in === undefined) return doubted(readIn(input), version);
  const { joined, possible } = world.companions(resource, step.in);
  const readings: Reading[] = [];
  const read = (companion: EvaluatedResource, why: string | null): void => {
    const reading = readIn({ ...input, reader: companion });
    if (reading !== null) readings.push(why === null ? reading : { ...reading, doubt: `${companion.address} ${why}` });
  };
  const { conditions } = resource;
  for (const companion of joined) {
    const isThere = companion.conditions.every((condition) => conditions.includes(condition));
    read(companion, isThere ? null : 'may not be there');
  }
  for (const companion of possible) read(companion, 'may belong to it');
  return doubted(leastFavourable(name, readings), version);
}

function doubted(reading: Reading | null, truth: Truth): Reading | null {
  if (reading === null || truth === false) return null;
  return truth === true ? reading : { ...reading, doubt: reading.doubt ?? truth };
}

function readIn(input: StepInput): Reading | null {
  const truth = holds(input.step.when, input.reader.body);
  return truth === false ? null : doubted(readForm(input), truth);
}

function readForm(input: StepInput): Reading | null {
  const { step, row } = input;
  if (step.account !== undefined) return accountReading(input);
  if (step.from !== undefined) return fromReading(input);
  if (step.key !== undefined) return keyReading(input);
  if (step.follows !== undefined) return followReading(input);
  if (step.all !== undefined) {
    return leastFavourable(
      input.name,
      step.all.flatMap((one) => readStep({ ...input, step: one }) ?? []),
    );
  }
  if (step.resolver !== undefined) return resolvers[step.resolver]?.(input) ?? null;
  if (step.value !== undefined) return { property: statedBy(input, step.value), doubt: null };
  const { value, state } = spoken(step.default ?? 'unresolved', 'default');
  const source = { url: step.source ?? row.source, checked: step.checked ?? row.checked };
  const reason = step.reason ?? versionsOf(step, row);
  return {
    property: { state, value, attribute: attributeOf(row, input.name, step), place: null, reason, source },
    doubt: null,
  };
}

/** `{when, value}`: the place is that of the first attribute the condition names, or the companion's. */
function statedBy({ step, row, name, reader, resource }: StepInput, outcome: Outcome): Property<Outcome> {
  const { value, state } = spoken(outcome, 'set');
  const path = Object.keys(step.when ?? {})[0];
  const leaf = path === undefined ? undefined : valuesAt(reader.body, path)[0];
  const own = reader === resource ? null : { file: reader.file, span: reader.span };
  return {
    state,
    value,
    attribute: leaf === undefined ? attributeOf(row, name, step) : (step.attribute ?? path ?? null),
    place: leaf === undefined ? own : placeOf(leaf.value),
    reason: step.reason ?? null,
    source: step.source === undefined ? null : { url: step.source, checked: step.checked ?? row.checked },
  };
}

function spoken(outcome: Outcome, state: 'set' | 'default'): Pick<Property<Outcome>, 'state' | 'value'> {
  return outcome === 'unresolved' || outcome === 'absent' ? { state: outcome, value: null } : { state, value: outcome };
}

/** Providers that HashiCorp publishes. */
const HASHICORP: ReadonlySet<string> = new Set(['aws', 'azurerm', 'google']);

function versionsOf(step: ProviderStep, row: ProviderRow): string | null {
  if (step.provider !== undefined) return `${step.provider} ${step.versions}`;
  if (step.module !== undefined) return `the module, version ${step.module}`;
  if (row.id.startsWith('module.')) return 'the module, every version';
  if (row.provider === null) return null;
  return `${HASHICORP.has(row.provider) ? 'hashicorp/' : ''}${row.provider}, all versions`;
}

/** The attribute one would write: named by the step, else the first that the property is read from. */
export function attributeOf(row: ProviderRow, name: PropertyName, step: ProviderStep | null): string | null {
  if (step?.attribute !== undefined) return step.attribute;
  for (const { from, key, account, attribute } of row.properties[name] ?? []) {
    if (account !== undefined) continue;
    const path = attribute ?? from ?? key;
    if (path !== undefined) return typeof path === 'string' ? path : (path[0] ?? null);
  }
  return null;
}
