import type { ExtractorEntry } from '../extractors/contract.ts';
import { extractors } from '../extractors/registry.ts';
import type { Environment } from '../model/fact.ts';
import type { InputKind } from '../model/input-kind.ts';
import { compareCodeUnits } from '../model/order.ts';
import { READ_BY_FOLDER } from '../model/read-by-folder.ts';
import { folderOf } from '../text/folders.ts';
import { firstMatch, globMatcher } from '../text/globs.ts';

/** Not read: installed packages, build output, and folders of tests, fixtures and examples, which promise nothing. */
export const DEFAULT_EXCLUDED: readonly string[] = [
  '**/node_modules/**',
  '**/{vendor,third_party,bower_components}/**',
  '**/{test,tests,__tests__,spec,specs,testdata,e2e,cypress,integration-tests}/**',
  '**/{fixture,fixtures,__fixtures__,mock,mocks,__mocks__,stub,stubs,snapshots,__snapshots__}/**',
  '**/*{integration,unit,acceptance}{-,_}test{,s}/**',
  '**/{example,examples,sample,samples,demo,demos}/**',
  '**/*.{test,spec}.*',
  '**/{test{-,_}*,*{-,_}test}.{html,htm}',
];

export interface Discovery {
  /** Files to read, each with the registry line that fits, in code-unit order of the path. */
  readonly inputs: readonly { readonly path: string; readonly entry: ExtractorEntry }[];
  readonly excluded: readonly {
    readonly pattern: string;
    readonly by: 'default' | 'manifest';
    readonly files: number;
  }[];
  /** What a file at a path would be about; null when no line of the registry fits. */
  readonly givenBy: (path: string) => InputKind | null;
  readonly isExcluded: (path: string) => boolean;
  readonly scopeOf: (path: string) => string;
  readonly environmentOf: (path: string) => Environment;
}

export interface DiscoverOptions {
  /** All listed paths. */
  readonly paths: readonly string[];
  /** Paths named on the command line, relative to the root; `.` for the root itself. */
  readonly roots: readonly string[];
  /** `project.ignore` of the manifest. */
  readonly ignore: readonly string[];
  /** Documents that the manifest names: read even below an excluded folder. */
  readonly documents: readonly string[];
}

/** Which files are read, by which extractor, and what a path says about scope and environment. */
export function discover(options: DiscoverOptions): Discovery {
  const { roots, ignore } = options;
  // What is read first decides what stands first in a list of signals.
  const paths = [...options.paths].sort(compareCodeUnits);
  const patterns = [
    ...DEFAULT_EXCLUDED.map((pattern) => ({
      pattern,
      by: 'default' as const,
      files: 0,
      matches: globMatcher([pattern]),
    })),
    ...ignore.map((pattern) => ({ pattern, by: 'manifest' as const, files: 0, matches: globMatcher([pattern]) })),
  ];
  const entryOf = firstMatch([
    ...extractors.filter(({ lastResort }) => !lastResort),
    ...extractors.filter(({ lastResort }) => lastResort),
  ]);
  const documents = new Set(options.documents);
  const inputs: { path: string; entry: ExtractorEntry }[] = [];
  for (const path of paths) {
    const named = documents.has(path) ? extractors.find((entry) => entry.named?.test(path)) : undefined;
    if (named !== undefined) {
      inputs.push({ path, entry: named });
      continue;
    }
    const entry = entryOf(path);
    if (entry === null) continue;
    // Patterns are matched below the named root, never against the root itself: who names a fixture means it.
    const below = belowRoot(path, roots);
    const excluded = patterns.find(({ matches }) => matches(below));
    if (excluded) excluded.files += 1;
    else inputs.push({ path, entry });
  }
  return {
    inputs,
    excluded: patterns.filter(({ files }) => files > 0).map(({ pattern, by, files }) => ({ pattern, by, files })),
    givenBy: (path) => entryOf(path)?.gives ?? null,
    isExcluded: (path) => patterns.some(({ matches }) => matches(belowRoot(path, roots))),
    scopeOf: scopeResolver(paths),
    environmentOf: environmentResolver(roots),
  };
}

function belowRoot(path: string, roots: readonly string[]): string {
  for (const root of roots) {
    if (root !== '.' && (path === root || path.startsWith(`${root}/`))) return path.slice(root.length + 1) || path;
  }
  return path;
}

/** A file that makes its folder a unit of its own (a package, a module): the scope of identities below it. */
const SCOPE_FILES = new Set([
  'package.json',
  'go.mod',
  'pyproject.toml',
  'setup.py',
  'Pipfile',
  'requirements.txt',
  'composer.json',
  'Gemfile',
  'gems.rb',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'mix.exs',
  'pubspec.yaml',
  'packages.config',
  'deno.jsonc',
  'deno.json',
]);
const SCOPE_ENDINGS = /\.(?:csproj|fsproj|vbproj|gemspec)$/;

function scopeResolver(paths: readonly string[]): (path: string) => string {
  const folders = new Set<string>();
  for (const path of paths) {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (SCOPE_FILES.has(name) || SCOPE_ENDINGS.test(name)) folders.add(slash < 0 ? '.' : path.slice(0, slash));
  }
  return (path) => {
    // Terraform reads a folder as one module, so the folder itself is the unit.
    const own = folderOf(path);
    if (READ_BY_FOLDER.test(path)) return own;
    for (let folder = own; folder !== '.'; folder = folderOf(folder)) if (folders.has(folder)) return folder;
    return '.';
  };
}

/** Files named for tests or for local development accuse nobody (settled.md 20). */
const LOCAL_FILE =
  /(?:^|[.\-_/])(?:test|tests|testing|dev|develop|development|local|ci|e2e|example|sample|override|devcontainer)(?:[.\-_/]|$)/i;
const LOCAL_KINDS = /(?:compose|(?:^|\/)docker-stack)[^/]*\.ya?ml$|(?:^|\/)\.env[^/]*$|\.env$/;

function environmentResolver(roots: readonly string[]): (path: string) => Environment {
  const excluded = globMatcher(DEFAULT_EXCLUDED);
  return (path) => {
    const below = belowRoot(path, roots);
    if (excluded(below)) return 'test';
    const at = below.lastIndexOf('/') + 1;
    const name = below.slice(at);
    // `.env.example` is what everybody copies; in a folder for development, only developers do.
    if (/\.example$|\.sample$|\.template$|\.dist$/.test(name) && LOCAL_KINDS.test(name))
      return LOCAL_FILE.test(below.slice(0, at)) ? 'test' : 'production';
    return LOCAL_KINDS.test(below) && LOCAL_FILE.test(below) ? 'test' : 'production';
  };
}
