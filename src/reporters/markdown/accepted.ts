import type { AuditReport } from '../../schemas/report.ts';
import { code, prose, table } from '../../text/markdown.ts';
import { plural } from '../wording.ts';
import { cut, type Limits, placeOf } from './limits.ts';

export function waiversSection({ waivers }: AuditReport, limits: Limits): string[] {
  const { shown, more } = cut(waivers, limits);
  if (shown.length === 0) return ['## Waivers', '', 'None.'];
  const rows = shown.map(({ clause, where, reason, approvedBy, expires, state }) => [
    code(clause),
    where === '' ? '**the whole clause**' : code(where),
    prose(reason),
    prose(approvedBy),
    prose(expires),
    state === 'active' ? state : `**${state}**`,
  ]);
  return ['## Waivers', '', ...table(['Clause', 'Subject', 'Reason', 'Approved by', 'Until', 'State'], rows), ...more];
}

export function attestationsSection({ attestations, clauses }: AuditReport, limits: Limits): string[] {
  // A row that nobody has filled in attests nothing, and is no attestation gone wrong either.
  const filled = attestations.filter(({ by, at, expires }) =>
    [by, at, expires].some((one) => one !== null && one !== ''),
  );
  const todo = attestations.length - filled.length;
  const { shown, more } = cut(filled, limits);
  const missing = clauses.filter(({ status }) => status === 'needs-attestation').length;
  const open =
    missing === 0
      ? []
      : [
          '',
          `${missing} to attest: listed above under results${todo === 0 ? '' : `; ${plural(todo, 'row')} of them still TODO`}.`,
        ];
  if (shown.length === 0) return ['## Attestations', '', 'None.', ...open];
  const rows = shown.map(({ clause, by, at, expires, state }) => [
    code(clause),
    prose(by),
    prose(at),
    prose(expires),
    state === 'valid' ? state : `**${state}**`,
  ]);
  return ['## Attestations', '', ...table(['Clause', 'By', 'On', 'Until', 'State'], rows), ...more, ...open];
}

export function advisoriesSection({ advisories }: AuditReport, limits: Limits): string[] {
  const { shown, more } = cut(advisories, limits);
  if (shown.length === 0) return ['## Remarks', '', 'None.'];
  const rows = shown.map(({ code: kind, message, clauses, packs, location }) => [
    code(kind),
    prose(message),
    cut(clauses.length > 0 ? clauses : packs, { rows: 6 })
      .shown.map(code)
      .join('<br>'),
    location === null ? '' : code(placeOf(location.file, location.startLine)),
  ]);
  return [
    '## Remarks',
    '',
    'They never change the verdict.',
    '',
    ...table(['Kind', 'Remark', 'About', 'Place'], rows),
    ...more,
  ];
}
