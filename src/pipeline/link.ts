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
import { unreadModules } from '../linkers/stores/unread-modules.ts';
import { evaluateTerraform } from '../linkers/terraform/terraform.ts';
import { linkVendors } from '../linkers/vendors/link-vendors.ts';
import type { ServiceDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type {
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
  const sql = linkSqlSchemas(options);
  const resources = evaluateTerraform(options);
  const services = options.declarations.filter(
    (declaration): declaration is ServiceDeclaration => declaration.kind === 'service',
  );
  const { dependencies, signals } = linkVendors(options, resources);
  const found = linkStores(resources, services, options);

  const drafted = [...linkPrisma(options), ...sql.entities];
  const entities = sortedBy(mergeEntities(drafted, options.catalog.words), ({ id }) => id);
  const stores = [...found, ...schemaStores(entities, found, options.declaredStores, databaseEncryption(options))];
  return {
    entities,
    stores: sortedBy(stores, ({ id }) => id),
    signals,
    documents: linkDocuments(options, options.namedDocuments),
    gates: linkGates(entities, options.catalog),
    jobs: sortedBy(sql.jobs, ({ id }) => id),
    targets: linkReferences(options),
    addresses: linkAddresses(options.declarations),
    diagnostics: [
      ...unreadModules(resources, options.catalog.providers),
      ...unreadModels(dependencies, entities, options.catalog.modelLibraries),
    ],
  };
}
