import type { ResourceBlock } from '../../model/declaration.ts';
import { evaluateAttribute, evaluateBody } from './body.ts';
import type { EvaluatedResource } from './evaluated.ts';
import { type CalledModule, type ModuleInstance, passedProviders, type ResourceInstance } from './instance.ts';
import { attributeOf, providerName } from './module.ts';
import { registryModule } from './module-source.ts';
import type { Group, Scope } from './scope.ts';
import { rangeOf, wordOf } from './versions.ts';

type Root = Pick<EvaluatedResource, 'root' | 'scope' | 'environment' | 'providerVersions'>;

/** Everything a module instance holds, and then what the modules it calls hold. */
export function evaluatedResources(
  instance: ModuleInstance,
  root: Root,
  conditions: readonly string[] = [],
): EvaluatedResource[] {
  const { source, prefix } = instance;
  const found: EvaluatedResource[] = [];
  const plain = (
    mode: 'terraform' | 'provider',
    block: ResourceBlock,
    type: string,
    name: string,
    address: string,
  ): void => {
    const body = bodyOf(block, instance.scopeIn(block.file));
    found.push({
      ...root,
      ...written(block),
      mode,
      type,
      name,
      address,
      blockAddress: address,
      conditions,
      provider: null,
      body,
    });
  };
  for (const block of source.settings) plain('terraform', block, 'terraform', '', `${prefix}terraform`);
  for (const block of source.providers) {
    const name = providerName(block);
    const type = block.labels[0] ?? '';
    plain('provider', block, type, name.slice(type.length + 1), `${prefix}provider.${name}`);
  }
  for (const name of source.resources.keys()) {
    const group = instance.resource(name);
    for (const node of group?.instances ?? []) found.push(resource(node, group, instance, root, conditions));
  }
  const calls = [...source.calls.keys()].flatMap((name) => instance.module(name) ?? []);
  for (const group of calls) {
    for (const node of group.instances) {
      const own = [...conditions, ...conditionOf(group, node.call.block, prefix)];
      found.push(moduleCall(node, group, instance, root, own));
      // Modules are nested as deep as instantiate() lets them.
      if (node.instance) for (const inner of evaluatedResources(node.instance, root, own)) found.push(inner);
    }
  }
  return found;
}

function resource(
  node: ResourceInstance,
  group: Group<ResourceInstance> | null,
  instance: ModuleInstance,
  root: Root,
  conditions: readonly string[],
): EvaluatedResource {
  const { block, scope, address } = node;
  const type = block.labels[0] ?? '';
  return {
    ...root,
    ...written(block),
    mode: block.blockType === 'resource' ? 'resource' : 'data',
    type,
    name: block.labels[1] ?? '',
    address,
    blockAddress: group?.address ?? address,
    conditions: [...conditions, ...(group === null ? [] : conditionOf(group, block, instance.prefix))],
    provider: instance.providers.get(providerOf(block, type)) ?? null,
    body: evaluateBody(block.body, scope, node.valueFor),
  };
}

/** `provider = aws.east`, else the first word of the type. */
function providerOf({ body }: ResourceBlock, type: string): string {
  const expr = attributeOf(body, 'provider')?.expr;
  return expr?.type === 'reference' ? expr.path.join('.') : (type.split('_')[0] ?? type);
}

function moduleCall(
  { call, address, scope }: CalledModule,
  group: Group<CalledModule>,
  instance: ModuleInstance,
  root: Root,
  conditions: readonly string[],
): EvaluatedResource {
  const { block, name, source } = call;
  const body = bodyOf(block, scope);
  const constraint = wordOf(attributeOf(block.body, 'version')?.expr);
  const module = registryModule(source ?? '', constraint === null ? null : rangeOf(constraint));
  // The last part of a registry address is the provider: a module of it gets that configuration of its caller.
  const provider = module?.address.split('//')[0]?.split('/')[2] ?? '';
  return {
    ...root,
    ...written(block),
    mode: 'module',
    type: source ?? '',
    name,
    address,
    blockAddress: group.address,
    conditions,
    provider: passedProviders(call, instance.providers).get(provider) ?? null,
    body,
    ...(module === null ? {} : { module }),
  };
}

/** The expression of a `count` or `for_each` that cannot be known, and the instance of the module it stands in. */
function conditionOf({ kind }: Group<unknown>, { body }: ResourceBlock, prefix: string): string[] {
  if (kind !== 'unknown') return [];
  const expr = (attributeOf(body, 'count') ?? attributeOf(body, 'for_each'))?.expr;
  return [`${prefix} ${JSON.stringify(expr, (key, value: unknown) => (key === 'span' ? undefined : value))}`];
}

function bodyOf(block: ResourceBlock, scope: Scope): EvaluatedResource['body'] {
  return evaluateBody(block.body, scope, (attribute) => evaluateAttribute(attribute, scope));
}

function written({ file, span, partial }: ResourceBlock): Pick<EvaluatedResource, 'file' | 'span' | 'partial'> {
  return { file, span, partial: partial ?? false };
}
