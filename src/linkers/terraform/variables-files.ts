import type { BlockAttribute, ResourceBlock } from '../../model/declaration.ts';
import type { Environment } from '../../model/fact.ts';
import { compareCodeUnits } from '../../model/order.ts';
import { folderOf } from '../../text/folders.ts';
import { isOfOther, isOfProduction } from './environments.ts';
import type { FolderFiles, Module, Written } from './module.ts';

/** What the variables files of a root module say of one variable. */
export interface Assigned {
  /** The value that is in force; null when only files of single environments have one. */
  readonly value: Written | null;
  /** One entry per file that is named for an environment; null where that file leaves the variable out. */
  readonly perEnvironment: readonly { readonly file: string; readonly value: Written | null }[];
}

/**
 * Terraform loads `terraform.tfvars` and `*.auto.tfvars` by itself, in this order. Other variables files are chosen at run
 * time, one per environment: those of production count where there are any.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export function assignments(
  roots: readonly Module[],
  modules: ReadonlyMap<string, Module>,
  filesOf: ReadonlyMap<string, FolderFiles>,
  environmentOf: (path: string) => Environment,
): (root: Module) => (name: string) => Assigned {
  const files = [...filesOf].flatMap(([folder, { variables }]) =>
    variables.map((block) => ({ folder, block, serves: servedBy(block, folder, roots, modules) })),
  );
  return (root) => assignmentsOf(root, files, environmentOf);
}

function assignmentsOf(
  root: Module,
  files: readonly Standing[],
  environmentOf: (path: string) => Environment,
): (name: string) => Assigned {
  const isLoadedHere = ({ folder, block }: Standing): boolean => folder === root.folder && isLoaded(block.file);
  const loaded = files.filter(isLoadedHere).map(({ block }) => block);
  loaded.sort((a, b) => compareCodeUnits(loadOrder(a.file), loadOrder(b.file)));
  const others = files.filter(
    (one) => !isLoadedHere(one) && environmentOf(one.block.file) === environmentOf(root.file),
  );
  const declared = said(
    loaded,
    nearest(others, ({ serves }) => (serves?.roots.has(root.folder) ? serves.at : null)),
  );
  return (name) => {
    if (root.variables.has(name)) return declared(name);
    // Declarations that are written when the code is run (Terragrunt's `generate`): the nearest files that give a value are meant.
    const giving = others.filter(({ block }) => block.body.attributes.some((attribute) => attribute.name === name));
    return said(
      [],
      nearest(giving, ({ folder }) => commonFolder(folder, root.folder)),
    )(name);
  };
}

interface Standing {
  readonly folder: string;
  readonly block: ResourceBlock;
  readonly serves: Served | null;
}

/** Root modules a file is for, and the folder above both. */
interface Served {
  readonly at: string;
  readonly roots: ReadonlySet<string>;
}

/** The files whose meeting point with the root module lies deepest. */
function nearest(files: readonly Standing[], meetingPoint: (one: Standing) => string | null): ResourceBlock[] {
  let deepest = -1;
  let found: ResourceBlock[] = [];
  for (const one of files) {
    const at = meetingPoint(one);
    const depth = at === null ? -1 : depthOf(at);
    if (depth < 0 || depth < deepest) continue;
    found = depth === deepest ? [...found, one.block] : [one.block];
    deepest = depth;
  }
  return found.sort((a, b) => compareCodeUnits(a.file, b.file));
}

function said(loaded: readonly ResourceBlock[], chosen: readonly ResourceBlock[]): (name: string) => Assigned {
  const ofProduction = chosen.filter(({ file }) => isOfProduction(file));
  const [only, ...more] = ofProduction.length > 0 ? ofProduction : chosen;
  // The only one there is stands for production, unless its name says that it does not.
  const isOnly = only !== undefined && more.length === 0 && !isOfOther(only.file);
  const inForce = [...loaded, ...(isOnly ? [only] : [])].map(indexed);
  const perEnvironment = only === undefined || more.length === 0 ? [] : [only, ...more].map(indexed);
  return (name) => ({
    value: inForce.findLast(({ values }) => values.has(name))?.values.get(name) ?? null,
    perEnvironment: perEnvironment.map(({ file, values }) => ({ file, value: values.get(name) ?? null })),
  });
}

function depthOf(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length;
}

function commonFolder(a: string, b: string): string {
  let at = a;
  while (!isBelow(b, at)) at = folderOf(at);
  return at;
}

function indexed({ file, body }: ResourceBlock): {
  readonly file: string;
  readonly values: ReadonlyMap<string, Written>;
} {
  return { file, values: new Map(body.attributes.map(({ name, expr }: BlockAttribute) => [name, { expr, file }])) };
}

function isLoaded(file: string): boolean {
  return /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars(?:\.json)?$/.test(file);
}

function loadOrder(file: string): string {
  return /\.auto\.tfvars(?:\.json)?$/.test(file) ? `1${file}` : `0${file}`;
}

/**
 * A variables file is for the root module it stands in or below. One that stands aside (`-var-file=../env/prod.tfvars`) is for the
 * nearest root modules that declare all of its variables.
 */
function servedBy(
  { body }: ResourceBlock,
  folder: string,
  roots: readonly Module[],
  modules: ReadonlyMap<string, Module>,
): Served | null {
  const names = body.attributes.map(({ name }) => name);
  for (let at = folder; ; at = folderOf(at)) {
    const module = modules.get(at);
    if (module !== undefined && holdsSomething(module)) return { at, roots: new Set([module.folder]) };
    const declaring = roots.filter(
      ({ folder: own, variables }) => isBelow(own, at) && names.every((name) => variables.has(name)),
    );
    if (declaring.length > 0 && names.length > 0) return { at, roots: new Set(declaring.map((one) => one.folder)) };
    if (at === '.') return null;
  }
}

/** A folder of nothing but variables is one that others link to. */
function holdsSomething({ resources, calls, locals }: Module): boolean {
  return resources.size > 0 || calls.size > 0 || locals.size > 0;
}

function isBelow(folder: string, parent: string): boolean {
  return parent === '.' || folder === parent || folder.startsWith(`${parent}/`);
}
