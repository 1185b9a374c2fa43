import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RenderSettings } from '../src/reporters/contract.ts';
import { render as json } from '../src/reporters/json.ts';
import { render as markdown } from '../src/reporters/markdown.ts';
import { render as pretty } from '../src/reporters/pretty.ts';
import { reporters } from '../src/reporters/registry.ts';
import { type AuditReport, reportSchema } from '../src/schemas/report.ts';
import { cell, code, prose } from '../src/text/markdown.ts';
import { foldersIn, matchesGolden } from './helpers/goldens.ts';
import { renderedText } from './helpers/markdown.ts';

const FOLDER = 'fixtures/reports';
const PLAIN: RenderSettings = { color: false, width: 100, verbose: false, quiet: false };
const samples = foldersIn(FOLDER);

function sample(name: string): AuditReport {
  return reportSchema.parse(JSON.parse(readFileSync(`${FOLDER}/${name}/report.json`, 'utf8')));
}

/** Control characters, bidirectional controls and line separators, that no output may pass on. */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\u{e0000}-\u{e007f}]/u;
const LOG_COMMAND = /^\s*::|##[A-Za-z]*\[/m;

describe.each(samples)('the sample %s', (name) => {
  it('comes out as accepted', () => {
    matchesGolden(`${FOLDER}/${name}/pretty.txt`, pretty(sample(name), PLAIN));
    matchesGolden(`${FOLDER}/${name}/markdown.md`, markdown(sample(name), PLAIN));
  });
  it('comes out the same twice, and the JSON reads back', () => {
    for (const render of [pretty, markdown, json])
      expect(render(sample(name), PLAIN)).toBe(render(sample(name), PLAIN));
    expect(JSON.parse(json(sample(name), PLAIN))).toEqual(sample(name));
  });
  it('gives the same counts in every format', () => {
    const report = sample(name);
    const [terminal, document] = [pretty(report, PLAIN), markdown(report, PLAIN)];
    const { checkable, decided, exitCode, clauses } = report.summary;
    const unchecked = report.clauses.filter(({ reasonCode }) => reasonCode === 'no-check').length;
    for (const text of [terminal, document]) {
      expect(text).toContain(`${decided} of ${checkable} checkable promises decided`);
      if (clauses.fail > 0) expect(text).toContain(`${clauses.fail} promises broken`);
    }
    expect(terminal.trimEnd().endsWith(`exit ${exitCode}`)).toBe(true);
    expect(document).toContain(`Exit code ${exitCode}.`);
    const table = terminal.split('\n').filter((line) => report.packs.some(({ id }) => line.startsWith(`${id} `)));
    const columns = table.map((line) => line.trim().split(/\s+/).slice(1).map(Number));
    const sums = [0, 1, 2, 3, 4, 5].map((column) => columns.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    expect(sums).toEqual([
      clauses.pass,
      clauses.fail,
      clauses['not-applicable'],
      clauses['needs-attestation'],
      clauses['not-assessed'] - unchecked,
      unchecked,
    ]);
    for (const row of columns) expect(document).toContain(`| ${row.join(' | ')} |`);
  });
  it.each(['verbose', 'color', 'quiet'] as const)('is safe with %s', (setting) => {
    const text = pretty(sample(name), { ...PLAIN, [setting]: true });
    const own = setting === 'color' ? text.replace(/\u001b\[\d+m/g, '') : text;
    expect(own).not.toMatch(UNSAFE);
    expect(text).not.toMatch(LOG_COMMAND);
    if (setting === 'quiet') expect(text.split('\n')).toHaveLength(2);
  });
});

describe('text of the scanned project', () => {
  const report = sample('hostile');
  it('reaches neither the terminal nor the runner as a command', () => {
    for (const text of [pretty(report, PLAIN), markdown(report, PLAIN)]) {
      expect(text).not.toMatch(UNSAFE);
      expect(text).not.toMatch(LOG_COMMAND);
    }
    expect(json(report, PLAIN)).not.toMatch(UNSAFE);
  });
  it('cannot write Markdown: no tags, links, images, mentions, references or emphasis', () => {
    const text = renderedText(markdown(report, PLAIN));
    expect(text.replace(/<\/?(?:details|summary)>|<br>/g, '')).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/\]\(|!\[|https?:|www\.|javascript:/);
    expect(text).not.toMatch(/@\w|\w#\d|(?<!^)#\d|GH-\d|deadbeef/m);
    expect(text).not.toMatch(/\*\*bold|_it_|~~/);
    const opened = text.match(/<details>/g)?.length ?? 0;
    expect(text.match(/<\/details>/g)).toHaveLength(opened);
  });
  it('cannot add a cell, a row or a heading', () => {
    const lines = markdown(report, PLAIN).split('\n');
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    for (const [index, line] of lines.entries()) {
      const previous = lines[index - 1] ?? '';
      if (line.startsWith('|') && previous.startsWith('|')) expect(cells(line), line).toBe(cells(previous));
    }
    for (const line of renderedText(markdown(report, PLAIN)).split('\n'))
      if (line.startsWith('#')) expect(line).toMatch(/^#{1,3} [A-Z]/);
  });
  it.each([
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['', ''],
    ['a\nb', '`a\\u{a}b`'],
  ])('in a code span: %j', (text, expected) => expect(code(text)).toBe(expected));
  it('leaves plain words, and puts names into code', () => {
    expect(prose('Database aws_db.main (and User.email) is kept 30 days, not 12.')).toBe(
      'Database `aws_db.main` (and `User.email`) is kept 30 days, not 12.',
    );
  });
  it('keeps a bracket with its partner, and both sides of a setting together', () => {
    expect(prose('Set keep_it = true (see f(x) or g.h)')).toBe('Set `keep_it = true` (see `f(x)` or `g.h`)');
    expect(prose('Set encrypted = true, and size = 3')).toBe('Set `encrypted = true`, and `size = 3`');
  });
  it('makes no line of its own on the terminal', () => {
    const forged = { ...report, scope: { ...report.scope, skipped: [{ file: 'a\nPASS  all kept', reason: 'b' }] } };
    for (const verbose of [false, true]) expect(pretty(forged, { ...PLAIN, verbose })).not.toMatch(/^(PASS|second)/m);
  });
  it('keeps pipes inside of a cell', () => expect(cell('`a|b`')).toBe('`a\\|b`'));
});

describe('the terminal report', () => {
  const typical = sample('typical');
  it('lists five subjects and the number of the others; all with --verbose', () => {
    expect(pretty(typical, PLAIN)).toContain('and 2 more');
    expect(pretty(typical, PLAIN).match(/Database aws_db_instance\.\w+ is not/g)).toHaveLength(5);
    expect(pretty(typical, { ...PLAIN, verbose: true }).match(/Database aws_db_instance\.\w+ is not/g)).toHaveLength(8);
  });
  it('shows what code shows before what is not declared, and the verdict last', () => {
    const text = pretty(typical, PLAIN);
    expect(text.indexOf('lakeside/6/encryption')).toBeLessThan(text.indexOf('lakeside/7/retention'));
    expect(text.trimEnd().split('\n').pop()).toMatch(/^FAIL /);
  });
  it('fits a screen or two on a first run', () => {
    const [template] = typical.findings.filter(({ ruleId }) => ruleId === 'retention-declared/no-rule');
    const findings = Array.from({ length: 30 }, (_, index) => {
      const name = `entity_number_${index}`;
      const rename = (text: string): string => text.replaceAll(template?.subject ?? '', name);
      return {
        ...structuredClone(template ?? fail()),
        subject: name,
        fix: rename(template?.fix ?? ''),
        message: rename(template?.message ?? ''),
      };
    });
    const first: AuditReport = { ...typical, findings, settings: { ...typical.settings, manifest: null } };
    const text = pretty(first, PLAIN);
    expect(text.split('\n').length).toBeLessThanOrEqual(80);
    expect(text).toContain('privaudit init');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(160);
  });
  it('asks once what one act answers, for all clauses and subjects it leaves open', () => {
    const [clause, other] = typical.clauses.filter(({ status }) => status !== 'not-assessed');
    const [outcome] = typical.findings;
    if (clause === undefined || other === undefined || outcome === undefined) return fail();
    const open = [clause, other].map((one) => ({ ...one, status: 'not-assessed' as const, reasonCode: null }));
    const asked = [clause.id, other.id].flatMap((id) =>
      ['ledgers', 'letters'].map((subject) => {
        const ruleId = `retention-enforced/${id}`;
        return { ...outcome, status: 'unresolved' as const, ruleId, subject, clauses: [id], fix: 'Add a rule' };
      }),
    );
    const text = pretty({ ...typical, clauses: open, findings: [], unresolved: asked }, PLAIN);
    expect(text.match(/CANNOT TELL/g)).toHaveLength(1);
    expect(text.match(/ledgers/g)).toHaveLength(1);
    expect([text.includes(clause.id), text.includes(other.id)]).toEqual([true, true]);
  });
  it('names what stays open of a broken promise, and two stores of one address in two files', () => {
    const [broken] = typical.findings;
    if (broken === undefined) return fail();
    const open = ['a', 'b'].map((folder) => ({
      ...broken,
      status: 'unresolved' as const,
      fingerprint: folder.repeat(32),
      subject: 'services.db',
      message: 'Whether services.db is encrypted cannot be told',
      location: { ...broken.location, file: `${folder}/compose.yml` },
    }));
    expect(pretty({ ...typical, unresolved: open }, PLAIN)).toContain('cannot tell  services.db, services.db');
    const clauses = typical.clauses
      .filter(({ id }) => broken.clauses.includes(id))
      .map((one) => ({ ...one, status: 'not-assessed' as const, reasonCode: null, findings: [] }));
    const undecided = pretty({ ...typical, clauses, findings: [], unresolved: open }, PLAIN);
    for (const folder of ['a', 'b']) expect(undecided).toContain(`${folder}/compose.yml:`);
  });
  it('does not print PASS while less than half is decided', () => {
    const summary = { ...typical.summary, verdict: 'pass' as const, exitCode: 0, checkable: 48, decided: 13 };
    const thin = { ...typical, findings: [], summary: { ...summary, clauses: { ...summary.clauses, fail: 0 } } };
    expect(pretty(thin, PLAIN)).toMatch(/NOTHING BROKEN {2}.*13 of 48 checkable promises decided/);
    expect(pretty(thin, PLAIN)).not.toContain('PASS');
    expect(markdown(thin, PLAIN)).toContain('**INCOMPLETE');
    expect(pretty({ ...thin, summary: { ...thin.summary, decided: 24 } }, PLAIN)).toMatch(/^PASS .* 24 of 48 /m);
  });
  it('says the same with and without colours', () => {
    const colored = pretty(typical, { ...PLAIN, color: true });
    expect(colored).not.toBe(pretty(typical, PLAIN));
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(pretty(typical, PLAIN));
  });
});

describe('the Markdown report', () => {
  it('stays below what GitHub shows, whatever the size', () => {
    const typical = sample('typical');
    const [finding] = typical.findings;
    const findings = Array.from({ length: 20_000 }, () => finding ?? fail());
    const text = markdown({ ...typical, findings }, PLAIN);
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(512_000);
    expect(text).toMatch(/\d+ more, see the JSON report\./);
  });
  it('tells alike fixes once, and calls no row that nobody filled in an attestation', () => {
    const [template] = sample('typical').findings;
    if (template === undefined) return fail();
    const findings = ['Anna', 'Berta', 'Clara'].flatMap((subject) =>
      ['role', 'dpa'].map((field) => ({
        ...template,
        fingerprint: `${subject}${field}`.padEnd(32, '0'),
        subject,
        fix: `Fill in ${field} of ${subject}`,
      })),
    );
    const todo = { clause: 'lakeside/9/reviews', by: '', at: '', expires: '', state: 'invalid' as const };
    const text = markdown({ ...sample('typical'), findings, attestations: [todo] }, PLAIN);
    expect(text.match(/^Fix for/gm)).toHaveLength(2);
    expect(text).toContain('likewise for 2 more');
    expect(text).not.toContain('**invalid**');
  });
  it('has the blocks in the order of an audit', () => {
    const headings = [...markdown(sample('typical'), PLAIN).matchAll(/^##? (.*)$/gm)].map(([, text]) => text);
    expect(headings).toEqual([
      'Privacy audit',
      'Scope',
      'Method and limits',
      'Criteria',
      'Results per promise',
      'Findings',
      'What cannot be told',
      'What was found kept',
      'Waivers',
      'Attestations',
      'Remarks',
      'Data map',
      'Diagnostics',
      'How to reproduce',
    ]);
  });
});

it('every format of the registry loads, sorted by id', async () => {
  const ids = reporters.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  for (const { load } of reporters) expect((await load()).render(sample('empty'), PLAIN).endsWith('\n')).toBe(true);
});

function fail(): never {
  throw new Error('the sample has no such finding');
}
