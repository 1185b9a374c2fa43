import type { DependencyGroup } from '../../model/declaration.ts';

const DEVELOPMENT = new Set(
  (
    'dev devel develop development debug staging test tests testing tester unittest unittests e2e qa bench benchmark benchmarks ci ' +
    'lint linting linter linters format formatting fmt style quality check checks checking typing types mypy typecheck doc ' +
    'docs documentation sphinx build building packaging tools tooling local notebook notebooks precommit coverage profiling'
  ).split(' '),
);
const PRODUCTION = new Set('prod production main default base common core runtime deploy deployment'.split(' '));
const OPTIONAL = new Set('optional optionals extra extras'.split(' '));

/** Fewer words than for groups: `quality/` or `local/` may as well be a part of the product. */
const WORK_FOLDER =
  /^(?:docs?|documentation|tools?|tooling|ci|magefiles|xtask|\.nuget)$|(?:^|[-_.])(?:tests?|e2e|bench(?:mark)?s?|samples|examples?)$/i;

/** `docs/Gemfile`, `tools/prices/go.mod`: folders around a manifest may say that all of it serves the work on the project. */
export function groupInFolder<T extends string>(path: string, group: T): T | 'development' {
  if (group !== 'production' && group !== 'unknown') return group;
  return path.split('/').some((part, at, parts) => at < parts.length - 1 && WORK_FOLDER.test(part))
    ? 'development'
    : group;
}

/**
 * What the name of a group or of a file of dependencies says in the words that people use: `dev`, `test_utils`,
 * `docs-requirements`. A word of development decides; null where the name says nothing (`postgres`).
 */
export function groupOfName(name: string): DependencyGroup | null {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  if (words.some((word) => DEVELOPMENT.has(word))) return 'development';
  if (words.some((word) => OPTIONAL.has(word))) return 'optional';
  return words.some((word) => PRODUCTION.has(word)) ? 'production' : null;
}
