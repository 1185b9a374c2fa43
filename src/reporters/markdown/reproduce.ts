import type { AuditReport } from '../../schemas/report.ts';
import { code, fenced } from '../../text/markdown.ts';

/** The command, and by what to know that it was the same audit. */
export function reproduceSection({ settings, scope, tool, packs }: AuditReport): string[] {
  const words = [
    'privaudit',
    'scan',
    ...settings.roots.filter((root) => root !== '.'),
    ...(settings.packsFrom === 'flag' ? packs.flatMap(({ id }) => ['--pack', id]) : []),
    ...(settings.manifest === null || settings.manifest.file === 'privaudit.yaml'
      ? []
      : ['--manifest', settings.manifest.file]),
    ...(settings.baseline === null ? [] : ['--baseline', settings.baseline.file]),
    ...settings.only.flatMap((one) => ['--only', one]),
    ...(settings.failOn === 'low' ? [] : ['--fail-on', settings.failOn]),
    ...(settings.strict.length === 0 ? [] : [`--strict=${settings.strict.join(',')}`]),
    '--as-of',
    scope.asOf,
    '--format',
    'markdown',
  ];
  const commit =
    scope.commit === null
      ? 'on the same files'
      : `on commit ${code(scope.commit)}${scope.dirty ? ' with the same uncommitted changes' : ''}`;
  return [
    '## How to reproduce',
    '',
    `With privaudit ${code(tool.version)} and the digests under criteria, ${commit}, at the root of the project:`,
    '',
    ...fenced(words.map(quoted).join(' '), 'sh'),
    '',
    'The same input gives the same bytes. The JSON report (`--format json`) holds everything, also what is shortened here.',
  ];
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export function adviceSection(): string[] {
  return ['---', '', 'This report is a technical audit. It is not legal advice.'];
}
