import type { Declaration, DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import type { SourceText } from '../../model/source.ts';
import { parseXml, type XmlElement, xmlAll, xmlText } from '../../text/xml.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { alias, dependency } from './declare.ts';
import { groupInFolder, groupOfName } from './group-names.ts';
import { unreadLine } from './partly-read.ts';

/** `provided` comes from where the project runs, `system` from the machine. */
const SCOPES: Readonly<Record<string, DependencyGroup>> = {
  compile: 'production',
  runtime: 'production',
  system: 'production',
  test: 'development',
  provided: 'peer',
};

/**
 * pom.xml: https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html
 * What `dependencyManagement` says counts for the folders below, as parents stand above their modules. Plugins build, and imported
 * lists bring versions only.
 */
export function extract({ source }: ExtractInput): Extraction {
  const { root, error } = parseXml(source.text);
  const declarations = xmlAll(root, 'project').flatMap((project): Declaration[] => {
    const resolve = resolver(project);
    return [
      ...listed(source, project, resolve, null),
      ...managed(source, project, resolve),
      ...xmlAll(project, 'profiles', 'profile').flatMap((profile) => [
        ...listed(source, profile, resolve, profileGroup(profile)),
        ...managed(source, profile, resolve),
      ]),
    ];
  });
  return { declarations, diagnostics: error === null ? [] : [unreadLine(source, error, 'tag')] };
}

type Resolve = (text: string | null) => string | null;

function listed(
  source: SourceText,
  from: XmlElement,
  resolve: Resolve,
  profile: DependencyGroup | null,
): DependencyDeclaration[] {
  return xmlAll(from, 'dependencies', 'dependency').flatMap((one) => {
    const found = artifact(one, resolve);
    if (found === null) return [];
    const scope = ofTests(one) ? 'development' : scopeOf(one, resolve);
    const optional = xmlText(one, 'optional') === 'true' && (scope ?? 'production') === 'production';
    const said = optional ? 'optional' : (scope ?? profile ?? 'unknown');
    const group = groupInFolder(source.path, said === 'production' ? (profile ?? said) : said);
    return [dependency(source, 'maven', { ...found, group })];
  });
}

function managed(source: SourceText, from: XmlElement, resolve: Resolve): Declaration[] {
  return xmlAll(from, 'dependencyManagement', 'dependencies', 'dependency').flatMap((one) => {
    const found = xmlText(one, 'scope') === 'import' || ofTests(one) ? null : artifact(one, resolve);
    if (found === null) return [];
    const group = scopeOf(one, resolve);
    return [alias(source, 'maven', { ...found, alias: found.name, ...(group === null ? {} : { group }) })];
  });
}

function artifact(
  one: XmlElement,
  resolve: Resolve,
): { readonly name: string; readonly version: string | null; readonly start: number; readonly end: number } | null {
  const group = resolve(xmlText(one, 'groupId'));
  const name = resolve(xmlText(one, 'artifactId'));
  if (!group || !name || /[\s:$]/.test(group + name)) return null;
  const { start, end } = xmlAll(one, 'artifactId')[0] ?? one;
  return { name: `${group}:${name}`, version: resolve(xmlText(one, 'version')), start, end };
}

function scopeOf(one: XmlElement, resolve: Resolve): DependencyGroup | null {
  const scope = resolve(xmlText(one, 'scope')) ?? '';
  return Object.hasOwn(SCOPES, scope) ? (SCOPES[scope] ?? null) : null;
}

/** The classes of a module's tests are an artifact of their own. */
function ofTests(one: XmlElement): boolean {
  return xmlText(one, 'type') === 'test-jar' || xmlText(one, 'classifier') === 'tests';
}

function profileGroup(profile: XmlElement): DependencyGroup | null {
  if (xmlText(profile, 'activation', 'activeByDefault') === 'true') return null;
  const said = groupOfName(xmlText(profile, 'id') ?? '');
  return said === 'production' ? null : (said ?? 'optional');
}

/** https://maven.apache.org/pom.html#Properties; null where one is set elsewhere. */
function resolver(project: XmlElement): Resolve {
  const properties = new Map<string, string>();
  for (const { children } of xmlAll(project, 'properties'))
    for (const { name, text } of children) properties.set(name, text.trim());
  for (const field of ['groupId', 'artifactId', 'version']) {
    const parent = xmlText(project, 'parent', field);
    const value = xmlText(project, field) ?? (field === 'artifactId' ? null : parent);
    for (const prefix of ['project.', 'pom.', '']) if (value !== null) properties.set(prefix + field, value);
    for (const prefix of ['project.parent.', 'parent.']) if (parent !== null) properties.set(prefix + field, parent);
  }
  return (text) => {
    let value = text;
    for (let round = 0; value?.includes('${') && round < 5; round += 1)
      value = value.replace(/\$\{([^${}]+)\}/g, (whole, name: string) => properties.get(name) ?? whole).slice(0, 1000);
    return value?.includes('${') ? null : value;
  };
}
