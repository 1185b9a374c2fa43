import type { Environment } from '../../model/fact.ts';
import { compareCodeUnits } from '../../model/order.ts';
import type { Module } from './module.ts';

/**
 * The modules that are run by themselves: folders that no other folder calls. A call from a folder below the called one is
 * a published module's own wrapper or example, and a call from a test is no use either; neither makes it a mere part.
 */
export function rootModules(
  modules: ReadonlyMap<string, Module>,
  environmentOf: (path: string) => Environment,
): Module[] {
  const called = new Set<string>();
  for (const caller of modules.values()) {
    for (const { folder } of caller.calls.values()) {
      const target = folder === null ? undefined : modules.get(folder);
      if (target && !isBelow(caller.folder, target.folder) && counts(caller, target, environmentOf))
        called.add(target.folder);
    }
  }
  const sorted = [...modules.values()].sort((a, b) => compareCodeUnits(a.folder, b.folder));
  const roots = sorted.filter(({ folder }) => !called.has(folder));
  const reached = new Set<string>();
  for (const root of roots) reach(root, modules, reached);
  // Modules that call each other in a circle: one of them has to be the first.
  for (const module of sorted) {
    if (reached.has(module.folder)) continue;
    roots.push(module);
    reach(module, modules, reached);
  }
  return roots;
}

/** The module and all local modules it leads to. */
export function modulesOf(root: Module, modules: ReadonlyMap<string, Module>): Module[] {
  const reached = new Set<string>();
  reach(root, modules, reached);
  return [...reached].flatMap((folder) => modules.get(folder) ?? []);
}

function reach(root: Module, modules: ReadonlyMap<string, Module>, reached: Set<string>): void {
  const open = [root];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (reached.has(module.folder)) continue;
    reached.add(module.folder);
    for (const { folder } of module.calls.values()) {
      const target = folder === null ? undefined : modules.get(folder);
      if (target) open.push(target);
    }
  }
}

function counts(caller: Module, target: Module, environmentOf: (path: string) => Environment): boolean {
  return environmentOf(caller.file) === 'production' || environmentOf(target.file) === 'test';
}

/** Also for the folder itself: calling oneself is no use. */
function isBelow(folder: string, parent: string): boolean {
  return parent === '.' || folder === parent || folder.startsWith(`${parent}/`);
}
