import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntityNames } from '../src/pipeline/view/names.ts';
import { keepingOf, readNotes } from '../src/pipeline/view/notes.ts';
import { declaredTags } from '../src/pipeline/view/tags.ts';
import { commentText } from '../src/text/comments.ts';
import { parseNote } from '../src/text/notes.ts';
import { entity, field } from './helpers/entities.ts';
import { manifest } from './helpers/view.ts';

const none = { category: null, retention: null, after: null, protection: null, reason: null, problems: [] };

describe('parseNote', () => {
  test('no note', () => {
    expect(parseNote(null)).toBeNull();
    expect(parseNote('encrypted category=x')).toBeNull();
    expect(parseNote('@privauditor category=user.name')).toBeNull();
  });

  test.each([
    [
      '@privaudit category=user.contact.email retention=P2Y encrypted reason="asked for"',
      { category: 'user.contact.email', retention: 'P2Y', protection: 'encrypted', reason: 'asked for' },
    ],
    ['@privaudit retention=P2Y after=closed', { retention: 'P2Y', after: 'closed' }],
    ['Login. @privaudit hashed', { protection: 'hashed' }],
    ['@privaudit tokenized, category=ext:loyalty-number.', { protection: 'tokenised', category: 'ext:loyalty-number' }],
    ['@privaudit retention=indefinite; reason=“tax law”', { retention: 'indefinite', reason: 'tax law' }],
    ["@privaudit category=none reason='a building' (see the handbook)", { category: 'none', reason: 'a building' }],
    ['@privaudit encrypted at rest by the category of keys', { protection: 'encrypted' }],
    ['@privaudit category=user.name @privaudit retention=P30D', { category: 'user.name', retention: 'P30D' }],
  ])('%s', (comment, expected) => {
    expect(parseNote(comment)).toEqual({ ...none, ...expected });
  });

  test.each([
    ['@privaudit category=none', 'no-reason', 'category'],
    ['@privaudit category=Not/AKey', 'not-a-category', 'category'],
    ['@privaudit retention=2years', 'not-a-duration', 'retention'],
    ['@privaudit retention=P2Y after=lunch', 'not-an-anchor', 'after'],
    ['@privaudit categry=user.name', 'unknown-word', 'categry'],
    ['@privaudit secret', 'unknown-word', 'secret'],
    ['@privaudit constructor', 'unknown-word', 'constructor'],
    ['@privaudit category=user.name encrytped', 'unknown-word', 'encrytped'],
    ['@privaudit category= encrypted', 'no-value', 'category'],
    ['@privaudit reason="not closed', 'no-value', 'reason'],
    ['@privaudit category=user.name category=user', 'repeated', 'category'],
    ['@privaudit encrypted hashed', 'repeated', 'hashed'],
    ['@privaudit', 'empty', '@privaudit'],
  ])('%s is a problem', (comment, code, word) => {
    expect(parseNote(comment)?.problems).toEqual([{ code, word }]);
  });

  test('what is not valid is not taken', () => {
    expect(parseNote('@privaudit category=none retention=later')).toMatchObject({ category: null, retention: null });
  });

  test('nothing in a comment makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => parseNote(`@privaudit ${text}`) !== null));
  });
});

describe('a note and the manifest', () => {
  const sender = entity('Sender', [
    field('Sender', 'code', { comment: '@privaudit category=user.contact.email encrypted' }),
    field('Sender', 'label', { comment: null }),
  ]);
  const told = (rows: Parameters<typeof manifest>[0], name: string) => {
    const notes = readNotes([sender], () => true);
    const names = new EntityNames([sender]);
    const { tags, disagreements } = declaredTags([sender], [], manifest(rows), names, notes, () => false);
    const tag = tags.find(({ id }) => id.endsWith(`.${name}`));
    return [tag?.category, tag?.protection, tag?.by, disagreements.length];
  };

  test.each([
    ['the note alone', {}, 'code', ['user.contact.email', 'encrypted', 'note', 0]],
    ['a category that says otherwise', { code: 'user.name' }, 'code', ['user.name', 'encrypted', 'manifest', 1]],
    [
      'a protection alone leaves the category',
      { code: { protection: 'hashed' } },
      'code',
      ['user.contact.email', 'hashed', 'note', 0],
    ],
  ] as const)('%s', (_name, fields, name, expected) => {
    expect(told({ inventory: [{ entity: 'Sender', fields }] }, name)).toEqual(expected);
  });

  test('an override of the category keeps the protection of the inventory', () => {
    const inventory = [{ entity: 'Sender', fields: { label: { category: 'user.name', protection: 'hashed' } } }];
    const overrides = [{ field: 'Sender.label', category: 'user.contact.email', reason: 'a label is an address here' }];
    expect(told({ inventory, overrides }, 'label')).toEqual(['user.contact.email', 'hashed', 'manifest', 0]);
  });
});

describe('how long rows are kept', () => {
  const one = field('Visit', 'ip', { comment: '@privaudit retention=P30D reason=security' });
  const other = field('Visit', 'email', { comment: '@privaudit retention=P2Y after=created' });
  const silent = field('Visit', 'name');
  const keepOf = (comment: string | null, fields: readonly (typeof one)[]) => {
    const table = entity('Visit', fields, { comment });
    return keepingOf(
      table,
      fields,
      readNotes([table], () => true),
    );
  };

  test.each([
    ['by the note on the table', '@privaudit retention=P1Y', [one, silent], 'P1Y'],
    ['by the longest of those on the columns', null, [one, other], 'P2Y'],
    ['not where a personal column has none', null, [one, other, silent], undefined],
    ['not without a note', 'kept for a year', [silent], undefined],
  ])('%s', (_name, comment, fields, expected) => {
    expect(keepOf(comment, fields)?.keep).toBe(expected);
  });

  test('with its anchor and the reasons among its words', () => {
    expect(keepOf('@privaudit retention=P1Y after=closed reason="contract, legal-obligation"', [])).toMatchObject({
      after: 'closed',
      reasons: ['contract', 'legal-obligation'],
    });
  });

  test('what is not understood is told with its place', () => {
    const table = entity('Visit', [field('Visit', 'ip', { comment: '@privaudit category=user.nmae' })], {
      comment: '@privaudit category=user.name hashed',
    });
    expect(readNotes([table], () => false).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('Visit is not understood: columns only (category)'),
      expect.stringContaining('Visit is not understood: columns only (hashed)'),
      expect.stringContaining('Visit.ip is not understood: not a category (user.nmae)'),
    ]);
  });
});

describe('commentText', () => {
  const note = '@privaudit category=user.contact.email retention=P2Y encrypted reason="since 2019"';

  test.each([
    ['alone', note],
    ['behind an address', `ask jane.roe@example.org ${note}`],
    ['glued to a word', `*${note}`],
    ['far behind', `${'word '.repeat(90)}${note}`],
    ['very far behind', `${'word '.repeat(3000)}${note}`],
    ['across the cut', `${'x'.repeat(380)} ${note}`],
    ['before a long text', `${note} ${'word '.repeat(2000)}`],
    ['over two lines', `a long\n  explanation\n  ${note}`],
  ])('keeps a note: %s', (_name, raw) => {
    expect(parseNote(commentText(raw))).toEqual(parseNote(note));
    expect(commentText(raw).length).toBeLessThan(1300);
  });

  test('blanks what looks like a person or a secret', () => {
    const text = commentText('ring +49 30 1234567, jane.roe@example.org or key aB3dE5fG7hI9kL1m');
    expect(text).toBe('ring +…, … or key …');
  });
});
