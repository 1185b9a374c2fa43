import { parseXml, xmlAll } from '../../text/xml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { groupInFolder } from './group-names.ts';
import { unreadLine } from './partly-read.ts';

/** packages.config of older .NET projects: https://learn.microsoft.com/nuget/reference/packages-config */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseXml(source.text);
  const declarations = xmlAll(root, 'packages', 'package').flatMap(({ attributes, start, end }) => {
    const name = attributes.get('id')?.trim() ?? '';
    if (!/^[\w.-]+$/.test(name)) return [];
    const development = attributes.get('developmentDependency')?.toLowerCase() === 'true';
    const group = development ? 'development' : groupInFolder(source.path, 'production');
    return [dependency(source, 'nuget', { name, version: attributes.get('version') ?? null, group, start, end })];
  });
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'tag')] };
}
