import { isMap, type Node, parseDocument } from 'yaml';
import type { Declaration, ServiceDeclaration, SettingDeclaration } from '../../model/declaration.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SourceText } from '../../model/source.ts';
import type { ExtractInput, Extraction } from '../contract.ts';
import { type Image, parseImage } from './image.ts';
import { interpolate } from './interpolate.ts';
import { mountsOf } from './mounts.ts';
import { setting } from './setting.ts';
import { type MapEntry, YamlMaps } from './yaml-maps.ts';

/** Services extend one another at most this deep. */
const EXTENDS_LIMIT = 16;

/**
 * Services and their environment from a Compose file: https://docs.docker.com/reference/compose-file/services/
 * `env_file` is left out: the files it names are read as .env files. js-yaml is faster and positioned as well, but refuses
 * flow collections that close at the indentation of their key, which Compose takes.
 */
export function extract({ source }: ExtractInput): Extraction {
  // Files of this name that have nothing to do with containers are not worth parsing.
  if (!source.text.includes('services')) return { declarations: [], diagnostics: [] };
  const document = parse(source);
  if (document === null) return { declarations: [], diagnostics: [broken(source, 0)] };
  const error = document.errors[0];
  const maps = new YamlMaps(document);
  const services = maps.get(document.contents, 'services');
  const declarations: Declaration[] = [];
  for (const entry of maps.entries(services)) {
    const service = { entry, layers: extended(maps, services, entry) };
    declarations.push(serviceOf(source, maps, service), ...settingsOf(source, maps, service));
  }
  const diagnostics = error ? [broken(source, error.pos[0])] : maps.exhausted ? [broken(source, 0)] : [];
  return { declarations, diagnostics };
}

function parse(source: SourceText): ReturnType<typeof parseDocument> | null {
  try {
    return parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  } catch {
    // The composer recurses: nesting that is too deep ends here.
    return null;
  }
}

interface Service {
  readonly entry: MapEntry;
  /** The service itself, then what it extends. */
  readonly layers: readonly Node[];
}

/** `extends: base` and `extends: {service: base}` within the file. */
function extended(maps: YamlMaps, services: Node | null, entry: MapEntry): Node[] {
  const layers: Node[] = [];
  let node = maps.resolve(entry.value);
  while (node !== null && isMap(node) && !layers.includes(node) && layers.length < EXTENDS_LIMIT) {
    layers.push(node);
    const base = maps.get(node, 'extends');
    const name =
      base === null || maps.get(base, 'file') !== null
        ? null
        : (maps.text(base) ?? maps.text(maps.get(base, 'service')));
    node = name === null ? null : maps.get(services, name);
  }
  return layers;
}

function serviceOf(source: SourceText, maps: YamlMaps, { entry, layers }: Service): ServiceDeclaration {
  const first = (key: string): Node | null =>
    layers.map((layer) => maps.get(layer, key)).find((node) => node !== null) ?? null;
  const { image, tag } = imageOf(maps, first('image'), first('build')) ?? { image: null, tag: null };
  return {
    kind: 'service',
    file: source.path,
    span: source.spanAt(entry.start, entry.end),
    name: entry.key,
    image,
    tag,
    mounts: layers.flatMap((layer) => mountsOf(maps, maps.get(layer, 'volumes'))),
    profiles: maps.items(first('profiles')).map((item) => maps.text(item) ?? ''),
  };
}

/** What is built here counts as what it is built from, where a build argument says so (`BASE_IMAGE`). */
function imageOf(maps: YamlMaps, image: Node | null, build: Node | null): Image | null {
  if (build === null) return parseImage(maps.text(image) ?? '');
  for (const { name, text } of pairs(maps, maps.get(build, 'args'))) {
    if (/(?:^|_)IMAGE$/i.test(name) && text !== null) return parseImage(text);
  }
  return null;
}

function settingsOf(source: SourceText, maps: YamlMaps, { entry, layers }: Service): SettingDeclaration[] {
  const byName = new Map<string, SettingDeclaration>();
  for (const layer of layers) {
    for (const { name, text, start, end } of pairs(maps, maps.get(layer, 'environment'))) {
      if (byName.has(name)) continue;
      const value = text === null ? null : interpolate(text);
      const span = source.spanAt(start, end);
      byName.set(name, setting({ source: 'compose', file: source.path, owner: entry.key, name, text: value, span }));
    }
  }
  return [...byName.values()];
}

interface NamedText {
  readonly name: string;
  readonly text: string | null;
  readonly start: number;
  readonly end: number;
}

/** Map form, or list form `NAME=value`. A name without a value takes that of the shell. */
function pairs(maps: YamlMaps, node: Node | null): NamedText[] {
  if (isMap(node)) {
    return maps.entries(node).map(({ key, value, start, end }) => ({ name: key, text: maps.text(value), start, end }));
  }
  return maps.items(node).flatMap((item) => {
    const text = maps.text(item) ?? '';
    const sign = text.indexOf('=');
    const name = sign < 0 ? text : text.slice(0, sign);
    const [start = 0, end = 0] = item.range ?? [];
    return /^[\w.-]{1,200}$/.test(name) ? [{ name, text: sign < 0 ? null : text.slice(sign + 1), start, end }] : [];
  });
}

function broken(source: SourceText, offset: number): Diagnostic {
  const at = Math.min(offset, source.text.length);
  return {
    code: 'partly-read',
    level: 'warning',
    file: source.path,
    span: source.spanAt(at, at),
    message: 'The Compose file cannot be read from here on',
    hint: null,
  };
}
