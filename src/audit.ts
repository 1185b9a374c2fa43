import { builtInPacks, loadCatalog, loadPacks } from './catalog/load.ts';
import { UserError } from './errors.ts';
import { assets } from './files/assets.ts';
import type { FileSource, Listing } from './files/contract.ts';
import { readBaseline } from './manifest/baseline.ts';
import { manifestFile } from './manifest/find.ts';
import type { LoadedManifest } from './manifest/load.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { compareCodeUnits } from './model/order.ts';
import { assemble } from './pipeline/assemble.ts';
import { classify } from './pipeline/classify.ts';
import { type Discovery, discover } from './pipeline/discover.ts';
import { evaluate } from './pipeline/evaluate.ts';
import { type ExtractResult, extract } from './pipeline/extract.ts';
import { type Facts, link } from './pipeline/link.ts';
import { referencesOf } from './pipeline/references.ts';
import type { Declared } from './pipeline/view/tags.ts';
import { buildView } from './pipeline/view/view.ts';
import type { Catalog } from './schemas/catalog.ts';
import type { Clause, Pack } from './schemas/pack.ts';
import type { AuditReport } from './schemas/report.ts';
import { VERSION } from './version.ts';

export interface AuditOptions {
  readonly source: FileSource;
  /** Folder that `source` shows; packs of one's own are looked up from here. */
  readonly root: string;
  /** Paths that are judged, relative to the root; facts come from the whole root. */
  readonly paths?: readonly string[];
  /** Packs by id, path, or already loaded; absent: the manifest's, else `common`. */
  readonly packs?: readonly (string | Pack)[];
  /** Path of the manifest relative to the root; null: none is read. Absent: privaudit.yaml where there is one. */
  readonly manifest?: string | null;
  readonly baseline?: string | null;
  readonly asOf: string;
  readonly failOn?: AuditReport['settings']['failOn'];
  /** Absent: what the manifest says. */
  readonly strict?: readonly string[];
  /** Ids of clauses, or starts of them (`velonoc/7`); empty: all. */
  readonly only?: readonly string[];
  readonly allowEmpty?: boolean;
  /** V8 flag setter for WASM compilation; the process's own state, so the caller brings it. */
  readonly setFlag?: (flag: string) => void;
  readonly onStep?: (step: string) => void;
}

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
      return createSyntax((name) => assets.read(name), grammars);
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
  const readProblems = [...extracted.diagnostics, ...facts.diagnostics];
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

/** Reads, links, classifies, judges: the whole way of the data, one step a line. */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const seen = await survey(options);
  const { catalog, packs, manifest, listing, roots, narrowed, discovery, extracted, facts, view, declared } = seen;
  const selected = selector(options.only ?? [], packs);
  options.onStep?.('judging');
  const evaluation = await evaluate(packs, view, selected);
  const baseline = await readBaseline(options.source, options.baseline);
  return assemble({
    version: VERSION,
    catalog,
    packs,
    facts,
    declared,
    view,
    evaluation,
    extracted,
    baseline: baseline.fingerprints,
    remarks: manifest?.advisories ?? [],
    allowEmpty: options.allowEmpty ?? false,
    isJudged: (file) => !narrowed || roots.some((root) => file === root || file.startsWith(`${root}/`)),
    extractorOf: discovery.extractorOf,
    diagnostics: seen.diagnostics,
    settings: {
      packsFrom: seen.packsFrom,
      manifest: manifest === null ? null : { file: manifest.path, digest: manifest.digest },
      baseline: baseline.settings,
      failOn: options.failOn ?? 'low',
      strict: [...strictOf(options, manifest)],
      only: [...(options.only ?? [])],
      roots: [...roots],
      excluded: [...discovery.excluded],
    },
    scope: {
      ...(await listing.revision),
      asOf: options.asOf,
      filesListed: listing.paths.length,
      filesRead: extracted.filesRead,
      bytesRead: extracted.bytesRead,
      skipped: [...extracted.skipped],
    },
  });
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
  const manifest = await readManifest(options, paths, catalog, (named) =>
    load([...builtInPacks(), ...named.filter(isPackPath), ...(flagged ?? [])]),
  );
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
  packs: (named: readonly string[]) => Promise<readonly Pack[]>,
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

/** A folder of one's own; ids that name no pack are told with their place when the manifest is checked. */
function isPackPath(name: string): boolean {
  return /[\\/]|^\.|\.ya?ml$/.test(name);
}

function unique(packs: readonly Pack[]): Pack[] {
  return [...new Map(packs.map((pack) => [pack.id, pack])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `--only`: an id, or the start of ids up to a slash. One that fits nothing is a mistake, not an empty run. */
function selector(only: readonly string[], packs: readonly Pack[]): (clause: Clause) => boolean {
  const fits = (id: string, wanted: string): boolean => id === wanted || id.startsWith(`${wanted}/`);
  const clauses = packs.flatMap((pack) => pack.clauses);
  for (const wanted of only) {
    if (!clauses.some((clause) => fits(clause.id, wanted) || clause.family === wanted)) {
      throw new UserError(
        'clause-unknown',
        `--only ${wanted}: no clause of ${packs.map(({ id }) => id).join(', ')} is called so`,
        'privaudit rules list shows the ids',
      );
    }
  }
  return (clause) => only.length === 0 || only.some((wanted) => fits(clause.id, wanted) || clause.family === wanted);
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

const STRICT = ['declared', 'gaps', 'needs-attestation', 'not-assessed', 'waived'];

function strictOf(options: AuditOptions, manifest: LoadedManifest | null): readonly string[] {
  if (options.strict) return options.strict.length === 0 ? [] : [...new Set(options.strict)].sort();
  const declared = manifest?.manifest.project?.strict;
  return declared === true ? STRICT : Array.isArray(declared) ? [...declared].sort() : [];
}

function listingTrouble(trouble: string | null) {
  if (trouble === null) return [];
  const hint = 'Files were listed without git; ignored files are still left out by .gitignore';
  return [{ code: 'git-refused', level: 'warning' as const, file: null, span: null, message: trouble, hint }];
}
