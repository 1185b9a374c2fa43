import type { View } from '../../checks/contract.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pack } from '../../model/pack.ts';
import type { Place } from '../../model/span.ts';
import { categoryTest, type Tag } from '../../model/tag.ts';
import type { Catalog } from '../../schemas/catalog.ts';
import type { Manifest } from '../../schemas/manifest.ts';
import { wordListTest } from '../../text/word-list.ts';
import type { Facts } from '../link.ts';
import { recordNamed, recordOf } from '../records.ts';
import { signUp } from '../sign-up.ts';
import { viewEntities } from './entities.ts';
import { EntityNames } from './names.ts';
import { readNotes } from './notes.ts';
import { purposeReader } from './purposes.ts';
import { matchDatastores, viewStores } from './stores.ts';
import { type Declared, declaredTags } from './tags.ts';
import { viewVendors } from './vendors.ts';

export interface ViewInput {
  readonly facts: Facts;
  readonly tags: readonly Tag[];
  readonly catalog: Catalog;
  readonly packs: readonly Pack[];
  readonly manifest: Manifest | null;
  readonly manifestPlace: (path: string) => Place;
  readonly files: readonly string[];
  readonly asOf: string;
  readonly narrowed: boolean;
  readonly unread: readonly Diagnostic[];
}

/** Joins facts, tags and manifest into what checks see. Facts of test folders stay out: they accuse nobody. */
export function buildView(input: ViewInput): {
  readonly view: View;
  readonly declared: Declared;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { facts, catalog, manifest, manifestPlace } = input;
  const entities = facts.entities.filter(({ environment }) => environment === 'production');
  const names = new EntityNames(entities);
  const categories = new Map(catalog.categories.map((category) => [category.id, category]));
  const notes = readNotes(entities, categoryTest([...categories.keys()]));
  const declared = declaredTags(
    entities,
    input.tags,
    manifest,
    names,
    notes,
    (id) => categories.get(id)?.special ?? false,
  );
  const matched = matchDatastores(facts.stores, manifest);
  const idOfDatastore = new Map([...matched].map(([store, { row }]) => [row.id, store]));
  const holds = viewEntities({
    entities,
    tags: declared.tags,
    notes,
    stores: facts.stores,
    manifest,
    names,
    recordOf: (entity, tags) => recordOf(entity, tags, catalog),
    isPersonal: (id) => categories.get(id)?.personal ?? true,
    storeOfDatastore: (id) =>
      idOfDatastore.get(id) ?? (manifest?.datastores.some((row) => row.id === id) ? `store:${id}` : null),
  });
  const files = new Set(input.files);
  const signsUp = signUp(entities, declared.tags, catalog);
  const signUpEntity = holds.find(({ entity }) => entity.id === signsUp?.entity.id);
  const hasFile = (path: string): boolean => files.has(path.replace(/^\.\//, ''));
  const view: View = {
    asOf: input.asOf,
    manifest,
    manifestPlace,
    entities: holds,
    stores: viewStores(
      {
        stores: facts.stores,
        manifest,
        manifestPlace,
        holdsPeople: wordListTest(catalog, 'personal-bucket'),
        isStatic: wordListTest(catalog, 'static-bucket'),
        infrastructure: {
          hasFile,
          addresses: facts.addresses,
          unread: new Set(input.unread.flatMap(({ file }) => file ?? [])),
        },
        recordNamed: (name) => recordNamed(name, catalog),
      },
      holds,
      matched,
    ),
    vendors: viewVendors(facts.signals, catalog, manifest),
    documents: facts.documents.filter(({ environment }) => environment === 'production'),
    gates: facts.gates.filter(({ environment }) => environment === 'production'),
    jobs: facts.jobs.filter(({ environment }) => environment === 'production'),
    targets: facts.targets,
    hasFile,
    hasFolder: (path) => input.files.some((file) => file.startsWith(`${path}/`)),
    narrowed: input.narrowed,
    signUp: signsUp && signUpEntity ? { entity: signUpEntity, field: signsUp.field } : null,
    unread: input.unread,
    purposesOf: purposeReader(input.packs, null),
    categories: { isUnder: (category, prefix) => category === prefix || category.startsWith(`${prefix}.`) },
  };
  return { view, declared, diagnostics: notes.diagnostics };
}
