import type { AuditReport, ReportEntity } from '../../schemas/report.ts';
import { code, prose, table } from '../../text/markdown.ts';
import { isPersonal, plural } from '../wording.ts';
import { cut, type Limits, placeOf } from './limits.ts';

/** Which personal data lies where, and who receives some. */
export function dataMapSection({ inventory }: AuditReport, limits: Limits): string[] {
  const production = inventory.entities.filter(({ environment }) => environment === 'production');
  const left = inventory.entities.length - production.length;
  const fields = production.flatMap(fieldRows);
  const linked = production.filter((entity) => entity.linked && !entity.personal);
  const shownFields = cut(fields, limits);
  const stores = cut(inventory.stores, limits);
  const vendors = cut(inventory.vendors, limits);
  return [
    '## Data map',
    '',
    '### Personal data',
    '',
    ...(fields.length === 0
      ? ['No field was recognised as personal.']
      : table(
          ['Entity', 'Field', 'Category', 'Confidence', 'Protection', 'Store', 'Record class', 'Place'],
          shownFields.shown,
        )),
    ...shownFields.more,
    ...(linked.length === 0
      ? []
      : [
          '',
          `Personal only by a foreign key: ${cut(linked, limits)
            .shown.map(({ name }) => code(name))
            .filter((name, index, all) => all.indexOf(name) === index)
            .join(', ')}.`,
        ]),
    ...(left === 0 ? [] : ['', `${plural(left, 'entity', 'entities')} of tests and examples left out.`]),
    '',
    '### Stores',
    '',
    ...(inventory.stores.length === 0
      ? ['None was found or declared.']
      : table(
          [
            'Store',
            'Kind',
            'Where',
            'Encrypted at rest',
            'Keeps',
            'Backups',
            'Public',
            'Personal data',
            'Declared',
            'Place',
          ],
          stores.shown.map(storeRow),
        )),
    ...stores.more,
    '',
    '### Vendors',
    '',
    ...(inventory.vendors.length === 0
      ? ['None was found or declared.']
      : table(['Vendor', 'Role', 'Purposes', 'Declared', 'In the list', 'Seen by'], vendors.shown.map(vendorRow))),
    ...vendors.more,
  ];
}

function fieldRows(entity: ReportEntity): string[][] {
  const store =
    entity.store === null
      ? 'unknown'
      : `${code(entity.store.id.replace(/^store:/, ''))}${entity.store.by === 'assumed' ? ' (assumed)' : ''}`;
  return entity.fields
    .filter(isPersonal)
    .map(({ name, category, special, confidence, protection, location }) => [
      code(entity.name),
      code(name),
      `${code(category ?? '')}${special ? ' **special**' : ''}`,
      confidence === null ? '' : String(confidence),
      protection ?? '',
      store,
      prose(entity.record ?? ''),
      code(placeOf(location.file, location.startLine)),
    ]);
}

function storeRow(store: AuditReport['inventory']['stores'][number]): string[] {
  const where = [store.provider, store.region].filter((one) => one !== null).join(' ');
  return [
    `${code(store.id.replace(/^store:/, ''))}${store.environment === 'test' ? ' (test)' : ''}`,
    prose(store.kind),
    prose(where),
    known(store.encryptedAtRest),
    days(store.retentionDays),
    days(store.backupDays),
    known(store.public),
    store.personal,
    store.declared === null ? 'no' : code(store.declared),
    store.location === null ? '' : code(placeOf(store.location.file, store.location.startLine)),
  ];
}

function vendorRow(vendor: AuditReport['inventory']['vendors'][number]): string[] {
  const signals = vendor.signals
    .slice(0, 3)
    .map(({ kind, text, file, startLine }) => `${prose(kind)} ${code(text)} (${code(placeOf(file, startLine))})`);
  const more = vendor.signals.length > 3 ? [`${vendor.signals.length - 3} more`] : [];
  return [
    `${prose(vendor.name)}${vendor.company === null || vendor.company === vendor.name ? '' : `<br>${prose(vendor.company)}`}`,
    vendor.role,
    vendor.purposes.map(prose).join(', '),
    vendor.declared === null ? 'no' : code(vendor.declared),
    vendor.listed ? 'yes' : 'no',
    [...signals, ...more].join('<br>'),
  ];
}

function known(value: boolean | null): string {
  return value === null ? 'unknown' : value ? 'yes' : 'no';
}

function days(value: number | 'never' | null): string {
  if (value === null) return 'unknown';
  return value === 'never' ? 'for ever' : `${value} days`;
}
