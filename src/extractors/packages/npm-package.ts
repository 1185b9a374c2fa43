import type { DependencyDeclaration } from '../../model/declaration.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { walkJson } from './json-walk.ts';
import { partlyRead } from './partly-read.ts';
import { isOwn, versionOf } from './version.ts';

const GROUPS: Readonly<Record<string, DependencyDeclaration['group']>> = {
  dependencies: 'production',
  devDependencies: 'development',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
};

/** Dependencies of a package.json: https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies */
export function extract({ source }: ExtractInput): Extraction {
  const declarations: DependencyDeclaration[] = [];
  const error = walkJson(source.text, ({ path, kind, text, start, end }) => {
    const [field = '', name = ''] = path;
    const group = Object.hasOwn(GROUPS, field) ? GROUPS[field] : undefined;
    if (path.length !== 2 || kind !== 'string' || group === undefined || name === '' || isOwn(text)) return;
    declarations.push({
      kind: 'dependency',
      file: source.path,
      span: source.spanAt(start, end),
      ecosystem: 'npm',
      ...versionOf(name, text),
      group,
      locked: false,
    });
  });
  return { declarations, diagnostics: error === null ? [] : [partlyRead(source, error, 'package.json')] };
}
