import { parseToml, tomlEntries } from '../../text/toml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { groupOfName } from './group-names.ts';
import { unreadLine } from './partly-read.ts';
import { tablePackages } from './pyproject.ts';

const NOT_PACKAGES = new Set(['source', 'requires', 'pipenv', 'scripts']);

/** Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html; tables of other names are categories of packages. */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseToml(source.text);
  const declarations = tomlEntries(root).flatMap(([name, table]) => {
    if (NOT_PACKAGES.has(name) || table.kind !== 'table') return [];
    return tablePackages(source, table, name === 'packages' ? 'production' : (groupOfName(name) ?? 'optional'));
  });
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'line')] };
}
