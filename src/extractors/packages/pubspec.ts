import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { dependency } from './declare.ts';
import { unreadLines } from './partly-read.ts';
import { pubEntries } from './pub-lines.ts';

const GROUPS: Readonly<Record<string, DependencyGroup>> = {
  dependencies: 'production',
  dev_dependencies: 'development',
};

/** pubspec.yaml: https://dart.dev/tools/pub/dependencies; SDKs and folders of the project are no packages. */
export function extract({ source }: ExtractInput): Extraction {
  const declarations: DependencyDeclaration[] = [];
  const { entries, unread } = pubEntries(source.text);
  for (const { section, name, value, fields, start, end } of entries) {
    const group = Object.hasOwn(GROUPS, section) ? GROUPS[section] : undefined;
    if (group === undefined || fields.has('path') || fields.has('sdk')) continue;
    const version = fields.get('version') ?? (value.startsWith('{') ? null : value);
    declarations.push(dependency(source, 'pub', { name, version, group, start, end }));
  }
  return { declarations, diagnostics: unreadLines(source, unread, 'line') };
}
