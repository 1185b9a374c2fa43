import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { walkJson } from './json-walk.ts';
import { partlyRead } from './partly-read.ts';

const GROUPS: Readonly<Record<string, DependencyGroup>> = { require: 'production', 'require-dev': 'development' };

/**
 * Dependencies of a composer.json: https://getcomposer.org/doc/04-schema.md#package-links
 * A name without a vendor is the platform (`php`, `ext-json`): https://getcomposer.org/doc/01-basic-usage.md#platform-packages
 */
export function extract({ source }: ExtractInput): Extraction {
  const declarations: DependencyDeclaration[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const [field = '', name = ''] = path;
    const group = Object.hasOwn(GROUPS, field) ? GROUPS[field] : undefined;
    if (path.length !== 2 || kind !== 'string' || group === undefined || !name.includes('/')) return;
    declarations.push(dependency(source, 'composer', { name, version: text, group, start, end }));
  });
  return { declarations, diagnostics: error === null ? [] : [partlyRead(source, error, 'composer.json')] };
}
