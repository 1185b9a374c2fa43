import type { Ecosystem } from './ecosystem.ts';
import type { Span } from './span.ts';
import type { Value } from './value.ts';

/** What one file says. Extractors return declarations; only linkers turn them into facts. */
export type Declaration =
  | SchemaStep
  | ModelDeclaration
  | EnumDeclaration
  | DatasourceDeclaration
  | ResourceBlock
  | ServiceDeclaration
  | DependencyDeclaration
  | PackageAlias
  | SettingDeclaration
  | HostDeclaration
  | DocumentDeclaration
  | ReferencedFile;

interface Declared {
  /** Path relative to the scanned root, with `/`. */
  readonly file: string;
  readonly span: Span;
}

// ---------------------------------------------------------------- schemas

export type Dialect = 'postgres' | 'mysql' | 'sqlite' | 'sqlserver' | 'oracle' | 'mongodb' | 'cockroach' | 'ansi';

/** One change to a schema in the order in which the file makes it (SQL DDL, migrations). */
export interface SchemaStep extends Declared {
  readonly kind: 'schema-step';
  readonly dialect: Dialect;
  readonly change: SchemaChange;
}

/** Table names keep their schema (`billing.invoices`) only when the file writes one; quotes stay only around a part that holds a dot. */
export type SchemaChange =
  | {
      readonly op: 'create-table';
      readonly table: string;
      readonly ifNotExists: boolean;
      readonly columns: readonly ColumnDeclaration[];
      readonly constraints: readonly TableConstraint[];
      /** The table or type whose columns are taken over (`LIKE other`, `PARTITION OF`, `OF type`). */
      readonly like: string | null;
      /** A partition of the table in `like`: the same entity, not another. */
      readonly partition: boolean;
      readonly comment: string | null;
    }
  | { readonly op: 'drop-table'; readonly table: string }
  | { readonly op: 'rename-table'; readonly table: string; readonly to: string }
  | { readonly op: 'add-column'; readonly table: string; readonly column: ColumnDeclaration }
  | { readonly op: 'drop-column'; readonly table: string; readonly column: string }
  | { readonly op: 'rename-column'; readonly table: string; readonly column: string; readonly to: string }
  /** `CHANGE old new definition`, `MODIFY`, or a redefinition: replaces the column as a whole. */
  | {
      readonly op: 'replace-column';
      readonly table: string;
      readonly column: string;
      readonly definition: ColumnDeclaration;
    }
  | {
      readonly op: 'alter-column';
      readonly table: string;
      readonly column: string;
      readonly change: Partial<
        Pick<ColumnDeclaration, 'type' | 'length' | 'array' | 'nullable' | 'hasDefault' | 'defaultFlag' | 'encrypted'>
      >;
    }
  | { readonly op: 'add-constraint'; readonly table: string; readonly constraint: TableConstraint }
  | { readonly op: 'drop-constraint'; readonly table: string; readonly name: string }
  /** From now on the database keeps to a constraint, or no longer does; null: to all of the table. */
  | { readonly op: 'enforce-constraint'; readonly table: string; readonly name: string | null; readonly on: boolean }
  /** A table made on its own becomes a partition of another: from then on the same entity. */
  | { readonly op: 'attach-partition'; readonly table: string; readonly partition: string }
  | { readonly op: 'comment-table'; readonly table: string; readonly text: string }
  | { readonly op: 'comment-column'; readonly table: string; readonly column: string; readonly text: string }
  | { readonly op: 'create-enum'; readonly name: string; readonly values: number }
  /** A type with fields, of columns and of whole tables (`CREATE TABLE … OF type`). */
  | { readonly op: 'create-type'; readonly name: string; readonly columns: readonly ColumnDeclaration[] }
  /** A table has the columns and the checks of another: `INHERITS`, `ALTER TABLE … INHERIT`. */
  | { readonly op: 'inherit'; readonly table: string; readonly from: string }
  | { readonly op: 'drop-schema'; readonly schema: string }
  /** ALTER DATABASE … SET ENCRYPTION ON or OFF: the store of the schema, not a part of it. */
  | { readonly op: 'encrypt-database'; readonly on: boolean }
  /** A job in the database that deletes rows by age: pg_cron, MySQL EVENT, SQL Server Agent, DBMS_SCHEDULER. */
  | {
      readonly op: 'create-job';
      readonly name: string;
      readonly schedule: string | null;
      readonly table: string;
      readonly column: string | null;
      readonly olderThanDays: number | null;
      readonly enabled: boolean;
    }
  | { readonly op: 'drop-job'; readonly name: string }
  /** A procedure or function that deletes rows: a job may call it. */
  | { readonly op: 'create-routine'; readonly name: string; readonly deletions: readonly Deletion[] }
  /** A job that calls routines; `plain`: without arguments, which may carry the age. */
  | {
      readonly op: 'schedule-routine';
      readonly name: string;
      readonly schedule: string | null;
      readonly enabled: boolean;
      readonly calls: readonly { readonly routine: string; readonly plain: boolean }[];
    };

/** Rows that go, by the age that the condition asks for; null where it asks for none or cannot be told. */
export interface Deletion {
  readonly table: string;
  readonly column: string | null;
  readonly olderThanDays: number | null;
}

/** A column or model field as one file declares it. Its default is only known to be there, never what it is. */
export interface ColumnDeclaration {
  /** As the code calls it (`dateOfBirth`). Equal to storedName in SQL. */
  readonly name: string;
  readonly storedName: string;
  /** Lower case, without length, as written (`varchar`, `timestamp with time zone`, `datetime`, `string`). */
  readonly type: string;
  /** Characters, where the type gives them. */
  readonly length: number | null;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** The default where it is a plain boolean: a pre-ticked confirmation is not a confirmation. */
  readonly defaultFlag: boolean | null;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  /** Comment with e-mail addresses and long numbers blanked (text/comments.ts). */
  readonly comment: string | null;
  readonly references: Reference | null;
  readonly checks: readonly CheckComparison[];
  /** The database keeps its values encrypted, apart from the store: Always Encrypted, Oracle's ENCRYPT. */
  readonly encrypted?: boolean;
  readonly span: Span;
}

export interface Reference {
  /** Stored name of the table, or name of the model. */
  readonly table: string;
  readonly column: string | null;
  readonly onDelete: 'cascade' | 'set-null' | 'set-default' | 'restrict' | 'no-action' | null;
}

/** One comparison of a CHECK constraint: `age >= 18`, or `birth_date <= now() - interval '18 years'` with unit years-ago. */
export interface CheckComparison {
  readonly column: string;
  readonly operator: '<' | '<=' | '>' | '>=' | '=' | '<>' | 'is-true';
  readonly bound: number | null;
  readonly unit: 'number' | 'years-ago' | 'none';
}

export type TableConstraint =
  | {
      readonly type: 'foreign-key';
      readonly name: string | null;
      readonly columns: readonly string[];
      readonly references: Reference;
    }
  | {
      readonly type: 'check';
      readonly name: string | null;
      readonly comparisons: readonly CheckComparison[];
      /** Only there to be read: `NOT ENFORCED`, Oracle's `DISABLE`. */
      readonly enforced?: false;
      readonly span: Span;
    }
  | { readonly type: 'primary-key' | 'unique'; readonly name: string | null; readonly columns: readonly string[] };

/** A model, class or composite type of an ORM schema file. */
export interface ModelDeclaration extends Declared {
  readonly kind: 'model';
  readonly syntax: 'prisma';
  /** `embedded`: a composite type stored inside another model. */
  readonly role: 'table' | 'view' | 'embedded';
  readonly name: string;
  readonly storedName: string;
  readonly dialect: Dialect | null;
  readonly comment: string | null;
  /** Without fields that say `@relation`; a relation shows in `references` of its key column. */
  readonly columns: readonly ModelColumn[];
}

export interface ModelColumn extends ColumnDeclaration {
  /**
   * The enum, composite type or model that is its type, as written; null for a scalar. Which of them it is, and so whether
   * it is a column at all or the other end of a relation, only all files together tell.
   */
  readonly typeName: string | null;
}

/** Where an ORM schema says which database it is for; the models may be in other files. */
export interface DatasourceDeclaration extends Declared {
  readonly kind: 'datasource';
  readonly syntax: 'prisma';
  /** Null where the provider is computed or not known. */
  readonly dialect: Dialect | null;
}

export interface EnumDeclaration extends Declared {
  readonly kind: 'enum';
  readonly syntax: 'prisma';
  readonly name: string;
  readonly values: readonly string[];
}

// ---------------------------------------------------------------- infrastructure

/** A top-level block of an infrastructure language (Terraform: resource, data, variable, locals, module, provider, terraform, output, tfvars). */
export interface ResourceBlock extends Declared {
  readonly kind: 'block';
  readonly language: 'terraform';
  readonly blockType: string;
  readonly labels: readonly string[];
  readonly body: BlockBody;
  /** Has a syntax error: what is not in the body may still be in the file. */
  readonly partial?: true;
}

export interface BlockBody {
  readonly attributes: readonly BlockAttribute[];
  readonly blocks: readonly NestedBlock[];
}

export interface BlockAttribute {
  readonly name: string;
  readonly expr: Expr;
  readonly span: Span;
  /** Only where it is not the file of the block: a linker has merged an override file. */
  readonly file?: string;
}

export interface NestedBlock {
  readonly blockType: string;
  readonly labels: readonly string[];
  readonly body: BlockBody;
  readonly span: Span;
  /** As of an attribute. */
  readonly file?: string;
}

/**
 * An expression of a configuration language. Operators are calls: `?:` (test, then, else), `!`, `-`, `&&`, `||`, `==`,
 * `!=`, `<` …, `[]` (list items), `{}` (key, value, key, value …), `index` (base, key), `.` (base, literal name),
 * `splat` (base, path…), `for-list`, `for-object`. The rest are functions of the language.
 */
export type Expr =
  | { readonly type: 'literal'; readonly value: Value | null; readonly span: Span }
  /** `var.x`, `local.y`, `aws_s3_bucket.logs.id`, `each.value`, `module.m.out`: the path in parts. */
  | { readonly type: 'reference'; readonly path: readonly string[]; readonly span: Span }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly type: 'template'; readonly parts: readonly Expr[]; readonly span: Span }
  | { readonly type: 'unknown'; readonly span: Span };

/** A container of docker-compose, after anchors and merge keys. */
export interface ServiceDeclaration extends Declared {
  readonly kind: 'service';
  readonly name: string;
  /** Without tag and digest; `null` when built here or computed. Lower case. */
  readonly image: string | null;
  readonly tag: string | null;
  /** Volumes mounted for writing. */
  readonly mounts: readonly { readonly source: string | null; readonly target: string; readonly named: boolean }[];
  readonly profiles: readonly string[];
}

// ---------------------------------------------------------------- vendors and settings

/** What a dependency is needed for; `peer`: the surroundings are expected to bring it. */
export type DependencyGroup = 'production' | 'development' | 'optional' | 'peer';

export interface DependencyDeclaration extends Declared {
  readonly kind: 'dependency';
  readonly ecosystem: Ecosystem;
  /** As written; Maven: `group:artifact`, Go: the module path with its major version. */
  readonly name: string;
  /** Version or range as written, where it is one. */
  readonly version: string | null;
  /** `unknown`: of lockfiles that do not tell; of manifests that leave it to a list they share, or else to production. */
  readonly group: DependencyGroup | 'unknown';
  /** From a lockfile: tells versions and what is reachable, detects nothing alone. */
  readonly locked: boolean;
}

/**
 * What a list shared by the manifests below it says about a name they use: a version catalogue (Gradle), dependency management
 * (Maven), central versions (NuGet), workspace dependencies (Cargo). Declares no dependency itself.
 */
export interface PackageAlias extends Declared {
  readonly kind: 'package-alias';
  readonly ecosystem: Ecosystem;
  /** Folder for which it counts, and all folders below. */
  readonly folder: string;
  /** As the manifests write it; the name itself where the list only adds to it. A bundle has several names. */
  readonly alias: string;
  /** Null for a part of the project itself. */
  readonly name: string | null;
  readonly version: string | null;
  /** The group of dependencies that say nothing themselves; null where the list says nothing either. */
  readonly group: DependencyGroup | null;
}

/** A named setting: a line of .env, an entry of `environment:`. A URL shows only its scheme and host. */
export interface SettingDeclaration extends Declared {
  readonly kind: 'setting';
  readonly source: 'env' | 'compose';
  /** The compose service, where there is one. */
  readonly owner: string | null;
  readonly name: string;
  readonly value: Value | null;
  readonly scheme: string | null;
  readonly host: string | null;
}

/** A host name found in configuration outside a named setting (a CSP, a script tag). */
export interface HostDeclaration extends Declared {
  readonly kind: 'host';
  readonly use: 'api' | 'script' | 'csp';
  readonly host: string;
}

// ---------------------------------------------------------------- documents and references

export type DocumentRole =
  | 'privacy-policy'
  | 'subprocessor-list'
  | 'security-policy'
  | 'cookie-policy'
  | 'dpa'
  | 'terms'
  | 'incident-response'
  | 'acceptable-use'
  | 'vulnerability-disclosure'
  | 'technical-docs'
  | 'other';

export interface DocumentDeclaration extends Declared {
  readonly kind: 'document';
  /** As its front matter or head gives it. */
  readonly title: string | null;
  readonly words: number;
  readonly headings: readonly { readonly level: number; readonly text: string; readonly span: Span }[];
  readonly tables: readonly DocumentTable[];
  /** What the items of its lists start with. */
  readonly items: readonly { readonly text: string; readonly span: Span }[];
  /** Dates in ISO form with the words before them (`last updated`), where unambiguous. */
  readonly dates: readonly { readonly date: string; readonly label: string; readonly span: Span }[];
  /** What it promises that configuration may contradict: keys that the provider does not manage. */
  readonly claims: readonly { readonly claim: 'customer-managed-keys'; readonly span: Span }[];
}

export interface DocumentTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly span: Span }[];
  readonly span: Span;
}

/** A file that the manifest points at (a purge job, an age gate), whatever its language: what can be told by words. */
export interface ReferencedFile extends Declared {
  readonly kind: 'referenced-file';
  /** Lines that delete for good, and lines that only mark as deleted. */
  readonly deletes: readonly Span[];
  readonly softDeletes: readonly Span[];
  /** Lines that say when it runs. */
  readonly schedules: readonly Span[];
  /** Whole numbers from 10 to 25 on lines that speak of age, birth or adulthood. */
  readonly ages: readonly { readonly value: number; readonly span: Span }[];
  /** Which of the names asked for occur in it. */
  readonly mentions: readonly string[];
}
