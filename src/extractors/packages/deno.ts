import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { walkJson } from './json-walk.ts';
import { partlyRead } from './partly-read.ts';

/** `npm:stripe@^14`, `npm:/@scope/name@1/path` */
const SPECIFIER = /^npm:\/?((?:@[^/@\s]+\/)?[^/@\s]+)(?:@([^/\s]+))?(?:\/|$)/;

/** Hosts that hand out packages of npm as modules: https://esm.sh, https://unpkg.com, https://www.jsdelivr.com/esm, https://www.skypack.dev */
const DELIVERED =
  /^https:\/\/(?:esm\.(?:sh|run)(?:\/v\d+)?|unpkg\.com|cdn\.jsdelivr\.net\/npm|cdn\.skypack\.dev)\/((?:@[^/@\s]+\/)?[a-z\d][^/@\s?]*)(?:@([^/\s?]+))?(?:[/?]|$)/;

/** The import map of a deno.json: https://docs.deno.com/runtime/fundamentals/modules/. Only packages of npm have a registry's name. */
export function extract({ source }: ExtractInput): Extraction {
  const declarations: DependencyDeclaration[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const mapped = path[0] === 'imports' ? path.length === 2 : path[0] === 'scopes' && path.length === 3;
    const found = mapped && kind === 'string' ? (SPECIFIER.exec(text) ?? DELIVERED.exec(text)) : null;
    const [, name = '', version] = found ?? [];
    if (name === '') return;
    declarations.push(dependency(source, 'npm', { name, version: version ?? null, group: 'production', start, end }));
  });
  return { declarations, diagnostics: error === null ? [] : [partlyRead(source, error, 'deno.json')] };
}
