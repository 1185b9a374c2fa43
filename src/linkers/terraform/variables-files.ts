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
  root: Module,
  roots: readonly Module[],
  modules: ReadonlyMap<string, Module>,
  filesOf: ReadonlyMap<string, FolderFiles>,
  environmentOf: (path: string) => Environment,
): (name: string) => Assigned {
  const loaded: ResourceBlock[] = [];
  let chosen: ResourceBlock[] = [];
  let nearest = '';
  for (const [folder, { variables }] of filesOf) {
    for (const block of variables) {
      const served = servedFrom(root, block, folder, roots, modules);
      if (served === null) continue;
      if (folder === root.folder && isLoaded(block.file)) loaded.push(block);
      else if (environmentOf(block.file) === environmentOf(root.file) && served.length >= nearest.length) {
        chosen = served === nearest ? [...chosen, block] : [block];
        nearest = served;
      }
    }
  }
  loaded.sort((a, b) => compareCodeUnits(loadOrder(a.file), loadOrder(b.file)));
  chosen.sort((a, b) => compareCodeUnits(a.file, b.file));
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
 * nearest root modules that declare all of its variables. Answers with the folder above both; null: it is for others.
 */
function servedFrom(
  root: Module,
  { body }: ResourceBlock,
  folder: string,
  roots: readonly Module[],
  modules: ReadonlyMap<string, Module>,
): string | null {
  const names = body.attributes.map(({ name }) => name);
  for (let at = folder; ; at = folderOf(at)) {
    const module = modules.get(at);
    if (module !== undefined && holdsSomething(module)) return module.folder === root.folder ? at : null;
    const declaring = roots.filter(
      ({ folder: own, variables }) => isBelow(own, at) && names.every((name) => variables.has(name)),
    );
    if (declaring.length > 0 && names.length > 0) return declaring.includes(root) ? at : null;
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
