import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../src/catalog/load.ts';
import { extract as extractDocument } from '../src/extractors/documents/document.ts';
import { extract as extractReferenced } from '../src/extractors/documents/referenced.ts';
import { linkDocuments } from '../src/linkers/documents/documents.ts';
import { linkReferences } from '../src/linkers/references.ts';
import type { DocumentDeclaration, ReferencedFile } from '../src/model/declaration.ts';
import { sourceText } from '../src/text/source-text.ts';

function read(text: string, path = 'docs/page.md'): DocumentDeclaration {
  const [declaration] = extractDocument({ source: sourceText(path, text), cursor: null, names: [] }).declarations;
  if (declaration?.kind !== 'document') throw new Error('no document');
  return declaration;
}

function refer(text: string, names: readonly string[] = [], path = 'jobs/purge.ts'): ReferencedFile {
  const [declaration] = extractReferenced({ source: sourceText(path, text), cursor: null, names }).declarations;
  if (declaration?.kind !== 'referenced-file') throw new Error('no referenced file');
  return declaration;
}

function linkInput(
  declarations: readonly (DocumentDeclaration | ReferencedFile)[],
): Parameters<typeof linkDocuments>[0] {
  return {
    declarations,
    files: [],
    scopeOf: () => '.',
    environmentOf: (path: string) => (path.startsWith('examples/') ? 'test' : 'production'),
    catalog: loadCatalog(),
  } as Parameters<typeof linkDocuments>[0];
}

describe('what a document is', () => {
  test('is what the manifest says, once for each key that names it', () => {
    const documents = [
      read('# Trust centre', 'examples/trust.md'),
      read('# Nothing', 'docs/nothing.md'),
      read('', 'docs/privacy.md'),
    ];
    const facts = linkDocuments(linkInput(documents), {
      privacyPolicy: './docs/nothing.md#top',
      securityPolicy: 'examples/trust.md',
      subprocessorList: 'examples/trust.md',
    });
    expect(facts.map(({ place, role, environment }) => [place.file, role, environment])).toEqual([
      ['docs/nothing.md', 'privacy-policy', 'production'],
      ['docs/privacy.md', 'privacy-policy', 'production'],
      ['examples/trust.md', 'security-policy', 'production'],
      ['examples/trust.md', 'subprocessor-list', 'production'],
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['Last updated: 18 February 2020', '2020-02-18', 'last updated'],
    ['Last updated: February 18, 2020', '2020-02-18', 'last updated'],
    ['**Last updated**: 18th of Feb. 2020', '2020-02-18', 'last updated'],
    ['Effective 2026-01-07', '2026-01-07', 'effective'],
    ['| Version 2 | 2024-02-29 |', '2024-02-29', 'version'],
    ['_Revised on 2026/01/07_', '2026-01-07', 'revised on'],
  ])('%s', (text, date, label) => expect(read(text).dates).toMatchObject([{ date, label }]));

  test.each([
    '07/01/2026',
    '1.7.2026',
    '2026-02-30',
    '2026-13-01',
    '31 April 2026',
    'v2026-01-07.3',
    'May 2026',
    '2026',
    '12026-01-07',
  ])('not %s', (text) => expect(read(`Last updated ${text}`).dates).toEqual([]));

  test('a label may stand on the line before', () => {
    expect(read('Last updated\n\n18 February 2020\n').dates).toMatchObject([
      { label: 'last updated', span: { startLine: 3, startColumn: 1, endColumn: 17 } },
    ]);
  });

  test('the latest update counts, not a later date of another kind', () => {
    const text = 'Last updated 2026-01-07, before that updated 2025-01-07.\nNext review 2027-01-07.\n';
    expect(linkDocuments(linkInput([read(text, 'privacy.md')]), {})[0]?.updated).toBe('2026-01-07');
    expect(linkDocuments(linkInput([read('Effective 2024-01-07, 2025-01-07', 'privacy.md')]), {})[0]?.updated).toBe(
      '2025-01-07',
    );
    expect(linkDocuments(linkInput([read('No date', 'privacy.md')]), {})[0]?.updated).toBeNull();
  });

  test('every day of the calendar is read as itself, in each form', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const month = date.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
        const forms = [
          iso,
          `${date.getUTCDate()} ${month} ${iso.slice(0, 4)}`,
          `${month} ${date.getUTCDate()}, ${iso.slice(0, 4)}`,
        ];
        expect(forms.flatMap((form) => read(form).dates.map((found) => found.date))).toEqual([iso, iso, iso]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('headings and tables', () => {
  test('in every form, and none inside code and comments', () => {
    const text = [
      '# One #',
      'Two',
      '===',
      '',
      'Three',
      '---',
      '<h4 class="x">Four</h4>',
      '**Five**',
      '```',
      '# no',
      '```',
      '~~~md',
      '# no',
      '```',
      '# no',
      '~~~',
      '<!-- # no',
      '# no',
      '-->',
      '#no',
      '## [Six](https://six.example)',
    ].join('\n');
    expect(read(text).headings.map((heading) => [heading.level, heading.text, heading.span.startLine])).toEqual([
      [1, 'One', 1],
      [1, 'Two', 2],
      [2, 'Three', 5],
      [4, 'Four', 7],
      [6, 'Five', 8],
      [2, 'Six', 21],
    ]);
  });

  test('rows have as many cells as the head', () => {
    const { tables } = read('Name | Place\n:--|--:\n`a\\|b` | X | more\nshort\n\n| not | a table |\n');
    expect(tables).toMatchObject([
      {
        header: ['Name', 'Place'],
        rows: [
          { cells: ['a|b', 'X'], span: { startLine: 3 } },
          { cells: ['short', ''], span: { startLine: 4 } },
        ],
        span: { startLine: 1, endLine: 4 },
      },
    ]);
  });

  test('carry no addresses, numbers or tokens', () => {
    const planted = ['ada.planted@example.org', '+43 660 1234567', 'Zx9aQ17bLm20PqRs'];
    const text = planted
      .map(
        (secret) => `# About ${secret}\n\n| who | ${secret} |\n|---|---|\n| x | ${secret} |\n\n${secret} 2026-01-07\n`,
      )
      .join('\n');
    const output = JSON.stringify(read(text));
    for (const secret of planted) expect(output).not.toContain(secret);
  });

  test('CRLF and CR count lines as LF does', () => {
    const text = '# One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nUpdated 2026-01-07\n';
    for (const end of ['\r\n', '\r']) expect(read(text.replaceAll('\n', end))).toEqual(read(text));
  });
});

describe('a file that the manifest points at', () => {
  const linesOf = (spans: ReferencedFile['deletes']): number[] => spans.map(({ startLine }) => startLine);

  test.each([
    'await prisma.member.deleteMany({ where: { createdAt: { lt: cutoff } } })',
    'DELETE FROM members WHERE created_at < now()',
    'Member.where("created_at < ?", cutoff).destroy_all',
    'Member.objects.filter(created__lt=cutoff).delete()',
    'session.query(Member).filter(Member.created < cutoff).delete()',
    '$this->members->deleteOlderThan($cutoff);',
    'TRUNCATE TABLE members;',
    'ALTER TABLE events DROP PARTITION p2024;',
    'repository.deleteAll(old)',
    'fs.unlinkSync(path)',
    's3.send(new DeleteObjectsCommand(old))',
    'if err := tx.Delete(&Member{}).Error; err != nil {',
  ])('deletes: %s', (line) => {
    expect(linesOf(refer(`\n${line}\n`).deletes)).toEqual([2]);
    expect(refer(line).softDeletes).toEqual([]);
  });

  test.each([
    'member.deletedAt = new Date()',
    'await prisma.member.updateMany({ where: old, data: { deletedAt: new Date() } })',
    'UPDATE members SET deleted_at = now() WHERE created_at < $1',
    'member.is_deleted = True',
    'UPDATE members SET is_deleted = true',
    'member.soft_delete()',
    "UPDATE members SET status = 'closed' WHERE closed_at < now()",
    'await prisma.member.updateMany({ where: old, data: { status: Status.DEACTIVATED } })',
    'member.active = false',
  ])('only marks: %s', (line) => {
    expect(linesOf(refer(`\n${line}\n`).softDeletes)).toEqual([2]);
    expect(refer(line).deletes).toEqual([]);
  });

  test.each([
    '// await prisma.member.deleteMany({})',
    '# Member.destroy_all',
    '-- DELETE FROM members',
    '/* repository.deleteAll(old) */',
    ' * repository.deleteAll(old)'.replace(' * ', '/**\n * ').concat('\n */'),
    'cache.delete(key)',
    'headers.delete("x")',
    'where: { deletedAt: null }',
    'SELECT * FROM members WHERE deleted_at = $1',
    'deletedAt: Date | null',
    "SELECT * FROM members WHERE status = 'closed'",
    'where: { active: false }',
    "status = 'active'",
    'function deleteMember(id) {',
    'const deletedCount = rows.length',
  ])('does neither: %s', (line) => {
    const { deletes, softDeletes } = refer(line);
    expect([deletes, softDeletes]).toEqual([[], []]);
  });

  test('ages on lines that speak of age, and no other numbers', () => {
    const text = [
      'const MINIMUM_AGE = 18',
      'const PORT = 18',
      'cookie.maxAge = 18',
      '// age 13 was the old rule',
      'if (age < 16.5) {',
      'if (isAdult(birthDate, 21)) {',
      'subYears(now, 18)',
      'const age = 180',
      'const birthYears = 9',
      'z.object({ password: z.string().min(12), confirmsAdult: z.literal(true) })',
      'create({ hash: await bcrypt.hash(password, 10), adultSince: now })',
      'if (password.length < 14 || age(birthDate) < 16) {',
      'z.object({ password: z.string().min(12), birthDate: z.string().refine((day) => yearsSince(day) >= 20) })',
      '',
    ].join('\n');
    expect(refer(text).ages.map(({ value, span }) => [value, span.startLine])).toEqual([
      [18, 1],
      [21, 6],
      [18, 7],
      [16, 12],
      [20, 13],
    ]);
  });

  test('names that were asked for, as words of their own', () => {
    const text = 'if (!input.confirmsAdult) throw bad\nconst isAdultish = 1 // birthDate\n';
    expect(refer(text, ['confirmsAdult', 'isAdult', 'birthDate', '']).mentions).toEqual(['confirmsAdult']);
  });

  test('nothing of its text leaves', () => {
    const text =
      'const password = "hunter2-planted"\nawait members.deleteMany({ email: "ada.planted@example.org" })\nif (age < 18) fail("planted")\n';
    const targets = linkReferences(linkInput([refer(text, ['age'])]));
    expect(JSON.stringify(targets)).not.toMatch(/planted|hunter/);
    expect(targets).toMatchObject([
      { kind: 'reference-target', deletes: [{ span: { startLine: 2 } }], ages: [{ value: 18 }], mentions: ['age'] },
    ]);
  });
});

describe('time grows with the length, whatever the text', () => {
  const shapes = [
    '|',
    '#',
    '# #\n',
    '[',
    '`',
    '*',
    '_',
    '<h1 ',
    '<!--\n',
    '```\n',
    '---\n',
    'a|b\n-|-\n',
    'a\n=\n',
    '2020-01-01 ',
    '1 January ',
    'a@',
    '9',
    ' ',
    '\n',
    '\r',
    'delete ',
    'where ( ',
    'deleted_at = ',
    '/*',
    '"""\n',
    'age 18 ',
    'truncate ',
    'x.',
  ];
  test.each(shapes)('%j', (shape) => {
    const long = shape.repeat(Math.ceil(200_000 / shape.length));
    const started = performance.now();
    read(long);
    read(long, 'page.txt');
    refer(long, ['x', 'delete']);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});

describe('when a file runs', () => {
  test.each([
    "cron.schedule('0 3 * * *', async () => {",
    'const job = new CronJob("0 0 3 * * MON", purge);',
    '@Cron(CronExpression.EVERY_DAY_AT_3AM)',
    '  @Scheduled(cron = "0 0 3 * * *")',
    'schedule.every().day.at("03:00").do(purge)',
    'setInterval(purge, 86_400_000);',
    "$schedule->command('purge')->daily();",
    'every 1.day, at: "3:00 am" do',
    "await queue.add('purge', {}, { repeat: { pattern: '0 3 * * *' } });",
    'app.conf.beat_schedule = {"purge": {"schedule": crontab(hour=3)}}',
    'RecurringJob.AddOrUpdate("purge", () => Purge(), Cron.Daily);',
    "export const handler = onSchedule('@daily', purge);",
  ])('%s', (line) => {
    expect(refer(`\n${line}\n`).schedules.map(({ startLine }) => startLine)).toEqual([2]);
  });

  test.each([
    "// cron.schedule('0 3 * * *', purge)",
    'export async function purgeAccounts(cutoff: Date): Promise<void> {',
    'for (const user of users.every((one) => one.active)) {',
    'const retries = "5 4 3";',
    "log.info('scheduled purge done');",
    'await prisma.schedule.deleteMany({ where: { createdAt: { lt: cutoff } } });',
  ])('not %s', (line) => {
    expect(refer(line).schedules).toEqual([]);
  });
});

describe('what a document says of keys', () => {
  test.each([
    ['Data is encrypted at rest with AES-256 under customer-managed keys.', 1],
    ['We encrypt every database with CMKs in our key management service.', 1],
    ['All volumes are encrypted with keys of our own.', 1],
    ['Enterprise customers may bring their own keys (BYOK).', 0],
    ['We do not use customer-managed keys.', 0],
    ['Customer managed keys are on our roadmap and will follow.', 0],
    ['Data is encrypted with keys managed by the provider.', 0],
    ['Encryption keys are managed by AWS KMS.', 0],
    ['Encryption keys are managed by us.', 1],
    ['The keys we own stay in the vault.', 1],
    ['The customer manages access to the account.', 0],
  ])('%s', (line, count) => {
    expect(read(`# Security\n\n${line}\n`).claims).toHaveLength(count);
  });
});
