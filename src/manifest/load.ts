import { createHash } from 'node:crypto';
import type { Diagnostic } from '../model/diagnostic.ts';
import { FILE_START, type Place, type Span } from '../model/span.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { nearestSpan, readPositionedYaml } from '../text/positioned-yaml.ts';
import { checkClauseRows, idleRow, type ManifestAdvisory } from './clause-rows.ts';
import { type ManifestProblem, manifestError } from './problem.ts';
import { checkReferences, type KnownPack, type ReferenceContext } from './references.ts';
import { type Shape, shapeOf } from './shape.ts';
import { isObject } from './todo.ts';

export interface ManifestInput {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
  /** ISO date of the scan. */
  readonly asOf: string;
  /** Every pack a manifest may name, selected or not. */
  readonly packs: readonly KnownPack[];
  /** Keys of the catalogue's categories. */
  readonly categories: readonly string[];
}

export interface LoadedManifest {
  readonly path: string;
  readonly manifest: Manifest;
  /** sha256 of the text. */
  readonly digest: string;
  /** From the key to the end of the value, by path; keys that are TODO have their place too. */
  readonly positions: ReadonlyMap<string, Span>;
  /** Place of a node by path (`retention[0].keep`); of the nearest parent where it is absent. */
  readonly placeOf: (path: string) => Place;
  /** Leaves that are still TODO, in the order of the file. */
  readonly todo: readonly { readonly path: string; readonly span: Span }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly advisories: readonly ManifestAdvisory[];
}

/** Reads privaudit.yaml. Throws UserError with all problems, each with line, column and what to write instead. */
export function loadManifest(input: ManifestInput): LoadedManifest {
  const { path: file, text, asOf, packs, categories } = input;
  const yaml = readPositionedYaml(text);
  if (yaml.problems.length > 0) throw manifestError(file, yaml.problems);
  if (!isObject(yaml.data)) throw manifestError(file, [noMapping(yaml.data, yaml.values.get(''))]);
  const shape = shapeOf(yaml);
  const { positions } = shape.tree;
  const spanAt = (path: string): Span => nearestSpan(positions, path);
  const placeOf = (path: string): Place => ({ file, span: spanAt(path) });
  const context: ReferenceContext = { packs, categories, spanAt, excused: excuses(shape), broken: shape.broken };
  const { manifest } = shape;
  const rows = manifest && checkClauseRows(manifest, asOf, context);
  const references = manifest ? checkReferences(manifest, context) : [];
  const problems = [...shape.problems, ...references, ...(rows?.problems ?? [])];
  if (manifest === null || rows === null || problems.length > 0) throw manifestError(file, problems);
  return {
    path: file,
    manifest,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    positions,
    placeOf,
    todo: shape.todo.map((path) => ({ path, span: yaml.positions.get(path) ?? FILE_START })),
    diagnostics: shape.idle.map((path) => idleRow(path, { file, span: yaml.positions.get(path) ?? FILE_START })),
    advisories: rows.remarks.map(({ path, ...advisory }) => ({ ...advisory, place: placeOf(path) })),
  };
}

/** `project.packs` alone, for loading packs of one's own before the manifest is checked against them. Empty where it cannot be read. */
export function packsNamed(text: string): string[] {
  const { data } = readPositionedYaml(text);
  const project = isObject(data) ? data.project : null;
  const packs = isObject(project) ? project.packs : null;
  return Array.isArray(packs)
    ? packs.filter((pack): pack is string => typeof pack === 'string' && pack !== 'TODO')
    : [];
}

function noMapping(data: unknown, span: Span = FILE_START): ManifestProblem {
  if (data === null)
    return { span, message: 'the manifest is empty', hint: 'start with `privaudit: 1`, or run privaudit init' };
  return { span, message: 'the manifest is no mapping of keys to values', hint: 'start with `privaudit: 1`' };
}

function excuses({ tree, todo, broken }: Shape): (path: string) => boolean {
  return (path) => {
    const origin = tree.origin.get(path) ?? path;
    const top = /^[^.[]+/.exec(path)?.[0] ?? '';
    return broken.has(top) || todo.some((leaf) => leaf.startsWith(`${origin}.`));
  };
}
