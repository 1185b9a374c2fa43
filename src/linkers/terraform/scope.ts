import type { Place } from '../../model/span.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { unresolved } from './values.ts';

/** Expressions worked out, rounds of loops included; the largest public modules need a few thousand. */
const STEPS = { ofRoot: 1_000_000, ofScan: 5_000_000 };
/** Instances of resources and modules. */
const INSTANCES = { ofRoot: 10_000, ofScan: 50_000 };
/** Expressions inside one another, through references too. */
const MAX_NESTING = 250;

/** What one root module may spend. */
export interface Run {
  steps: number;
  instances: number;
  nesting: number;
  /** Instances made so far, by address. */
  readonly nodes: Map<string, ResourceNode>;
  /** What this root module calls production, where it does. */
  readonly production: () => string | null;
}

/** Hands out runs, one root after the other, until the scan as a whole has spent what it may. */
export function runs(): (production: Run['production']) => Run {
  const left = { steps: STEPS.ofScan, instances: INSTANCES.ofScan };
  let last: (Run & { given: { steps: number; instances: number } }) | null = null;
  return (production) => {
    if (last !== null) {
      left.steps -= last.given.steps - Math.max(0, last.steps);
      left.instances -= last.given.instances - last.instances;
    }
    const given = {
      steps: Math.min(STEPS.ofRoot, left.steps),
      instances: Math.min(INSTANCES.ofRoot, left.instances),
    };
    last = { ...given, given, nesting: 0, nodes: new Map(), production };
    return last;
  };
}

/** Where an expression stands: what its names mean. */
export interface Scope {
  readonly world: Names;
  readonly run: Run;
  readonly file: string;
  /** `each`, `count`, and the variables of `for` and `dynamic`. */
  readonly locals: ReadonlyMap<string, EvaluatedValue>;
}

/** The names of one instance of a module. */
export interface Names {
  variable(name: string, place: Place): EvaluatedValue;
  local(name: string, place: Place): EvaluatedValue;
  /** A resource or data source (`aws_s3_bucket.b`, `data.aws_kms_key.k`); null when the module has none of that name. */
  resource(name: string): Group<ResourceNode> | null;
  module(name: string): Group<ModuleNode> | null;
}

/** What a block with or without `count` and `for_each` stands for. */
export interface Group<T> {
  /** Address without a key. */
  readonly address: string;
  /** `keyed`: by count or for_each, all instances are known. `unknown`: one instance stands for none or several. */
  readonly kind: 'single' | 'keyed' | 'unknown';
  readonly byKey: 'number' | 'string';
  readonly instances: readonly T[];
}

interface Keyed {
  readonly key: string | null;
  readonly address: string;
}

export interface ResourceNode extends Keyed {
  /** The attribute as written; null when it is not. */
  attribute(name: string): EvaluatedValue | null;
}

export interface ModuleNode extends Keyed {
  /** Null: the module has no output of that name. A module whose source is elsewhere answers with a reference. */
  output(name: string, place: Place): EvaluatedValue | null;
  readonly outputs: readonly string[];
}

export function within(scope: Scope, names: Iterable<readonly [string, EvaluatedValue]>): Scope {
  return { ...scope, locals: new Map([...scope.locals, ...names]) };
}

export function outOfSteps(place: Place): EvaluatedValue {
  return unresolved('there is too much to work out', place);
}

export function spend(run: Run, steps: number): boolean {
  run.steps -= steps;
  return run.steps >= 0;
}

/** Runs one level deeper; what lies too deep is unresolved. */
export function nested(run: Run, place: Place, compute: () => EvaluatedValue): EvaluatedValue {
  if (!spend(run, 1)) return outOfSteps(place);
  if (run.nesting >= MAX_NESTING) return unresolved('it is nested too deeply', place);
  run.nesting += 1;
  try {
    return compute();
  } finally {
    run.nesting -= 1;
  }
}

/** Computes once; whoever asks while it is being computed has gone in a circle. */
export function lazily(compute: () => EvaluatedValue, place: Place): () => EvaluatedValue {
  let state: 'new' | 'running' | 'done' = 'new';
  let value = unresolved('it refers to itself', place) as EvaluatedValue;
  return () => {
    if (state !== 'new') return value;
    state = 'running';
    value = compute();
    state = 'done';
    return value;
  };
}

/** A value for an operator that needs a literal: an attribute of another resource, where it is written as one. */
export function literalBehind(value: EvaluatedValue, run: Run): EvaluatedValue {
  if (value.state !== 'reference' || value.path.length !== 1) return value;
  const node = run.nodes.get(value.target);
  return nested(run, value.origin, () => {
    const written = node?.attribute(value.path[0] ?? '') ?? value;
    const behind = written.state === 'reference' && written !== value ? literalBehind(written, run) : written;
    return behind.state === 'unresolved' || (behind.state === 'known' && behind.value === null) ? value : behind;
  });
}
