import type { EvaluatedBody, EvaluatedValue } from '../../terraform/evaluated.ts';
import { holds, type Truth } from '../condition.ts';
import type { StepInput } from '../evaluate.ts';
import { literalOf } from '../forms/literal.ts';
import { blocksAt, type Leaf, scalarOf, valuesAt } from '../path.ts';
import { placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';

/**
 * Days after which objects of a bucket go by its lifecycle rules. A resolver because a rule counts only when it is enabled,
 * is for the whole bucket and deletes (a transition to a cheaper class does not); of several the shortest counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
const RULES = ['rule', 'lifecycle_rule'];

const NARROW = ['prefix', 'tags', 'filter.prefix', 'filter.object_size_greater_than', 'filter.object_size_less_than'];
const NARROW_BLOCKS = ['filter.tag', 'filter.and'];

const EXPIRY = {
  retentionDays: ['expiration.days'],
  noncurrentDays: ['noncurrent_version_expiration.noncurrent_days', 'noncurrent_version_expiration.days'],
};

interface RuleReading {
  readonly days: number | 'never';
  readonly reason: string;
  readonly attribute: string;
  readonly value: EvaluatedValue | null;
  /** Why days cannot be known, or why the rule may not apply. */
  readonly doubt: string | null;
}

export function lifecycle({ world, resource, reader, name }: StepInput): Reading | null {
  if (name !== 'retentionDays' && name !== 'noncurrentDays') return null;
  const rules = RULES.flatMap((path) =>
    blocksAt(reader.body, path).map((block) =>
      readRule(block, path, name, (value) => literalOf(world, resource.root, value)),
    ),
  );
  const [first] = rules;
  if (first === undefined) return null;
  const here = { file: reader.file, span: reader.span };
  const sure = rules.filter(({ days, doubt }) => days !== 'never' && doubt === null);
  const doubtful = rules.find(({ doubt }) => doubt !== null);
  const shortest = sure.reduce<RuleReading | null>(
    (best, rule) => (best === null || rule.days < best.days ? rule : best),
    null,
  );
  // A rule that cannot be read may shorten the time, but not lengthen it.
  const rule = shortest ?? doubtful ?? first;
  const place = rule.value === null ? here : placeOf(rule.value);
  if (rule.doubt !== null) return { property: unresolved(rule.doubt, rule.attribute, place), doubt: null };
  const reason = rule.days === 'never' ? rule.reason : null;
  return {
    property: { state: 'set', value: rule.days, attribute: rule.attribute, place, reason, source: null },
    doubt: null,
  };
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
  const rule = (days: number | 'never', reason: string, leaf: Leaf | null, why: string | null = null): RuleReading => ({
    days,
    reason,
    attribute,
    value: leaf?.value ?? null,
    doubt: why ?? leaf?.doubt ?? doubt,
  });
  if (found === undefined) return { ...rule('never', 'no rule deletes, transitions only move', null), doubt: null };
  const { leaf } = found;
  const truth = isOn(body);
  if (truth === false) return { ...rule('never', 'the rule is disabled', leaf), doubt: null };
  const narrow = narrowness(body);
  if (narrow === true) return { ...rule('never', 'the rule is for a part of the bucket only', leaf), doubt: null };
  if (
    name === 'noncurrentDays' &&
    valuesAt(body, 'noncurrent_version_expiration.newer_noncurrent_versions').length > 0
  ) {
    return { ...rule('never', 'the newest superseded versions are kept', leaf), doubt: null };
  }
  const value = literal(leaf.value);
  const days = Number(scalarOf(value) ?? Number.NaN);
  const unknown = Number.isFinite(days) && days > 0 ? null : reasonOf(value);
  return rule(
    Number.isFinite(days) ? days : 'never',
    '',
    leaf,
    unknown ?? (truth === true ? null : truth) ?? (narrow || null),
  );
}

function isOn(body: EvaluatedBody): Truth {
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
