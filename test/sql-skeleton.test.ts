import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diskFiles } from '../src/files/disk.ts';
import { sqlSkeleton } from '../src/text/sql-skeleton.ts';

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

function inPieces(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}

describe('sqlSkeleton', () => {
  test('takes out rows of COPY and keeps the lines', () => {
    const dump = [
      '-- PostgreSQL database dump',
      'CREATE TABLE a (id int);',
      'COPY public.a (id, note) FROM stdin;',
      "1\tit's; CREATE TABLE x (y int);",
      '\\N\t\\.',
      '\\.',
      '',
      'CREATE TABLE b (id int);',
    ].join('\n');
    expect(sqlSkeleton([dump]).split('\n')).toEqual([
      '-- PostgreSQL database dump',
      'CREATE TABLE a (id int);',
      'COPY public.a (id, note) FROM stdin;',
      '',
      '',
      '',
      '',
      'CREATE TABLE b (id int);',
    ]);
  });

  test('takes out INSERT and REPLACE, with quotes, escapes and comments in them', () => {
    const dump = [
      'CREATE TABLE `a` (`id` int) ENGINE=InnoDB;',
      "INSERT INTO `a` VALUES (1,'o\\'clock; ''x'),",
      "(2,'line",
      "break; DROP TABLE a;'); -- it's done",
      "REPLACE INTO a VALUES ('x\\\\'); CREATE TABLE b (id int);",
    ].join('\n');
    expect(sqlSkeleton([dump])).toBe(
      "CREATE TABLE `a` (`id` int) ENGINE=InnoDB;\n\n\n -- it's done\n CREATE TABLE b (id int);",
    );
  });

  test('a backslash ends nothing in standard strings and escapes in E strings', () => {
    const dump =
      "CREATE TABLE a (b text DEFAULT 'c:\\');\nINSERT INTO a VALUES (E'\\'', 'c:\\');\nCREATE TABLE c (d int);";
    expect(sqlSkeleton([dump])).toBe("CREATE TABLE a (b text DEFAULT 'c:\\');\n\nCREATE TABLE c (d int);");
  });

  test('Oracle: remarks and quotes of any kind', () => {
    const dump =
      "REM it's a script\nCREATE TABLE a (b VARCHAR2(9));\nINSERT INTO a VALUES (q'[it's; (x]');\nPROMPT don't\nCREATE TABLE c (d VARCHAR2(9));";
    expect(sqlSkeleton([dump])).toBe(
      "REM it's a script\nCREATE TABLE a (b VARCHAR2(9));\n\nPROMPT don't\nCREATE TABLE c (d VARCHAR2(9));",
    );
  });

  test('an INSERT without semicolon ends at GO or at the next statement', () => {
    const dump =
      "SET IDENTITY_INSERT [dbo].[a] ON\nINSERT [dbo].[a] VALUES (N'x')\nINSERT [dbo].[a] VALUES (N'y')\nGO\nINSERT [dbo].[a] VALUES (1)\nCREATE TABLE [dbo].[b] ([c] int)\n";
    expect(sqlSkeleton([dump])).toBe('SET IDENTITY_INSERT [dbo].[a] ON\n\n\nGO\n\nCREATE TABLE [dbo].[b] ([c] int)\n');
  });

  test.each(['utf8', 'utf16le', 'utf16be'] as const)('a file in %s comes in whole characters', (encoding) => {
    const folder = mkdtempSync(join(tmpdir(), 'privaudit-'));
    const text = `INSERT INTO a VALUES ('${'é€😀'.repeat(300_000)}');\nCREATE TABLE [é] (b int);`;
    const bytes = Buffer.from(`\ufeff${text}`, encoding === 'utf8' ? 'utf8' : 'utf16le');
    try {
      writeFileSync(join(folder, 'a.sql'), encoding === 'utf16be' ? bytes.swap16() : bytes);
      const chunks = [...(diskFiles(folder).chunks('a.sql') ?? [])];
      expect(chunks.length).toBeGreaterThan(1);
      expect(chunks.join('')).toBe(`\ufeff${text}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('dollar quotes hide statements and stay', () => {
    const sql = "CREATE FUNCTION f() RETURNS void AS $body$\nINSERT INTO a VALUES ('x');\n$body$ LANGUAGE sql;\n";
    expect(sqlSkeleton([sql])).toBe(sql);
  });

  test('a huge literal keeps its beginning and its line breaks', () => {
    const sql = `COMMENT ON TABLE a IS '${'x'.repeat(200_000)}\n${'y'.repeat(10)}';\nCREATE TABLE b (c int);`;
    const skeleton = sqlSkeleton([sql]);
    expect(skeleton.length).toBeLessThan(70_000);
    expect(skeleton.split('\n').at(-1)).toBe('CREATE TABLE b (c int);');
    expect(lineEnds(skeleton)).toBe(2);
  });

  test('where the chunks are cut makes no difference, and line ends are all kept', () => {
    const pieces = fc.constantFrom(
      'INSERT INTO t VALUES (', 'REPLACE INTO t VALUES (', 'insert', ')', ';', ",'", "'", "''", "\\'", '\\', 'E\'', '"', '`',
      '$$', '$tag$', '$', '--', '-', '/*', '*/', '/*!40101 ', '#', '\n', '\r', '\r\n', ' ', '\t', 'COPY t FROM stdin;',
      'COPY t FROM stdin;\n', '\\.', '\n\\.\n', 'GO', '\nGO\n', 'CREATE TABLE a (b int);\n', 'DELIMITER ;;\n', '[', ']',
      "q'[", "]'", "nq'!", "!'", 'REM ', '\nprompt ', '\nIF ', '\nEND', 'x'.repeat(130), 'é', '\ufeff', '1',
    ); // biome-ignore format: a list of snippets
    const heads = fc.constantFrom(
      '',
      '-- MySQL dump\n',
      '-- PostgreSQL database dump\n',
      'GO\nGO\n[dbo]\n',
      'VARCHAR2\n',
    );
    const starts = fc.constantFrom('', 'INSERT INTO t VALUES (', 'COPY t FROM stdin;\n');
    fc.assert(
      fc.property(
        heads,
        starts,
        fc.array(pieces, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (head, start, list, size) => {
          // The head of a file is held back until its dialect can be guessed; only what is behind it comes in pieces.
          const lead = `${head}${' '.repeat(65_536)}`;
          const text = start + list.join('');
          const whole = sqlSkeleton([lead + text]);
          expect(sqlSkeleton([lead, ...inPieces(text, size)])).toBe(whole);
          expect(lineEnds(whole)).toBe(lineEnds(lead + text));
        },
      ),
      { numRuns: 250 },
    );
  });

  test('long literals are cut at the same place whatever the chunks', () => {
    const literal = `${'ab\r\n'.repeat(16_380)}'''\r\n\r${"x''\n".repeat(200)}`;
    const sql = `COMMENT ON TABLE a IS '${literal}'; CREATE TABLE b (c int); /* ${'y\r\n'.repeat(30_000)} */ $a$${'z\r'.repeat(70_000)}$a$`;
    const whole = sqlSkeleton([sql]);
    for (const size of [1_000, 65_535, 65_537, 4_096]) expect(sqlSkeleton(inPieces(sql, size))).toBe(whole);
    expect(lineEnds(whole)).toBe(lineEnds(sql));
  });
});
