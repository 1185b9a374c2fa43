import type { EvaluatedBody, EvaluatedValue } from '../../terraform/evaluated.ts';
import { holds } from '../condition.ts';
import { literalOf } from '../forms/literal.ts';
import { blocksAt, type Leaf, scalarOf, valuesAt } from '../path.ts';
import type { Reading } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { deletes, firstToDelete, idle, type RuleReading } from './rules.ts';

/**
 * Days after which objects of a Cloud Storage bucket go by its lifecycle rules. A resolver because a rule counts only when
 * its action is Delete and its conditions, which all have to hold, leave out no object.
 * https://docs.cloud.google.com/storage/docs/lifecycle
 */
const RULE = 'lifecycle_rule';
/** As public modules call it. */
const RULES = [RULE, 'lifecycle_rules'];

const NARROW = [
  'condition.matches_prefix',
  'condition.matches_suffix',
  'condition.matches_storage_class',
  'condition.created_before',
  'condition.custom_time_before',
  'condition.days_since_custom_time',
  'condition.noncurrent_time_before',
  'condition.num_newer_versions',
];

export function gcsLifecycle({ world, resource, reader, name }: StepInput): Reading | null {
  if (name !== 'retentionDays' && name !== 'noncurrentDays') return null;
  const literal = (value: EvaluatedValue): EvaluatedValue => literalOf(world, resource.root, value);
  const blocks = RULES.flatMap((path) => blocksAt(reader.body, path));
  const rules = blocks.map(({ body, doubt }) => {
    const rule = name === 'retentionDays' ? ofLive(body, literal) : ofNoncurrent(body, literal);
    return rule.days === 'never' || rule.doubt !== null ? rule : { ...rule, doubt };
  });
  return firstToDelete(rules, { file: reader.file, span: reader.span });
}

type Literal = (value: EvaluatedValue) => EvaluatedValue;

function ofLive(body: EvaluatedBody, literal: Literal): RuleReading {
  const attribute = `${RULE}.condition.age`;
  const [age] = valuesAt(body, 'condition.age');
  if (age === undefined || holds({ 'condition.with_state': 'ARCHIVED' }, body) === true) {
    return idle(attribute, 'no rule deletes live objects by their age');
  }
  return applied(body, attribute, age, literal(age.value), ['condition.days_since_noncurrent_time']);
}

function ofNoncurrent(body: EvaluatedBody, literal: Literal): RuleReading {
  const attribute = `${RULE}.condition.days_since_noncurrent_time`;
  const [days] = valuesAt(body, 'condition.days_since_noncurrent_time');
  if (days !== undefined) return applied(body, attribute, days, literal(days.value), ['condition.age']);
  const [age] = valuesAt(body, 'condition.age');
  if (age === undefined || holds({ 'condition.with_state': 'LIVE' }, body) === true) {
    return idle(attribute, 'no rule deletes superseded versions');
  }
  const archived = holds({ 'condition.with_state': 'ARCHIVED' }, body) === true;
  // A rule for both states deletes a version as soon as it is superseded: it has the age already.
  const value = archived ? literal(age.value) : ({ ...age.value, state: 'known', value: 0 } as const);
  return applied(body, `${RULE}.condition.age`, age, value, []);
}

function applied(
  body: EvaluatedBody,
  attribute: string,
  leaf: Leaf,
  value: EvaluatedValue,
  others: readonly string[],
): RuleReading {
  const action = holds({ 'action.type': 'Delete' }, body);
  if (action === false) return idle(attribute, 'the rule moves objects, it does not delete them', leaf);
  const isSet = (path: string): boolean => valuesAt(body, path).some((found) => scalarOf(found.value) !== 0);
  if ([...NARROW, ...others].some(isSet)) return idle(attribute, 'the rule is for a part of the bucket only', leaf);
  return deletes(attribute, leaf, value, action === true ? null : action);
}
