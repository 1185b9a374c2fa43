import { settingNames } from '../../text/code-names.ts';
import type { CheckOutcome, View } from '../contract.ts';
import { outcome } from '../outcome.ts';
import type { Mechanism } from './mechanism.ts';
import { ofRule, ruleSeen } from './outcome.ts';
import type { Rule } from './rules.ts';

/** Where a tenant chooses how long data under the rule is kept: the rule's own setting, else the one for all of its data. */
export function tenantSetting(view: View, { row }: Rule): string | undefined {
  const general = view.manifest?.tenantControls?.retention;
  return row.perTenant?.setting ?? (general === 'none' ? undefined : general);
}

/** What keeps tenants from choosing the period of a rule: no setting, or nothing on a schedule that reads it. Empty: nothing does. */
export function judgeTenantChoice(view: View, rule: Rule, mechanism: Mechanism): CheckOutcome[] {
  const own = rule.row.perTenant?.setting;
  const setting = tenantSetting(view, rule);
  const made = (
    code: string,
    key: 'perTenant' | 'enforcedBy',
    args: CheckOutcome['args'] = {},
    more: Partial<CheckOutcome> = {},
  ): CheckOutcome =>
    outcome({
      ...ofRule(view, rule, key),
      code,
      status: 'fail',
      attribute: key,
      args: { rule: rule.id, setting: setting ?? null, ref: rule.row.enforcedBy?.ref ?? null, ...args },
      evidence: [ruleSeen(view, rule)],
      ...more,
    });
  if (setting === undefined) return [made('no-tenant-setting', 'perTenant')];
  const problems: CheckOutcome[] = [];
  const mentions = mechanism.kind === 'file' ? (mechanism.target?.mentions ?? null) : null;
  const { names, holders } = settingNames(setting);
  const reads = (words: readonly string[]): boolean => mentions?.some((mention) => words.includes(mention)) ?? false;
  if (!isThere(view, setting) && !reads(names)) {
    const place = own === undefined ? view.manifestPlace('tenantControls.retention') : undefined;
    const args = { ref: setting, found: 'no such field or file' };
    problems.push(made('dangling-reference', 'perTenant', args, place === undefined ? {} : { place }));
  }
  if (mechanism.kind === 'store' || (mechanism.kind === 'job' && mechanism.job.olderThanDays !== null))
    problems.push(made('same-for-all', 'enforcedBy'));
  if (rule.row.enforcedBy?.type === 'erasure-route') problems.push(made('not-scheduled', 'enforcedBy'));
  if (mechanism.kind === 'file') {
    // Who reads the settings of a tenant may read this one by another name.
    if (mentions !== null && !reads(names)) {
      const maybe = reads(holders);
      problems.push(made('setting-not-read', 'enforcedBy', {}, maybe ? { status: 'unresolved' } : {}));
    }
  }
  return problems;
}

/** A field of an entity, or a file. */
function isThere(view: View, setting: string): boolean {
  const file = setting.split('#')[0]?.replace(/^\.\//, '') ?? '';
  if (view.hasFile(file)) return true;
  const { names, holders } = settingNames(setting);
  return view.entities.some(
    ({ entity }) =>
      (holders.length === 0 || holders.includes(entity.name) || holders.includes(entity.storedName)) &&
      entity.fields.some((field) => names.includes(field.name) || names.includes(field.storedName)),
  );
}
