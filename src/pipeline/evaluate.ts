import { createHash } from 'node:crypto';
import type { CheckOutcome, CheckResult, View } from '../checks/contract.ts';
import { families } from '../checks/registry.ts';
import type { Clause, Pack } from '../model/pack.ts';
import type { FamilyWords } from '../schemas/family.ts';
import { purposeReader } from './view/purposes.ts';

/** One question of one family on one subject, with every clause that asks it. */
export interface JudgedOutcome {
  readonly fingerprint: string;
  readonly family: string;
  readonly clauses: readonly string[];
  readonly outcome: CheckOutcome;
}

/** What a clause's check said, before waivers and wording. */
export interface JudgedClause {
  readonly clause: Clause;
  /** Null: nothing executable asks this clause. */
  readonly result: CheckResult | null;
  readonly fingerprints: ReadonlySet<string>;
}

export interface Evaluation {
  readonly clauses: readonly JudgedClause[];
  readonly outcomes: readonly JudgedOutcome[];
}

/** Version of the fingerprint's recipe: a change of recipe must not look like a change of findings. */
const IDENTITY_VERSION = '1';

/**
 * Asks each family once per distinct parameters (and pack, where it reads words) and gives the answer to every clause that
 * asks the same. Equal findings of clauses with other parameters are one finding citing them all; a clause keeps its own
 * status all the same.
 */
export async function evaluate(
  packs: readonly Pack[],
  view: View,
  selected: (clause: Clause) => boolean,
): Promise<Evaluation> {
  const clauses = packs.flatMap((pack) => pack.clauses).filter((clause) => clause.rule && selected(clause));
  const asked = new Map<string, Promise<CheckResult>>();
  const judged: JudgedClause[] = [];
  const merged = new Map<string, { family: string; clauses: Set<string>; outcome: CheckOutcome }>();
  for (const clause of clauses) {
    const entry = families.find(({ id }) => id === clause.family);
    if (!entry?.check) {
      judged.push({ clause, result: null, fingerprints: new Set() });
      continue;
    }
    const key = `${entry.id} ${canonical(clause.params)} ${entry.readsWords ? clause.pack : ''}`;
    const load = entry.check;
    const seen = entry.readsWords ? { ...view, purposesOf: purposeReader(packs, clause.pack) } : view;
    const pending = asked.get(key) ?? load().then(({ check }) => check(clause.params as never, seen));
    asked.set(key, pending);
    const result = await pending;
    const fingerprints = new Set<string>();
    for (const outcome of result.outcomes) {
      const fingerprint = fingerprintOf(entry.id, outcome);
      fingerprints.add(fingerprint);
      const known = merged.get(fingerprint);
      if (known) known.clauses.add(clause.id);
      else merged.set(fingerprint, { family: entry.id, clauses: new Set([clause.id]), outcome });
    }
    judged.push({ clause, result, fingerprints });
  }
  const outcomes = [...merged].map(([fingerprint, { family, clauses: ids, outcome }]) => ({
    fingerprint,
    family,
    clauses: [...ids],
    outcome,
  }));
  return { clauses: judged, outcomes };
}

/** Rule, identity and qualifier (attribute and bound): never a line, a count or a wording. */
function fingerprintOf(family: string, { code, identity, attribute, bound }: CheckOutcome): string {
  const parts = [IDENTITY_VERSION, `${family}/${code}`, identity, attribute ?? '', bound ?? ''];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

/** JSON with sorted keys, so that equal parameters are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export function wordsOf(catalog: { readonly families: readonly FamilyWords[] }, family: string): FamilyWords {
  const words = catalog.families.find(({ id }) => id === family);
  if (words === undefined) throw new Error(`rules/families has no ${family}.yaml`);
  return words;
}
