import { createHash } from 'node:crypto';
import type { FileSource } from '../files/contract.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { FILE_START, type Place, type Span } from '../model/span.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { UserError } from '../errors.ts';

export interface LoadedManifest {
  /** Path relative to the root. */
  readonly file: string;
  readonly manifest: Manifest;
  readonly digest: string;
  /** Place of a node by path (`retention[0].keep`), of its nearest parent where it is absent. */
  readonly place: (path: string) => Place;
  /** Paths of the leaves that are TODO. */
  readonly todo: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A pack, as far as the manifest speaks of it. */
interface NamedPack {
  readonly id: string;
  readonly clauses: readonly { readonly id: string; readonly kind: string }[];
}

export interface ReadManifestOptions {
  readonly source: FileSource;
  readonly paths: readonly string[];
  /** Given by flag; null: no manifest is read; undefined: privaudit.yaml where there is one. */
  readonly path: string | null | undefined;
  readonly asOf: string;
  /** Loads the packs that the manifest names besides the built-in ones. */
  readonly packs: (named: readonly string[]) => Promise<readonly NamedPack[]>;
}

const NAME = 'privaudit.yaml';
/** Names that look like a manifest and are none: a second file, or a program. */
const OTHER_NAMES = /^(?:privaudit\.yml|\.privaudit\.ya?ml|privaudit\.config\.[cm]?[jt]s|privaudit\.json|\.privauditrc(?:\..*)?)$/;

/** Reads privaudit.yaml. Throws UserError with every problem, each with line, column and advice. */
export async function readManifest(options: ReadManifestOptions): Promise<LoadedManifest | null> {
  const { source, paths } = options;
  const diagnostics = refusedFiles(paths);
  const file = options.path === undefined ? (paths.includes(NAME) ? NAME : null) : options.path;
  if (file === null) {
    if (diagnostics[0]) throw new UserError('manifest-name', diagnostics[0].message, `Name it ${NAME}`);
    return null;
  }
  const text = source.read(file);
  if (text === null) throw new UserError('manifest-unreadable', `${file} cannot be read`);
  // The schema drags zod in: only a project with a manifest pays for it.
  const [{ readPositionedYaml }, { shapeOf }, { checkReferences, isPackPath }, { checkAccepted }, { manifestError }] = await Promise.all([
    import('../text/positioned-yaml.ts'),
    import('./shape.ts'),
    import('./references.ts'),
    import('./accepted.ts'),
    import('./problem.ts'),
  ]);
  const document = readPositionedYaml(text);
  if (document.problems.length > 0) throw manifestError(file, document.problems);
  const shape = shapeOf(document);
  const spanAt = (path: string): Span => nearestSpan(shape.tree.positions, path);
  const problems = [...shape.problems];
  if (shape.manifest !== null) {
    const named = shape.manifest.project?.packs ?? [];
    const known = await options.packs(named.filter(isPackPath)).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      problems.push({ span: spanAt('project.packs'), message: error.message.split('\n')[0] ?? '', hint: error.hint });
      return options.packs([]);
    });
    problems.push(...checkReferences(shape.manifest, { packs: known, spanAt, broken: shape.broken }));
    problems.push(...checkAccepted(shape.manifest, { clauses: known.flatMap(({ clauses }) => clauses), spanAt, asOf: options.asOf }));
  }
  if (problems.length > 0 || shape.manifest === null) throw manifestError(file, problems);
  return {
    file,
    manifest: shape.manifest,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    place: (path) => ({ file, span: spanAt(path) }),
    todo: shape.todo,
    diagnostics: [...diagnostics, ...idleRows(shape.idle, file, spanAt)],
  };
}

function nearestSpan(positions: ReadonlyMap<string, Span>, path: string): Span {
  for (let at = path; at !== ''; at = at.replace(/(?:\.?[^.[\]]+|\[[^\]]*\])$/, '')) {
    const span = positions.get(at);
    if (span) return span;
  }
  return FILE_START;
}

function refusedFiles(paths: readonly string[]): Diagnostic[] {
  return paths
    .filter((path) => OTHER_NAMES.test(path))
    .map((path) => ({
      code: 'manifest-name',
      level: 'warning' as const,
      file: path,
      span: FILE_START,
      message: `${path} is not read: the one file is ${NAME}, and no program of the project is run`,
      hint: `Move what it says into ${NAME}`,
    }));
}

function idleRows(idle: readonly string[], file: string, spanAt: (path: string) => Span): Diagnostic[] {
  return idle.map((path) => ({
    code: 'row-without-effect',
    level: 'info',
    file,
    span: spanAt(path),
    message: `${path} has no effect while a key it needs is TODO`,
    hint: null,
  }));
}
