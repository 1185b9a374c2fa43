import type { ServiceDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { Environment } from '../../model/fact.ts';
import type { Span } from '../../model/span.ts';
import type { ProviderRow } from '../../schemas/provider.ts';
import { folderOf } from '../../text/folders.ts';
import { hasPhrase } from '../../text/phrases.ts';
import { splitWords } from '../../text/words.ts';
import type { LinkInput } from '../contract.ts';
import type { EvaluatedData, EvaluatedResource, EvaluatedValue, UnresolvedValue } from '../terraform/evaluated.ts';

/** Word lists: files and profiles for tests or local development; containers that only talk to a database. */
const LOCAL = 'local-setup';
const TOOL = 'container-tool';

interface Spoken {
  readonly service: ServiceDeclaration;
  readonly environment: Environment;
}

/**
 * Containers that are a store by their image, as resources of the row's type with attributes `image`, `tag`, `mounted` and
 * `environment.<NAME>`. Several files of one folder may speak of a service: the base file has the shortest name, those that
 * name no image only add to it (https://docs.docker.com/reference/compose-file/merge/).
 */
export function containersOf(services: readonly ServiceDeclaration[], input: LinkInput): EvaluatedResource[] {
  const rowFor = imageIndex(input.catalog.providers);
  const settings = settingsOf(input);
  const words = (list: string): readonly string[] => input.catalog.words.find(({ id }) => id === list)?.words ?? [];
  const local = words(LOCAL);
  const tool = words(TOOL);
  return [...byFolder(services, (service) => environmentOf(service, local, input)).values()].flatMap((all) => {
    const mounted = all.some(({ service }) => service.mounts.length > 0);
    const named = all.some(({ service }) => service.image !== null);
    const rows = new Map<string, ProviderRow>();
    const anchors = new Map<string, Spoken>();
    for (const one of all) {
      const row = named && one.service.image === null ? null : rowFor(one.service);
      if (row === null || isTool(one.service, tool)) continue;
      rows.set(row.id, row);
      const earlier = anchors.get(row.id);
      if (earlier === undefined || (earlier.environment === 'test' && one.environment === 'production'))
        anchors.set(row.id, one);
    }
    return [...anchors].map(([id, { service, environment }]) => {
      const speaking = all.filter((one) => one.environment === environment && isPartOf(one.service, service, rowFor));
      const own = speaking.map((one) => settings.get(`${one.service.file} ${one.service.name}`) ?? []);
      return containerOf(service, rows.get(id) as ProviderRow, environment, together(own), mounted, input);
    });
  });
}

/** Services by folder and name, the base file first. */
function byFolder(
  services: readonly ServiceDeclaration[],
  environment: (service: ServiceDeclaration) => Environment,
): Map<string, Spoken[]> {
  const groups = new Map<string, Spoken[]>();
  for (const service of [...services].sort((a, b) => a.file.length - b.file.length)) {
    const key = `${folderOf(service.file)} ${service.name}`;
    const one = { service, environment: environment(service) };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function isPartOf(
  one: ServiceDeclaration,
  anchor: ServiceDeclaration,
  rowFor: (service: ServiceDeclaration) => ProviderRow | null,
): boolean {
  return one === anchor || one.image === null || rowFor(one)?.id === rowFor(anchor)?.id;
}

/** Variables of the base and of what adds to it; where two files differ nobody knows which of them is deployed. */
function together(files: readonly (readonly SettingDeclaration[])[]): Record<string, EvaluatedValue> {
  const variables = new Map<string, EvaluatedValue>();
  for (const setting of files.flat()) {
    const value = settingValue(setting);
    const earlier = variables.get(setting.name);
    variables.set(
      setting.name,
      earlier === undefined || isAlike(earlier, value)
        ? (earlier ?? value)
        : { ...outside(setting), reason: `it differs between ${earlier.file} and ${setting.file}` },
    );
  }
  return Object.fromEntries(variables);
}

/** Hidden values are asked only whether they are there. */
function isAlike(a: EvaluatedValue, b: EvaluatedValue): boolean {
  return (
    (a.state === 'hidden' && b.state === 'hidden') ||
    (a.state === 'known' && b.state === 'known' && a.value === b.value)
  );
}

function isTool({ name, mounts }: ServiceDeclaration, words: readonly string[]): boolean {
  return mounts.length === 0 && hasAny(name, words);
}

function hasAny(text: string, phrases: readonly string[]): boolean {
  const words = splitWords(text);
  return phrases.some((phrase) => hasPhrase(words, phrase));
}

/** Image without registry and `library/`, lower case. */
function repositoryOf(image: string): string {
  const parts = image.split('/');
  const [first = ''] = parts;
  if (parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')) parts.shift();
  if (parts.length > 1 && parts[0] === 'library') parts.shift();
  return parts.join('/');
}

function imageIndex(rows: readonly ProviderRow[]): (service: ServiceDeclaration) => ProviderRow | null {
  const byImage = new Map<string, ProviderRow>();
  for (const row of rows) for (const image of row.images) byImage.set(image, row);
  const dataFolders = rows.flatMap((row) => row.dataFolders.map((folder) => ({ folder, row })));
  return ({ image, name, mounts }) => {
    const repository = image === null ? '' : repositoryOf(image);
    const last = repository.slice(repository.lastIndexOf('/') + 1);
    const row = byImage.get(repository) ?? byImage.get(last);
    if (row !== undefined) return row;
    // Built here: an image of the project's own for a service that bears the name of the engine.
    const own = image === null || (!repository.includes('/') && repository.startsWith(name));
    const named = own ? byImage.get(name.toLowerCase()) : undefined;
    if (named !== undefined || image !== null) return named ?? null;
    return (
      dataFolders.find(({ folder }) => mounts.some(({ target }) => `${target}/`.startsWith(`${folder}/`)))?.row ?? null
    );
  };
}

function environmentOf(service: ServiceDeclaration, local: readonly string[], input: LinkInput): Environment {
  const { file, profiles } = service;
  const folders = file.split('/');
  const name = folders.pop() ?? '';
  const speaks = (text: string): boolean => hasAny(text, local);
  const only = profiles.length > 0 && profiles.every(speaks);
  const below = folders.some((folder) => local.includes(splitWords(folder).join(' ')));
  return speaks(name) || only || below ? 'test' : input.environmentOf(file);
}

function settingsOf(input: LinkInput): Map<string, SettingDeclaration[]> {
  const found = new Map<string, SettingDeclaration[]>();
  for (const declaration of input.declarations) {
    if (declaration.kind !== 'setting' || declaration.owner === null) continue;
    const key = `${declaration.file} ${declaration.owner}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [declaration]);
    else list.push(declaration);
  }
  return found;
}

function containerOf(
  service: ServiceDeclaration,
  row: ProviderRow,
  environment: Environment,
  variables: Readonly<Record<string, EvaluatedValue>>,
  mounted: boolean,
  input: LinkInput,
): EvaluatedResource {
  const { file, span, name } = service;
  return {
    mode: 'resource',
    type: row.id,
    name,
    address: `services.${name}`,
    blockAddress: `services.${name}`,
    root: file,
    scope: input.scopeOf(file),
    file,
    span,
    environment,
    conditions: [],
    partial: false,
    provider: null,
    providerVersions: [],
    body: {
      blocks: [],
      attributes: {
        image: known(service.image, file, span),
        tag: known(service.tag, file, span),
        environment: known(variables, file, span),
        mounted: known(mounted, file, span),
      },
    },
  };
}

function settingValue(setting: SettingDeclaration): EvaluatedValue {
  const { value, file, span } = setting;
  if (value === null) return outside(setting);
  if (value.kind === 'hidden') return { state: 'hidden', length: value.length, file, span, origin: { file, span } };
  return known(value.value, file, span);
}

function outside({ file, span }: SettingDeclaration): UnresolvedValue {
  const reason = 'its value comes from outside';
  return { state: 'unresolved', reason, set: false, mentions: [], file, span, origin: { file, span } };
}

function known(value: EvaluatedData, file: string, span: Span): EvaluatedValue {
  return { state: 'known', value, file, span, origin: { file, span } };
}
