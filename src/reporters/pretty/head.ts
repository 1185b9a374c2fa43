import type { AuditReport } from '../../schemas/report.ts';
import { isPersonal, listed, plural } from '../wording.ts';
import { type Line, labelled } from './line.ts';

/** Which promises, which code, and what of it was seen. */
export function head(report: AuditReport, width: number): Line[] {
  return [
    ...labelled(0, '', identity(report), width),
    ...labelled(0, '', seen(report), width),
    ...narrowed(report, width),
    ...skipped(report, width),
  ];
}

function identity({ tool, packs, settings, scope }: AuditReport): string {
  const from =
    settings.packsFrom === 'manifest'
      ? `from ${settings.manifest?.file ?? 'privaudit.yaml'}`
      : settings.packsFrom === 'flag'
        ? 'from --pack'
        : 'by default';
  const names = packs.map(({ id, version }) => `${id} ${version}`).join(', ');
  const commit =
    scope.commit === null
      ? 'no commit'
      : `commit ${scope.commit.slice(0, 7)}${scope.dirty === null ? '' : scope.dirty ? ', with uncommitted changes' : ', clean'}`;
  return `privaudit ${tool.version} · ${packs.length === 1 ? 'pack' : 'packs'} ${names} (${from}) · ${commit}`;
}

function seen({ scope, inventory }: AuditReport): string {
  const entities = inventory.entities.filter(({ environment }) => environment === 'production');
  const fields = entities.flatMap((entity) => entity.fields);
  const personal = fields.filter(isPersonal).length;
  const special = fields.filter((field) => isPersonal(field) && field.special).length;
  const stores = inventory.stores.filter(({ environment }) => environment === 'production').length;
  const vendors = inventory.vendors.filter(({ role }) => role !== 'dev-only' && role !== 'possible').length;
  return `read ${scope.filesRead} of ${plural(scope.filesListed, 'file')}: ${entities.length === 0 ? 'no data model' : `${plural(entities.length, 'entity', 'entities')}, ${plural(fields.length, 'field')} (${personal} personal, ${special} special)`}, ${plural(stores, 'store')}, ${plural(vendors, 'vendor')}`;
}

/** A run that judges a part only must not be taken for one of the whole. */
function narrowed({ settings: { roots } }: AuditReport, width: number): Line[] {
  if (roots.includes('.')) return [];
  return labelled(0, '', `judged: only ${listed(roots, 5)}; what is seen elsewhere counts as a fact`, width);
}

function skipped({ scope }: AuditReport, width: number): Line[] {
  if (scope.skipped.length === 0) return [];
  const names = listed(
    scope.skipped.map(({ file, reason }) => `${file} (${reason})`),
    2,
  );
  return labelled(0, '', `not read: ${names}`, width);
}
