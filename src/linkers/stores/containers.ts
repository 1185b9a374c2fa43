import type { ServiceDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { Environment } from '../../model/fact.ts';
import type { Span } from '../../model/span.ts';
import type { ProviderRow } from '../../schemas/provider.ts';
import { longestPhrase } from '../../text/phrases.ts';
import { splitWords } from '../../text/words.ts';
import type { LinkInput } from '../contract.ts';
import type { EvaluatedData, EvaluatedResource, EvaluatedValue } from '../terraform/evaluated.ts';

/** Word lists: files and profiles for tests or local development; containers that only talk to a database. */
const LOCAL = 'local-setup';
const TOOL = 'container-tool';

/**
 * Containers that are a store by their image, as resources of the row's type with attributes `image`, `tag`, `mounted` and
 * `environment.<NAME>`. A service that several files of one folder speak of (an override) is the one of the first.
 */
export function containersOf(services: readonly ServiceDeclaration[], input: LinkInput): EvaluatedResource[] {
  const rowFor = imageIndex(input.catalog.providers);
  const settings = settingsOf(input);
  const words = (list: string): readonly string[] => input.catalog.words.find(({ id }) => id === list)?.words ?? [];
  const local = words(LOCAL);
  const tool = words(TOOL);
  const found = new Map<string, EvaluatedResource>();
  const mounted = new Set<string>();
  for (const service of services) {
    const environment = environmentOf(service, local, input);
    const folder = service.file.slice(0, service.file.lastIndexOf('/') + 1);
    const row = rowFor(service);
    const key = `${folder} ${service.name} ${row?.id ?? ''}`;
    if (service.mounts.length > 0) mounted.add(`${folder} ${service.name}`);
    if (row === null || isTool(service, tool)) continue;
    const earlier = found.get(key);
    if (earlier !== undefined && (earlier.environment === 'production' || environment === 'test')) continue;
    found.set(
      key,
      containerOf(service, row, environment, settings.get(`${service.file} ${service.name}`) ?? [], input),
    );
  }
  return [...found.values()].map((container) => {
    const folder = container.file.slice(0, container.file.lastIndexOf('/') + 1);
    return withMount(container, mounted.has(`${folder} ${container.name}`));
  });
}

function isTool({ name, mounts }: ServiceDeclaration, words: readonly string[]): boolean {
  return mounts.length === 0 && longestPhrase(splitWords(name), words) !== null;
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
  return ({ image, name }) => {
    const repository = image === null ? '' : repositoryOf(image);
    const last = repository.slice(repository.lastIndexOf('/') + 1);
    const row = byImage.get(repository) ?? byImage.get(last);
    if (row !== undefined) return row;
    // Built here: an image of the project's own for a service that bears the name of the engine.
    const own = image === null || (!repository.includes('/') && repository.startsWith(name));
    return own ? (byImage.get(name.toLowerCase()) ?? null) : null;
  };
}

function environmentOf(service: ServiceDeclaration, local: readonly string[], input: LinkInput): Environment {
  const { file, profiles } = service;
  const folders = file.split('/');
  const name = folders.pop() ?? '';
  const speaks = (text: string): boolean => longestPhrase(splitWords(text), local) !== null;
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
  settings: readonly SettingDeclaration[],
  input: LinkInput,
): EvaluatedResource {
  const { file, span, name } = service;
  const variables: Record<string, EvaluatedValue> = {};
  for (const setting of settings) variables[setting.name] = settingValue(setting);
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
    conditional: false,
    partial: false,
    provider: null,
    providerVersions: [],
    body: {
      blocks: [],
      attributes: {
        image: known(service.image, file, span),
        tag: known(service.tag, file, span),
        environment: known(variables, file, span),
      },
    },
  };
}

function withMount(container: EvaluatedResource, mounted: boolean): EvaluatedResource {
  const attributes = { ...container.body.attributes, mounted: known(mounted, container.file, container.span) };
  return { ...container, body: { ...container.body, attributes } };
}

function settingValue({ value, file, span }: SettingDeclaration): EvaluatedValue {
  const origin = { file, span };
  if (value === null)
    return {
      state: 'unresolved',
      reason: 'its value comes from outside',
      set: false,
      mentions: [],
      file,
      span,
      origin,
    };
  if (value.kind === 'hidden') return { state: 'hidden', length: value.length, file, span, origin };
  return known(value.value, file, span);
}

function known(value: EvaluatedData, file: string, span: Span): EvaluatedValue {
  return { state: 'known', value, file, span, origin: { file, span } };
}
