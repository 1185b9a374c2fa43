import { oneWord, SQL_PRODUCTS, type SqlProduct } from '../../text/sql-products.ts';

const VARIANT_OF_WORD = new Map(
  SQL_PRODUCTS.flatMap((variant) => variant.words.map((word) => [word, variant] as const)),
);

/** Parts of a file name that say how a migration is run, not which one it is (popx, sqlx). */
const RUN_FLAGS = new Set(['autocommit', 'notx', 'no-transaction', 'no_transaction', 'notransaction']);
/** Folders whose files undo others (sqitch, hand-made ones). */
const UNDO_FOLDERS = new Set(['down', 'downs', 'revert', 'rollback', 'rollbacks', 'undo', 'downgrade', 'downgrades']);

export interface SchemaFile {
  readonly path: string;
  /** The same for all variants of one file. */
  readonly identity: string;
  readonly variant: SqlProduct | null;
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

interface FoundProduct {
  readonly product: SqlProduct;
  /** The name without it. */
  readonly rest: string;
}

/** The product a folder is named after: `mysql`, `auth-jdbc-mysql`, `sql_server`, `MySqlMigrations`. */
function productIn(folder: string): FoundProduct | null {
  const words = oneWord(folder).split(/[-_.]/);
  for (const [i, word] of words.entries()) {
    const product = VARIANT_OF_WORD.get(word.toLowerCase());
    if (product !== undefined) return { product, rest: words.filter((_, k) => k !== i).join('-') };
  }
  const lower = folder.toLowerCase();
  for (const [word, product] of VARIANT_OF_WORD) {
    if (word.length < SHORTEST_GLUED || word.length >= folder.length) continue;
    if (lower.startsWith(word) && /[A-Z]/.test(folder.charAt(word.length))) {
      return { product, rest: folder.slice(word.length) };
    }
    if (lower.endsWith(word) && /[A-Z]/.test(folder.charAt(folder.length - word.length))) {
      return { product, rest: folder.slice(0, -word.length) };
    }
  }
  return null;
}

/** A folder without the product it, or a folder above it, is named after. */
export function withoutProduct(folder: string): FoundProduct | null {
  const { variant, folder: rest } = readName(`${folder}/x.sql`);
  return variant === null ? null : { product: variant, rest };
}

/** Shorter words may begin other words by chance. */
const SHORTEST_GLUED = 5;

interface Guess {
  readonly key: string;
  readonly name: string;
  readonly variant: SqlProduct;
}

interface ReadName {
  readonly path: string;
  readonly folder: string;
  readonly stem: string;
  readonly variant: SqlProduct | null;
  /** Readings of a word at either end of the name as a product: true only where another variant stands beside it. */
  readonly guesses: readonly Guess[];
}

export function readName(path: string): ReadName {
  const { folders, stem } = splitPath(path);
  let variant: SqlProduct | null = null;
  // The folder closest to the file that is named after a product.
  const base: string[] = [];
  for (const folder of folders.reverse()) {
    const found: FoundProduct | null = variant === null ? productIn(folder) : null;
    variant = found?.product ?? variant;
    const rest = found === null ? folder : found.rest;
    if (rest !== '') base.unshift(rest);
  }
  const parts = oneWord(stem)
    .replace(/[._-]up$/i, '')
    .split('.');
  const kept = parts.filter((part, i) => {
    const found = VARIANT_OF_WORD.get(part.toLowerCase());
    if (found !== undefined && (i > 0 || parts.length === 1)) variant = found;
    else if (!RUN_FLAGS.has(part.toLowerCase())) return true;
    return false;
  });
  const name = kept.join('.');
  const folder = base.join('/');
  const guesses: Guess[] = [];
  const words = oneWord(name).split(/[-_.]/);
  for (const [i, word] of words.entries()) {
    const found = VARIANT_OF_WORD.get(word.toLowerCase());
    if (found === undefined || words.length === 1) continue;
    const rest = words.filter((_, k) => k !== i).join('_');
    guesses.push({ key: `${folder}/${rest}`, name: rest, variant: found });
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
