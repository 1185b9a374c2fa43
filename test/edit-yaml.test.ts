import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addToYaml, type YamlAddition } from '../src/text/edit-yaml.ts';
import { yamlFlow, yamlPair, yamlText } from '../src/text/write-yaml.ts';

const list = (key: string, ...rows: string[][]): YamlAddition => ({
  at: [key],
  kind: 'list',
  about: ['# About it.'],
  parts: rows.map((lines) => ({ before: [], lines })),
});
const mapping = (at: (string | number)[], ...lines: string[]): YamlAddition => ({
  at,
  kind: 'mapping',
  about: [],
  parts: lines.map((line) => ({ before: [], lines: [line] })),
});

describe('adding to a list', () => {
  it.each([
    [
      'after the last row and what is remarked on it',
      'a: 1\nrows:\n    - id: x   # keep\n      of: {y: 1}\n      # about x\n\n# about b\nb: 2\n',
      'a: 1\nrows:\n    - id: x   # keep\n      of: {y: 1}\n      # about x\n    - id: new\n      of: z\n\n# about b\nb: 2\n',
    ],
    [
      'not indented, where the others are not',
      "rows:\n- id: 'x'\n# about b\nb: 2\n",
      "rows:\n- id: 'x'\n- id: new\n  of: z\n# about b\nb: 2\n",
    ],
    [
      'behind a block of text',
      'rows:\n  - id: |\n      x\n\nb: 2\n',
      'rows:\n  - id: |\n      x\n  - id: new\n    of: z\n\nb: 2\n',
    ],
    ['in brackets', 'rows: [{id: x} , {id: y}] # two\n', 'rows: [{id: x} , {id: y}, {id: new, of: z}] # two\n'],
    [
      'in brackets with a comma at the end',
      'rows: [\n  {id: x}, # one\n]\n',
      'rows: [\n  {id: x}, {id: new, of: z} # one\n]\n',
    ],
    ['empty brackets', 'rows: []  # none\nb: 2\n', 'rows:  # none\n  - id: new\n    of: z\nb: 2\n'],
    ['TODO', 'rows: TODO # ask\nb: 2', 'rows: # ask\n  - id: new\n    of: z\nb: 2'],
    ['no such key', 'a: 1', 'a: 1\n\n# About it.\nrows:\n  - id: new\n    of: z\n'],
    ['no such key, lists not indented', 'a:\n- 1\n', 'a:\n- 1\n\n# About it.\nrows:\n- id: new\n  of: z\n'],
    ['no such key, before the end mark', 'a: 1\n...\n', 'a: 1\n\n# About it.\nrows:\n  - id: new\n    of: z\n...\n'],
    ['a document in braces', '{a: 1, }\n', '{a: 1, rows: [{id: new, of: z}] }\n'],
    ['Windows lines', 'rows:\r\n  - id: x\r\nb: 2\r\n', 'rows:\r\n  - id: x\r\n  - id: new\r\n    of: z\r\nb: 2\r\n'],
    ['the last line without an end', 'rows:\n  - id: x', 'rows:\n  - id: x\n  - id: new\n    of: z\n'],
  ])('%s', (_name, before, after) => {
    const { text, refused } = addToYaml(before, [list('rows', ['id: new', 'of: z'])]);
    expect(refused).toEqual([]);
    expect(text).toBe(after);
    expect(parse(text).rows.at(-1)).toEqual({ id: 'new', of: 'z' });
  });
  it('refuses an alias and a value of another kind, and leaves them', () => {
    for (const before of ['a: &x [1]\nrows: *x\n', 'rows: {a: 1}\n', 'rows: text\n']) {
      const { text, refused } = addToYaml(before, [list('rows', ['id: new'])]);
      expect(refused).toHaveLength(1);
      expect(text).toBe(before);
    }
  });
});

describe('adding to a mapping', () => {
  it.each([
    [
      'in a row',
      'rows:\n  - id: x\n    of:\n      a: 1 # one\n    z: 1\n',
      'rows:\n  - id: x\n    of:\n      a: 1 # one\n      new: 2\n    z: 1\n',
    ],
    ['in braces', 'rows:\n  - {id: x, of: {a: 1}}\n', 'rows:\n  - {id: x, of: {a: 1, new: 2}}\n'],
    ['in empty braces of a row in braces', 'rows:\n  - {id: x, of: {}}\n', 'rows:\n  - {id: x, of: {new: 2}}\n'],
    ['TODO in braces', 'rows:\n  - {id: x, of: TODO}\n', 'rows:\n  - {id: x, of: {new: 2}}\n'],
    ['TODO at the dash', 'rows:\n  - of: TODO\n    id: x\n', 'rows:\n  - of:\n      new: 2\n    id: x\n'],
  ])('%s', (_name, before, after) => {
    expect(addToYaml(before, [mapping(['rows', 0, 'of'], 'new: 2')]).text).toBe(after);
  });
  it('makes what is missing on the way, and takes several additions at once', () => {
    const { text } = addToYaml('a: 1\n', [
      { at: ['project', 'packs'], kind: 'list', about: [], parts: [{ before: [], lines: ['x'] }] },
      list('rows', ['id: new']),
    ]);
    expect(parse(text)).toEqual({ a: 1, project: { packs: ['x'] }, rows: [{ id: 'new' }] });
  });
});

describe('writing', () => {
  it.each([
    'plain',
    'two words',
    'No',
    'null',
    '1',
    '-',
    '',
    ' x',
    'x ',
    'a: b',
    'a #b',
    'a,b',
    ',a',
    '[x]',
    '{x',
    '*x',
    '&x',
    '!x',
    '%x',
    '@x',
    '`x`',
    '"x"',
    "'x'",
    'x:',
    'a\nb',
    'a\tb',
    'a\u0085b',
    'a\u2028b',
    '\ufeffx',
    '2026-11-24',
    '~',
    '.5',
    './x',
    '.inf',
    '0x1',
    'infra/db.tf#aws_db_instance.main["a"]',
    'Ünïcode',
    '<<',
    '=',
    '---',
    '...',
  ])('reads %j again as it was written', (text) => {
    expect(parse(yamlText(text))).toBe(text);
    expect(parse(yamlFlow({ [text]: [text, { x: text }] }))).toEqual({ [text]: [text, { x: text }] });
    expect(parse(yamlPair(text, text, text))).toEqual({ [text]: text });
  });
});
