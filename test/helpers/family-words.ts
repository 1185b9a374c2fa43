import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { CheckResult } from '../../src/checks/contract.ts';
import { type FamilyWords, familySchema } from '../../src/schemas/family.ts';

export function familyWords(family: string): FamilyWords {
  return familySchema.parse(parse(readFileSync(`rules/families/${family}.yaml`, 'utf8')));
}

/** Every code of the results has its words, the words ask for no argument that is not given, and there are no others. */
export function expectWords(words: FamilyWords, results: readonly CheckResult[]): void {
  const used = new Set<string>();
  const holds = (kind: string, code: string, templates: readonly (string | undefined)[], args: object) => {
    used.add(`${kind} ${code}`);
    for (const template of templates) {
      expect(template, `${kind} ${code}`).toBeDefined();
      for (const [, name, fallback] of (template ?? '').matchAll(/\{(\w+)(\|[^}]*)?\}/g)) {
        const value = (args as Record<string, unknown>)[name ?? ''];
        const given = value !== null && value !== undefined;
        expect(given || fallback !== undefined || name === 'subject', `${kind} ${code}: {${name}}`).toBe(true);
      }
    }
  };
  for (const { absence, advisories, outcomes } of results) {
    if (absence !== null) {
      holds('absence', absence.code, [words.absences[absence.code]], absence.args);
      for (const seen of absence.because) holds('evidence', seen.fact, [words.evidence[seen.fact]], seen.args);
    }
    for (const one of advisories) holds('advisory', one.code, [words.advisories[one.code]], one.args);
    for (const one of outcomes) {
      const own = words.outcomes[one.code];
      const unclear = words.unresolved[one.code];
      if (one.status === 'pass') holds('pass', one.code, [words.passes[one.code]], one.args);
      if (one.status === 'fail') holds('outcome', one.code, [own?.message, own?.fix], one.args);
      if (one.status === 'unresolved') holds('unresolved', one.code, [unclear?.message, unclear?.fix], one.args);
      for (const seen of one.evidence) holds('evidence', seen.fact, [words.evidence[seen.fact]], seen.args);
    }
  }
  const kinds = [
    ['outcome', words.outcomes],
    ['pass', words.passes],
    ['unresolved', words.unresolved],
    ['evidence', words.evidence],
    ['absence', words.absences],
    ['advisory', words.advisories],
  ] as const;
  for (const [kind, table] of kinds)
    for (const code of Object.keys(table)) expect(used, `${kind} ${code}`).toContain(`${kind} ${code}`);
}
