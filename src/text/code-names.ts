import { singular, splitWords } from './words.ts';

/** How code may write a setting that the manifest calls `TenantSettings.maxAgeDays`: the setting itself, and what holds it. */
export function settingNames(setting: string): {
  readonly names: readonly string[];
  readonly holders: readonly string[];
} {
  const path = setting.slice(setting.indexOf('#') + 1);
  const at = path.lastIndexOf('.');
  return { names: spellings(path.slice(at + 1)), holders: at < 0 ? [] : spellings(path.slice(0, at)) };
}

/** How code may write an entity: each spelling of its name, of one and of many. */
export function entitySpellings(name: string): string[] {
  const own = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  const words = splitWords(own);
  const last = words.pop();
  if (last === undefined) return [own];
  const one = singular(last);
  const forms = [one, last, `${one}s`, one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}es`];
  return [...new Set([own, ...forms.flatMap((form) => spellings([...words, form].join('_')))])];
}

/** As written, `snake_case`, `camelCase` and `PascalCase`. */
function spellings(name: string): string[] {
  if (name === '') return [];
  const words = splitWords(name);
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return [...new Set([name, words.join('_'), pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal])];
}
