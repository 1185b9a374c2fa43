import type { Declaration } from '../../model/declaration.ts';

/**
 * What a manifest may point at in infrastructure code, as `file#address`: every block and service, a store or not. Not whether
 * it is created: a resource with `count = 0` is there.
 */
export function linkAddresses(declarations: readonly Declaration[]): string[] {
  const found = declarations.flatMap((declaration) => {
    const address = addressOf(declaration);
    return address === null ? [] : [`${declaration.file}#${address}`];
  });
  return [...new Set(found)].sort();
}

function addressOf(declaration: Declaration): string | null {
  if (declaration.kind === 'service') return `services.${declaration.name}`;
  if (declaration.kind !== 'block') return null;
  const { blockType, labels } = declaration;
  return blockType === 'resource' ? labels.join('.') : [blockType, ...labels].join('.');
}
