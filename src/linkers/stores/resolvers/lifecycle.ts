import type { EvaluatedBody, EvaluatedValue } from '../../terraform/evaluated.ts';
import { holds, type Truth } from '../condition.ts';
import { literalOf } from '../forms/literal.ts';
import { blocksAt, valuesAt } from '../path.ts';
import { type Reading, reasonOf } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { deletes, firstToDelete, idle, type RuleReading } from './rules.ts';

/**
 * Days after which objects of an S3 bucket go by its lifecycle rules. A resolver because a rule counts only when it is
 * enabled, is for the whole bucket and deletes (a transition to a cheaper class does not); of several the shortest counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
const RULES = ['rule', 'lifecycle_rule'];
/** Of public modules that take rules of their own form, where a rule is on unless it says so. */
const RULES_OF_MODULES = ['lifecycle_configuration_rules'];

const NARROW = [
  'prefix',
  'tags',
  'filter.prefix',
  'filter.object_size_greater_than',
  'filter.object_size_less_than',
].concat(['prefix', 'tags', 'object_size_greater_than', 'object_size_less_than'].map((name) => `filter_and.${name}`));
const NARROW_BLOCKS = ['filter.tag', 'filter.and'];

const EXPIRY = {
  retentionDays: ['expiration.days'],
  noncurrentDays: ['noncurrent_version_expiration.noncurrent_days', 'noncurrent_version_expiration.days'],
};

const IDLE = {
  retentionDays: 'no rule deletes, transitions only move',
  noncurrentDays: 'no rule deletes superseded versions',
};

export function lifecycle({ world, resource, reader, name }: StepInput): Reading | null {
  if (name !== 'retentionDays' && name !== 'noncurrentDays') return null;
  const rules = [...RULES, ...RULES_OF_MODULES].flatMap((path) =>
    blocksAt(reader.body, path).map((block) =>
      readRule(block, path, name, (value) => literalOf(world, resource.root, value)),
    ),
  );
  return firstToDelete(rules, { file: reader.file, span: reader.span });
}

function readRule(
  { body, doubt }: { readonly body: EvaluatedBody; readonly doubt: string | null },
  path: string,
  name: keyof typeof EXPIRY,
  literal: (value: EvaluatedValue) => EvaluatedValue,
): RuleReading {
  const paths = EXPIRY[name];
  const found = paths.flatMap((inner) => valuesAt(body, inner).map((leaf) => ({ inner, leaf })))[0];
  const attribute = `${path}.${found?.inner ?? (paths[0] as string)}`;
  if (found === undefined) return idle(attribute, IDLE[name]);
  const { leaf } = found;
  const truth = isOn(body, RULES_OF_MODULES.includes(path));
  if (truth === false) return idle(attribute, 'the rule is disabled', leaf);
  const narrow = narrowness(body);
  if (narrow === true) return idle(attribute, 'the rule is for a part of the bucket only', leaf);
  if (
    name === 'noncurrentDays' &&
    valuesAt(body, 'noncurrent_version_expiration.newer_noncurrent_versions').length > 0
  ) {
    return idle(attribute, 'the newest superseded versions are kept', leaf);
  }
  return deletes(attribute, leaf, literal(leaf.value), (truth === true ? null : truth) ?? (narrow || null) ?? doubt);
}

function isOn(body: EvaluatedBody, unlessSaid: boolean): Truth {
  if (unlessSaid && valuesAt(body, 'enabled').length === 0) return true;
  const answers = [holds({ enabled: true }, body), holds({ status: 'Enabled' }, body)];
  return answers.find((answer) => answer === true) ?? answers.find((answer) => answer !== false) ?? false;
}

/** True: the rule is for some objects. A text: that cannot be known. */
function narrowness(body: EvaluatedBody): boolean | string {
  if (NARROW_BLOCKS.some((path) => blocksAt(body, path).length > 0)) return true;
  const leaves = NARROW.flatMap((path) => valuesAt(body, path));
  const open = leaves.find(({ value }) => value.state === 'unresolved' && !value.set);
  return leaves.length > (open === undefined ? 0 : 1) || (open === undefined ? false : reasonOf(open.value));
}
