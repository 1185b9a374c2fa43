import { compareCodeUnits } from '../../model/order.ts';
import { SQL_PRODUCTS, type SqlProduct } from '../../text/sql-products.ts';
import { readName, type SchemaFile, settleName, undoes } from './file-names.ts';

const MIGRATION_FOLDER = /^(?:db[-_]?)?(?:migrations?|migrate|changelog|deploy)$/;

/** Files that together make one schema, once per database product where it is kept for several. */
export interface SchemaFiles {
  readonly folder: string;
  readonly kind: 'sql' | 'sql-migrations';
  readonly files: readonly SchemaFile[];
}

/**
 * Sorts SQL files into schemas: a folder of migrations, or the plain files of a folder. Knows the naming of Flyway,
 * golang-migrate, popx, dbmate, goose, sqlx, diesel, Prisma, Supabase, sqitch and plain numbers. Files that undo a
 * migration are left out.
 */
export function schemaFiles(paths: readonly string[]): SchemaFiles[] {
  const sql = paths.filter((path) => /\.sql$/i.test(path));
  const all = new Set(sql);
  const siblings = new Map<string, number>();
  const read = sql.filter((path) => !undoes(path, all)).map(readName);
  for (const name of read) {
    for (const guess of name.guesses) siblings.set(guess.key, (siblings.get(guess.key) ?? 0) + 1);
  }
  const groups = new Map<string, { folder: string; kind: SchemaFiles['kind']; files: SchemaFile[] }>();
  for (const name of read) {
    const file = settleName(name, siblings);
    const key = `${file.folder}\n${file.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { folder: file.folder, kind: file.kind, files: [file] });
    else group.files.push(file);
  }
  for (const [key, group] of groups) {
    // Migrations without numbers; beside numbered ones a plain file is a schema of its own.
    const isHistory = MIGRATION_FOLDER.test(group.folder.slice(group.folder.lastIndexOf('/') + 1).toLowerCase());
    const beside = key.replace(/sql$/, 'sql-migrations');
    if (group.kind === 'sql' && isHistory && !groups.has(beside)) group.kind = 'sql-migrations';
  }
  return [...groups.values()]
    .sort((a, b) => compareCodeUnits(a.kind, b.kind) || compareCodeUnits(a.folder, b.folder))
    .map((group) => ({ ...group, files: group.files.sort(inOrder) }));
}

/** The variants of a schema, the one to read first in front; empty where it is kept only once. */
export function variantsOf(schema: SchemaFiles): SqlProduct[] {
  const found = new Set(schema.files.flatMap((file) => (file.variant === null ? [] : [file.variant])));
  return SQL_PRODUCTS.filter((variant) => found.has(variant));
}

/** The files of one variant in order. A file without a variant belongs to all, unless a migration has one of its own. */
export function filesOfVariant(schema: SchemaFiles, variant: SqlProduct | null): SchemaFile[] {
  const own = new Set(schema.files.filter((file) => file.variant === variant).map((file) => file.identity));
  return schema.files.filter((file) => {
    if (file.variant !== null) return file.variant === variant;
    return variant === null || schema.kind === 'sql' || !own.has(file.identity);
  });
}

function inOrder(a: SchemaFile, b: SchemaFile): number {
  return (
    compareVersions(a.version, b.version) ||
    compareCodeUnits(a.identity, b.identity) ||
    compareCodeUnits(a.path, b.path)
  );
}

/** The last version of a schema's migrations; null for plain files. */
export function lastVersion(schema: SchemaFiles): SchemaFile['version'] {
  return schema.files.reduce<SchemaFile['version']>((last, { version }) => version ?? last, null);
}

/** Number by number; digits stay text, since timestamps have more of them than a number holds. */
export function compareVersions(a: SchemaFile['version'], b: SchemaFile['version']): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i] ?? '', b[i] ?? ''];
    const order = x.length - y.length || compareCodeUnits(x, y);
    if (order !== 0) return order;
  }
  return 0;
}
