/** How long lists may get: GitHub cuts its view of a file at 512,000 bytes. */
export interface Limits {
  readonly rows: number;
}

/** The first limit whose text fits is taken. */
export const LIMITS: readonly Limits[] = [{ rows: 1000 }, { rows: 300 }, { rows: 100 }, { rows: 25 }, { rows: 5 }];
export const MOST_BYTES = 500_000;

/** The first rows, and what says that there are more. */
export function cut<T>(
  items: readonly T[],
  { rows }: Limits,
): { readonly shown: readonly T[]; readonly more: string[] } {
  const left = items.length - rows;
  return { shown: items.slice(0, rows), more: left > 0 ? ['', `${left} more, see the JSON report.`] : [] };
}

/** `file:line` as it goes into a code span. */
export function placeOf(file: string | null, startLine: number | null): string {
  if (file === null) return '';
  return startLine === null ? file : `${file}:${startLine}`;
}
