import type { AuditReport } from '../../schemas/report.ts';
import { plural, shown, wrap } from './layout.ts';

/** What was judged by what, and what was seen. */
export function headLines(report: AuditReport, width: number): string[] {
  const { scope, settings, inventory } = report;
  const packs = report.packs.map(({ id, version }) => `${id} ${version}`).join(', ');
  const from = {
    flag: 'from the command line',
    manifest: `from ${settings.manifest?.file ?? 'the manifest'}`,
    default: 'the default',
  }[settings.packsFrom];
  const commit =
    scope.commit === null
      ? 'not in git'
      : `commit ${scope.commit.slice(0, 7)}, ${scope.dirty ? 'with changes' : 'clean'}`;
  const fields = inventory.entities.flatMap((entity) => entity.fields);
  const personal = fields.filter(({ confidence }) => (confidence ?? 0) >= 0.5);
  const special = personal.filter((field) => field.special).length;
  const vendors = inventory.vendors.filter(({ role }) => role === 'subprocessor').length;
  const seen = [
    plural(inventory.entities.length, 'entity', 'entities'),
    `${plural(fields.length, 'field')} (${personal.length} personal, ${special} special)`,
    plural(inventory.stores.length, 'store'),
    plural(vendors, 'vendor'),
  ];
  return [
    ...wrap(
      shown(
        `privaudit ${report.tool.version} · ${report.packs.length === 1 ? 'pack' : 'packs'} ${packs} (${from}) · ${commit}`,
      ),
      width,
      '  ',
      '',
    ),
    ...wrap(`read ${scope.filesRead} of ${plural(scope.filesListed, 'file')}: ${seen.join(', ')}`, width, '  ', ''),
  ];
}
