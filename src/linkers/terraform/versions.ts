import type { BlockAttribute, Expr, ResourceBlock } from '../../model/declaration.ts';
import type { ProviderVersion } from './evaluated.ts';
import type { Module } from './module.ts';

interface Requirement {
  readonly source: string;
  readonly constraint: string;
  readonly place: ProviderVersion['place'];
}

/** Which major versions can be in use: the lock file's one, else what all constraints of the root and its modules leave. */
export function providerVersions(modules: readonly Module[], locks: readonly ResourceBlock[]): ProviderVersion[] {
  const versions = new Map<string, ProviderVersion>();
  for (const lock of locks) {
    const major = majorOf(wordOf(lock.body.attributes.find(({ name }) => name === 'version')?.expr));
    const source = (lock.labels[0] ?? '').split('/').slice(-2).join('/').toLowerCase();
    if (major !== null)
      versions.set(source, { source, min: major, max: major, by: 'lock', place: { file: lock.file, span: lock.span } });
  }
  for (const requirement of modules.flatMap(requirementsOf)) {
    const known = versions.get(requirement.source);
    const range = rangeOf(requirement.constraint);
    if (range === null || known?.by === 'lock') continue;
    const { source, place } = requirement;
    const min = Math.max(range.min, known?.min ?? 0);
    const max = known?.max == null ? range.max : Math.min(known.max, range.max ?? known.max);
    versions.set(source, { source, min, max, by: 'constraint', place: known?.place ?? place });
  }
  return [...versions.values()];
}

function requirementsOf({ settings, providers }: Module): Requirement[] {
  const sources = new Map<string, string>();
  const found: Requirement[] = [];
  const add = (file: string, local: string, constraint: string | null, { span }: BlockAttribute): void => {
    const source = sources.get(local) ?? `hashicorp/${local}`;
    if (constraint !== null) found.push({ source: source.toLowerCase(), constraint, place: { file, span } });
  };
  for (const { file, body } of settings) {
    for (const attribute of body.blocks
      .filter(({ blockType }) => blockType === 'required_providers')
      .flatMap((b) => b.body.attributes)) {
      const { name, expr } = attribute;
      const source = wordOf(elementOf(expr, 'source'));
      if (source !== null) sources.set(name, source.split('/').slice(-2).join('/'));
      add(file, name, wordOf(expr.type === 'literal' ? expr : elementOf(expr, 'version')), attribute);
    }
  }
  for (const { file, labels, body } of providers) {
    const attribute = body.attributes.find(({ name }) => name === 'version');
    if (attribute) add(file, labels[0] ?? '', wordOf(attribute.expr), attribute);
  }
  return found;
}

function elementOf(expr: Expr, key: string): Expr | undefined {
  if (expr.type !== 'call' || expr.name !== '{}') return undefined;
  const at = expr.args.findIndex((arg, i) => i % 2 === 0 && wordOf(arg) === key);
  return at === -1 ? undefined : expr.args[at + 1];
}

export function wordOf(expr: Expr | undefined): string | null {
  if (expr?.type !== 'literal' || expr.value === null || expr.value.kind === 'hidden') return null;
  return String(expr.value.value);
}

export function majorOf(version: string | null): number | null {
  const match = /^v?(\d{1,6})(?:\.|$)/.exec(version ?? '');
  return match ? Number(match[1]) : null;
}

/** Major versions that a constraint allows; https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export function rangeOf(constraint: string): { readonly min: number; readonly max: number | null } | null {
  let min = 0;
  let max: number | null = null;
  let isBound = false;
  for (const condition of constraint.split(',')) {
    const match = /^\s*(?:(=|!=|>=?|<=?|~>)\s*)?v?(\d{1,6})((?:\.\d{1,6}){0,3})/.exec(condition);
    if (match === null) return null;
    const [, operator = '=', digits, rest = ''] = match;
    const major = Number(digits);
    const isWhole = /^(?:\.0+)*$/.test(rest);
    let upper: number | null = null;
    if (operator === '!=') continue;
    if (operator === '=' || (operator === '~>' && rest !== '')) upper = major;
    else if (operator === '<=' || (operator === '<' && !isWhole)) upper = major;
    else if (operator === '<') upper = major - 1;
    if (!operator.startsWith('<')) min = Math.max(min, major);
    if (upper !== null) max = max === null ? upper : Math.min(max, upper);
    isBound = true;
  }
  return isBound ? { min, max } : null;
}
