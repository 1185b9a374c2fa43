import type { Place } from '../../model/span.ts';
import type { EvaluatedValue } from './evaluated.ts';
import type { Group, ModuleNode, ResourceNode, Scope } from './scope.ts';
import { failed, isList, isObject, known, reference, scalarOf, unresolved } from './values.ts';

/** One step of a path: `.name` or `[key]`. */
export type Step = { readonly name: string } | { readonly key: EvaluatedValue };

/** What a name with its attributes and indices means. */
export function resolve(head: string, steps: readonly Step[], scope: Scope, place: Place): EvaluatedValue {
  const local = scope.locals.get(head);
  if (local !== undefined) return follow(local, steps, place);
  const [first, second] = steps;
  const name = nameOf(first);
  switch (head) {
    case 'var':
      return follow(
        name === null ? failed('it names no variable', place) : scope.world.variable(name, place),
        steps.slice(1),
        place,
      );
    case 'local':
      return follow(
        name === null ? failed('it names no local value', place) : scope.world.local(name, place),
        steps.slice(1),
        place,
      );
    case 'module': {
      const group = name === null ? null : scope.world.module(name);
      return group === null ? missing(`module.${name ?? ''}`, place) : ofModule(group, steps.slice(1), place);
    }
    case 'terraform': {
      const word = name === 'workspace' ? scope.run.production() : null;
      return word === null ? unresolved('terraform is known at run time only', place, [], true) : known(word, place);
    }
    case 'path':
    case 'self':
      return unresolved(`${head} is known at run time only`, place, [], true);
    case 'each':
    case 'count':
      return unresolved(`${head} is not known here`, place);
    case 'data':
    case 'ephemeral': {
      const address = `${head}.${name ?? ''}.${nameOf(second) ?? ''}`;
      const group = scope.world.resource(address);
      return group === null ? missing(address, place) : ofResource(group, steps.slice(2), place);
    }
    default: {
      const address = `${head}.${name ?? ''}`;
      const group = scope.world.resource(address);
      return group === null ? missing(address, place) : ofResource(group, steps.slice(1), place);
    }
  }
}

function missing(address: string, place: Place): EvaluatedValue {
  return unresolved(`${address} is not declared in this module`, place);
}

function nameOf(step: Step | undefined): string | null {
  return step !== undefined && 'name' in step ? step.name : null;
}

function keyOf(step: Step | undefined): string | null {
  if (step === undefined || 'name' in step) return null;
  const scalar = scalarOf(step.key);
  return scalar === null ? null : String(scalar);
}

function ofResource(group: Group<ResourceNode>, steps: readonly Step[], place: Place): EvaluatedValue {
  const [first, ...rest] = steps;
  const hasIndex = first !== undefined && 'key' in first;
  if (group.kind === 'single' || (group.kind === 'unknown' && !hasIndex))
    return follow(reference(group.address, [], place), steps, place);
  if (group.kind === 'unknown') return follow(reference(group.address, [], place), rest, place);
  if (first === undefined) return collect(group, (node) => reference(node.address, [], place), place);
  // `aws_instance.a.id` of a counted resource: an error since Terraform 0.12, and still clear.
  if (!hasIndex) return follow(reference(group.address, [], place), steps, place);
  const key = keyOf(first);
  if (key === null) return follow(reference(group.address, [], place), rest, place);
  const node = group.instances.find((instance) => instance.key === key);
  return node
    ? follow(reference(node.address, [], place), rest, place)
    : failed(`${group.address} has no instance ${key}`, place);
}

function ofModule(group: Group<ModuleNode>, steps: readonly Step[], place: Place): EvaluatedValue {
  const [first, ...rest] = steps;
  const only = group.instances[0];
  const hasIndex = first !== undefined && 'key' in first;
  if (group.kind === 'keyed') {
    if (first === undefined) return collect(group, (node) => outputsOf(node, place), place);
    const key = keyOf(first);
    if (key === null) return unresolved(`${group.address} has several instances`, place);
    const node = group.instances.find((instance) => instance.key === key);
    return node ? outputOf(node, rest, place) : failed(`${group.address} has no instance ${key}`, place);
  }
  if (only === undefined) return unresolved(`${group.address} cannot be worked out`, place);
  return outputOf(only, hasIndex ? rest : steps, place);
}

function outputOf(node: ModuleNode, steps: readonly Step[], place: Place): EvaluatedValue {
  const name = nameOf(steps[0]);
  if (name === null) return follow(outputsOf(node, place), steps, place);
  const value = node.output(name, place);
  return value === null ? failed(`${node.address} has no output ${name}`, place) : follow(value, steps.slice(1), place);
}

function outputsOf(node: ModuleNode, place: Place): EvaluatedValue {
  return known(
    Object.fromEntries(
      node.outputs.map((name) => [name, node.output(name, place) ?? unresolved('it has no value', place)]),
    ),
    place,
  );
}

function collect<T extends { readonly key: string | null }>(
  group: Group<T>,
  of: (node: T) => EvaluatedValue,
  place: Place,
): EvaluatedValue {
  if (group.byKey === 'number') return known(group.instances.map(of), place);
  return known(Object.fromEntries(group.instances.map((node) => [node.key ?? '', of(node)])), place);
}

/** Takes attributes and elements of a value. */
export function follow(value: EvaluatedValue, steps: readonly Step[], place: Place): EvaluatedValue {
  let current = value;
  for (const step of steps) current = take(current, step, place);
  return current;
}

function take(value: EvaluatedValue, step: Step, place: Place): EvaluatedValue {
  const key = 'name' in step ? step.name : keyOf(step);
  switch (value.state) {
    case 'reference':
      return reference(value.target, [...value.path, key ?? '*'], place);
    case 'hidden':
      return { ...value, length: null };
    case 'unresolved':
      return value.set ? unresolved(value.reason, place, [value]) : value;
    case 'known':
  }
  const data = value.value;
  if (key === null) return 'key' in step ? unresolved('its key is not known', place, [value, step.key]) : value;
  if (isList(data)) return data[Number(key)] ?? failed(`there is no element ${key}`, place);
  if (isObject(data) && Object.hasOwn(data, key)) return data[key] ?? failed(`there is no ${key}`, place);
  return failed(data === null ? 'it is taken of null' : `there is no attribute ${key}`, place);
}
