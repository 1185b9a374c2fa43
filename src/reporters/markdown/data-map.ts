import type { AuditReport } from '../../schemas/report.ts';
import { code, prose, table } from '../../text/markdown.ts';
import { capped } from './sections.ts';

/** Which personal data is where, and who receives it. */
export function dataMapSection({ inventory }: AuditReport): string[] {
  const personal = inventory.entities.filter((entity) => entity.personal);
  const yesNo = (value: boolean | null): string => (value === null ? 'unknown' : value ? 'yes' : 'no');
  return [
    '## Data map',
    '',
    `${inventory.entities.length} entities were read; ${personal.length} hold personal data of their own.`,
    '',
    ...capped(personal, (entity) => {
      const fields = entity.fields.filter(({ confidence }) => (confidence ?? 0) >= 0.5);
      const rows = fields.map(({ name, category, special, confidence, protection }) => [
        code(name),
        code(category ?? ''),
        special ? '**special**' : '',
        String(confidence ?? ''),
        protection ?? '',
      ]);
      const held = entity.store === null ? 'unknown' : `${code(entity.store.id)} (${entity.store.by})`;
      return [
        `### ${code(entity.name)}`,
        '',
        `${code(`${entity.location.file}:${entity.location.startLine}`)}, record class: ${entity.record ?? 'none'}, store: ${held}`,
        '',
        ...table(['field', 'category', '', 'confidence', 'protection'], rows),
        '',
      ];
    }),
    '### Stores',
    '',
    ...(inventory.stores.length === 0
      ? ['None was found.']
      : table(
          [
            'store',
            'kind',
            'region',
            'encrypted at rest',
            'retention (days)',
            'backups (days)',
            'personal data',
            'environment',
          ],
          inventory.stores
            .slice(0, 300)
            .map((store) => [
              code(store.id),
              store.kind,
              store.region === null ? 'unknown' : code(store.region),
              yesNo(store.encryptedAtRest),
              String(store.retentionDays ?? 'unknown'),
              String(store.backupDays ?? 'unknown'),
              store.personal,
              store.environment,
            ]),
        )),
    '',
    '### Recipients',
    '',
    ...(inventory.vendors.length === 0
      ? ['None was found.']
      : table(
          ['vendor', 'company', 'role', 'purposes', 'listed', 'signals'],
          inventory.vendors.map((vendor) => [
            prose(vendor.name),
            prose(vendor.company ?? ''),
            vendor.role,
            vendor.purposes.join(', '),
            vendor.listed ? 'yes' : 'no',
            vendor.signals
              .slice(0, 3)
              .map(({ kind, text }) => `${kind} ${code(text)}`)
              .join(', '),
          ]),
        )),
  ];
}
