import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog } from '../src/catalog/load.ts';
import { extract as readCsv } from '../src/extractors/documents/csv.ts';
import { extract as readMarkdown } from '../src/extractors/documents/document.ts';
import { extract as readHtml } from '../src/extractors/documents/html.ts';
import { readYamlFolder } from '../src/files/folder.ts';
import { linkDocuments } from '../src/linkers/documents/documents.ts';
import { roleOf } from '../src/linkers/documents/roles.ts';
import type { DocumentDeclaration } from '../src/model/declaration.ts';
import { documentRoleSchema } from '../src/schemas/document.ts';
import { sourceText } from '../src/text/source-text.ts';

function reader(extract: typeof readCsv, path: string): (text: string) => DocumentDeclaration {
  return (text) =>
    extract({ source: sourceText(path, text), cursor: null, names: [] }).declarations[0] as DocumentDeclaration;
}

describe.each(
  Object.entries(readYamlFolder('rules/catalog/documents')).map(
    ([path, text]) => [path, documentRoleSchema.parse(parse(text))] as const,
  ),
)('role words %s', (_, { id, examples }) => {
  const tell = (example: string): string => {
    const [path = '', title] = example.split(' # ');
    return roleOf(path, title ?? null, loadCatalog());
  };
  it.each(examples.yes)('%s', (example) => expect(tell(example)).toBe(id));
  it.each(examples.no)('not %s', (example) => expect(tell(example)).not.toBe(id));
});

describe('HTML', () => {
  const html = reader(readHtml, 'privacy.html');
  const page = `<!doctype html><html><head><title>Our sub&#45;processors</title>
<style>table { color: red }</style><script>const secret = "2020-01-01";</script></head>
<body><h1>Who <em>helps</em> us</h1><!-- 2019-01-01 -->
<p>Last updated: 18 February 2020</p>
<table>
<thead><tr><th>Name<th>Country</tr></thead>
<tr><td><a href="https://valve.example">Mail &amp; Valve</a></td><td>IE</td></tr>
<tr><td>Cloud of Spokes
<tr><td>Half
</table><ul><li>Spare Wheel: storage<li>Bell (US)</ul>`;

  it('references to characters, and what only looks like one', () => {
    expect(html('<h1>A &amp; B &nbsp;&constructor; &#x1f600;</h1>').headings[0]?.text).toBe('A & B &constructor; 😀');
  });
  it('title, headings, tables, items, dates and length, none of scripts and comments', () => {
    const { title, headings, tables, items, dates } = html(page);
    expect(title).toBe('Our sub-processors');
    expect(headings.map(({ level, text, span }) => [level, text, span.startLine])).toEqual([[1, 'Who helps us', 3]]);
    expect(tables.map(({ header, rows }) => [header, ...rows.map(({ cells }) => cells)])).toEqual([
      [
        ['Name', 'Country'],
        ['Mail & Valve', 'IE'],
        ['Cloud of Spokes', ''],
        ['Half', ''],
      ],
    ]);
    expect(tables[0]?.rows[1]?.span.startLine).toBe(8);
    expect(items.map(({ text }) => text)).toEqual(['Spare Wheel', 'Bell']);
    expect(dates.map(({ date, label }) => [date, label])).toEqual([['2020-02-18', 'last updated']]);
    expect(html('<p>One two <b>three</b></p>').words).toBe(3);
  });

  it('any text is read, and long ones in no time', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'<>/!-trdhli1 ="&;#x\n') }), (text) => void html(text)));
    for (const piece of ['<', '<!--', '<td>', '<table><tr>', '<script>', '&#1;', '<li>a', '<h1 ', '<title>']) {
      const start = performance.now();
      html(piece.repeat(100_000));
      expect(performance.now() - start, piece).toBeLessThan(2000);
    }
  });
});

describe('CSV', () => {
  const csv = reader(readCsv, 'list.csv');

  it.each([
    ['commas and quotes', 'Name,Country\r\n"Valve, Inc. ""V""",US\r\n\r\nSpokes,\r\n'],
    ['semicolons', '\uFEFFName;Country\n"Valve, Inc. ""V""";US\nSpokes'],
  ])('%s', (_, text) => {
    const [table] = csv(text).tables;
    expect(table?.header).toEqual(['Name', 'Country']);
    expect(table?.rows.map(({ cells }) => cells)).toEqual([
      ['Valve, Inc. "V"', 'US'],
      ['Spokes', ''],
    ]);
    expect(table?.rows[0]?.span.startLine).toBe(2);
  });

  it('any text is read', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'",;\r\n\ta ') }), (text) => void csv(text)));
    expect(csv('').tables).toEqual([]);
  });
});

describe('whom a list names', () => {
  const markdown = reader(readMarkdown, 'docs/subprocessors.md');
  const linked = (text: string, file = 'docs/subprocessors.md') =>
    linkDocuments(
      {
        declarations: [{ ...markdown(text), file }],
        files: [],
        environmentOf: () => 'production',
        scopeOf: () => '.',
        catalog: loadCatalog(),
      },
      {},
    )[0]?.listed.map(({ name, sure }) => `${name}${sure ? '' : '?'}`);

  it.each([
    ['the column that names them', '| # | Anbieter | Zweck |\n|-|-|-|\n| 1 | Stripe | Zahlung |\n', ['Stripe']],
    ['with accents', '| Société | Pays |\n|-|-|\n| Valve | FR |\n', ['Valve']],
    ['none of other tables', '| Data | Why |\n|-|-|\n| Mail | x |\n', []],
    ['items, where there is no table', '- **Stripe**: payments\n- Valve (mail)\n', ['Stripe', 'Valve?']],
    ['no sentences', '- Your e-mail address is shared with nobody at all.\n', []],
  ])('%s', (_, text, names) => expect(linked(text)).toEqual(names));

  it('no other document', () => expect(linked('| Name |\n|-|\n| A |\n', 'docs/privacy.md')).toEqual([]));
});
