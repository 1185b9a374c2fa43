import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entity, Field, Store } from '../model/fact.ts';
import type { Place } from '../model/span.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { pathOf } from '../text/positioned-yaml.ts';
import { eitherOf, quoted } from '../text/quoted.ts';
import { nearest } from '../text/suggest.ts';
import { indexEntities } from './entity-names.ts';
import type { ManifestProblem } from './problem.ts';
import { isAddress } from './references.ts';

export interface ResolvedNames {
  /** An entity by model or stored name, `scope/` before it where needed; null where there is none or more than one. */
  readonly entityOf: (ref: string) => Entity | null;
  /** `Entity.field`, both by model or stored name. */
  readonly fieldOf: (ref: string) => { readonly entity: Entity; readonly field: Field } | null;
  /** A store by address, name or `file#address`. Ids of datastores[] are not looked up here. */
  readonly storeOf: (ref: string) => Store | null;
  /** Rows about something that is not there. */
  readonly diagnostics: readonly Diagnostic[];
  /** Names that fit more than one thing: give them to `manifestError`. */
  readonly problems: readonly ManifestProblem[];
}

/** Names of the manifest against what was found. `placeOf` is that of the loaded manifest. */
export function resolveNames(
  manifest: Manifest,
  entities: readonly Entity[],
  stores: readonly Store[],
  placeOf: (path: string) => Place,
): ResolvedNames {
  const index = indexEntities(entities);
  const diagnostics: Diagnostic[] = [];
  const problems: ManifestProblem[] = [];
  const warn = (path: string, message: string, near: readonly string[]): void => {
    const { file, span } = placeOf(path);
    const hint = near.length === 0 ? null : `Did you mean ${eitherOf(near)}?`;
    diagnostics.push({ code: 'manifest-names-nothing', level: 'warning', file, span, message, hint });
  };
  for (const { path, ref } of entityReferences(manifest)) {
    const found = index.find(ref);
    if (found.length === 0) warn(path, `No entity is called ${quoted(ref)}`, index.near(ref));
    else if (found.length > 1) problems.push(ambiguous(path, ref, found.map(index.nameOf)));
  }
  // Where the entity itself is in doubt, its fields say nothing more.
  const isClear = (entity: string): boolean => index.find(entity).length === 1;
  for (const { path, ref } of fieldReferences(manifest, isClear)) {
    const found = index.findField(ref);
    if (found.length === 0) warn(path, `No field is called ${quoted(ref)}`, index.nearField(ref));
    else if (found.length > 1)
      problems.push(
        ambiguous(
          path,
          ref,
          found.map(({ entity, field }) => `${index.nameOf(entity)}.${field.name}`),
        ),
      );
  }
  const declared = new Set(manifest.datastores.map(({ id }) => id));
  for (const { path, ref } of storeReferences(manifest)) {
    if (declared.has(ref) || findStores(stores, ref).length > 0) continue;
    warn(
      path,
      `No store has the address ${quoted(ref)}`,
      nearest(ref, [...declared, ...stores.map(({ address }) => address)], 3),
    );
  }
  function ambiguous(path: string, ref: string, candidates: readonly string[]): ManifestProblem {
    const names = candidates.slice(0, 5).map((name) => `\`${name}\``);
    return { span: placeOf(path).span, message: `${quoted(ref)} fits more than one`, hint: `write ${eitherOf(names)}` };
  }
  return {
    entityOf: (ref) => only(index.find(ref)),
    fieldOf: (ref) => only(index.findField(ref)),
    storeOf: (ref) => only(findStores(stores, ref)),
    diagnostics,
    problems,
  };
}

function only<T>(found: readonly T[]): T | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

function findStores(stores: readonly Store[], ref: string): Store[] {
  const [file, address] = ref.includes('#')
    ? [ref.slice(0, ref.indexOf('#')), ref.slice(ref.indexOf('#') + 1)]
    : [null, ref];
  const fits = stores.filter(
    (store) => store.address === address || store.id === address || `${store.scope}/${store.address}` === address,
  );
  if (file !== null) return fits.filter(({ place }) => place.file === file);
  return fits.length > 0 ? fits : stores.filter(({ name }) => name === address);
}

interface Reference {
  readonly path: string;
  readonly ref: string;
}

function* entityReferences(manifest: Manifest): Generator<Reference> {
  for (const [i, { entity }] of manifest.inventory.entries()) yield { path: `inventory[${i}].entity`, ref: entity };
  for (const [i, { match }] of manifest.retention.entries()) {
    if (match?.entity !== undefined) yield { path: `retention[${i}].match.entity`, ref: match.entity };
  }
  for (const [i, ref] of (manifest.erasure?.covers ?? []).entries()) yield { path: `erasure.covers[${i}]`, ref };
  for (const [i, { entity }] of (manifest.erasure?.exceptions ?? []).entries()) {
    yield { path: `erasure.exceptions[${i}].entity`, ref: entity };
  }
}

function* fieldReferences(manifest: Manifest, isClear: (entity: string) => boolean): Generator<Reference> {
  for (const [i, { field }] of manifest.overrides.entries()) yield { path: `overrides[${i}].field`, ref: field };
  for (const [i, { entity, fields, mandatory }] of manifest.inventory.entries()) {
    if (!isClear(entity)) continue;
    for (const name of Object.keys(fields ?? {})) {
      yield { path: `inventory[${i}].${pathOf(['fields', name])}`, ref: `${entity}.${name}` };
    }
    for (const [j, name] of (mandatory ?? []).entries())
      yield { path: `inventory[${i}].mandatory[${j}]`, ref: `${entity}.${name}` };
  }
}

function* storeReferences(manifest: Manifest): Generator<Reference> {
  for (const [i, { store }] of manifest.inventory.entries()) {
    if (store !== undefined && isAddress(store)) yield { path: `inventory[${i}].store`, ref: store };
  }
  for (const [i, { match }] of manifest.retention.entries()) {
    if (match?.store !== undefined && isAddress(match.store))
      yield { path: `retention[${i}].match.store`, ref: match.store };
  }
}
