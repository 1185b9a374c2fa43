import type { ReportOutcome } from '../schemas/report.ts';

export interface Fixes {
  /** `one`: the same for all. `alike`: differs only by the subject. `list`: list items under one head. `each`: every subject its own. */
  readonly kind: 'none' | 'one' | 'alike' | 'list' | 'each';
  /** The first one, or for `list` the whole with the first item. */
  readonly first: string;
  /** Of `list`: everything to paste at once. */
  readonly whole: string;
}

/** Puts the fixes of one rule together, so that what is pasted is pasted once. */
export function joinFixes(outcomes: readonly ReportOutcome[]): Fixes {
  const fixes = outcomes.map(({ fix }) => dedented(fix));
  const [first = ''] = fixes;
  if (fixes.every((fix) => fix === '')) return { kind: 'none', first, whole: '' };
  if (fixes.every((fix) => fix === first)) return { kind: 'one', first, whole: first };
  const list = first.includes('\n') ? joinItems(fixes) : null;
  if (list !== null) return { kind: 'list', first, whole: list };
  const [shape = '', ...shapes] = outcomes.map(({ fix, subject }) => fix.replaceAll(subject, '\u0000'));
  return { kind: shapes.every((one) => one === shape) ? 'alike' : 'each', first, whole: first };
}

/** The first line is a sentence; what follows is YAML, which loses the indentation it has in common. */
function dedented(fix: string): string {
  const [sentence = '', ...yaml] = fix.split('\n');
  const depths = yaml.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return [sentence, ...yaml.map((line) => line.slice(depth))].join('\n');
}

/** Fixes that share their first lines and then differ in a YAML list item. */
function joinItems(fixes: readonly string[]): string | null {
  const lines = fixes.map((fix) => fix.split('\n'));
  const [shortest = []] = lines;
  let shared = 0;
  while (shared < shortest.length && lines.every((one) => one[shared] === shortest[shared])) shared += 1;
  const items = lines.map((one) => one.slice(shared));
  if (shared === 0 || !items.every(([head]) => head !== undefined && /^\s*- /.test(head))) return null;
  const unique = [...new Set(items.map((item) => item.join('\n')))];
  return [...shortest.slice(0, shared), ...unique].join('\n');
}
