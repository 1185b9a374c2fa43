import type { Dialect } from '../../model/declaration.ts';

/**
 * Database products for which one schema is kept several times, the one to read first. Words are those of folders and file
 * names (`db/postgres/`, `0001_init.mysql.up.sql`).
 */
export const VARIANTS: readonly {
  readonly name: string;
  readonly dialect: Dialect;
  readonly words: readonly string[];
}[] = [
  { name: 'postgres', dialect: 'postgres', words: ['postgres', 'postgresql', 'pg', 'psql', 'pgsql'] },
  { name: 'mysql', dialect: 'mysql', words: ['mysql', 'mysql5', 'mysql8'] },
  { name: 'sqlite', dialect: 'sqlite', words: ['sqlite', 'sqlite3'] },
  { name: 'mariadb', dialect: 'mysql', words: ['mariadb'] },
  { name: 'cockroach', dialect: 'cockroach', words: ['cockroach', 'cockroachdb', 'crdb'] },
  { name: 'sqlserver', dialect: 'sqlserver', words: ['sqlserver', 'mssql'] },
  { name: 'oracle', dialect: 'oracle', words: ['oracle'] },
  { name: 'db2', dialect: 'ansi', words: ['db2'] },
  { name: 'h2', dialect: 'ansi', words: ['h2'] },
  { name: 'hsqldb', dialect: 'ansi', words: ['hsqldb', 'hsql'] },
  { name: 'derby', dialect: 'ansi', words: ['derby'] },
];

export type Variant = (typeof VARIANTS)[number];

const VARIANT_OF_WORD = new Map(VARIANTS.flatMap((variant) => variant.words.map((word) => [word, variant] as const)));

/** Parts of a file name that say how a migration is run, not which one it is (popx, sqlx). */
const RUN_FLAGS = new Set(['autocommit', 'notx', 'no-transaction', 'no_transaction', 'notransaction']);
/** Folders whose files undo others (sqitch, hand-made ones). */
const UNDO_FOLDERS = new Set(['down', 'downs', 'revert', 'rollback', 'rollbacks', 'undo', 'downgrade', 'downgrades']);

export interface SchemaFile {
  readonly path: string;
  /** The same for all variants of one file. */
  readonly identity: string;
  readonly variant: Variant | null;
  /** Numbers of the version (`1.10` after `1.9`); null for what runs after all others and for plain files. */
  readonly version: readonly string[] | null;
}

function splitPath(path: string): { readonly folders: string[]; readonly stem: string } {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  return { folders, stem: file.slice(0, -4) };
}

export function undoes(path: string, all: ReadonlySet<string>): boolean {
  const { folders, stem } = splitPath(path);
  if (UNDO_FOLDERS.has((folders.at(-1) ?? '').toLowerCase())) return true;
  if (/^U\d[\d._]*__/.test(stem)) return true; // Flyway
  if (/(?:^|\.)(?:down|rollback|undo|revert)$/i.test(stem)) return true;
  const mark = /[_-](down|rollback|undo|revert)$/i.exec(stem);
  if (mark === null) return false;
  const rest = path.slice(0, path.length - 4 - mark[0].length);
  const separator = mark[0].charAt(0);
  return all.has(`${rest}.sql`) || all.has(`${rest}${separator}up.sql`) || all.has(`${rest}${separator}UP.sql`);
}

interface Guess {
  readonly key: string;
  readonly name: string;
  readonly variant: Variant;
}

interface ReadName {
  readonly path: string;
  readonly folder: string;
  readonly stem: string;
  readonly variant: Variant | null;
  /** Readings of a word at either end of the name as a product: true only where another variant stands beside it. */
  readonly guesses: readonly Guess[];
}

export function readName(path: string): ReadName {
  const { folders, stem } = splitPath(path);
  let variant: Variant | null = null;
  // The folder closest to the file that is named after a product.
  const base: string[] = [];
  for (const folder of folders.reverse()) {
    const words = folder.split(/[-_.]/);
    const index: number = variant === null ? words.findIndex((word) => VARIANT_OF_WORD.has(word.toLowerCase())) : -1;
    if (index === -1) {
      base.unshift(folder);
      continue;
    }
    variant = VARIANT_OF_WORD.get((words[index] ?? '').toLowerCase()) ?? null;
    words.splice(index, 1);
    if (words.length > 0) base.unshift(words.join('-'));
  }
  const parts = stem.replace(/[._-]up$/i, '').split('.');
  const kept = parts.filter((part, i) => {
    const found = VARIANT_OF_WORD.get(part.toLowerCase());
    if (found !== undefined && (i > 0 || parts.length === 1)) variant = found;
    else if (!RUN_FLAGS.has(part.toLowerCase())) return true;
    return false;
  });
  const name = kept.join('.');
  const folder = base.join('/');
  const guesses: Guess[] = [];
  const words = name.split(/[-_.]/);
  for (const [word, rest] of [
    [words[0], name.slice((words[0] ?? '').length + 1)],
    [words.at(-1), name.slice(0, -((words.at(-1) ?? '').length + 1))],
  ]) {
    const found = VARIANT_OF_WORD.get((word ?? '').toLowerCase());
    if (found !== undefined && words.length > 1)
      guesses.push({ key: `${folder}/${rest}`, name: rest ?? '', variant: found });
  }
  return { path, folder, stem: name, variant, guesses };
}

export function settleName(
  name: ReadName,
  siblings: ReadonlyMap<string, number>,
): SchemaFile & { readonly folder: string; readonly kind: 'sql' | 'sql-migrations' } {
  const guess = name.variant === null ? name.guesses.find(({ key }) => (siblings.get(key) ?? 0) > 1) : undefined;
  const variant = guess?.variant ?? name.variant;
  const stem = guess?.name ?? name.stem;
  const { path, folder } = name;
  const { parent, numbers } = releaseFolders(folder);
  const version = versionOf(stem) ?? (numbers.length > 0 ? { numbers: [] } : null);
  if (version !== null) {
    const all = version.numbers === null ? null : [...numbers, ...version.numbers];
    const identity = `${folder.slice(parent.length)}/${stem}`;
    return { path, folder: parent, kind: 'sql-migrations', identity, variant, version: all };
  }

  // Prisma, diesel, Hasura: the folder of each migration carries the version.
  const slash = folder.lastIndexOf('/');
  const own = folder.slice(slash + 1);
  const ofFolder = /^(?:migration|up|change|)$/i.test(stem) ? versionOf(own) : null;
  if (ofFolder !== null) {
    const above = slash === -1 ? '' : folder.slice(0, slash);
    return { path, folder: above, kind: 'sql-migrations', identity: own, variant, version: ofFolder.numbers };
  }
  return { path, folder, kind: 'sql', identity: stem, variant, version: null };
}

/** Folders named after a release (`1.4`, `v2`, `2024`) hold the migrations of that release: their numbers come first. */
function releaseFolders(folder: string): { readonly parent: string; readonly numbers: readonly string[] } {
  const numbers: string[] = [];
  let parent = folder;
  for (;;) {
    const slash = parent.lastIndexOf('/');
    const match = /^[vV]?(\d+(?:[._-]\d+)*)$/.exec(parent.slice(slash + 1));
    if (match === null) return { parent, numbers };
    numbers.unshift(...digitsOf(match[1] ?? ''));
    parent = slash === -1 ? '' : parent.slice(0, slash);
  }
}

function digitsOf(version: string): string[] {
  return version.split(/[._-]/).map((digits) => digits.replace(/^0+(?=\d)/, ''));
}

/** `V1.2__x`, `0001_x`, `2024-01-31-120000_x`, `R__x` (no number: after all others). Null for a name without version. */
function versionOf(stem: string): { readonly numbers: readonly string[] | null } | null {
  if (/^R__/.test(stem)) return { numbers: null };
  const match = /^[VB]?(\d+(?:[._-]\d+)*)(?:[._\- ]|$)/i.exec(stem);
  if (match === null) return null;
  return { numbers: digitsOf(match[1] ?? '') };
}
