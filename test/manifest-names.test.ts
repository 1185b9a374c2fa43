import { describe, expect, test } from 'vitest';
import { loadManifest } from '../src/manifest/load.ts';
import { resolveNames } from '../src/manifest/resolve.ts';
import type { Entity, Field, Store } from '../src/model/fact.ts';
import { entity as plainEntity, field as plainField } from './helpers/entities.ts';
import { at, storeFact } from './helpers/view.ts';

function field(name: string, storedName = name): Field {
  return plainField('', name, { id: `. field ${storedName}`, storedName });
}

function entity(name: string, storedName: string, fields: readonly Field[], more: Partial<Entity> = {}): Entity {
  return plainEntity(name, fields, {
    id: `${more.scope ?? '.'} entity ${storedName}`,
    storedName,
    dialect: 'postgres',
    ...more,
  });
}

function store(address: string, name: string | null = null): Store {
  return storeFact(address, { scope: 'infra', name, place: at('infra/db.tf') });
}

const member = entity('Member', 'members', [field('email'), field('birthDate', 'birth_date')]);
const invoice = entity('billing.invoices', 'billing.invoices', [field('total')]);

function resolve(yaml: string, entities: readonly Entity[], stores: readonly Store[] = []) {
  const { manifest, placeOf } = loadManifest({
    path: 'privaudit.yaml',
    text: `privaudit: 1\n${yaml}`,
    asOf: '2026-06-01',
    packs: [],
    categories: ['user.contact.email'],
  });
  return resolveNames(manifest, entities, stores, placeOf);
}

describe('an entity is found', () => {
  const { entityOf, fieldOf } = resolve('', [member, invoice]);
  test.each(['Member', 'members', './Member', './members'])('by %s', (ref) => expect(entityOf(ref)).toBe(member));
  test.each(['billing.invoices', 'invoices', './billing.invoices'])('by %s', (ref) =>
    expect(entityOf(ref)).toBe(invoice),
  );
  test.each(['Member.birthDate', 'members.birth_date', './Member.birth_date'])('with its field by %s', (ref) => {
    expect(fieldOf(ref)?.field.storedName).toBe('birth_date');
  });
  test('with its field by a stored name with a dot', () => {
    expect(fieldOf('billing.invoices.total')?.entity).toBe(invoice);
    expect(fieldOf('invoices.total')?.entity).toBe(invoice);
  });
  test.each(['Members', 'constructor', '', 'Member.'])('not by %j', (ref) => expect(entityOf(ref)).toBeNull());
});

describe('one name for two entities', () => {
  const api = entity('Member', 'members', [field('email'), field('phone')], { scope: 'apps/api' });
  const web = entity('Member', 'members', [field('email')], { scope: 'apps/web' });
  test('is a problem that names both', () => {
    const { problems, entityOf } = resolve('retention:\n  - {id: a, match: {entity: Member}}\n', [api, web]);
    expect(entityOf('Member')).toBeNull();
    expect(problems).toMatchObject([
      {
        message: '`Member` fits more than one',
        hint: 'write `apps/api/Member` or `apps/web/Member`',
        span: { startLine: 3 },
      },
    ]);
  });
  test('is none with the scope before it', () => {
    const { problems, entityOf } = resolve('erasure: {covers: [apps/web/members]}\n', [api, web]);
    expect(entityOf('apps/web/members')).toBe(web);
    expect(problems).toEqual([]);
  });
  test('is none where only one has the field', () => {
    expect(resolve('overrides: [{field: Member.phone, category: none, reason: x}]\n', [api, web]).problems).toEqual([]);
    expect(
      resolve('overrides: [{field: Member.email, category: none, reason: x}]\n', [api, web]).problems,
    ).toHaveLength(1);
  });
  test('is none where the other is a test or only transported', () => {
    for (const more of [{ environment: 'test' }, { usage: 'transported' }] as const) {
      expect(resolve('', [api, { ...web, ...more }]).entityOf('Member')).toBe(api);
    }
  });
});

test('rows about something that is not there are warnings with the nearest names', () => {
  const yaml = [
    'overrides:',
    '  - {field: Member.birthdat, category: none, reason: x}',
    'inventory:',
    '  - {entity: Membr, fields: {email: user.contact.email}}',
    '  - {entity: Member, fields: {e_mail: user.contact.email}, mandatory: [telephone]}',
    'retention:',
    '  - {id: a, match: {store: aws_db_instance.mian}}',
    '',
  ].join('\n');
  const { diagnostics, problems } = resolve(yaml, [member, invoice], [store('aws_db_instance.main')]);
  expect(problems).toEqual([]);
  expect(diagnostics.map(({ span, message, hint }) => [span?.startLine, message, hint])).toEqual([
    [5, 'No entity is called `Membr`', 'Did you mean Member?'],
    [3, 'No field is called `Member.birthdat`', 'Did you mean Member.birthDate?'],
    [6, 'No field is called `Member.e_mail`', 'Did you mean Member.email?'],
    [6, 'No field is called `Member.telephone`', null],
    [8, 'No store has the address `aws_db_instance.mian`', 'Did you mean aws_db_instance.main?'],
  ]);
});

test('a store is found by address, id, name or file and address', () => {
  const main = store('aws_s3_bucket.main', 'acme-uploads');
  const { storeOf } = resolve('', [], [main, store('aws_s3_bucket.other')]);
  for (const ref of [
    'aws_s3_bucket.main',
    'store:aws_s3_bucket.main',
    'acme-uploads',
    'infra/db.tf#aws_s3_bucket.main',
  ]) {
    expect(storeOf(ref)).toBe(main);
  }
  expect(storeOf('other.tf#aws_s3_bucket.main')).toBeNull();
});
