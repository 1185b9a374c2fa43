import type { Args, Evidence } from '../checks/contract.ts';
import type { FamilyWords } from '../schemas/family.ts';
import type { ReportEvidence } from '../schemas/report.ts';

/** Fills `{name}` and `{name|text when absent}`. A name that no argument gives is a fault of the rules, told by the tests. */
export function fill(template: string, args: Args): string {
  return template.replace(/\{(\w+)(?:\|([^{}]*))?\}/g, (whole, name: string, fallback: string | undefined) => {
    const value = args[name];
    if (value === null || value === undefined) return fallback ?? whole;
    return String(value);
  });
}

/** The sentence of a table of a family's words; a missing one is a bug of the rules. */
export function sentence(
  words: FamilyWords,
  table: 'passes' | 'evidence' | 'absences' | 'advisories',
  code: string,
  args: Args,
): string {
  const template = words[table][code];
  if (template === undefined) throw new Error(`rules/families/${words.id}.yaml has no ${table}.${code}`);
  return fill(template, args);
}

export function renderEvidence(words: FamilyWords, { fact, args, place }: Evidence): ReportEvidence {
  return {
    fact,
    file: place?.file ?? null,
    startLine: place?.span.startLine ?? null,
    note: sentence(words, 'evidence', fact, args),
  };
}
