import type { View, ViewEntity, ViewStore, ViewVendor } from '../../src/checks/contract.ts';
import type { Entity, Field, Job, Property, ReferenceTarget, Store } from '../../src/model/fact.ts';
import { ABSENT } from '../../src/model/fact.ts';
import type { Place } from '../../src/model/span.ts';
import type { Tag } from '../../src/model/tag.ts';
import type { Manifest, ManifestDatastore } from '../../src/schemas/manifest.ts';
import { manifestSchema } from '../../src/schemas/manifest.ts';
import { entity as plainEntity, field as plainField } from './entities.ts';

/** Builders of what a check sees, each with defaults that accuse nobody. A test names only what it is about. */

export function at(file: string, line = 1, endLine = line): Place {
  return { file, span: { startLine: line, startColumn: 1, endLine, endColumn: 1 } };
}

/** A property written in the code. */
export function set<T>(value: T, attribute: string | null = null, place: Place | null = null): Property<T> {
  return { state: 'set', value, attribute, place, reason: null, source: null };
}

/** A property that the code is silent about, with the provider's default. */
export function byDefault<T>(value: T, attribute: string | null = null, reason = 'every version'): Property<T> {
  return { state: 'default', value, attribute, place: null, reason, source: null };
}

export function unresolved(
  reason: string,
  attribute: string | null = null,
  place: Place | null = null,
): Property<never> {
  return { state: 'unresolved', value: null, attribute, place, reason, source: null };
}

export function field(entity: string, name: string, over: Partial<Field> = {}): Field {
  return plainField(entity, name, { place: at('prisma/schema.prisma', 2), ...over });
}

interface EntityOptions extends Partial<Omit<ViewEntity, 'entity' | 'tags'>> {
  readonly storedName?: string;
  readonly scope?: string;
  /** Category by field name: the fields and their tags. `null`: a field that is not personal. */
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly entity?: Partial<Entity>;
  readonly tags?: readonly Tag[];
}

/** A stored entity; personal as soon as one of its fields has a category. Without `fields`: one e-mail address. */
export function entity(name: string, options: EntityOptions = {}): ViewEntity {
  const {
    storedName = name,
    scope = '.',
    fields = { email: 'user.contact.email' },
    entity: over,
    tags,
    ...rest
  } = options;
  const place = over?.place ?? at('prisma/schema.prisma', 1, 9);
  const own = Object.keys(fields).map((fieldName, index) =>
    field(storedName, fieldName, {
      id: `${scope} field ${storedName}.${fieldName}`,
      place: at(place.file, place.span.startLine + 1 + index),
    }),
  );
  const ownTags = own.flatMap((one) => {
    const category = fields[one.name];
    return category == null ? [] : [tag(one.id, category)];
  });
  return {
    entity: plainEntity(name, own, {
      id: `${scope} entity ${storedName}`,
      scope,
      storedName,
      dialect: 'postgres',
      place,
      origins: [{ kind: 'prisma', place }],
      ...over,
    }),
    tags: tags ?? ownTags,
    personal: (tags ?? ownTags).length > 0,
    linked: false,
    parent: null,
    record: null,
    store: null,
    declared: null,
    note: null,
    ...rest,
  };
}

export function tag(id: string, category: string, over: Partial<Tag> = {}): Tag {
  return {
    id,
    category,
    confidence: 0.9,
    special: false,
    reasons: ['name'],
    by: 'classifier',
    protection: null,
    ...over,
  };
}

/** What infrastructure code says of a store; every property absent. */
export function storeFact(address: string, over: Partial<Store> = {}): Store {
  return {
    kind: 'store',
    id: `store:${address}`,
    identity: `. store ${address}`,
    scope: '.',
    address,
    storeKind: 'postgres',
    group: 'database',
    provider: 'aws',
    by: 'terraform',
    name: null,
    environment: 'production',
    region: ABSENT,
    encryptedAtRest: ABSENT,
    customerKey: ABSENT,
    retentionDays: ABSENT,
    noncurrentDays: ABSENT,
    versioned: ABSENT,
    backupDays: ABSENT,
    ttl: ABSENT,
    public: ABSENT,
    place: at('infra/main.tf', 1, 9),
    related: [],
    ...over,
  };
}

/** A store found in code. */
export function store(address: string, fact: Partial<Store> = {}, over: Partial<ViewStore> = {}): ViewStore {
  const made = storeFact(address, fact);
  return {
    id: made.id,
    subject: address,
    storeKind: made.storeKind,
    fact: made,
    declared: null,
    personal: 'yes',
    record: null,
    bucketHolds: false,
    bucketRecord: null,
    entities: [],
    place: made.place,
    ...over,
  };
}

/** A CloudWatch log group. */
export function logGroup(
  name: string,
  retentionDays: Property<number | 'never'>,
  over: Partial<ViewStore> = {},
): ViewStore {
  return store(
    `aws_cloudwatch_log_group.${name}`,
    { storeKind: 'log-group', group: 'log', retentionDays, place: at('infra/logs.tf', 1, 4) },
    { personal: 'no', record: 'log', ...over },
  );
}

/** A store that only the manifest knows. */
export function declaredStore(row: ManifestDatastore, path: string, over: Partial<ViewStore> = {}): ViewStore {
  return {
    id: `store:${row.id}`,
    subject: row.id,
    storeKind: row.kind ?? 'other',
    fact: null,
    declared: { path, row, dangling: null },
    personal: 'yes',
    record: row.kind === 'log-group' ? 'log' : null,
    bucketHolds: false,
    bucketRecord: null,
    entities: [],
    place: at('privaudit.yaml', 1),
    ...over,
  };
}

export function vendor(name: string, over: Partial<ViewVendor> = {}): ViewVendor {
  return {
    id: name.toLowerCase(),
    name,
    company: null,
    aliases: [],
    role: 'subprocessor',
    purposes: ['other'],
    declared: null,
    another: false,
    signals: [],
    regions: [],
    ...over,
  };
}

export function job(table: string, over: Partial<Job> = {}): Job {
  return {
    kind: 'job',
    id: `. job purge_${table}`,
    name: `purge_${table}`,
    table,
    column: 'created_at',
    olderThanDays: 90,
    schedule: '0 3 * * *',
    enabled: true,
    environment: 'production',
    place: at('migrations/9_purge.sql', 1),
    ...over,
  };
}

export function target(file: string, over: Partial<ReferenceTarget> = {}): ReferenceTarget {
  return {
    kind: 'reference-target',
    file,
    deletes: [],
    softDeletes: [],
    schedules: [],
    ages: [],
    mentions: [],
    ...over,
  };
}

type ManifestInput = Omit<Parameters<typeof manifestSchema.parse>[0] & object, 'privaudit'>;

/** A manifest as the loader would hand it over. */
export function manifest(input: ManifestInput): Manifest {
  return manifestSchema.parse({ privaudit: 1, ...input });
}

interface ViewOptions extends Partial<Omit<View, 'manifest' | 'hasFile' | 'hasFolder'>> {
  /** Parsed by the schema when it is not a manifest yet. */
  readonly manifest?: ManifestInput | null;
  /** The listed files. */
  readonly files?: readonly string[];
}

/** A manifest node lies in the file `privaudit.yaml#<its path>`, so that a test can tell which node is meant. */
export function view(options: ViewOptions = {}): View {
  const { manifest: declared = null, files = [], ...rest } = options;
  return {
    asOf: '2026-11-24',
    manifest: declared === null ? null : manifest(declared),
    manifestPlace: (path) => at(`privaudit.yaml#${path}`),
    entities: [],
    stores: [],
    vendors: [],
    documents: [],
    gates: [],
    jobs: [],
    targets: [],
    hasFile: (path) => files.includes(path),
    hasFolder: (path) => files.some((file) => file.startsWith(`${path}/`)),
    narrowed: false,
    signUp: null,
    unread: [],
    purposesOf: (word) => [word],
    categories: { isUnder: (category, prefix) => category === prefix || category.startsWith(`${prefix}.`) },
    ...rest,
  };
}
