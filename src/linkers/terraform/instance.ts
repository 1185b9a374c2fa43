import type { BlockAttribute, Expr, ResourceBlock } from '../../model/declaration.ts';
import type { Place } from '../../model/span.ts';
import { evaluateAttribute } from './body.ts';
import { sameValue } from './compare.ts';
import { saysEnvironment } from './environments.ts';
import type { EvaluatedValue } from './evaluated.ts';
import { expand } from './expansion.ts';
import { evaluate } from './expression.ts';
import { attributeOf, type Module, type ModuleCall, providerName, type Variable, type Written } from './module.ts';
import { type Group, lazily, type ModuleNode, type Names, type ResourceNode, type Run, type Scope } from './scope.ts';
import { hideValue } from './sensitive.ts';
import { convert } from './types.ts';
import { known, reference, unresolved } from './values.ts';
import type { Assigned } from './variables-files.ts';

/** How deep modules call modules. */
const MAX_CALLS = 24;

export interface ResourceInstance extends ResourceNode {
  readonly block: ResourceBlock;
  readonly scope: Scope;
  readonly valueFor: (attribute: BlockAttribute) => EvaluatedValue;
}

/** A call of a module; `instance` is null when its source is not part of the scan. */
export interface CalledModule extends ModuleNode {
  readonly call: ModuleCall;
  readonly scope: Scope;
  readonly instance: ModuleInstance | null;
}

/** A module with values for its variables. */
export interface ModuleInstance extends Names {
  readonly source: Module;
  /** Empty for the root, else `module.x["a"].`. */
  readonly prefix: string;
  readonly scopeIn: (file: string) => Scope;
  resource(name: string): Group<ResourceInstance> | null;
  module(name: string): Group<CalledModule> | null;
  output(name: string, place: Place): EvaluatedValue | null;
  /** Provider configurations by the names they have here: `aws`, `aws.east`; values are addresses. */
  readonly providers: ReadonlyMap<string, string>;
}

export interface InstanceInput {
  readonly source: Module;
  readonly prefix: string;
  readonly run: Run;
  readonly modules: ReadonlyMap<string, Module>;
  /** Folders of the calling modules. */
  readonly callers: readonly string[];
  /** The argument of the call; null when there is none. */
  readonly argument: (name: string) => EvaluatedValue | null;
  /** What variables files say; root modules only. */
  readonly assigned: (name: string) => Assigned;
  readonly inherited: ReadonlyMap<string, string>;
}

/** Nothing is worked out before it is asked for: blocks refer to each other in any order. */
export function instantiate(input: InstanceInput): ModuleInstance {
  const { source, prefix, run } = input;
  const values = new Map<string, () => EvaluatedValue>();
  const valueOnce = (key: string, place: Place, compute: () => EvaluatedValue): EvaluatedValue => {
    const known = values.get(key);
    const get = known ?? lazily(compute, place);
    if (known === undefined) values.set(key, get);
    return get();
  };
  const written = ({ expr, file }: Written): EvaluatedValue => evaluate(expr, scopeIn(file));
  const resources = new Map<string, Group<ResourceInstance>>();
  const calls = new Map<string, Group<CalledModule>>();
  const self: ModuleInstance = {
    source,
    prefix,
    scopeIn: (file) => scopeIn(file),
    providers: providersOf(source, prefix, input.inherited),
    variable: (name, place) => {
      // Declarations that several modules share may be written when the code is run: Terragrunt's `generate`.
      const variable = source.variables.get(name) ?? { ...UNDECLARED, name };
      const at = 'block' in variable ? { file: variable.block.file, span: variable.block.span } : place;
      return valueOnce(`var.${name}`, at, () => variableValue(variable, at, input, scopeIn(at.file)));
    },
    local: (name, place) => {
      const local = source.locals.get(name);
      return local
        ? valueOnce(`local.${name}`, place, () => written(local))
        : unresolved(`local.${name} is not declared`, place);
    },
    output: (name, place) => {
      const output = source.outputs.get(name);
      return output ? valueOnce(`output.${name}`, place, () => written(output)) : null;
    },
    resource: (name) => {
      const block = source.resources.get(name);
      return block === undefined
        ? null
        : once(resources, name, `${prefix}${name}`, () => resourceGroup(name, block, self, run));
    },
    module: (name) => {
      const call = source.calls.get(name);
      return call === undefined
        ? null
        : once(calls, name, `${prefix}module.${name}`, () => callGroup(call, self, input));
    },
  };
  const scopeIn = (file: string): Scope => ({ world: self, run, file, locals: new Map() });
  return self;
}

/** While a group is being worked out, it stands for itself with nothing known of it. */
function once<T>(groups: Map<string, Group<T>>, name: string, address: string, make: () => Group<T>): Group<T> {
  const ready = groups.get(name);
  if (ready) return ready;
  groups.set(name, { address, kind: 'unknown', byKey: 'string', instances: [] });
  const group = make();
  groups.set(name, group);
  return group;
}

type Declared = Omit<Variable, 'block'>;

const UNDECLARED = { type: null, default: null, sensitive: false, nullable: true };

function variableValue(variable: Declared, place: Place, input: InstanceInput, scope: Scope): EvaluatedValue {
  const missing = input.source.variables.has(variable.name) ? 'has no value here' : 'is not declared';
  const fallback = (): EvaluatedValue =>
    variable.default
      ? evaluate(variable.default.expr, { ...scope, file: variable.default.file })
      : (environment(variable.name, input, place) ??
        unresolved(`variable "${variable.name}" ${missing}`, place, [], !variable.nullable));
  const fitted = (value: EvaluatedValue): EvaluatedValue => {
    const replaced = value.state === 'known' && value.value === null && !variable.nullable ? fallback() : value;
    const converted = variable.type
      ? convert(replaced, variable.type.expr, { ...scope, file: variable.type.file })
      : replaced;
    return variable.sensitive ? hideValue(converted) : converted;
  };
  const { value, perEnvironment } = input.assigned(variable.name);
  const inFile = (assigned: Written): EvaluatedValue => evaluate(assigned.expr, { ...scope, file: assigned.file });
  const common = input.argument(variable.name) ?? (value ? inFile(value) : null);
  if (perEnvironment.every((entry) => entry.value === null)) return fitted(common ?? fallback());
  const candidates = perEnvironment.map((entry) => fitted(entry.value ? inFile(entry.value) : (common ?? fallback())));
  const [first] = candidates;
  if (first !== undefined && candidates.every((candidate) => sameValue(first, candidate) === true)) return first;
  const files = perEnvironment.map(({ file }) => file.slice(file.lastIndexOf('/') + 1));
  const list = files.length > 3 ? `${files.slice(0, 3).join(', ')} …` : files.join(', ');
  return unresolved(`variable "${variable.name}" differs between ${list}`, place, candidates);
}

/** Which environment a root module is for, where nobody says: the one that promises are about. */
function environment(name: string, { prefix, run }: InstanceInput, place: Place): EvaluatedValue | null {
  const word = prefix === '' && saysEnvironment(name) ? run.production() : null;
  return word === null ? null : known(word, place);
}

function resourceGroup(name: string, block: ResourceBlock, self: ModuleInstance, run: Run): Group<ResourceInstance> {
  const address = `${self.prefix}${name}`;
  const { kind, byKey, instances } = expand(block.body, address, self.scopeIn(block.file));
  return {
    address,
    kind,
    byKey,
    instances: instances.map(({ key, address: own, scope }) => {
      const values = new Map<BlockAttribute, () => EvaluatedValue>();
      const valueFor = (attribute: BlockAttribute): EvaluatedValue => {
        const place = { file: attribute.file ?? block.file, span: attribute.span };
        const get = values.get(attribute) ?? lazily(() => evaluateAttribute(attribute, scope), place);
        values.set(attribute, get);
        return get();
      };
      const attribute = (wanted: string): EvaluatedValue | null => {
        const found = attributeOf(block.body, wanted);
        return found ? valueFor(found) : null;
      };
      const node: ResourceInstance = { key, address: own, block, scope, valueFor, attribute };
      run.nodes.set(own, node);
      return node;
    }),
  };
}

function callGroup(call: ModuleCall, self: ModuleInstance, input: InstanceInput): Group<CalledModule> {
  const address = `${self.prefix}module.${call.name}`;
  const callers = [...input.callers, self.source.folder];
  const target = call.folder === null ? undefined : input.modules.get(call.folder);
  const isUsable = target !== undefined && !callers.includes(target.folder) && callers.length <= MAX_CALLS;
  const { kind, byKey, instances } = expand(call.block.body, address, self.scopeIn(call.block.file));
  return {
    address,
    kind,
    byKey,
    instances: instances.map(({ key, address: own, scope }) => {
      if (!isUsable)
        return {
          key,
          address: own,
          call,
          scope,
          instance: null,
          outputs: [],
          output: (name, place) => reference(own, [name], place),
        };
      const argument = (name: string): EvaluatedValue | null => {
        const attribute = attributeOf(call.block.body, name);
        return attribute ? evaluateAttribute(attribute, scope) : null;
      };
      const instance = instantiate({
        ...input,
        source: target,
        prefix: `${own}.`,
        callers,
        argument,
        assigned: () => ({ value: null, perEnvironment: [] }),
        inherited: passedProviders(call, self.providers),
      });
      return {
        key,
        address: own,
        call,
        scope,
        instance,
        outputs: [...target.outputs.keys()],
        output: (name, place) => instance.output(name, place),
      };
    }),
  };
}

function providersOf(
  module: Module,
  prefix: string,
  inherited: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = module.providers.map(providerName).map((name) => [name, `${prefix}provider.${name}`] as const);
  return new Map([...inherited, ...own]);
}

/** `providers = {aws = aws.east}`; without it a module gets the default configurations of its caller. */
export function passedProviders(call: ModuleCall, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const passed = new Map([...known].filter(([name]) => !name.includes('.')));
  const expr: Expr | undefined = attributeOf(call.block.body, 'providers')?.expr;
  if (expr?.type !== 'call' || expr.name !== '{}') return passed;
  for (let i = 0; i + 1 < expr.args.length; i += 2) {
    const [key, value] = [expr.args[i], expr.args[i + 1]];
    const name = key?.type === 'literal' && key.value?.kind === 'word' ? key.value.value : null;
    const address = value?.type === 'reference' ? known.get(value.path.join('.')) : undefined;
    if (name !== null && address !== undefined) passed.set(name, address);
  }
  return passed;
}
