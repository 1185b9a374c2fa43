import type { AuditReport } from '../../schemas/report.ts';
import { code, details, prose, table } from '../../text/markdown.ts';
import { plural } from '../wording.ts';
import { cut, type Limits } from './limits.ts';

/** What was looked at, and what was not. */
export function scopeSection({ scope, settings }: AuditReport, limits: Limits): string[] {
  const state = scope.dirty === null ? 'state unknown' : scope.dirty ? '**with uncommitted changes**' : 'clean';
  const skipped = cut(scope.skipped, limits);
  const skippedRows = table(
    ['Not read', 'Reason'],
    skipped.shown.map(({ file, reason }) => [code(file), prose(reason)]),
  );
  return [
    '## Scope',
    '',
    ...table(
      ['Item', 'Value'],
      [
        ['Commit', scope.commit === null ? 'none: not a git work tree' : `${code(scope.commit)}, ${state}`],
        ['Judged', settings.roots.map(code).join(', ')],
        [
          'Files',
          `${scope.filesListed} listed; ${scope.filesRead} of a kind that is read, and read (${scope.bytesRead} bytes); ${scope.skipped.length} of such a kind not read`,
        ],
        [
          'Only',
          settings.only.length === 0 ? 'everything: no clause was deselected' : settings.only.map(code).join(', '),
        ],
        ...settings.excluded.map(({ pattern, by, files }): string[] => [
          `Excluded by ${by}`,
          `${code(pattern)} (${plural(files, 'file')})`,
        ]),
      ],
    ),
    ...(skippedRows.length === 0 ? [] : ['', ...skippedRows, ...skipped.more]),
  ];
}

/** What this kind of audit can and cannot show. */
export function methodSection(): string[] {
  return [
    '## Method and limits',
    '',
    'This is a static examination: schemas, infrastructure code, configuration, dependency lists, policy documents and the declarations of the team were read. Nothing was run, no system was entered, and no data was seen.',
    '',
    '- It can show what is defined in the repository: which personal data has a place, how stores are configured, which vendors are wired in, and whether declarations and code agree.',
    '- It cannot show what happens outside of it: settings made by hand, contracts, training, how people act on requests, or whether deployed systems match the code.',
    '- Personal data is recognised by names, types and notes in schemas. Each field carries its confidence; a name that says nothing may be missed.',
    '- **Kept** means that something was looked at and met the promise; the grade says how: `code` (seen in code), `document` (a document says so), `declared` (the team says so, and nothing contradicts it), `attested` (a named person vouches), `waived` (kept only through an accepted exception).',
    '- A subject may be asked several questions: each is an outcome of its own, so outcomes may be more than subjects.',
    '- Source code of the application is not read, but where a declaration points at it.',
    '- **Cannot tell** means that a value or file could not be known from here: never counted as kept. **No check yet** is a gap of this tool. **Does not apply** names the fact or absence behind it.',
  ];
}

/** Against what: packs, manifest, catalogue, by digest. */
export function criteriaSection({ packs, settings, tool }: AuditReport): string[] {
  const from =
    settings.packsFrom === 'flag'
      ? 'named on the command line'
      : settings.packsFrom === 'manifest'
        ? 'named in the manifest'
        : 'by default: nobody named one';
  const file = (one: { file: string; digest: string } | null): string =>
    one === null ? 'none' : `${code(one.file)} ${code(one.digest)}`;
  return [
    '## Criteria',
    '',
    ...table(
      ['Pack', 'Title', 'Version', 'Policy of', 'Dated', 'Digest'],
      packs.map(({ id, title, version, policy, digest }) => [
        code(id),
        prose(title),
        prose(version),
        prose(policy.company ?? ''),
        prose(policy.date ?? 'undated'),
        code(digest),
      ]),
    ),
    '',
    ...table(
      ['Item', 'Value'],
      [
        ['Packs', from],
        ['Manifest', file(settings.manifest)],
        ['Baseline', file(settings.baseline)],
        ['Tool', `privaudit ${prose(tool.version)}, catalogue ${code(tool.catalogDigest)}`],
      ],
    ),
  ];
}

export function diagnosticsSection({ diagnostics }: AuditReport, limits: Limits): string[] {
  const { shown, more } = cut(diagnostics, limits);
  if (shown.length === 0) return ['## Diagnostics', '', 'None: what was read was read whole.'];
  const rows = shown.map(({ level, code: kind, file, startLine, message, hint }) => [
    level,
    code(kind),
    file === null ? '' : code(`${file}${startLine === null ? '' : `:${startLine}`}`),
    prose(`${message}${hint === null ? '' : `. ${hint}`}`),
  ]);
  return [
    '## Diagnostics',
    '',
    ...details(plural(diagnostics.length, 'remark on reading files', 'remarks on reading files'), [
      ...table(['Level', 'Code', 'Place', 'What'], rows),
      ...more,
    ]),
  ];
}
