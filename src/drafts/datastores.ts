import type { ViewStore } from '../checks/contract.ts';
import type { Property } from '../model/fact.ts';
import { type YamlValue, yamlPair } from '../text/write-yaml.ts';
import { type DraftContext, type DraftSection, part, TODO } from './contract.ts';

/** Stores of the code, with what the code says of them. */
export const datastores: DraftSection = (context) => ({
  key: 'datastores',
  kind: 'list',
  about: [
    'The stores themselves. What the code shows is filled in, and held to it at every scan.',
    'Encryption that no code shows stays TODO until somebody has looked: enabled: true or false.',
  ],
  parts: openStores(context).flatMap((store) => {
    const id = context.idOfStore(store);
    return id === null ? [] : [part(...lines(id, store))];
  }),
  after: [],
  onlyNew: false,
  nouns: ['datastore', 'datastores'],
});

/** Seen in the code, and in no row yet. */
export function openStores({ view }: Pick<DraftContext, 'view'>): ViewStore[] {
  return view.stores.filter(({ fact, declared }) => fact !== null && declared === null);
}

function lines(id: string, { fact, storeKind, personal }: ViewStore): string[] {
  if (fact === null) return [];
  const bySchema = fact.by === 'schema';
  const mayBe = fact.mayBe === undefined ? '' : `one of ${fact.mayBe.join(', ')}`;
  const region = known(fact.region);
  const backups = fact.group === 'database' || fact.group === 'backup' ? fact.backupDays : null;
  const days = backups === null ? null : known(backups);
  const keep = typeof days === 'number' && Number.isInteger(days) ? (days > 0 ? `P${days}D` : null) : TODO;
  return [
    yamlPair('id', id),
    fact.mayBe === undefined ? yamlPair('kind', storeKind) : yamlPair('kind', TODO, mayBe),
    yamlPair('environment', 'production'),
    ...(fact.provider === null ? [] : [yamlPair('provider', fact.provider)]),
    // A schema only proves that there is a database: the row stands for it, wherever it is.
    ...(bySchema && fact.mayBe === undefined
      ? []
      : [yamlPair('ref', bySchema ? fact.address : `${fact.place.file}#${fact.address}`)]),
    ...(region === null ? [] : [yamlPair('region', region)]),
    ...encryption(fact.encryptedAtRest, fact.customerKey),
    ...(backups === null || backups.state === 'absent' || personal === 'no' || keep === null
      ? []
      : [yamlPair('backups', { keep })]),
  ];
}

/** Only what the code shows is claimed. A kind that keeps nothing on disk has nothing to encrypt. */
function encryption(encrypted: Property<boolean>, key: Property<boolean>): string[] {
  if (encrypted.state === 'absent') return [];
  const enabled = known(encrypted);
  if (enabled === null) return [atRest({ enabled: TODO }, encrypted.reason ?? '')];
  const own = known(key);
  const keyWord = own === null ? {} : { key: own ? 'customer-managed' : 'provider-managed' };
  return [atRest(enabled ? { enabled, ...keyWord } : { enabled }, enabled ? '' : 'as the code has it')];
}

function atRest(value: Readonly<Record<string, YamlValue>>, remark: string): string {
  return yamlPair('encryption', { atRest: value }, remark);
}

function known<T>({ state, value }: Property<T>): T | null {
  return state === 'unresolved' || state === 'absent' ? null : value;
}
