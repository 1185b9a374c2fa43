import type { ResourceBlock } from '../../model/declaration.ts';
import type { LinkInput } from '../contract.ts';
import { productionWord } from './environments.ts';
import type { EvaluatedResource } from './evaluated.ts';
import { instantiate } from './instance.ts';
import { type Module, readModules } from './module.ts';
import { evaluatedResources } from './resources.ts';
import { modulesOf, rootModules } from './roots.ts';
import { runs } from './scope.ts';
import { assignments } from './variables-files.ts';
import { providerVersions } from './versions.ts';

/**
 * Works out all Terraform root modules of the scan: every resource, data source, provider, module call and `terraform`
 * block that exists, once per instance. In the order of folders, then as written.
 */
export function evaluateTerraform(
  input: Pick<LinkInput, 'declarations' | 'scopeOf' | 'environmentOf'>,
): EvaluatedResource[] {
  const blocks = input.declarations.filter((declaration): declaration is ResourceBlock => declaration.kind === 'block');
  const { modules, filesOf } = readModules(blocks);
  const nextRun = runs();
  const roots = rootModules(modules, input.environmentOf);
  const assignedIn = assignments(roots, modules, filesOf, input.environmentOf);
  let everywhere: string | null | undefined;
  const ofScan = (): string | null => {
    if (everywhere === undefined) everywhere = productionWord([...modules.values()], []);
    return everywhere;
  };
  return roots.flatMap((root: Module) => {
    const { variables = [], locks = [] } = filesOf.get(root.folder) ?? {};
    let word: string | null | undefined;
    const production = (): string | null => {
      if (word === undefined) word = productionWord(modulesOf(root, modules), variables) ?? ofScan();
      return word;
    };
    const instance = instantiate({
      source: root,
      prefix: '',
      run: nextRun(production),
      modules,
      callers: [],
      argument: () => null,
      assigned: assignedIn(root),
      inherited: new Map(),
    });
    return evaluatedResources(instance, {
      root: root.folder,
      scope: input.scopeOf(root.file),
      environment: input.environmentOf(root.file),
      providerVersions: providerVersions(modulesOf(root, modules), locks),
    });
  });
}
