import type { BlockAttribute, ResourceBlock } from '../../model/declaration.ts';
import type { Environment } from '../../model/fact.ts';
import { compareCodeUnits } from '../../model/order.ts';
import { folderOf } from '../../text/folders.ts';
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
 * time, one per environment; they may stand in a folder below.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export function assignments(
  root: Module,
  modules: ReadonlyMap<string, Module>,
  filesOf: ReadonlyMap<string, FolderFiles>,
  environmentOf: (path: string) => Environment,
): (name: string) => Assigned {
  const loaded: ResourceBlock[] = [];
  const chosen: ResourceBlock[] = [];
  for (const [folder, { variables }] of filesOf) {
    if (ownerOf(folder, modules) !== root.folder) continue;
    for (const block of variables) {
      if (folder === root.folder && isLoaded(block.file)) loaded.push(block);
      else if (environmentOf(block.file) === environmentOf(root.file)) chosen.push(block);
    }
  }
  loaded.sort((a, b) => compareCodeUnits(loadOrder(a.file), loadOrder(b.file)));
  chosen.sort((a, b) => compareCodeUnits(a.file, b.file));
  // The only one there is stands for production, unless its name says that it does not.
  const only = chosen.length === 1 ? chosen.filter(({ file }) => !OTHER_ENVIRONMENT.test(file)) : [];
  const inForce = [...loaded, ...only].map(indexed);
  const perEnvironment = chosen.length > 1 ? chosen.map(indexed) : [];
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

const OTHER_ENVIRONMENT =
  /(?:^|[/._-])(?:dev|develop|development|local|test|testing|qa|ci|stage|staging|sandbox|preview|demo|example|sample)(?=[/._-])/i;

function isLoaded(file: string): boolean {
  return /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars(?:\.json)?$/.test(file);
}

function loadOrder(file: string): string {
  return /\.auto\.tfvars(?:\.json)?$/.test(file) ? `1${file}` : `0${file}`;
}

/** The nearest folder, upwards, that has code. */
function ownerOf(folder: string, modules: ReadonlyMap<string, Module>): string | null {
  let at = folder;
  while (!modules.has(at)) {
    if (at === '.') return null;
    at = folderOf(at);
  }
  return at;
}
