import type { CheckOutcome, CheckResult } from '../../src/checks/contract.ts';

/** `fail no-rule User`; of what does not apply, why. */
export function brief({ outcomes, absence }: CheckResult): string[] {
  if (absence !== null) return [`absent ${absence.code}`];
  return outcomes.map((one) => `${one.status} ${one.code} ${one.subject}`);
}

export const lineOf = (one: CheckOutcome | undefined) => `${one?.place.file}:${one?.place.span.startLine}`;

/** Remembers what the tests of a file brought about, for the one about words. */
export function keeper() {
  const results = new Map<string, CheckResult[]>();
  return {
    kept: (family: string, result: CheckResult): CheckResult => {
      results.set(family, [...(results.get(family) ?? []), result]);
      return result;
    },
    resultsOf: (family: string): readonly CheckResult[] => results.get(family) ?? [],
  };
}
