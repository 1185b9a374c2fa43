import { loadCatalog, loadPacks, packIndex } from './catalog/load.ts';
import { UserError } from './errors.ts';
import { assets } from './files/assets.ts';
import type { Listing } from './files/contract.ts';
import { manifestFile } from './manifest/find.ts';
import type { LoadedManifest } from './manifest/load.ts';
import { isPackPath } from './manifest/pack-path.ts';
import type { KnownPack } from './manifest/references.ts';
import { type Diagnostic, FOLDER_UNREAD } from './model/diagnostic.ts';
import { compareCodeUnits, sortedBy } from './model/order.ts';
import type { Pack } from './model/pack.ts';
import type { AuditOptions } from './options.ts';
import { classify } from './pipeline/classify.ts';
import { type Discovery, discover } from './pipeline/discover.ts';
import { type ExtractResult, extract } from './pipeline/extract.ts';
import { type Facts, link } from './pipeline/link.ts';
import { referencesOf } from './pipeline/references.ts';
import type { Declared } from './pipeline/view/tags.ts';
import { buildView } from './pipeline/view/view.ts';
import type { Catalog } from './schemas/catalog.ts';
import type { AuditReport } from './schemas/report.ts';

/** What a project holds and declares, before anything is judged. */
export interface Survey {
  readonly catalog: Catalog;
  readonly packs: readonly Pack[];
  readonly packsFrom: AuditReport['settings']['packsFrom'];
  readonly manifest: LoadedManifest | null;
  readonly listing: Listing;
  readonly roots: readonly string[];
  readonly narrowed: boolean;
  readonly discovery: Discovery;
  readonly extracted: ExtractResult;
  readonly facts: Facts;
  readonly view: ReturnType<typeof buildView>['view'];
  readonly declared: Declared;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads, links, classifies, and joins with what the team declares. */
export async function survey(options: AuditOptions): Promise<Survey> {
  const { source, asOf } = options;
  const step = options.onStep ?? (() => {});
  step('listing files');
  // git lists while the catalogue is read.
  const listingUnderWay = source.list();
  const catalog = loadCatalog();
  const listed = await listingUnderWay;
  const listing = { ...listed, paths: [...listed.paths].sort(compareCodeUnits) };
  const roots = options.paths && options.paths.length > 0 ? options.paths : ['.'];
  const { manifest, packs, packsFrom } = await settle(options, listing.paths, catalog);

  const discovery = discover({
    paths: listing.paths,
    roots,
    ignore: manifest?.manifest.project?.ignore ?? [],
    documents: Object.values(documentsOf(manifest)).flatMap((path) => (path === undefined ? [] : pathOf(path))),
  });
  step(`reading ${discovery.inputs.length} files`);
  const extracted = await extract({
    source,
    inputs: discovery.inputs,
    references: referencesOf(manifest?.manifest ?? null, listing.paths),
    loadSyntax: async (bytes, grammars) => {
      const [{ createSyntax }, { tuneCompiler }] = await Promise.all([
        import('./syntax/syntax.ts'),
        import('./syntax/tiering.ts'),
      ]);
      if (options.setFlag) tuneCompiler(bytes, options.setFlag);
      const syntax = createSyntax((name) => assets.read(name), grammars);
      // Read while the grammars compile: what they parse is linked by it.
      void catalog.providers;
      return syntax;
    },
  });
  step('linking');
  const facts = link({
    declarations: extracted.declarations,
    catalog,
    files: listing.paths,
    scopeOf: discovery.scopeOf,
    environmentOf: discovery.environmentOf,
    declaredStores: (manifest?.manifest.datastores ?? []).flatMap(({ kind }) => kind ?? []),
    namedDocuments: documentsOf(manifest),
  });
  step('classifying');
  const tags = classify(facts.entities, catalog);
  const readProblems = [
    ...closedFolders(listing.closed, discovery.isExcluded),
    ...extracted.diagnostics,
    ...facts.diagnostics,
  ];
  const narrowed = !roots.includes('.');
  const unknownNames = narrowed ? [] : await namesOf(manifest, facts);
  const { view, declared, diagnostics } = buildView({
    facts,
    tags,
    catalog,
    packs,
    manifest: manifest?.manifest ?? null,
    manifestPlace:
      manifest?.placeOf ??
      ((): never => {
        throw new Error('a place of the manifest was asked for without one');
      }),
    files: listing.paths,
    asOf,
    narrowed,
    unread: readProblems.filter(({ level }) => level !== 'info'),
  });
  return {
    catalog,
    packs,
    packsFrom,
    manifest,
    listing,
    roots,
    narrowed,
    discovery,
    extracted,
    facts,
    view,
    declared,
    diagnostics: [
      ...readProblems,
      ...(manifest?.diagnostics ?? []),
      ...unknownNames,
      ...diagnostics,
      ...listingTrouble(listing.trouble),
    ],
  };
}

/** The manifest and the packs that apply: flag, else manifest, else `common`. */
async function settle(options: AuditOptions, paths: readonly string[], catalog: Catalog) {
  const load = async (names: readonly (string | Pack)[]): Promise<Pack[]> => {
    const loaded = await Promise.all(
      names.map((name) => (typeof name === 'string' ? loadPacks(name, options.root, catalog) : [name])),
    );
    return unique(loaded.flat());
  };
  const flagged = options.packs && options.packs.length > 0 ? await load(options.packs) : null;
  // Ids that name no pack are told with their place when the manifest is checked.
  const manifest = await readManifest(options, paths, catalog, async (named) => [
    ...packIndex(),
    ...(await load([...named.filter(isPackPath), ...(flagged ?? [])])),
  ]);
  const named = manifest?.manifest.project?.packs ?? [];
  if (flagged) return { manifest, packs: flagged, packsFrom: 'flag' as const };
  if (named.length > 0) return { manifest, packs: await load(named), packsFrom: 'manifest' as const };
  return { manifest, packs: await load(['common']), packsFrom: 'default' as const };
}

/** The schema drags zod in: only a project with a manifest pays for it. */
async function readManifest(
  { source, manifest, asOf }: AuditOptions,
  paths: readonly string[],
  catalog: Catalog,
  packs: (named: readonly string[]) => Promise<readonly KnownPack[]>,
): Promise<LoadedManifest | null> {
  const path = manifest === undefined ? manifestFile(paths.filter((name) => !name.includes('/'))) : manifest;
  if (path === null) return null;
  const text = source.read(path);
  if (text === null) throw new UserError('manifest-unreadable', `${path} cannot be read`);
  const { loadManifest, packsNamed } = await import('./manifest/load.ts');
  const categories = catalog.categories.map(({ id }) => id);
  return loadManifest({ path, text, asOf, packs: await packs(packsNamed(text)), categories });
}

/** Names of the manifest that fit nothing are told; names that fit several things stop the run. */
async function namesOf(manifest: LoadedManifest | null, facts: Facts): Promise<readonly Diagnostic[]> {
  if (manifest === null) return [];
  const [{ resolveNames }, { manifestError }] = await Promise.all([
    import('./manifest/resolve.ts'),
    import('./manifest/problem.ts'),
  ]);
  const { diagnostics, problems } = resolveNames(manifest.manifest, facts.entities, facts.stores, manifest.placeOf);
  if (problems.length > 0) throw manifestError(manifest.path, problems);
  return diagnostics;
}

function unique(packs: readonly Pack[]): Pack[] {
  return sortedBy(new Map(packs.map((pack) => [pack.id, pack])).values(), ({ id }) => id);
}

/** `./docs/list.md#table` as the path of a file. */
function pathOf(reference: string): string {
  return reference.replace(/^\.\//, '').replace(/#.*$/s, '');
}

/** The list of subprocessors may be named in either of two places. */
function documentsOf(manifest: LoadedManifest | null) {
  const list = manifest?.manifest.subprocessorList?.document;
  return { ...manifest?.manifest.documents, ...(list === undefined ? {} : { subprocessorList: list }) };
}

function listingTrouble(trouble: string | null): Diagnostic[] {
  if (trouble === null) return [];
  const hint = 'Files were listed without git; ignored files are still left out by .gitignore';
  return [{ code: 'git-refused', level: 'warning', file: null, span: null, message: trouble, hint }];
}

/** Whatever lies in a folder that is closed to us may count anywhere. */
function closedFolders(closed: readonly string[], isExcluded: (path: string) => boolean): Diagnostic[] {
  return closed
    .filter((folder) => !isExcluded(`${folder}/.`))
    .map((folder) => ({
      code: FOLDER_UNREAD,
      level: 'warning',
      file: folder,
      span: null,
      message: 'The folder cannot be read',
      hint: 'What rests on files in it is reported as cannot tell',
    }));
}
