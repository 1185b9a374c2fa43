import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ProviderRow } from '../../schemas/provider.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import { keyInRows, rowsByType } from './world.ts';

const SHOWN = 3;

/**
 * Modules that are called but are neither part of the scan nor known to the catalogue may keep data that nobody sees. Named by their
 * calls: an address may hold a token.
 */
export function unreadModules(resources: readonly EvaluatedResource[], rows: readonly ProviderRow[]): Diagnostic[] {
  const known = rowsByType(rows);
  const unread = resources.filter(
    (one) =>
      one.mode === 'module' &&
      one.environment === 'production' &&
      one.type !== '' &&
      !/^\.\.?(?:\/|$)/.test(one.type) &&
      !known.has(keyInRows(one)),
  );
  const [first] = unread;
  if (first === undefined) return [];
  const names = [...new Set(unread.map(({ blockAddress }) => blockAddress))];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const [subject, verb] = names.length === 1 ? ['a module', 'stands'] : [`${names.length} modules`, 'stand'];
  return [
    {
      code: 'module-unread',
      level: 'info',
      file: first.file,
      span: first.span,
      message: `${subject} of Terraform ${verb} elsewhere and cannot be read, so what is kept there is not seen: ${names.slice(0, SHOWN).join(', ')}${more}`,
      hint: 'Declare the stores they make under datastores[] in privaudit.yaml',
    },
  ];
}
