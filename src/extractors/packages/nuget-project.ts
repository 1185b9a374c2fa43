import type { Declaration, DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import { parseXml, type XmlElement, xmlAll } from '../../text/xml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias, dependency } from './declare.ts';
import { groupInFolder } from './group-names.ts';
import { unreadLine } from './partly-read.ts';

/** Items that name packages; of the last three all are for the work on the project. */
const ITEMS = new Set([
  'PackageReference',
  'PackageVersion',
  'GlobalPackageReference',
  'PackageDownload',
  'DotNetCliToolReference',
]);
/** What only projects of tests need. */
const TEST_PACKAGE =
  /^(?:Microsoft\.NET\.Test\.Sdk|xunit(?:\.v3)?(?:\.core)?|NUnit|MSTest(?:\.TestFramework)?|TUnit)$/i;
const TEST_PROJECT = /(?:^|[a-z\d._-])(?:Tests?|Benchmarks?)\.\w+proj$/;

interface Item {
  readonly element: XmlElement;
  /** Of the item and of all groups around it. */
  readonly condition: string;
}

/**
 * Projects of .NET and what they share: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files
 * and https://learn.microsoft.com/nuget/consume-packages/central-package-management. Central versions count for the folders below.
 */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseXml(source.text);
  const items = packageItems(root);
  const test = TEST_PROJECT.test(source.path) || isTestProject(root, items);
  const resolve = resolver(root);
  const declarations = items.flatMap((item): Declaration[] => {
    const { element } = item;
    const version = resolve(metadata(element, 'Version') ?? metadata(element, 'VersionOverride'));
    const { start, end } = element;
    const shared = element.name === 'PackageVersion' ? metadata(element, 'Include') : metadata(element, 'Update');
    if (element.name === 'PackageVersion' || (metadata(element, 'Include') === null && shared !== null)) {
      // A later list may change what an earlier one says.
      const names = namesIn(shared ?? metadata(element, 'Update'));
      return names.map((name) =>
        alias(source, 'nuget', { alias: name, name, version, start, end, ...privately(element) }),
      );
    }
    const group = test ? 'development' : groupOf(source, item);
    return namesIn(metadata(element, 'Include')).map((name) =>
      dependency(source, 'nuget', { name, version, group, start, end }),
    );
  });
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'tag')] };
}

function packageItems(root: XmlElement): Item[] {
  const found: Item[] = [];
  const queue: Item[] = [{ element: root, condition: '' }];
  // Grows on the way.
  for (const next of queue) {
    for (const element of next.element.children) {
      const own = element.attributes.get('Condition') ?? '';
      const item = { element, condition: `${next.condition} ${own}` };
      if (ITEMS.has(element.name)) found.push(item);
      // Targets run while building, and tell nothing about what is shipped.
      else if (/^(?:Project|ItemGroup|Choose|When|Otherwise)$/.test(element.name)) queue.push(item);
    }
  }
  return found;
}

/** Attributes may be written as elements. */
function metadata(element: XmlElement, name: string): string | null {
  const attribute = element.attributes.get(name);
  return (attribute ?? element.children.find((child) => child.name === name)?.text)?.trim() ?? null;
}

/** `A;B`; what a property or a list of items gives is left out. */
function namesIn(list: string | null): string[] {
  return (list ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter((name) => /^[\w.-]+$/.test(name));
}

function isTestProject(root: XmlElement, items: readonly Item[]): boolean {
  const said = xmlAll(root, 'Project', 'PropertyGroup', 'IsTestProject').some(
    ({ text, attributes }) => text.trim().toLowerCase() === 'true' && !attributes.has('Condition'),
  );
  return (
    said ||
    items.some(({ element, condition }) => {
      const names =
        element.name === 'PackageReference' && condition.trim() === '' ? metadata(element, 'Include') : null;
      return namesIn(names).some((name) => TEST_PACKAGE.test(name));
    })
  );
}

function groupOf(source: SourceText, { element, condition }: Item): DependencyDeclaration['group'] {
  if (element.name !== 'PackageReference') return 'development';
  if (privately(element).group !== undefined || isForWork(condition)) return 'development';
  return groupInFolder(source.path, metadata(element, 'PrivateAssets') === null ? 'unknown' : 'production');
}

/** Kept from all that use the project: analyzers, generators, build tools. */
function privately(element: XmlElement): { readonly group?: DependencyGroup } {
  const assets = (metadata(element, 'PrivateAssets') ?? '').toLowerCase();
  return /^(?:all|.*;all)$/.test(assets) ? { group: 'development' } : {};
}

/** `'$(Configuration)' == 'Debug'`, `$(MSBuildProjectName.EndsWith('Tests'))`; other conditions choose among production. */
function isForWork(condition: string): boolean {
  if (/Configuration\)'\s*==\s*'Debug'/i.test(condition)) return true;
  return (
    !/!/.test(condition) &&
    /Is\w{0,80}?Test\w{0,80}\)'?\s*==\s*'?true|(?:EndsWith|Contains)\('[^']*tests?'\)/i.test(condition)
  );
}

/** Properties set in this file. */
function resolver(root: XmlElement): (text: string | null) => string | null {
  const properties = new Map<string, string>();
  for (const { children } of xmlAll(root, 'Project', 'PropertyGroup'))
    for (const { name, text } of children) properties.set(name, text.trim());
  return (text) => {
    const value = text?.replace(/\$\(([\w.]+)\)/g, (whole, name: string) => properties.get(name) ?? whole) ?? null;
    return value?.includes('$(') ? null : value;
  };
}
