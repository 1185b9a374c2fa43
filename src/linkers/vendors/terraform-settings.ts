import type { SettingDeclaration } from '../../model/declaration.ts';
import type { EvaluatedBody, EvaluatedResource, EvaluatedValue } from '../terraform/evaluated.ts';

/** Names of environment variables as people write them, and .NET's `Sentry__Dsn`; no other name in Terraform looks like this. */
const VARIABLE = /^[A-Z](?:[A-Z0-9]*(?:_+[A-Z0-9]+)+|[A-Za-z0-9]*(?:__[A-Za-z0-9]+)+)$/;

/** Where secrets are kept by name: attribute that names one. */
const SECRETS: Readonly<Record<string, string>> = {
  aws_ssm_parameter: 'name',
  aws_secretsmanager_secret: 'name',
  azurerm_key_vault_secret: 'name',
  google_secret_manager_secret: 'secret_id',
};

/** Values and names in one resource that are looked at. */
const MOST = 5000;

/**
 * Variables that infrastructure code hands to programs, as `NAME = …` in a map (a function's environment, app settings) or with the
 * name beside it (a container's definition), and secrets kept for them under their names. Names only: what they hold is not told.
 */
export function terraformSettings(resources: readonly EvaluatedResource[]): SettingDeclaration[] {
  return resources.flatMap((resource) => {
    if (resource.mode !== 'resource' && resource.mode !== 'module') return [];
    const { file, span, type } = resource;
    const names = variablesIn(resource.body);
    const secret = SECRETS[type];
    const kept = secret === undefined ? null : secretName(resource, secret);
    if (kept !== null) names.add(kept);
    return [...names].map((name) => ({
      kind: 'setting' as const,
      source: 'env' as const,
      owner: null,
      file,
      span,
      name,
      value: null,
      scheme: null,
      host: null,
    }));
  });
}

function variablesIn(body: EvaluatedBody): Set<string> {
  const names = new Set<string>();
  const bodies = [body];
  const values: EvaluatedValue[] = [];
  let looked = 0;
  const take = (name: string): void => {
    if (VARIABLE.test(name)) names.add(name);
  };
  for (let next = bodies.pop(); next !== undefined && looked < MOST; next = bodies.pop()) {
    for (const [name, value] of Object.entries(next.attributes)) {
      take(name);
      if (isNaming(name) && value.state === 'known' && typeof value.value === 'string') take(value.value);
      values.push(value);
    }
    for (const block of next.blocks) bodies.push(block.body);
    for (let value = values.pop(); value !== undefined && looked < MOST; value = values.pop()) {
      looked += 1;
      if (value.state !== 'known' || typeof value.value !== 'object' || value.value === null) continue;
      if (Array.isArray(value.value)) for (const item of value.value as readonly EvaluatedValue[]) values.push(item);
      else bodies.push({ attributes: value.value as EvaluatedBody['attributes'], blocks: [] });
    }
  }
  return names;
}

function isNaming(attribute: string): boolean {
  return attribute === 'name' || attribute === 'key';
}

/** `/shop/mailgun/api-key` is MAILGUN_API_KEY, and one name only: a second would look like a second sign of the vendor. */
function secretName({ body, name }: EvaluatedResource, attribute: string): string | null {
  const value = body.attributes[attribute];
  const text = value?.state === 'unresolved' ? value.pattern : value?.state === 'known' ? value.value : null;
  const parts = (typeof text === 'string' ? text : name).split(/[/*]/).filter((part) => part !== '');
  const last = parts.slice(-2).join('_');
  const written = last
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_/, '')
    .toUpperCase();
  return VARIABLE.test(written) ? written : null;
}
