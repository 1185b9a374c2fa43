import type { EvaluatedBody, EvaluatedResource, EvaluatedValue } from '../../terraform/evaluated.ts';
import { holds } from '../condition.ts';
import { literalOf } from '../forms/literal.ts';
import { blocksAt, scalarOf, valuesAt } from '../path.ts';
import { type Reading, reasonOf, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { nameOf, pointedAt } from '../world.ts';
import { deletes, firstToDelete, idle, type RuleReading } from './rules.ts';

/**
 * Days after which blobs go by the management policy of their storage account. A resolver because the policy is the
 * account's and its rules name containers by the beginning of a path: a rule for `uploads/` is for the whole of that container.
 * https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
 */
const POLICY = 'azurerm_storage_management_policy';

const EXPIRY = {
  retentionDays: [
    'actions.base_blob.delete_after_days_since_creation_greater_than',
    'actions.base_blob.delete_after_days_since_modification_greater_than',
  ],
  noncurrentDays: ['actions.version.delete_after_days_since_creation'],
};
const LAST_ACCESS = 'actions.base_blob.delete_after_days_since_last_access_time_greater_than';

type Name = keyof typeof EXPIRY;

export function azureLifecycle(input: StepInput): Reading | null {
  const { world, resource, reader, name, row } = input;
  if (name !== 'retentionDays' && name !== 'noncurrentDays') return null;
  const literal = (value: EvaluatedValue): EvaluatedValue => literalOf(world, resource.root, value);
  const here = { file: reader.file, span: reader.span };
  if (reader !== resource) return firstToDelete(rulesOf(reader, name, null, literal), here);
  const accounts = accountsOf(input);
  if (accounts.length === 0) {
    return { property: unresolved('its storage account cannot be seen here', null, here), doubt: null };
  }
  const container = nameOf(resource, row);
  const policies = accounts.flatMap((account) => world.companions(account, POLICY).joined);
  return firstToDelete(
    policies.flatMap((policy) => rulesOf(policy, name, container, literal)),
    here,
  );
}

function accountsOf({ world, resource }: StepInput): readonly EvaluatedResource[] {
  return ['storage_account_id', 'storage_account_name']
    .flatMap((path) => valuesAt(resource.body, path))
    .flatMap(({ value }) => pointedAt(world, resource.root, value))
    .filter(({ type }) => type === 'azurerm_storage_account');
}

function rulesOf(
  policy: EvaluatedResource,
  name: Name,
  container: string | null,
  literal: (value: EvaluatedValue) => EvaluatedValue,
): RuleReading[] {
  return blocksAt(policy.body, 'rule').map(({ body, doubt }) => {
    const paths = EXPIRY[name];
    const found = paths.flatMap((path) => valuesAt(body, path).map((leaf) => ({ path, leaf })))[0];
    const attribute = `rule.${found?.path ?? paths.at(-1)}`;
    const access = name === 'retentionDays' ? valuesAt(body, LAST_ACCESS)[0] : undefined;
    if (found === undefined && access === undefined) return idle(attribute, 'no rule deletes, tiers only move');
    const enabled = holds({ enabled: true }, body);
    if (enabled === false) return idle(attribute, 'the rule is disabled');
    const part = partOf(body, container);
    if (part === true) return idle(attribute, 'the rule is for a part of the blobs only');
    if (found === undefined) {
      const why = 'blobs go some days after they were last read';
      return { ...idle(`rule.${LAST_ACCESS}`, ''), value: access?.value ?? null, doubt: why };
    }
    const { leaf } = found;
    const value = literal(leaf.value);
    // -1: the action is off.
    if (scalarOf(value) === -1) return idle(attribute, 'no rule deletes, tiers only move', leaf);
    return deletes(attribute, leaf, value, (enabled === true ? null : enabled) ?? (part || null) ?? doubt);
  });
}

/** True: the rule leaves out some blobs of the account, or of the container. A text: that cannot be known. */
function partOf(body: EvaluatedBody, container: string | null): boolean | string {
  if (blocksAt(body, 'filters.match_blob_index_tag').length > 0) return true;
  const types = valuesAt(body, 'filters.blob_types').map(({ value }) => scalarOf(value));
  if (types.length > 0 && !types.includes('blockBlob') && !types.includes(null)) return true;
  const prefixes = valuesAt(body, 'filters.prefix_match');
  if (prefixes.length === 0) return false;
  const whole = prefixes.some(({ value }) => {
    const text = scalarOf(value);
    return typeof text === 'string' && container !== null && text.replace(/\/$/, '') === container;
  });
  if (whole) return false;
  const open = prefixes.find(({ value }) => value.state !== 'known');
  return open === undefined || container === null ? true : reasonOf(open.value);
}
