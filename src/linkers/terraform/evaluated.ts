import type { Environment } from '../../model/fact.ts';
import type { Place, Span } from '../../model/span.ts';

/**
 * A block of Terraform after evaluation: variables, locals, modules, `count` and `for_each` are worked out as far as text
 * alone allows. One object per instance; an instance that is known not to exist is left out.
 */
export interface EvaluatedResource {
  /** `module`: a call of a module, with its arguments as attributes (also when its source is elsewhere). */
  readonly mode: 'resource' | 'data' | 'provider' | 'terraform' | 'module';
  /** `aws_db_instance`; a provider's local name; `terraform`; a module's source as written (empty when it is no literal). */
  readonly type: string;
  /** The second label; a provider's alias or empty; a module call's name. */
  readonly name: string;
  /** As Terraform prints it: `module.x["eu"].aws_db_instance.main[0]`, `data.aws_kms_key.k`, `provider.aws.eu`. */
  readonly address: string;
  /** The address without the last key: what a reference without an index names. Equal to `address` without count and for_each. */
  readonly blockAddress: string;
  /** Folder of the root module, `.` at the top. */
  readonly root: string;
  readonly scope: string;
  /** Where the block is written (inside a module: the module's file). */
  readonly file: string;
  readonly span: Span;
  readonly environment: Environment;
  /**
   * `count` and `for_each`, here and of module calls above, that cannot be known: there may be none or several of it. Two blocks
   * under the same conditions are there together.
   */
  readonly conditions: readonly string[];
  /** The block has a syntax error: an attribute that is not in the body is unresolved, not absent. */
  readonly partial: boolean;
  /** Of a call of a module whose source is a public registry or its repository. */
  readonly module?: RegistryModule;
  /** Address of the provider configuration that applies (a resource of mode `provider`); null when none is written. */
  readonly provider: string | null;
  readonly body: EvaluatedBody;
  /** What the root module says about provider versions; shared by all resources of a root. Ask through providerVersion(). */
  readonly providerVersions: readonly ProviderVersion[];
}

export interface EvaluatedBody {
  readonly attributes: Readonly<Record<string, EvaluatedValue>>;
  /** In order; `dynamic` blocks are expanded. */
  readonly blocks: readonly EvaluatedBlock[];
}

export interface EvaluatedBlock {
  readonly blockType: string;
  readonly labels: readonly string[];
  readonly body: EvaluatedBody;
  readonly file: string;
  readonly span: Span;
  /** Comes from a `dynamic` block whose `for_each` cannot be known: there may be none or several of it. */
  readonly conditional: boolean;
}

/**
 * known: worked out. hidden: set, but the text is not to be shown (text/values.ts). reference: an attribute of another
 * resource, data source or remote module. unresolved: cannot be known from the text.
 */
export type EvaluatedValue = KnownValue | HiddenValue | ReferenceValue | UnresolvedValue;

interface Evaluated {
  /** The attribute (or element) as written in the resource. */
  readonly file: string;
  readonly span: Span;
  /** Where the value itself is written: a variable's default, a line of terraform.tfvars, an argument of a module call. */
  readonly origin: Place;
}

interface KnownValue extends Evaluated {
  readonly state: 'known';
  /** Null means: not set, the provider's default applies. */
  readonly value: EvaluatedData;
}

export type EvaluatedData =
  | string
  | number
  | boolean
  | null
  | readonly EvaluatedValue[]
  | { readonly [key: string]: EvaluatedValue };

interface HiddenValue extends Evaluated {
  readonly state: 'hidden';
  /** UTF-16 units, where it is one literal. */
  readonly length: number | null;
}

export interface ReferenceValue extends Evaluated {
  readonly state: 'reference';
  /** Address of the instance, or of the block when no index is written (blockAddress). It may not be part of the scan. */
  readonly target: string;
  /** What is taken of it, in parts: `['id']`, `['versioning', '0', 'enabled']`; empty for the whole resource. */
  readonly path: readonly string[];
}

export interface UnresolvedValue extends Evaluated {
  readonly state: 'unresolved';
  /** One clause, no full stop: `variable "kms_key" has no value here`. */
  readonly reason: string;
  /** Surely not null: a text with an unknown part, say. */
  readonly set: boolean;
  /** A text of which parts are known, with `*` for the others: `*-uploads`. */
  readonly pattern?: string;
  /** Addresses (instance or block) that the expression mentions: `"${aws_s3_bucket.b.arn}/*"` is about one bucket still. */
  readonly mentions: readonly string[];
}

/** A module of a public registry, and which of its major versions can be in use (null: any). */
export interface RegistryModule {
  /** `terraform-aws-modules/rds/aws`, `…//modules/x` for a part of it; lower case. */
  readonly address: string;
  readonly version: { readonly min: number; readonly max: number | null } | null;
}

export interface ProviderVersion {
  /** `hashicorp/aws`, lower case. */
  readonly source: string;
  /** Lowest and highest major version that can be in use; `max` is null without an upper limit. */
  readonly min: number;
  readonly max: number | null;
  /** `lock`: the one version of .terraform.lock.hcl; `constraint`: required_providers of the root and its local modules. */
  readonly by: 'lock' | 'constraint';
  readonly place: Place;
}

/** Major versions of a provider that can be in use where a resource stands; null when neither lock nor constraint tells. */
export function providerVersion(resource: EvaluatedResource, source: string): ProviderVersion | null {
  return resource.providerVersions.find((version) => version.source === source.toLowerCase()) ?? null;
}
