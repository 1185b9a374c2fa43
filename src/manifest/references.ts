import type { Span } from '../model/span.ts';
import { categoryTest } from '../model/tag.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { pathOf } from '../text/positioned-yaml.ts';
import { quoted } from '../text/quoted.ts';
import { nearest } from '../text/suggest.ts';
import { isPackPath } from './pack-path.ts';
import type { ManifestProblem } from './problem.ts';

/** A pack that a manifest may name: the built-in ones, and those of the team once they are loaded. */
export interface KnownPack {
  readonly id: string;
  readonly clauses: readonly { readonly id: string; readonly kind: string }[];
}

export interface ReferenceContext {
  readonly packs: readonly KnownPack[];
  readonly categories: readonly string[];
  /** Place of a node; of the nearest parent where it is absent. */
  readonly spanAt: (path: string) => Span;
  /** Whether something below the node is TODO or was left out, so that its absence is no mistake. */
  readonly excused: (path: string) => boolean;
  /** Lists (`purposes`) that are not complete, since something in them is bad or an id is TODO. */
  readonly broken: ReadonlySet<string>;
}

/** Ids that name nothing, ids given twice, rows that say nothing (settled: two kinds of reference). */
export function checkReferences(manifest: Manifest, context: ReferenceContext): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const report = (path: string, message: string, hint: string | null = null): void => {
    problems.push({ span: context.spanAt(path), message, hint });
  };
  const lists: readonly IdList[] = [
    { key: 'dataSubjects', noun: 'data subject', ids: manifest.dataSubjects.map(({ id }) => id) },
    { key: 'purposes', noun: 'purpose', ids: manifest.purposes.map(({ id }) => id) },
    { key: 'retention', noun: 'retention rule', ids: manifest.retention.map(({ id }) => id) },
    { key: 'datastores', noun: 'datastore', ids: manifest.datastores.map(({ id }) => id) },
    { key: 'project.surfaces', noun: 'surface', ids: manifest.project?.surfaces?.map(({ id }) => id) ?? [] },
  ];
  for (const { key, noun, ids } of lists) {
    const seen = new Set<string>();
    for (const [index, id] of ids.entries()) {
      if (seen.has(id)) report(`${key}[${index}].id`, `the ${noun} ${quoted(id)} is there twice`);
      seen.add(id);
    }
  }
  for (const { path, id, list } of idReferences(manifest)) {
    const target = lists.find(({ key }) => key === list);
    if (target === undefined || target.ids.includes(id) || context.broken.has(list)) continue;
    const [near] = nearest(id, target.ids);
    const hint = near === undefined ? `declare it under \`${list}\`` : `did you mean \`${near}\`?`;
    report(path, `no ${target.noun} has the id ${quoted(id)}`, hint);
  }
  const packIds = context.packs.map(({ id }) => id);
  for (const { path, id } of packReferences(manifest)) {
    if (packIds.includes(id) || isPackPath(id)) continue;
    const [near] = nearest(id, packIds);
    report(
      path,
      `there is no pack ${quoted(id)}`,
      near === undefined ? `packs are ${packIds.join(', ')}` : `did you mean \`${near}\`?`,
    );
  }
  const isCategory = categoryTest(context.categories);
  for (const { path, key } of categoryReferences(manifest)) {
    if (isCategory(key)) continue;
    const [near] = nearest(key, context.categories);
    report(
      path,
      `there is no category ${quoted(key)}`,
      near === undefined
        ? 'categories are fideslang keys such as `user.contact.email`; one of your own starts with `ext:`'
        : `did you mean \`${near}\`? One of your own starts with \`ext:\``,
    );
  }
  for (const [index, { match }] of manifest.retention.entries()) {
    const path = `retention[${index}].match`;
    if (match && Object.keys(match).length === 0 && !context.excused(path)) {
      report(path, '`match` matches nothing', 'give it entity, store, category or record, or `default: true`');
    }
  }
  return problems;
}

interface IdList {
  readonly key: string;
  readonly noun: string;
  readonly ids: readonly string[];
}

interface IdReference {
  readonly path: string;
  readonly id: string;
  readonly list: string;
}

function* idReferences(manifest: Manifest): Generator<IdReference> {
  for (const [i, row] of manifest.inventory.entries()) {
    for (const [j, id] of (row.purposes ?? []).entries())
      yield { path: `inventory[${i}].purposes[${j}]`, id, list: 'purposes' };
    if (row.store !== undefined && !isAddress(row.store)) {
      yield { path: `inventory[${i}].store`, id: row.store, list: 'datastores' };
    }
    if (row.subject !== undefined && manifest.dataSubjects.length > 0) {
      yield { path: `inventory[${i}].subject`, id: row.subject, list: 'dataSubjects' };
    }
  }
  for (const [i, { match }] of manifest.retention.entries()) {
    if (match?.store !== undefined && !isAddress(match.store)) {
      yield { path: `retention[${i}].match.store`, id: match.store, list: 'datastores' };
    }
  }
  for (const [i, row] of (manifest.erasure?.exceptions ?? []).entries()) {
    if (row.retention !== undefined)
      yield { path: `erasure.exceptions[${i}].retention`, id: row.retention, list: 'retention' };
  }
  for (const [i, row] of (manifest.sharing ?? []).entries()) {
    if (row.consent !== undefined) yield { path: `sharing[${i}].consent`, id: row.consent, list: 'purposes' };
  }
}

function* packReferences(manifest: Manifest): Generator<{ readonly path: string; readonly id: string }> {
  for (const [i, id] of (manifest.project?.packs ?? []).entries()) yield { path: `project.packs[${i}]`, id };
  for (const [i, row] of manifest.purposes.entries()) {
    for (const id of Object.keys(row.maps ?? {})) yield { path: `purposes[${i}].${pathOf(['maps', id])}`, id };
  }
}

function* categoryReferences(manifest: Manifest): Generator<{ readonly path: string; readonly key: string }> {
  for (const [i, { category }] of manifest.overrides.entries())
    if (category !== 'none') yield { path: `overrides[${i}].category`, key: category };
  for (const [i, { fields }] of manifest.inventory.entries()) {
    for (const [name, value] of Object.entries(fields ?? {})) {
      const path = `inventory[${i}].${pathOf(['fields', name])}`;
      const key = typeof value === 'string' ? value : value.category;
      if (key !== undefined && key !== 'none')
        yield { path: typeof value === 'string' ? path : `${path}.category`, key };
    }
  }
  for (const [i, { match }] of manifest.retention.entries())
    if (match?.category !== undefined) yield { path: `retention[${i}].match.category`, key: match.category };
  const lists = { purposes: manifest.purposes, subprocessors: manifest.subprocessors, sharing: manifest.sharing };
  for (const [list, rows] of Object.entries(lists)) {
    for (const [i, { categories }] of (rows ?? []).entries())
      for (const [j, key] of (categories ?? []).entries()) yield { path: `${list}[${i}].categories[${j}]`, key };
  }
}

/** The address of a store in the code (`aws_db_instance.main`, `services.db`, `infra/db.tf#…`) rather than a declared id. */
export function isAddress(store: string): boolean {
  return /[.:#/[]/.test(store);
}
