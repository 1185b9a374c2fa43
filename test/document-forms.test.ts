import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../src/catalog/load.ts';
import { extract as readDocument } from '../src/extractors/documents/document.ts';
import { extract as readReferenced } from '../src/extractors/documents/referenced.ts';
import type { LinkInput } from '../src/linkers/contract.ts';
import { linkDocuments } from '../src/linkers/documents/documents.ts';
import { roleOf } from '../src/linkers/documents/roles.ts';
import { linkReferences } from '../src/linkers/references.ts';
import type { Declaration, DocumentDeclaration, ReferencedFile } from '../src/model/declaration.ts';
import type { DocumentKey } from '../src/model/fact.ts';
import { sourceText } from '../src/text/source-text.ts';

const CASES = 'fixtures/extractors/document';

function document(text: string, path = 'notes.md'): DocumentDeclaration {
  const { declarations } = readDocument({ source: sourceText(path, text), cursor: null, names: [] });
  return declarations[0] as DocumentDeclaration;
}

function fixture(name: string, path: string): DocumentDeclaration {
  return document(readFileSync(`${CASES}/${name}/input/${path}`, 'utf8'), path);
}

function referenced(text: string, names: readonly string[] = []): ReferencedFile {
  const { declarations } = readReferenced({ source: sourceText('jobs/purge', text), cursor: null, names });
  return declarations[0] as ReferencedFile;
}

function input(declarations: readonly Declaration[]): LinkInput {
  const environmentOf: LinkInput['environmentOf'] = (path) => (path.startsWith('examples/') ? 'test' : 'production');
  return { declarations, files: [], environmentOf, scopeOf: () => '.', catalog: loadCatalog() };
}

describe('role of a document', () => {
  it.each([
    ['docs/privacy-policy.md', null, 'privacy-policy'],
    ['PRIVACY.md', null, 'privacy-policy'],
    ['legal/privacy/page.mdx', null, 'privacy-policy'],
    ['legal/cookies.md', null, 'cookie-policy'],
    ['legal/subprocessors.md', null, 'subprocessor-list'],
    ['SECURITY.md', null, 'security-policy'],
    ['public/.well-known/security.txt', null, 'vulnerability-disclosure'],
    ['legal/dpa.md', null, 'dpa'],
    ['legal/DataProcessingAddendum.md', null, 'dpa'],
    ['legal/terms-of-service.txt', null, 'terms'],
    ['docs/incident-response.md', null, 'incident-response'],
    ['docs/acceptable-use.md', null, 'acceptable-use'],
    ['legal/7.md', 'Privacy Notice of Pedal & Spoke', 'privacy-policy'],
    ['legal/index.md', 'Subprocessors', 'subprocessor-list'],
    ['docs/how-to-write-a-privacy-policy.md', 'How to write a privacy policy', 'other'],
    ['docs/content-security-policy.md', 'Content Security Policy', 'other'],
    ['docs/setup.md', 'Security', 'other'],
    ['docs/terms-and-privacy-of-the-old-barn.md', null, 'other'],
    ['README.md', 'Pedal & Spoke', 'other'],
  ])('%s "%s" is %s', (path, title, role) => {
    expect(roleOf(path, title, loadCatalog())).toBe(role);
  });
});

describe('what a document says', () => {
  const policy = fixture('policy', 'docs/privacy-policy.md');
  it('headings of every form, none of comments and code', () => {
    expect(policy.headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
      '1 Privacy at Pedal & Spoke',
      '2 What we collect',
      '2 How long we keep it',
      '6 Your rights',
      '3 Contact',
    ]);
    expect(policy.headings[0]?.span).toEqual({ startLine: 5, startColumn: 1, endLine: 5, endColumn: 27 });
  });
  it('tables, with cells of the header only', () => {
    expect(policy.tables).toHaveLength(1);
    expect(policy.tables[0]?.header).toEqual(['Data', 'Kept for']);
    expect(policy.tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['Name | alias', '2 years'],
      ['Repair history', '7 years, see repairs'],
    ]);
    expect(policy.tables[0]?.rows[1]?.span.startLine).toBe(27);
  });
  it('no table where header and delimiters differ in number', () => {
    expect(document('| a | b |\n| - |\n| c | d |\n').tables).toEqual([]);
    expect(document('| a | b |\n| - | - |\n| c | d |\n').tables).toHaveLength(1);
  });
  it('dates that read one way only, with the words before them', () => {
    expect(policy.dates.map(({ date, label }) => [date, label])).toEqual([
      ['2020-02-18', 'last updated'],
      ['2018-02-03', 'first written on'],
    ]);
  });
  it('a label may stand on the line before', () => {
    expect(fixture('list', 'docs/index.md').dates.map(({ date, label }) => [date, label])).toEqual([
      ['2026-01-07', 'updated'],
    ]);
  });
  it('blanks addresses and numbers of people', () => {
    const list = fixture('list', 'docs/index.md');
    expect(list.tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['Cloud of Spokes', 'Ireland', '…'],
      ['Mail Valve', 'United States', '+…'],
    ]);
    expect(JSON.stringify(document('# Ask rider@pedal.example\n'))).not.toContain('rider@');
    expect(JSON.stringify(document(`# ${'x '.repeat(196)}rider.surname@pedal.example\n`))).not.toContain('rider');
  });
  it('plain text has headings that stand alone, and no day that is not in the calendar', () => {
    const terms = fixture('text', 'docs/terms.txt');
    expect(terms.headings.map(({ text }) => text)).toEqual(['TERMS OF SERVICE', '1. Your account', '2. Payment']);
    expect(terms.dates.map(({ date, label }) => [date, label])).toEqual([['2024-03-31', 'effective date']]);
  });
  it.each([
    ['18 February 2020', '2020-02-18'],
    ['February 18, 2020', '2020-02-18'],
    ['18th of Feb. 2020', '2020-02-18'],
    ['2026-01-07T10:00:00Z', '2026-01-07'],
    ['2026/01/07', '2026-01-07'],
    ['29 February 2024', '2024-02-29'],
    ['1. März 2026', '2026-03-01'],
    ['1er août 2026', '2026-08-01'],
    ['3 de enero de 2026', '2026-01-03'],
    ['18 febbraio 2026', '2026-02-18'],
    ['12 maart 2026', '2026-03-12'],
    ['25.03.2026', '2026-03-25'],
    ['12/25/2026', '2026-12-25'],
    ['v31.3.2026', null],
    ['31.13.2026', null],
    ['01.03.2026', null],
    ['3 marchers 2026', null],
    ['07/01/2026', null],
    ['29 February 2023', null],
    ['2026-13-01', null],
    ['v1.2026-01-07', null],
    ['2026-01-07-3', null],
    ['February 2020', null],
  ])('%s gives %s', (text, date) => {
    expect(document(`Updated ${text}\n`).dates[0]?.date ?? null).toBe(date);
  });
  it('counts words', () => {
    expect(document('Two words\n\n- three | more words\n').words).toBe(5);
  });
});

describe('broken documents', () => {
  it.each(readdirSync('fixtures/broken/document'))('%s', (name) => {
    const text = readFileSync(`fixtures/broken/document/${name}`, 'utf8');
    const { declarations, diagnostics } = readDocument({ source: sourceText(name, text), cursor: null, names: [] });
    expect(declarations.length + diagnostics.length).toBe(1);
  });
  it('any text is read, and long ones in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'#|-`*_<>![]( )\n\r\\a1=~:"{}') }), (text) => {
        document(text);
        document(text, 'a.txt');
        referenced(text);
      }),
    );
    for (const piece of ['[', '*', '|-', '<!--', '_a', '# ', '1 May ', '<h1 ', '`', '{#', '2020-', '" ']) {
      const start = performance.now();
      document(piece.repeat(200_000));
      document(`${piece}\n`.repeat(50_000));
      expect(performance.now() - start, piece).toBeLessThan(2000);
    }
  });
});

describe('facts about documents', () => {
  const privacy = fixture('policy', 'docs/privacy-policy.md');
  const notes = fixture('policy', 'docs/notes.md');
  const roles = (named: Partial<Record<DocumentKey, string>>): string[] =>
    linkDocuments(input([privacy, notes]), named).map(({ role, place }) => `${role} ${place.file}`);

  it('leaves out what has no role', () => {
    expect(roles({})).toEqual(['privacy-policy docs/privacy-policy.md']);
  });
  it('believes the manifest', () => {
    expect(roles({ technicalDocs: './docs/notes.md', terms: 'docs/privacy-policy.md#use' })).toEqual([
      'technical-docs docs/notes.md',
      'terms docs/privacy-policy.md',
    ]);
    expect(roles({ acceptableUse: 'docs/notes.md', dpa: 'docs/notes.md' }).slice(0, 2)).toEqual([
      'acceptable-use docs/notes.md',
      'dpa docs/notes.md',
    ]);
  });
  it('takes the latest update, else the latest date', () => {
    const updated = (text: string): string | null | undefined =>
      linkDocuments(input([document(text, 'privacy.md')]), {})[0]?.updated;
    expect(updated('Last updated 2024-01-02. Effective 2025-01-02.')).toBe('2024-01-02');
    expect(updated('Next update 2027-01-01. Effective 2025-01-02. Signed 2024-01-01')).toBe('2027-01-01');
    expect(updated('Revised 2024-01-02\nNext update 2027-01-01')).toBe('2024-01-02');
    expect(updated('No date')).toBeNull();
    expect(updated('Stand: 1. März 2026. Nächste Prüfung: 1. März 2027')).toBe('2026-03-01');
  });
  it('knows examples', () => {
    const facts = linkDocuments(input([document('', 'examples/privacy.md')]), {});
    expect(facts.map(({ environment }) => environment)).toEqual(['test']);
  });
});

describe('what a referenced file does', () => {
  const does = (line: string): string => {
    const { deletes, softDeletes } = referenced(`begin\n${line}\n`);
    return [deletes.length > 0 ? 'delete' : '', softDeletes.length > 0 ? 'soft' : ''].filter(Boolean).join(' ');
  };
  it.each([
    ['await prisma.visit.deleteMany({ where: { deletedAt: { lt: cutoff } } })'],
    ['await repo.deleteMany({ where: { isDeleted: true } })'],
    ["cur.execute('delete from visits where at < %s')"],
    ['DELETE v FROM visits v'],
    ['TRUNCATE TABLE visits;'],
    ['ALTER TABLE visits DROP PARTITION p1;'],
    ['Visit.where(old: true).destroy_all'],
    ['visit.destroy!'],
    ['Visit.objects.filter(at__lt=cutoff).delete()'],
    ['db.Where("at < ?", cutoff).Delete(&Visit{})'],
    ['purgeVisits(cutoff)'],
    ['$visit->forceDelete();'],
    ["knex('visits').where('at', '<', cutoff).del()"],
    ["await db.deleteFrom('visits').execute()"],
    ['await s3.send(new DeleteObjectsCommand(batch))'],
    ['await asset.delete()'],
  ])('deletes: %s', (line) => {
    expect(does(line)).toBe('delete');
  });
  it.each([
    ['await prisma.visit.updateMany({ data: { deletedAt: new Date() } })'],
    ['await prisma.visit.updateMany({ where: { id }, data: { deletedAt: now } })'],
    ['UPDATE visits SET deleted_at = now() WHERE id = 1'],
    ['visit.deleted_at = datetime.utcnow()'],
    ['Visit.objects.filter(id=1).update(deleted_at=now)'],
    ["'deleted_at' => now(),"],
    ['visit.is_deleted = true'],
    ['UPDATE visits SET is_deleted = 1'],
    ['visit.soft_delete()'],
    ['repo.softDelete(id)'],
    ['visit.setDeletedAt(now)'],
  ])('only marks: %s', (line) => {
    expect(does(line)).toBe('soft');
  });
  it.each([
    ['// prisma.visit.deleteMany()'],
    ['# visit.deleted_at = now'],
    ['-- DELETE FROM visits'],
    ['/* prisma.visit.deleteMany() */'],
    ['run() // then deleteMany()'],
    ['async function deleteOldVisits(cutoff) {'],
    ['def purge(self):'],
    ['func (r *Repo) DeleteOld(at time.Time) error {'],
    ['seenMap.delete(id)'],
    ["router.delete('/visits/:id', show)"],
    ['where: { deletedAt: { lt: cutoff } },'],
    ['find({ where: { deletedAt: cutoff } })'],
    ['SELECT 1 FROM visits WHERE deleted_at = $1'],
    ['filter(deleted_at=None)'],
    ['data: { deletedAt: null }'],
    ['if (visit.deletedAt === now) return'],
    ['deletedAt: Date;'],
    ['const deletedVisits = list(deletedAt)'],
  ])('neither: %s', (line) => {
    expect(does(line)).toBe('');
  });
  it('knows conditions and comments of several lines', () => {
    const { deletes, softDeletes } = referenced(
      'db.visit.deleteMany({\n  where: {\n    deletedAt: cutoff,\n  },\n});\n/*\n deleteMany()\n*/\nvisit.deletedAt = now;',
    );
    expect(deletes.map(({ startLine }) => startLine)).toEqual([1]);
    expect(softDeletes.map(({ startLine }) => startLine)).toEqual([9]);
    expect(referenced('def run():\n    """\n    deleteMany()\n    """\n').deletes).toEqual([]);
    expect(referenced('cur.execute(\n    """\n    DELETE FROM visits\n    """)\n').deletes).toHaveLength(1);
    expect(referenced("glob('src/*')\ndeleteMany()\n").deletes).toHaveLength(1);
  });
  it('ages, not those of cookies and versions', () => {
    const ages = (text: string): number[] => referenced(text).ages.map(({ value }) => value);
    expect(ages('if (ageOf(birthDate) < 16) throw')).toEqual([16]);
    expect(ages('MIN_AGE_18 = true')).toEqual([18]);
    expect(ages('label = "18+"')).toEqual([18]);
    expect(ages('dob <= subYears(now, 18)\nconst n = 12')).toEqual([18]);
    expect(ages('cutoff = subYears(now, 18)\nreturn birthday <= cutoff')).toEqual([18]);
    expect(ages('cutoff = subYears(now, 10)')).toEqual([]);
    expect(ages('cookie.maxAge = 15; version.minor = 12')).toEqual([]);
    expect(ages('age > 9 || age < 26 || age < 180 || age < 1.18 || age > 18.5')).toEqual([]);
    expect(ages('// age 18')).toEqual([]);
  });
  it('names as whole words', () => {
    const names = ['birthDate', 'birth', 'dob', 'x.y'];
    expect(referenced('const birthDate = row.dobs; // dob\nx.y()', names).mentions).toEqual(['birthDate', 'x.y']);
  });
  it('no text leaves', () => {
    const read = referenced("deleteMany({ name: 'secret' }) // secret\nage = 18; 'secret'", ['nothing']);
    expect(JSON.stringify(read)).not.toContain('secret');
  });
  it('becomes a target', () => {
    const [target] = linkReferences(input([referenced('deleteMany()\nage < 18\nvisit.deletedAt = now', [])]));
    expect(target?.deletes[0]?.file).toBe('jobs/purge');
    expect(target?.softDeletes[0]?.span.startLine).toBe(3);
    expect(target?.ages).toMatchObject([{ value: 18, place: { file: 'jobs/purge' } }]);
  });
});
