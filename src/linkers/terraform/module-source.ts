import type { RegistryModule } from './evaluated.ts';
import { majorOf } from './versions.ts';

const NAME = '[A-Za-z0-9][\\w-]*';
/** https://developer.hashicorp.com/terraform/language/modules/sources#terraform-registry */
const REGISTRY = new RegExp(
  `^(?:registry\\.(?:terraform\\.io|opentofu\\.org)/)?(?<namespace>${NAME})/(?<name>${NAME})/(?<provider>${NAME})(?<part>//.*)?$`,
);
/** Registries publish the repository `terraform-<provider>-<name>`: https://developer.hashicorp.com/terraform/registry/modules/publish */
const REPOSITORY = new RegExp(
  `^(?:git::)?(?:https://|ssh://git@|git@)?github\\.com[/:](?<namespace>${NAME})/terraform-(?<provider>[A-Za-z0-9]+)-(?<name>${NAME}?)(?:\\.git)?(?<part>//[^?]*)?(?:\\?(?<query>.*))?$`,
);

/** Null for every other source: what such a module holds cannot be known. */
export function registryModule(source: string, constraint: RegistryModule['version']): RegistryModule | null {
  const registry = REGISTRY.exec(source)?.groups;
  if (registry !== undefined) return { address: addressOf(registry), version: constraint };
  const repository = REPOSITORY.exec(source)?.groups;
  if (repository === undefined) return null;
  const ref = /(?:^|&)ref=(?:refs\/tags\/)?([^&]*)/.exec(repository.query ?? '')?.[1] ?? null;
  const major = majorOf(ref);
  return { address: addressOf(repository), version: major === null ? null : { min: major, max: major } };
}

function addressOf({ namespace, name, provider, part = '' }: Readonly<Record<string, string>>): string {
  return `${namespace}/${name}/${provider}${part.replace(/(?<!\/)\/+$/, '')}`.toLowerCase();
}
