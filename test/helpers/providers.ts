import { parse } from 'yaml';
import { z } from 'zod';
import { readYamlFolder } from '../../src/files/folder.ts';
import type { LinkInput } from '../../src/linkers/contract.ts';
import type {
  EvaluatedBlock,
  EvaluatedBody,
  EvaluatedResource,
  EvaluatedValue,
  ProviderVersion,
} from '../../src/linkers/terraform/evaluated.ts';
import { rangeOf } from '../../src/linkers/terraform/versions.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { FILE_START, type Span } from '../../src/model/span.ts';
import type { Catalog } from '../../src/schemas/catalog.ts';
import { type ProviderExample, type ProviderRow, providerRowSchema } from '../../src/schemas/provider.ts';
import { wordCatalog } from './catalog.ts';

/** All provider rows from source; a row that is not valid fails with its file. */
export function providerRows(): z.infer<typeof providerRowSchema>[] {
  return Object.entries(readYamlFolder('rules/catalog/providers')).flatMap(([path, text]) => {
    const data: unknown = parse(text);
    return (Array.isArray(data) ? data : [data]).map((row) => {
      const parsed = providerRowSchema.safeParse(row);
      if (!parsed.success) throw new Error(`${path}: ${row?.id}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
  });
}

let words: Catalog['words'] | null = null;

export function linkInput(rows: readonly ProviderRow[], declarations: readonly Declaration[] = []): LinkInput {
  words ??= wordCatalog().words;
  const catalog = { providers: rows, words } as unknown as Catalog;
  return {
    declarations,
    catalog,
    files: [],
    scopeOf: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
    environmentOf: (path) => (/(?:^|\/)(?:tests?|examples?|fixtures?)\//.test(path) ? 'test' : 'production'),
  };
}

const FILE = 'main.tf';
let line = 0;

/** A line of its own for each value, so that places tell values apart. */
function here(): { file: string; span: Span; origin: { file: string; span: Span } } {
  line += 1;
  const span = { startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  return { file: FILE, span, origin: { file: FILE, span } };
}

/** `type.name`, `data.type.name`; attributes as in the examples of rows. */
export function resource(
  address: string,
  attributes: Readonly<Record<string, unknown>> = {},
  more: Partial<EvaluatedResource> = {},
): EvaluatedResource {
  const { mode, type, name } = ADDRESS.exec(address)?.groups ?? {};
  return {
    mode: (mode ?? 'resource') as EvaluatedResource['mode'],
    type: type ?? '',
    name: name ?? '',
    address,
    blockAddress: address.replace(/\[[^\]]*\]$/, ''),
    root: '.',
    scope: '.',
    file: FILE,
    span: here().span,
    environment: 'production',
    conditions: [],
    partial: false,
    provider: null,
    providerVersions: [],
    body: bodyOf(attributes),
    ...more,
  };
}

/** A module's type is its source, which may hold dots. */
const ADDRESS = /^(?:(?<mode>data|provider|module)\.)?(?<type>.+)\.(?<name>[^.[]+)(?:\[.*)?$/;

export function bodyOf(attributes: Readonly<Record<string, unknown>>): EvaluatedBody {
  const values: Record<string, EvaluatedValue> = {};
  const blocks: EvaluatedBlock[] = [];
  for (const [name, data] of Object.entries(attributes)) {
    const nested = Array.isArray(data) ? data : [data];
    if (nested.every(isObject)) {
      for (const body of nested)
        blocks.push({ blockType: name, labels: [], body: bodyOf(body), ...here(), conditional: false });
    } else values[name] = exampleValue(data);
  }
  return { attributes: values, blocks };
}

export function exampleValue(data: unknown): EvaluatedValue {
  const { target, path } = (typeof data === 'string' ? PLACEHOLDER.exec(data)?.groups : null) ?? {};
  if (target === 'unknown')
    return { state: 'unresolved', reason: 'variable "x" has no value here', set: false, mentions: [], ...here() };
  if (target === 'hidden') return { state: 'hidden', length: 20, ...here() };
  if (target !== undefined) return { state: 'reference', target, path: path?.split('.') ?? [], ...here() };
  if (Array.isArray(data)) return { state: 'known', value: data.map(exampleValue), ...here() };
  return { state: 'known', value: data as string | number | boolean | null, ...here() };
}

/** `${unknown}`, `${hidden}`, `${type.name.attribute}`. */
const PLACEHOLDER = /^\$\{(?<target>unknown|hidden|(?:data\.)?[^.}]+\.[^.}]+)(?:\.(?<path>[^}]+))?\}$/;

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The resources of an example of a row: the row's own is `<type>.example`. */
export function exampleResources(row: ProviderRow, example: ProviderExample): EvaluatedResource[] {
  const providerVersions = Object.entries(example.providers).map(
    ([source, major]): ProviderVersion => ({
      source,
      min: major,
      max: major,
      by: 'constraint',
      place: { file: FILE, span: FILE_START },
    }),
  );
  // As the linker takes it: the version of a module is no input of it.
  const { version, ...given } = example.given;
  const module = { address: row.id.slice('module.'.length), version: rangeOf(String(version ?? '')) };
  return [
    row.id.startsWith('module.')
      ? resource(`${row.id}.example`, given, { providerVersions, module })
      : resource(`${row.id}.example`, example.given, { providerVersions }),
    ...Object.entries(example.with).map(([address, attributes]) => resource(address, attributes, { providerVersions })),
  ];
}
