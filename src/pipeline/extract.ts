import type { Extract, ExtractInput, ExtractorEntry } from '../extractors/contract.ts';
import type { FileSource } from '../files/contract.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { FILE_START } from '../model/span.ts';
import type { Grammar, ParseSyntax } from '../syntax/contract.ts';
import { lazy } from '../text/lazy.ts';
import { sourceText } from '../text/source-text.ts';
import { sqlSkeleton } from '../text/sql-skeleton.ts';
import type { Discovery } from './discover.ts';

const MIB = 1024 * 1024;
/** Own readers stream up to here; above it a file is skipped. */
const STREAM_LIMIT = 256 * MIB;
/** From here on a dump is read in pieces and its data rows are dropped on the way. */
const SKELETON_FROM = 4 * MIB;

export interface ExtractResult {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
  readonly filesRead: number;
  readonly bytesRead: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface ExtractOptions {
  readonly source: FileSource;
  readonly inputs: Discovery['inputs'];
  /** Asked once, only when a file of a tree-sitter grammar is among the inputs; gets the bytes to parse. */
  readonly loadSyntax: (bytes: number, grammars: readonly Grammar[]) => Promise<ParseSyntax>;
  /** Files that the manifest points at, with the names expected in them. */
  readonly references: readonly { readonly path: string; readonly names: readonly string[] }[];
}

/** Reads the files and lets one extractor say what each declares. */
export async function extract(options: ExtractOptions): Promise<ExtractResult> {
  const { source, inputs } = options;
  const entries = new Map(inputs.map(({ entry }) => [entry.id, entry]));
  // Grammars compile in the background while the other files are read.
  const syntaxUnderWay = prepareSyntax(options);
  const [loaded, referenced] = await Promise.all([
    Promise.all([...entries.values()].map(async (entry) => [entry.id, (await entry.load()).extract] as const)),
    options.references.length === 0 ? null : import('../extractors/documents/referenced.ts'),
  ]);
  const run = new Map<string, Extract>(loaded);
  const found: Found[] = [];
  const lines = new Map(inputs.map(({ path, entry }) => [path, entry.id]));
  const isRead = (path: string, id: string): boolean => lines.get(path) === id;
  const { paths } = await source.list();
  const listed = lazy(() => new Set(paths));
  const reading = { source, isRead, isListed: (path: string) => listed().has(path) };
  const readInputs = (withGrammar: boolean, syntax: ParseSyntax | null): void => {
    inputs.forEach(({ path, entry }, i) => {
      const extractFile = run.get(entry.id);
      if (extractFile && (entry.grammar !== undefined) === withGrammar)
        found[i] = readOne(path, entry, extractFile, [], { ...reading, syntax });
    });
  };
  readInputs(false, null);
  readInputs(true, await syntaxUnderWay);
  if (referenced) {
    const entry: ExtractorEntry = {
      id: 'referenced',
      title: '',
      gives: 'documents',
      files: [],
      maxBytes: MIB,
      load: async () => referenced,
    };
    for (const { path, names } of options.references)
      found.push(readOne(path, entry, referenced.extract, names, { ...reading, syntax: null }));
  }
  return joined(found);
}

async function prepareSyntax({ source, inputs, loadSyntax }: ExtractOptions): Promise<ParseSyntax | null> {
  const parsed = inputs.filter(({ entry }) => entry.grammar !== undefined);
  if (parsed.length === 0) return null;
  const grammars = new Set(parsed.flatMap(({ entry }) => entry.grammar ?? []));
  return loadSyntax(
    parsed.reduce((sum, { path }) => sum + (source.size(path) ?? 0), 0),
    [...grammars],
  );
}

interface Found {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
  /** Null: not read. */
  readonly bytes: number | null;
  readonly skipped: ExtractResult['skipped'];
}

const NOTHING: Found = { declarations: [], diagnostics: [], bytes: null, skipped: [] };

function joined(found: readonly Found[]): ExtractResult {
  const read = found.flatMap(({ bytes }) => bytes ?? []);
  return {
    declarations: found.flatMap(({ declarations }) => declarations),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    filesRead: read.length,
    bytesRead: read.reduce((sum, bytes) => sum + bytes, 0),
    skipped: found.flatMap(({ skipped }) => skipped),
  };
}

interface Reading {
  readonly source: FileSource;
  readonly syntax: ParseSyntax | null;
  /** Whether a file is read by the registry line of this id anyway. */
  readonly isRead: (path: string, id: string) => boolean;
  readonly isListed: (path: string) => boolean;
}

function readOne(
  path: string,
  entry: ExtractorEntry,
  extractFile: Extract,
  names: readonly string[],
  { source, syntax, isRead, isListed }: Reading,
): Found {
  const bytes = source.size(path);
  if (bytes === null) {
    const obstacle = source.obstacle?.(path) ?? null;
    if (obstacle === null) return NOTHING;
    if (obstacle.kind !== 'link') return skip(path, obstacle.reason);
    const { target } = obstacle;
    if (isRead(target, entry.id)) return NOTHING;
    return isListed(target)
      ? skip(path, `a link to ${target}, which is not read as such a file`)
      : // As if the file itself were ignored or missing: a laptop and CI agree.
        { ...NOTHING, skipped: [{ file: path, reason: `a link to ${target}, which is ignored or not there` }] };
  }
  const limit = entry.maxBytes ?? STREAM_LIMIT;
  if (bytes > limit) return skip(path, `larger than ${limit / MIB} MiB`);
  const text = entry.skeleton === 'sql' && bytes > SKELETON_FROM ? skeletonOf(source, path) : source.read(path);
  if (text === null) return skip(path, 'unreadable');
  const stead = standsFor(text);
  if (stead !== null) return skip(path, stead);
  if (entry.sniff && !entry.sniff.test(text)) return { ...NOTHING, bytes };
  const { grammar } = entry;
  const tree = grammar !== undefined && syntax !== null && !entry.pieces ? syntax(grammar, text) : null;
  try {
    const input: ExtractInput = {
      source: sourceText(path, text),
      cursor: tree?.cursor ?? null,
      names,
      ...(grammar !== undefined && syntax !== null ? { parse: (piece: string) => syntax(grammar, piece) } : {}),
    };
    const { declarations, diagnostics } = extractFile(input);
    if (text.includes(UNKNOWN) && JSON.stringify(declarations).includes(UNKNOWN))
      return { declarations, diagnostics: [...diagnostics, noUtf8(path)], bytes, skipped: [] };
    // What the parser refused counts as skipped; the extractor says so in its own words.
    const skipped = tree?.cursor === null ? [{ file: path, reason: tree.refused ?? 'the parser gave up' }] : [];
    return { declarations, diagnostics, bytes, skipped };
  } catch (error) {
    // A fault of ours in one file must not end the audit of all others, nor pass as if the file held nothing.
    return skip(
      path,
      `privaudit failed on it (${error instanceof Error ? error.name : 'unknown error'}); please report it`,
    );
  } finally {
    tree?.free();
  }
}

function skeletonOf(source: FileSource, path: string): string | null {
  const chunks = source.chunks(path);
  return chunks === null ? null : sqlSkeleton(chunks);
}

/** What bytes that are no UTF-8 have become. */
const UNKNOWN = '\ufffd';

function noUtf8(file: string): Diagnostic {
  const message = 'The file is not UTF-8, and names in it cannot be read';
  return { code: 'partly-read', level: 'warning', file, span: FILE_START, message, hint: 'Save it as UTF-8' };
}

/** Content that is not what the name of the file says; null where it is. */
function standsFor(text: string): string | null {
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS, and its content is not here';
  return text.includes('\0') ? 'binary, encrypted, or UTF-16 without a byte-order mark' : null;
}

function skip(file: string, reason: string): Found {
  const diagnostic: Diagnostic = {
    code: 'skipped',
    level: 'warning',
    file,
    span: FILE_START,
    message: `Not read: ${reason}`,
    hint: 'What rests on this file is reported as cannot tell',
  };
  return { ...NOTHING, diagnostics: [diagnostic], skipped: [{ file, reason }] };
}
