import type { CheckComparison, ColumnDeclaration, DependencyGroup, Dialect, DocumentRole } from './declaration.ts';
import type { Ecosystem } from './ecosystem.ts';
import type { Place, Span } from './span.ts';
import type { StoreKind } from './store-kinds.ts';

// What is so, after all files have been read together.

/**
 * Scope + kind + stored name, e.g. `apps/api field users.email`; the root scope is `.`. Never a line or an index.
 * Manifest, waivers, baseline, `explain` and fingerprints use it.
 */
export type Identity = string;

/** `test`: found under a test, fixture or example folder, or meant for local development; such facts accuse nobody. */
export type Environment = 'production' | 'test';

export type Usage = 'stored' | 'transported' | 'event' | 'unknown';

export type OriginKind = 'prisma' | 'sql' | 'sql-migrations';

export interface Origin {
  readonly kind: OriginKind;
  readonly place: Place;
}

export interface Entity {
  readonly kind: 'entity';
  readonly id: Identity;
  readonly scope: string;
  readonly name: string;
  readonly storedName: string;
  readonly dialect: Dialect | null;
  readonly usage: Usage;
  readonly environment: Environment;
  readonly comment: string | null;
  readonly fields: readonly Field[];
  readonly place: Place;
  readonly origins: readonly Origin[];
}

/** A column as all files together declare it. */
export interface Field extends Omit<ColumnDeclaration, 'checks' | 'span'> {
  readonly id: Identity;
  readonly checks: readonly (CheckComparison & { readonly place: Place })[];
  readonly place: Place;
  readonly origins: readonly Origin[];
}

// ---------------------------------------------------------------- stores

export type { StoreKind };

/** What a clause may include: the wording of policies, coarser than StoreKind. */
export type StoreGroup = 'database' | 'object' | 'volume' | 'cache' | 'queue' | 'search' | 'log' | 'backup';

export interface Store {
  readonly kind: 'store';
  /** `store:` + address; unique within the scan (a scope is put before the address where two scopes share it). */
  readonly id: string;
  readonly identity: Identity;
  readonly scope: string;
  /** As written: `aws_db_instance.main`, `module.x.aws_db_instance.main[0]`, `services.db`, `schema:<file>` for a store that a schema proves. */
  readonly address: string;
  readonly storeKind: StoreKind;
  /** Only where the engine cannot be told: the kinds it may be. */
  readonly mayBe?: readonly StoreKind[];
  readonly group: StoreGroup;
  /** A part of another store (a container of a storage account): no datastore of a manifest by itself, and holds no schema. */
  readonly part?: true;
  readonly provider: string | null;
  /** `terraform`: a resource; `compose`: a container; `schema`: only proven by a schema. */
  readonly by: 'terraform' | 'compose' | 'schema';
  /** Made by a service itself: nothing declares it, so nothing can be set on it before that. */
  readonly implied?: true;
  /** Its own name (bucket name, identifier), `*` for parts that are not known: words of it tell what it holds. */
  readonly name: string | null;
  readonly environment: Environment;
  readonly region: Property<string>;
  readonly encryptedAtRest: Property<boolean>;
  /** True: the customer's own key. */
  readonly customerKey: Property<boolean>;
  /** Days until rows, objects or messages go by themselves; `never` = kept for ever. Null value and state `absent`: the kind has no such setting. */
  readonly retentionDays: Property<number | 'never'>;
  /** Days until superseded object versions go. */
  readonly noncurrentDays: Property<number | 'never'>;
  readonly versioned: Property<boolean>;
  /** Days automatic backups are kept; 0 = none are made. */
  readonly backupDays: Property<number | 'never'>;
  /** A per-item time to live is switched on (DynamoDB). Its length is set where items are written. */
  readonly ttl: Property<boolean>;
  readonly public: Property<boolean>;
  readonly place: Place;
  /** Companion resources whose settings were joined in. */
  readonly related: readonly { readonly address: string; readonly place: Place }[];
}

/**
 * One property of a store. `set`: written in the code; `default`: absent, and the provider's default is known;
 * `follows`: taken from another resource; `unresolved`: it cannot be known from here; `absent`: the kind has no such property.
 */
export interface Property<T> {
  readonly state: 'set' | 'default' | 'follows' | 'unresolved' | 'absent';
  readonly value: T | null;
  /** The attribute as written or as it would be written (`storage_encrypted`). */
  readonly attribute: string | null;
  readonly place: Place | null;
  /** Why it is unresolved, or which default applies (`hashicorp/aws, all versions`). One clause, no full stop. */
  readonly reason: string | null;
  /** Documentation behind a default, with the date it was read. */
  readonly source: { readonly url: string; readonly checked: string } | null;
}

export const ABSENT: Property<never> = {
  state: 'absent',
  value: null,
  attribute: null,
  place: null,
  reason: null,
  source: null,
};

// ---------------------------------------------------------------- vendors

export interface Dependency {
  readonly kind: 'dependency';
  readonly scope: string;
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | null;
  readonly group: DependencyGroup;
  readonly environment: Environment;
  readonly place: Place;
}

export type SignalKind = 'package' | 'image' | 'provider' | 'resource' | 'host' | 'script' | 'csp' | 'env' | 'lockfile';

export interface VendorSignal {
  readonly kind: 'vendor-signal';
  /** Id of the catalogue. */
  readonly vendor: string;
  readonly signal: SignalKind;
  readonly strength: 'strong' | 'weak';
  /** The name that was matched: package (`stripe`, `pypi:stripe`), image, host, variable name. Never a value. */
  readonly text: string;
  /** `development`: only a development dependency or type stubs. `self-hosted`: an instance of one's own. */
  readonly role: 'production' | 'development' | 'optional' | 'self-hosted';
  readonly region: string | null;
  readonly environment: Environment;
  readonly place: Place;
}

// ---------------------------------------------------------------- the rest

/** Keys under `documents` in the manifest. */
export type DocumentKey =
  | 'privacyPolicy'
  | 'cookiePolicy'
  | 'securityPolicy'
  | 'dpa'
  | 'terms'
  | 'acceptableUse'
  | 'vulnerabilityDisclosure'
  | 'subprocessorList'
  | 'technicalDocs'
  | 'incidentResponse';

export interface DocumentFact {
  readonly kind: 'document';
  readonly role: DocumentRole;
  readonly words: number;
  readonly headings: readonly string[];
  /** Whom a list of third parties names. `sure` is false for the item of a list that may be about something else. */
  readonly listed: readonly { readonly name: string; readonly sure: boolean; readonly span: Span }[];
  /** Where it says that the keys of encryption are not the provider's; null where it does not. */
  readonly ownKeys: Place | null;
  /** Latest date labelled as an update, else the latest date; null without one. */
  readonly updated: string | null;
  readonly environment: Environment;
  readonly place: Place;
}

/** Something that keeps people below an age out: a CHECK on a birth date or an age, or a stored confirmation. */
export interface Gate {
  readonly kind: 'gate';
  readonly id: Identity;
  /** `Entity.field`. */
  readonly subject: string;
  readonly method: 'date-of-birth' | 'attestation';
  /** Years, where the constraint or the column's name tells. */
  readonly age: number | null;
  /** The row cannot be stored without it: NOT NULL and no default that says yes. */
  readonly required: boolean;
  /** It compares or confirms; a birth date that nobody compares is no gate. */
  readonly effective: boolean;
  readonly environment: Environment;
  readonly place: Place;
}

/** A scheduled deletion inside a database. */
export interface Job {
  readonly kind: 'job';
  readonly id: Identity;
  readonly name: string;
  readonly table: string;
  readonly column: string | null;
  readonly olderThanDays: number | null;
  readonly schedule: string | null;
  readonly enabled: boolean;
  readonly environment: Environment;
  readonly place: Place;
}

/** A file the manifest points at. */
export interface ReferenceTarget {
  readonly kind: 'reference-target';
  readonly file: string;
  readonly deletes: readonly Place[];
  readonly softDeletes: readonly Place[];
  readonly schedules: readonly Place[];
  readonly ages: readonly { readonly value: number; readonly place: Place }[];
  readonly mentions: readonly string[];
}
