import type { LinkInput } from '../linkers/contract.ts';
import { linkDocuments } from '../linkers/documents/documents.ts';
import { linkReferences } from '../linkers/references.ts';
import { linkGates } from '../linkers/schema/gates.ts';
import { mergeEntities } from '../linkers/schema/merge.ts';
import { linkPrisma } from '../linkers/schema/prisma.ts';
import { linkSqlSchemas } from '../linkers/schema/sql.ts';
import { unreadModels } from '../linkers/schema/unread-models.ts';
import { linkAddresses } from '../linkers/stores/addresses.ts';
import { databaseEncryption, schemaStores } from '../linkers/stores/schema.ts';
import { linkStores } from '../linkers/stores/stores.ts';
import { evaluateTerraform } from '../linkers/terraform/terraform.ts';
import { linkVendors } from '../linkers/vendors/link-vendors.ts';
import type { ServiceDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type {
  Dependency,
  DocumentFact,
  DocumentKey,
  Entity,
  Gate,
  Job,
  ReferenceTarget,
  Store,
  StoreKind,
  VendorSignal,
} from '../model/fact.ts';
import { sortedBy } from '../model/order.ts';

export interface Facts {
  readonly entities: readonly Entity[];
  readonly stores: readonly Store[];
  readonly signals: readonly VendorSignal[];
  readonly documents: readonly DocumentFact[];
  readonly gates: readonly Gate[];
  readonly jobs: readonly Job[];
  readonly targets: readonly ReferenceTarget[];
  /** `file#address` of the blocks and services of infrastructure code. */
  readonly addresses: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface LinkOptions extends LinkInput {
  /** Kinds of the datastores the manifest declares: a schema needs no store of its own where one of them fits. */
  readonly declaredStores: readonly StoreKind[];
  /** Documents the manifest names, by role. */
  readonly namedDocuments: Readonly<Partial<Record<DocumentKey, string | undefined>>>;
}

/** All declarations together become facts. */
export function link(options: LinkOptions): Facts {
  const prisma = linkPrisma(options);
  const sql = linkSqlSchemas(options);
  const resources = evaluateTerraform(options);
  const services = options.declarations.filter(
    (declaration): declaration is ServiceDeclaration => declaration.kind === 'service',
  );
  const vendors = linkVendors(options, resources);
  const found = linkStores(resources, services, options);

  const drafted = [...prisma.facts, ...sql.facts].filter((fact): fact is Entity => fact.kind === 'entity');
  const entities = sortedBy(mergeEntities(drafted, options.catalog.words), ({ id }) => id);
  const jobs = sql.facts.filter((fact): fact is Job => fact.kind === 'job');
  const stores = [...found, ...schemaStores(entities, found, options.declaredStores, databaseEncryption(options))];
  const dependencies = vendors.facts.filter((fact): fact is Dependency => fact.kind === 'dependency');
  return {
    entities,
    stores: sortedBy(stores, ({ id }) => id),
    signals: vendors.facts.filter((fact): fact is VendorSignal => fact.kind === 'vendor-signal'),
    documents: linkDocuments(options, options.namedDocuments),
    gates: linkGates(entities, options.catalog.words),
    jobs: sortedBy(jobs, ({ id }) => id),
    targets: linkReferences(options),
    addresses: linkAddresses(options.declarations),
    diagnostics: [
      ...prisma.diagnostics,
      ...sql.diagnostics,
      ...vendors.diagnostics,
      ...unreadModels(dependencies, entities, options.catalog.modelLibraries),
    ],
  };
}
