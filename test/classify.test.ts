import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWords } from '../src/catalog/lexicon.ts';
import { PERSONAL_THRESHOLD } from '../src/model/tag.ts';
import { lexiconOf } from '../src/pipeline/classify/lexicon.ts';
import { classify } from '../src/pipeline/classify.ts';
import { recordOf } from '../src/pipeline/records.ts';
import { personEntity, signUp } from '../src/pipeline/sign-up.ts';
import { nameWords } from '../src/text/name-words.ts';
import { openedWords } from '../src/text/phrase-lists.ts';
import { singular, splitWords } from '../src/text/words.ts';
import { wordCatalog } from './helpers/catalog.ts';
import { entity, exampleEntity, field } from './helpers/entities.ts';

const catalog = wordCatalog();
const lexicon = lexiconOf(catalog);

function tell(example: string) {
  const { entity, id } = exampleEntity(example);
  const tag = classify([entity], catalog).find((one) => one.id === id) ?? null;
  return {
    category: tag?.category ?? null,
    personal: (tag?.confidence ?? 0) >= PERSONAL_THRESHOLD,
    protection: tag?.protection ?? null,
    reasons: tag?.reasons ?? [],
  };
}

describe.each(catalog.categories.map((category) => [category.id, category] as const))('%s', (id, { examples }) => {
  test.each(examples.yes)('is %s', (example) => expect(tell(example)).toMatchObject({ category: id, personal: true }));
  test.each(examples.doubtful)('may be %s', (example) =>
    expect(tell(example)).toMatchObject({ category: id, personal: false }),
  );
  test.each(examples.no)('is not %s', (example) => {
    const told = tell(example);
    expect(told.category === id && told.personal, JSON.stringify(told)).toBe(false);
  });
});

describe('categories', () => {
  test('have personal examples unless they are not personal by themselves', () => {
    for (const { id, personal, examples } of catalog.categories) {
      expect(personal ? examples.yes : examples.doubtful, id).not.toEqual([]);
      expect(personal || examples.yes.length === 0, id).toBe(true);
    }
  });

  test('special ones are those of articles 9 and 10', () => {
    const special =
      /\.(?:health_and_medical|biometric|criminal_history|race_ethnicity|religious_belief|political_opinion|sexual_orientation|trade_union)\b/;
    for (const category of catalog.categories) expect(category.special, category.id).toBe(special.test(category.id));
  });
});

describe('in a table of users', () => {
  test.each(
    `iban bic card_number cvv national_id tax_id lng gps_coordinates remote_ip user_agent blood_type face_embedding photo avatar_url
    citizenship mfa_secret otp_secret msisdn tel family_name nickname bio zip postcode political_party disability pregnancy session_id vin
    firstname lastname dob addr fname useragent ipaddress pwd emailaddress phoneno birthdate ssn passport_no`.split(
      /\s+/,
    ),
  )('%s is personal', (name) => expect(tell(`users.${name}`).personal).toBe(true));

  test.each(
    `email_template phone_model max_age address_space order_total email_enabled password_policy name_format age_limit city_count card_layout
    ip_whitelist gender_required birthday_email_sent phone_verified_at address_id photo_count`.split(/\s+/),
  )('%s is not', (name) => expect(tell(`users.${name}`).personal).toBe(false));
});

describe('context', () => {
  test('a name needs somebody to bear it', () => {
    expect(tell('customers.name').personal).toBe(true);
    expect(tell('products.name').personal).toBe(false);
    expect(tell('xyz.name').personal).toBe(false);
    expect(tell('xyz(email, phone).name').personal).toBe(true);
  });

  test('a key of a person makes a row a person’s', () => {
    const city = field('parcels', 'city');
    const key = field('parcels', 'buyer', { references: { table: 'customers', column: 'id', onDelete: null } });
    const audit = field('parcels', 'created_by', { references: { table: 'customers', column: 'id', onDelete: null } });
    const isPersonal = (fields: (typeof city)[]) =>
      classify([entity('parcels', fields)], catalog).some(
        (tag) => tag.id === city.id && tag.confidence >= PERSONAL_THRESHOLD,
      );
    expect(isPersonal([city])).toBe(false);
    expect(isPersonal([city, key])).toBe(true);
    expect(isPersonal([city, audit])).toBe(false);
  });

  test('flags and times hold none of what their names speak of', () => {
    for (const type of ['boolean', 'timestamp', 'tinyint(1)']) {
      for (const name of ['email', 'phone', 'address', 'password'])
        expect(tell(`users.${name}: ${type}`).personal).toBe(false);
    }
  });

  test('reasons quote the catalogue, never the comment', () => {
    const { reasons } = tell('users.bday: date -- birth date of Erika Mustermann');
    expect(reasons).toEqual([
      'name tokens birth+day',
      'entity is a person',
      'comment says birth date',
      'temporal type',
    ]);
  });
});

describe('protection', () => {
  test.each([
    ['users.password_hash', 'hashed'],
    ['users.encrypted_ssn', 'encrypted'],
    ['users.card_token', 'tokenised'],
    ['users.email_sha256', 'hashed'],
    ['users.ssn', null],
    ['sessions.refresh_token', null],
    ['users.iban_ciphertext', 'encrypted'],
  ])('%s: %s', (example, protection) => expect(tell(example).protection).toBe(protection));
});

describe('names', () => {
  test.each([
    ['dateOfBirth', 'date of birth'],
    ['custDOB', 'customer date of birth'],
    ['firstname', 'first name'],
    ['UserIPAddress', 'user ip address'],
    ['useragent', 'user agent'],
    ['ipaddress', 'ip address'],
    ['postcode', 'post code'],
    ['addressLine1', 'address line 1'],
    ['phones', 'phone'],
    ['addresses', 'address'],
    ['homephone', 'home phone'],
    ['status', 'status'],
    ['gps_lng', 'gps longitude'],
    ['dateofbirth', 'date of birth'],
  ])('%s: %s', (name, words) => expect(nameWords(name, lexicon.vocabulary).join(' ')).toBe(words));

  test('canonical words stay as they are, whatever the spelling', () => {
    const words = fc.constantFrom('email', 'address', 'phone', 'customer', 'birth', 'city', 'number');
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (name) => {
        const camel = name.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
        for (const spelling of [name.join('_'), name.join('-'), name.join('_').toUpperCase(), camel]) {
          expect(nameWords(spelling, lexicon.vocabulary)).toEqual(name);
        }
      }),
    );
  });

  test('any text is split, in time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) =>
        nameWords(name, lexicon.vocabulary).every((word) => word !== ''),
      ),
    );
    expect(nameWords('ab'.repeat(50_000), lexicon.vocabulary)).toHaveLength(1);
    expect(splitWords('Aa'.repeat(50_000))).toHaveLength(50_000);
  });

  test('the singular is its own singular', () => {
    for (const word of [
      'addresses',
      'cities',
      'people',
      'statuses',
      'photos',
      'boxes',
      'gps',
      'news',
      'keys',
      'menus',
    ]) {
      expect(singular(singular(word))).toBe(singular(word));
    }
  });
});

describe.each(catalog.words.filter((list) => list.id !== 'vocabulary').map((list) => [list.id, list] as const))(
  'words: %s',
  (_, list) => {
    const words = openedWords(compileWords(list, lexicon.wordsOf));
    test.each(list.examples.yes)('%s', (name) => expect(words.has(lexicon.wordsOf(name))).toBe(true));
    test.each(list.examples.no)('not %s', (name) => expect(words.has(lexicon.wordsOf(name))).toBe(false));
  },
);

describe.each(catalog.languages.map((language) => [language.id, language] as const))('language: %s', (_, language) => {
  test.each(Object.entries(language.examples))('%s: %s', (name, words) =>
    expect(nameWords(name, lexicon.vocabulary).join(' ')).toBe(words),
  );
});

test('abbreviations are written out in words that stay as they are', () => {
  for (const meaning of lexicon.vocabulary.meanings.values()) {
    expect(nameWords(meaning.join('_'), lexicon.vocabulary)).toEqual(meaning);
  }
});

test('the vocabulary takes its examples apart and leaves the others whole', () => {
  const { examples } = catalog.words.find((list) => list.id === 'vocabulary') ?? {
    examples: { yes: [], no: ['none'] },
  };
  for (const name of examples.yes) expect(nameWords(name, lexicon.vocabulary).length, name).toBeGreaterThan(1);
  for (const name of examples.no) expect(nameWords(name, lexicon.vocabulary), name).toHaveLength(1);
});

describe.each(catalog.records.map((record) => [record.id, record] as const))('records: %s', (id, { examples }) => {
  test.each(examples.yes)('%s', (name) => expect(recordOf(entity(name, []), [], catalog)).toBe(id));
  test.each(examples.no)('not %s', (name) => expect(recordOf(entity(name, []), [], catalog)).not.toBe(id));
});

test('words of many uses make a record only of personal rows', () => {
  const rows = entity('events', [field('events', 'user_id')]);
  expect(recordOf(rows, classify([rows], catalog), catalog)).toBe('usage');
  const plain = entity('events', [field('events', 'colour')]);
  expect(recordOf(plain, classify([plain], catalog), catalog)).toBeNull();
  const roles = entity('admin_role_relation', [field('admin_role_relation', 'admin_id')]);
  expect(recordOf(roles, classify([roles], catalog), catalog)).toBeNull();
  const prices = entity('member_offers', [field('member_offers', 'member_email')]);
  expect(recordOf(prices, classify([prices], catalog), catalog)).toBe('account');
});

describe('sign-up', () => {
  const told = (...entities: ReturnType<typeof entity>[]) => {
    const found = signUp(entities, classify(entities, catalog), catalog);
    return found && `${found.entity.name}.${found.field.name}`;
  };
  const reference = { references: { table: 'users', column: 'id', onDelete: null } } as const;

  test('a password of one’s own', () =>
    expect(told(entity('users', [field('users', 'email'), field('users', 'password_hash')]))).toBe(
      'users.password_hash',
    ));
  test.each([
    ['benutzer', 'kennwort'],
    ['utilisateurs', 'mot_de_passe'],
    ['usuarios', 'contrasena'],
    ['utenti', 'password_hash'],
    ['gebruikers', 'wachtwoord'],
    ['utilizadores', 'palavra_passe'],
  ])('%s.%s', (people, secret) =>
    expect(told(entity(people, [field(people, secret)]), entity('produkte', [field('produkte', 'name')]))).toBe(
      `${people}.${secret}`,
    ),
  );
  test('a login of one’s own', () =>
    expect(told(entity('users', [field('users', 'last_login_at', { type: 'timestamp' })]))).toBe(
      'users.last_login_at',
    ));
  test('accounts with e-mail and password', () =>
    expect(told(entity('accounts', [field('accounts', 'email'), field('accounts', 'password')]))).toBe(
      'accounts.password',
    ));
  test('sessions that point at people', () => {
    const users = entity('users', [field('users', 'name')]);
    expect(told(users)).toBeNull();
    expect(told(users, entity('sessions', [field('sessions', 'token'), field('sessions', 'user_id', reference)]))).toBe(
      'users.token',
    );
  });
  test('a birth date of staff is none', () => {
    expect(
      told(entity('employees', [field('employees', 'date_of_birth', { type: 'date' }), field('employees', 'email')])),
    ).toBeNull();
    expect(told(entity('customers', [field('customers', 'birthday', { type: 'date' })]))).toBeNull();
  });
  test('tests do not count', () =>
    expect(told(entity('users', [field('users', 'password')], { environment: 'test' }))).toBeNull());
  test('one entity alone', () => {
    const users = entity('users', [field('users', 'password')]);
    expect(personEntity(users, classify([users], catalog), catalog)).toBe(true);
    expect(personEntity(entity('products', [field('products', 'password')]), [], catalog)).toBe(false);
  });
});

describe('classify', () => {
  const names = [
    ...new Set(
      catalog.categories.flatMap((category) =>
        category.names.flatMap((row) => row.words.map((words) => words.replaceAll(' ', '_'))),
      ),
    ),
  ];
  const fields = fc.uniqueArray(fc.oneof(fc.constantFrom(...names), fc.string()), { minLength: 1, maxLength: 12 });
  const types = fc.constantFrom(
    'varchar',
    'int',
    'boolean',
    'date',
    'timestamp',
    'jsonb',
    'uuid',
    'Role',
    'inet',
    'bytea',
  );

  test('whatever the fields: confidences within bounds, known categories, one tag a field, the order of entities without effect', () => {
    fc.assert(
      fc.property(fc.constantFrom('users', 'orders', 'products', 'xyz'), fields, types, (name, columns, type) => {
        const rows = entity(
          name,
          columns.map((column) => field(name, column, { type })),
        );
        const other = entity('sessions', [field('sessions', 'token')]);
        const tags = classify([rows, other], catalog);
        expect(new Set(tags.map((tag) => tag.id)).size).toBe(tags.length);
        for (const tag of tags) {
          expect(tag.confidence).toBeGreaterThan(0);
          expect(tag.confidence).toBeLessThan(1);
          expect(catalog.categories.some((category) => category.id === tag.category)).toBe(true);
        }
        expect(classify([other, rows], catalog)).toEqual(expect.arrayContaining(tags));
      }),
    );
  });

  test('5,000 fields in well under a second', () => {
    const entities = Array.from({ length: 250 }, (_, i) =>
      entity(
        `${['user', 'order', 'product', 'thing'][i % 4]}_${i}`,
        Array.from({ length: 20 }, (_, j) => field(`t${i}`, `${names[(i * 20 + j) % names.length]}_x${i}`)),
      ),
    );
    // The fastest of a few runs: a busy machine is not the classifier's.
    const times = Array.from({ length: 4 }, () => {
      const start = performance.now();
      classify(entities, catalog);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(500);
  });
});
