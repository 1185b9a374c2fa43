import type { Diagnostic } from '../model/diagnostic.ts';
import type {
  DocumentFact,
  Entity,
  Field,
  Gate,
  Identity,
  Job,
  ReferenceTarget,
  Store,
  StoreKind,
  VendorSignal,
} from '../model/fact.ts';
import type { Anchor, RetentionReason } from '../model/retention.ts';
import type { Place } from '../model/span.ts';
import type { Tag } from '../model/tag.ts';
import type { Manifest, ManifestDatastore, ManifestSubprocessor } from '../schemas/manifest.ts';

/**
 * A check family: one question (or a few) asked of the facts. Pure; knows facts and the manifest, never files, packs or
 * formats. `evaluate` calls it once per distinct parameters and shares the result among the clauses that ask it.
 */
export type Check<P> = (params: P, view: View) => CheckResult;

export interface CheckResult {
  /** One per subject and question. Empty: nothing to judge, then `absence` says why. */
  readonly outcomes: readonly CheckOutcome[];
  /** Why there is no subject. `code` names a sentence in rules/families/<family>.yaml under `absences`. */
  readonly absence: Absence | null;
  /** Remarks that never change a verdict. `code` names a sentence under `advisories`. */
  readonly advisories: readonly CheckAdvisory[];
}

export type Args = Readonly<Record<string, string | number | boolean | null>>;

export interface Absence {
  readonly code: string;
  readonly args: Args;
  readonly because: readonly Evidence[];
}

export interface CheckAdvisory {
  readonly code: string;
  readonly args: Args;
  readonly place: Place | null;
}

export type Grade = 'code' | 'document' | 'declared';

export interface CheckOutcome {
  /** The second half of the ruleId: `not-encrypted`. Its words are in rules/families/<family>.yaml under `outcomes`. */
  readonly code: string;
  readonly status: 'pass' | 'fail' | 'unresolved';
  /** Of a pass; null otherwise. */
  readonly grade: Grade | null;
  /** Of a fail: something wrong was seen in code, or a declaration is missing or wrong. */
  readonly origin: 'code' | 'declaration';
  /** What people call it (settled.md, Subjects). */
  readonly subject: string;
  /** What it is, stable: scope + kind + stored name. */
  readonly identity: Identity;
  /** The attribute or question in focus; part of the fingerprint. */
  readonly attribute: string | null;
  /** The bound that was tested (`max P24M`, `age 18`); part of the fingerprint. */
  readonly bound: string | null;
  readonly topic: Topic | null;
  readonly facet: Facet | null;
  /** A declaration contradicted by the code weighs one step more. */
  readonly contradicted: boolean;
  /** For the templates of the family's words. */
  readonly args: Args;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly note: string }[];
  readonly evidence: readonly Evidence[];
}

export type Topic =
  | 'encryption_at_rest'
  | 'encryption_in_transit'
  | 'log_retention'
  | 'backup_retention'
  | 'public_exposure'
  | 'audit_logging';

export type Facet =
  | 'enabled'
  | 'cmk'
  | 'double'
  | 'enforced'
  | 'version'
  | 'cert_validation'
  | 'set'
  | 'min_period'
  | 'max_period'
  | 'backup'
  | 'pitr'
  | 'versioning'
  | 'lifecycle'
  | 'data_store'
  | 'network'
  | 'compute'
  | 'access_log'
  | 'audit_log'
  | 'db_log'
  | 'trail'
  | 'flow_log'
  | 'control_plane';

/** One thing that was seen. `fact` names a sentence in rules/families/<family>.yaml under `evidence`, filled from `args`. */
export interface Evidence {
  readonly fact: string;
  readonly args: Args;
  readonly place: Place | null;
}

// ---------------------------------------------------------------- what a check sees

/** Facts joined with tags and manifest. Arrays are in code-unit order of their identity. Test facts are left out already. */
export interface View {
  /** ISO date: the only clock. */
  readonly asOf: string;
  readonly manifest: Manifest | null;
  /** Place of a manifest node by path (`retention[0].keep`); of the nearest parent where it is absent. */
  readonly manifestPlace: (path: string) => Place;
  readonly entities: readonly ViewEntity[];
  readonly stores: readonly ViewStore[];
  readonly vendors: readonly ViewVendor[];
  readonly documents: readonly DocumentFact[];
  readonly gates: readonly Gate[];
  readonly jobs: readonly Job[];
  readonly targets: readonly ReferenceTarget[];
  /** Whether a path (relative to the root) is among the listed files. */
  readonly hasFile: (path: string) => boolean;
  /** Whether a listed file lies below a path (relative to the root, without a slash at its end). */
  readonly hasFolder: (path: string) => boolean;
  /** Paths narrowed the scan: nothing may be called gone or stale. */
  readonly narrowed: boolean;
  /** Any person signs up here: an entity with credentials or a login of its own. */
  readonly signUp: { readonly entity: ViewEntity; readonly field: Field } | null;
  /** Diagnostics of files that were read in part or not at all: what rests on them is unresolved. */
  readonly unread: readonly Diagnostic[];
  /** Canonical purposes of a word of the manifest, as the pack that asks means it; empty when nobody knows it. */
  readonly purposesOf: (word: string) => readonly string[];
  readonly categories: { readonly isUnder: (category: string, prefix: string) => boolean };
}

export interface ViewEntity {
  readonly entity: Entity;
  /** Personal tags (confidence at or over the threshold), by field identity. */
  readonly tags: readonly Tag[];
  readonly personal: boolean;
  /** Personal only by foreign key: inherits its parent's rule and is never accused. */
  readonly linked: boolean;
  /** Identity of the entity that `linked` points at. */
  readonly parent: Identity | null;
  /** Record class: from the manifest, else inferred from words. */
  readonly record: string | null;
  /** Store that holds it. */
  readonly store: { readonly id: string; readonly by: 'manifest' | 'engine' | 'assumed' } | null;
  /** `inventory[2]`. */
  readonly declared: string | null;
  /** How long it is kept by a note in the schema. */
  readonly note: EntityNote | null;
}

/** `@privaudit retention=P2Y after=closed reason=contract` in a schema. */
export interface EntityNote {
  /** ISO 8601 duration, or `indefinite`. */
  readonly keep: string;
  readonly after: Anchor | null;
  readonly reasons: readonly RetentionReason[];
  readonly place: Place;
}

export interface ViewStore {
  /** `store:<address>`, or `store:<datastores[].id>` when only declared. */
  readonly id: string;
  /** The address as written, or the declared id. */
  readonly subject: string;
  readonly storeKind: StoreKind;
  readonly fact: Store | null;
  readonly declared: {
    readonly path: string;
    readonly row: ManifestDatastore;
    /** Why its `ref` leads nowhere; null where it leads somewhere, is absent, or points out of sight. */
    readonly dangling: string | null;
  } | null;
  /** Holds personal data: by entities assigned to it, declaration or its name; `assumed` where no entity could be assigned at all. */
  readonly personal: 'yes' | 'assumed' | 'no';
  /** Record class of log stores (`log`), else null. */
  readonly record: string | null;
  /** A bucket whose name says it holds people's data, or that is declared to. */
  readonly bucketHolds: boolean;
  /** Record class that the name of such a bucket speaks of: `chat-archive`. */
  readonly bucketRecord: string | null;
  readonly entities: readonly Identity[];
  readonly place: Place;
}

export interface ViewVendor {
  /** Catalogue id, or `declared:<name>` where the catalogue has none. */
  readonly id: string;
  readonly name: string;
  /** Other names that lists and manifests use for it. */
  readonly aliases: readonly string[];
  readonly company: string | null;
  readonly role: 'subprocessor' | 'optional' | 'self-hosted' | 'dev-only' | 'possible' | 'declared-only';
  /** Canonical purposes of the catalogue. */
  readonly purposes: readonly string[];
  readonly declared: { readonly path: string; readonly row: ManifestSubprocessor } | null;
  /** A further row of a vendor that is here already: each of its uses may have one. */
  readonly another: boolean;
  readonly signals: readonly VendorSignal[];
  /** Regions seen in code for this vendor. */
  readonly regions: readonly { readonly region: string; readonly country: string | null; readonly place: Place }[];
}
