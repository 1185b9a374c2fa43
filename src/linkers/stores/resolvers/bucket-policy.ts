import type { EvaluatedBody, EvaluatedValue } from '../../terraform/evaluated.ts';
import { blocksAt, scalarOf, valuesAt } from '../path.ts';
import { placeOf, type Reading, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';
import type { World } from '../world.ts';

/**
 * Whether a policy lets everybody in. A resolver because a policy is a document of statements, written as one
 * (`jsonencode({…})`) or put together by data sources, and only one that allows, to everybody, on no condition, opens it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
type Openness = 'open' | 'closed' | 'on condition' | 'unknown';

const DOCUMENT = 'aws_iam_policy_document';
/** Documents that documents are made of, the other way round. */
const MOST = 50;

export function bucketPolicy({ world, resource, reader }: StepInput): Reading | null {
  const leaf = valuesAt(reader.body, 'policy')[0];
  if (leaf === undefined) return null;
  const openness = worst(documentsOf(world, resource.root, leaf.value));
  if (openness === 'closed') return null;
  const place = placeOf(leaf.value);
  if (openness === 'open') {
    const reason = 'its policy lets everybody in';
    return {
      property: { state: 'set', value: true, attribute: 'policy', place, reason, source: null },
      doubt: leaf.doubt,
    };
  }
  const reason = openness === 'unknown' ? 'its policy is not read' : 'its policy lets everybody in on a condition';
  return { property: unresolved(reason, 'policy', place), doubt: null };
}

function worst(found: readonly Openness[]): Openness {
  for (const one of ['open', 'unknown', 'on condition'] as const) if (found.includes(one)) return one;
  return 'closed';
}

function documentsOf(world: World, root: string, policy: EvaluatedValue): Openness[] {
  const found: Openness[] = [];
  const open = [policy];
  for (let value = open.pop(), looked = 0; value !== undefined; value = open.pop(), looked += 1) {
    if (looked > MOST) return ['unknown'];
    if (value.state === 'known' && typeof value.value === 'object' && value.value !== null) {
      if (Array.isArray(value.value)) for (const one of value.value as readonly EvaluatedValue[]) open.push(one);
      else found.push(...written({ attributes: value.value as EvaluatedBody['attributes'], blocks: [] }));
      continue;
    }
    const documents =
      value.state === 'reference' && value.target.includes(DOCUMENT) ? world.at(root, value.target) : [];
    if (documents.length === 0) found.push('unknown');
    for (const { body } of documents) {
      found.push(...blocksAt(body, 'statement').map(({ body: statement }) => madeOf(statement)));
      for (const name of ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json'])
        for (const leaf of valuesAt(body, name)) open.push(leaf.value);
    }
  }
  return found;
}

/** A statement of the data source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown */
function madeOf(statement: EvaluatedBody): Openness {
  const effect = valuesAt(statement, 'effect').map(({ value }) => scalarOf(value))[0] ?? 'Allow';
  return judged(effect, valuesAt(statement, 'principals.identifiers'), blocksAt(statement, 'condition').length > 0);
}

/** Statements of a document as such: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function written(document: EvaluatedBody): Openness[] {
  return blocksAt(document, 'Statement').map(({ body }) => {
    const principals = [...valuesAt(body, 'Principal'), ...valuesAt(body, 'Principal.*')].filter(
      ({ value }) => value.state !== 'known' || typeof value.value !== 'object',
    );
    return judged(scalarOf(body.attributes.Effect ?? NOTHING), principals, body.attributes.Condition !== undefined);
  });
}

const NOTHING = { state: 'hidden' } as EvaluatedValue;

function judged(
  effect: string | number | boolean | null,
  principals: readonly { readonly value: EvaluatedValue }[],
  conditional: boolean,
): Openness {
  if (effect === 'Deny') return 'closed';
  if (effect !== 'Allow') return 'unknown';
  if (principals.some(({ value }) => scalarOf(value) === '*')) return conditional ? 'on condition' : 'open';
  return principals.some(({ value }) => value.state === 'unresolved' && value.pattern === undefined)
    ? 'unknown'
    : 'closed';
}
