import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCatalog } from '../src/catalog/load.ts';
import { UserError } from '../src/errors.ts';
import { manifestFile } from '../src/manifest/find.ts';
import { type LoadedManifest, loadManifest, packsNamed } from '../src/manifest/load.ts';
import type { KnownPack } from '../src/manifest/references.ts';
import { todoPaths } from '../src/manifest/todo.ts';
import { manifestSchema } from '../src/schemas/manifest.ts';
import { manifestJsonSchema } from '../src/schemas/manifest-json.ts';
import { readPositionedYaml } from '../src/text/positioned-yaml.ts';

const everyKey = readFileSync(new URL('../fixtures/manifest/every-key.yaml', import.meta.url), 'utf8');

const packs: KnownPack[] = [
  {
    id: 'northwind',
    clauses: [
      { id: 'northwind/2/telemetry', kind: 'declared' },
      { id: 'northwind/3/encryption', kind: 'code' },
      { id: 'northwind/5/training', kind: 'manual' },
      { id: 'northwind/5/screening', kind: 'manual' },
    ],
  },
  { id: 'southwind', clauses: [] },
];

const categories = loadCatalog().categories.map(({ id }) => id);

function load(text: string, asOf = '2026-06-01'): LoadedManifest {
  return loadManifest({ path: 'privaudit.yaml', text, asOf, packs, categories });
}

/** The lines of the error that loading gives. */
function errorsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a manifest with every key', () => {
  test('is accepted', () => {
    expect(errorsOf(everyKey)).toEqual([]);
    expect(load(everyKey).diagnostics).toEqual([]);
    expect(load(everyKey).advisories).toEqual([]);
  });

  test('leaves no key of the schema out', () => {
    const written = new Set(
      [...readPositionedYaml(everyKey).positions.keys()].map((path) => anyRight(path.replace(/\[\d+\]/g, '[]'))),
    );
    expect(schemaPaths(manifestSchema, '').filter((path) => !written.has(anyRight(path)))).toEqual([]);
  });

  test('gives the place of a node, and of the nearest parent where it is absent', () => {
    const { placeOf } = load(everyKey);
    const lines = everyKey.split('\n');
    const lineOf = (path: string): string => lines[placeOf(path).span.startLine - 1] ?? '';
    expect(lineOf('retention[0].keep')).toBe('    keep: P2Y');
    expect(lineOf('rights.withdraw-consent')).toMatch(/withdraw-consent:/);
    expect(lineOf('erasure.backups.keep')).toMatch(/backups: \{rotate/);
    expect(lineOf('retention[1].enforcedBy.days')).toMatch(/id: access-logs/);
    expect(placeOf('nothing.here').span.startLine).toBe(1);
  });

  test('is what the published JSON Schema describes', async () => {
    const { Ajv } = await import('ajv');
    const { default: addFormats } = await import('ajv-formats');
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(manifestJsonSchema() as object);
    expect(validate(readPositionedYaml(everyKey).data) ? [] : validate.errors).toEqual([]);
    for (const text of ['privaudit: 1\nretention: [{id: a, keep: TODO}]', 'privaudit: 1\nerasure: TODO']) {
      expect(validate(readPositionedYaml(text).data)).toBe(true);
    }
    for (const text of ['privaudit: 1\nretension: []', 'privaudit: 1\nretention: [{id: a, keep: 90 days}]', '{}']) {
      expect(validate(readPositionedYaml(text).data)).toBe(false);
    }
  });
});

/** Rights all take the same keys: one of them has to show each. */
function anyRight(path: string): string {
  return path.replace(/^rights\.[\w-]+\./, 'rights.*.');
}

function schemaPaths(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return schemaPaths(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodArray) return schemaPaths(schema.element as z.ZodType, `${path}[]`);
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, value]) =>
    schemaPaths(value, path === '' ? key : `${path}.${key}`),
  );
}

describe('every mistake has its place and says what to write', () => {
  const head = 'privaudit: 1\n';
  const cases: readonly (readonly [string, string, string])[] = [
    ['unknown key', 'retension: []\n', '2:1  unknown key `retension`; did you mean `retention`?'],
    ['unknown key in a row', 'retention:\n  - {id: a, kep: P1Y}\n', '3:13  unknown key `kep`; did you mean `keep`?'],
    [
      'key of another section',
      'retention:\n  - {id: a, grace: P1Y}\n',
      '3:13  unknown key `grace`; it belongs to `erasure`',
    ],
    ['key that is nowhere', 'dpo: {favourite: x}\n', '2:7  unknown key `favourite`; keys here are contact, external'],
    [
      'text with a comma',
      'overrides: [{field: A.b, category: none, reason: a site, not a person}]\n',
      '2:58  unknown key `not a person`; if it belongs to the text before the comma, put that text in quotes',
    ],
    ['wrong type', 'retention: P1Y\n', '2:12  `retention` must be a list, not the text `P1Y`; write `[P1Y]`'],
    [
      'mapping for a list',
      'datastores:\n  main: {kind: postgres}\n',
      '3:3  `datastores` must be a list, not a mapping; start each item with `- `',
    ],
    ['number for a text', 'dpo: {contact: 42}\n', '2:16  `dpo.contact` must be a text, not `42`; put it in quotes'],
    [
      'word for a flag',
      'marketing: {enabled: off}\n',
      '2:22  `marketing.enabled` must be true or false, not the text `off`; write `false`',
    ],
    ['empty value', 'dpo:\n  contact:\n', '3:3  `dpo.contact` is empty; write a value, or TODO'],
    ['empty text', 'dpo: {contact: ""}\n', '2:16  `dpo.contact` is empty; write a value, or TODO'],
    ['missing key', 'subprocessors:\n  - {role: agent}\n', '3:5  an item of `subprocessors` has no `name`'],
    ['unknown word', 'datastores: [{id: a, kind: postgresql}]\n', 'did you mean `postgres`?'],
    [
      'unknown word of a list or one',
      'retention: [{id: a, reason: [contract, sercurity]}]\n',
      'did you mean `security`?',
    ],
    [
      'duration in words',
      'retention: [{id: a, keep: 90 days}]\n',
      '2:27  `keep` is `90 days`, which is no ISO 8601 duration; write `P90D`',
    ],
    [
      'duration without P',
      'erasure: {grace: 7d}\n',
      '2:18  `erasure.grace` is `7d`, which is no ISO 8601 duration; write `P7D`',
    ],
    ['duration in minutes', 'cache: {content: {ttl: 15 min}}\n', 'write `PT15M`'],
    ['duration in no form at all', 'erasure: {grace: soon}\n', 'write P30D, P24M or P7Y'],
    ['kept for ever', 'retention: [{id: a, keep: indefinitely}]\n', 'write `indefinite`'],
    [
      'day that is not',
      'subprocessorList: {reviewed: 2026-02-30}\n',
      '2:30  `subprocessorList.reviewed` is `2026-02-30`, which is no date of the calendar; that month has 28 days',
    ],
    ['day without zeros', 'subprocessorList: {reviewed: 2026-2-3}\n', 'write 2026-02-03'],
    [
      'day the other way round',
      'subprocessorList: {reviewed: 03/02/2026}\n',
      'write year-month-day, such as 2026-03-20',
    ],
    ['age out of range', 'minimumAge: {age: 180}\n', '2:19  `minimumAge.age` is `180`; the most is 120'],
    ['unknown pack', 'project: {packs: [nortwind]}\n', '2:19  there is no pack `nortwind`; did you mean `northwind`?'],
    [
      'unknown purpose',
      'purposes: [{id: lending}]\ninventory: [{entity: A, purposes: [lendin]}]\n',
      '3:36  no purpose has the id `lendin`; did you mean `lending`?',
    ],
    [
      'unknown datastore',
      'datastores: [{id: main}]\nretention: [{id: a, match: {store: mian}}]\n',
      '3:29  no datastore has the id `mian`; did you mean `main`?',
    ],
    [
      'unknown retention rule',
      'erasure: {exceptions: [{entity: A, retention: taxes}]}\n',
      'no retention rule has the id `taxes`; declare it under `retention`',
    ],
    [
      'unknown data subject',
      'dataSubjects: [{id: member}]\ninventory: [{entity: A, subject: members}]\n',
      'did you mean `member`?',
    ],
    ['id twice', 'retention: [{id: a}, {id: a}]\n', '2:23  the retention rule `a` is there twice'],
    ['match of nothing', 'retention: [{id: a, match: {}}]\n', '`match` matches nothing'],
    [
      'unknown clause',
      'notApplicable: [{clause: northwind/3/encription, reason: x}]\n',
      '2:18  no pack has a clause `northwind/3/encription`; did you mean `northwind/3/encryption`?',
    ],
    [
      'clause without its pack',
      'notApplicable: [{clause: encryption, reason: x}]\n',
      'did you mean `northwind/3/encryption`?',
    ],
    [
      'wildcard',
      'attestations: [{clause: northwind/5/*}]\n',
      '2:17  `northwind/5/*` is a pattern; write one row for each clause',
    ],
    [
      'attestation of a checked clause',
      'attestations: [{clause: northwind/3/encryption}]\n',
      'is judged by what is found and declared, not by attestation',
    ],
    [
      'waiver without approver',
      'waivers: [{clause: northwind/3/encryption, reason: x, expires: 2026-09-01}]\n',
      'has no `approvedBy`',
    ],
    [
      'waiver for too long',
      'waivers: [{clause: northwind/3/encryption, reason: x, approvedBy: y, expires: 2027-06-02}]\n',
      'a waiver holds for twelve months at most; the latest is 2027-06-01',
    ],
    [
      'waiver for too long after approval',
      'waivers: [{clause: northwind/3/encryption, reason: x, approvedBy: y, approvedAt: 2026-01-01, expires: 2027-01-02}]\n',
      'the latest is 2027-01-01',
    ],
    [
      'waiver approved tomorrow',
      'waivers: [{clause: northwind/3/encryption, reason: x, approvedBy: y, approvedAt: 2026-06-02, expires: 2026-07-01}]\n',
      '`approvedAt` lies in the future',
    ],
    [
      'unknown category',
      'inventory: [{entity: A, fields: {b: user.contact.emial, c: ext:loyalty-number, d: none}}]\n',
      '2:34  there is no category `user.contact.emial`; did you mean `user.contact.email`?',
    ],
    [
      'category of a list',
      'purposes: [{id: a, categories: [user, system, user.nmae]}]\n',
      '2:47  there is no category',
    ],
    ['category of a match', 'retention: [{id: a, match: {category: email}}]\n', 'there is no category `email`'],
    ['override without reason', 'overrides: [{field: A.b, category: none}]\n', 'has no `reason`'],
    [
      'key twice',
      'dpo: {contact: a}\ndpo: {contact: b}\n',
      '3:1  the key `dpo` is there twice; join the two, or remove one',
    ],
    ['syntax', 'dpo: {contact: a\n', '3:1  '],
    ['__proto__', '__proto__: {}\n', '2:1  the key `__proto__` is not allowed'],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    const errors = errorsOf(head + text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`privaudit.yaml:`);
    expect(errors[0]).toContain(expected);
  });

  test('all at once, in the order of the file', () => {
    const errors = errorsOf(
      `${head}retension: []\nretention:\n  - {id: a, keep: 7 years, match: {store: x}}\n  - {id: a}\nwaivers: [{}]\n`,
    );
    expect(errors.map((line) => /:(\d+):\d+ {2}(.{0,20})/.exec(line)?.slice(1))).toEqual([
      ['2', 'unknown key `retensi'],
      ['4', '`keep` is `7 years`,'],
      ['4', 'no datastore has the'],
      ['5', 'the retention rule `'],
      ['6', 'an item of `waivers`'],
      ['6', 'an item of `waivers`'],
      ['6', 'an item of `waivers`'],
      ['6', 'an item of `waivers`'],
    ]);
  });

  test.each(['', '# nothing\n', 'retention: []\n', 'privaudit: 2\n', 'words', '- 1\n'])('no manifest: %j', (text) => {
    expect(errorsOf(text)).toHaveLength(1);
  });

  test('the empty object of a bad section does not make others wrong', () => {
    expect(errorsOf(`${head}purposes: nonsense\ninventory: [{entity: A, purposes: [lending]}]\n`)).toHaveLength(1);
  });
});

describe('TODO', () => {
  test('is valid at every leaf', () => {
    const paths = leavesOf(everyKey);
    expect(paths.length).toBeGreaterThan(200);
    for (const leaf of paths) {
      expect({ leaf, errors: errorsOf(substitute(everyKey, [leaf])) }).toEqual({ leaf, errors: [] });
    }
  });

  test('of many leaves at once never throws, and is counted', () => {
    const leaves = leavesOf(everyKey);
    fc.assert(
      fc.property(fc.subarray(leaves), (chosen) => {
        const loaded = load(substitute(everyKey, chosen));
        expect(loaded.todo.map(({ path }) => path).sort()).toEqual([...chosen].sort());
      }),
      { numRuns: 60 },
    );
  });

  test('gives what absence gives, at its own line', () => {
    const text = 'privaudit: 1\nerasure:\n  deadline: P30D\n  grace: TODO\n  covers: [TODO, Member]\nsharing: TODO\n';
    const { manifest, placeOf, todo } = load(text);
    expect(manifest.erasure).toEqual({ deadline: 'P30D', covers: ['Member'] });
    expect(manifest.sharing).toBeUndefined();
    expect(placeOf('erasure.grace').span.startLine).toBe(4);
    expect(placeOf('erasure.covers[0]').span.startColumn).toBe(18);
    expect(todo.map(({ path, span }) => [path, span.startLine])).toEqual([
      ['erasure.grace', 4],
      ['erasure.covers[0]', 5],
      ['sharing', 6],
    ]);
  });

  test('in the place of a list or row leaves what names it alone', () => {
    for (const purposes of ['TODO', '[TODO]', '[{id: TODO}]']) {
      expect(errorsOf(`privaudit: 1\npurposes: ${purposes}\ninventory: [{entity: A, purposes: [lending]}]\n`)).toEqual(
        [],
      );
    }
  });

  test('in a key that a row cannot do without makes the row idle, and says so', () => {
    const text =
      'privaudit: 1\nwaivers:\n  - {clause: northwind/3/encryption, reason: TODO, approvedBy: TODO, expires: 2026-09-01}\n';
    const { manifest, diagnostics } = load(text);
    expect(manifest.waivers).toEqual([]);
    expect(diagnostics.map(({ code, span }) => [code, span?.startLine])).toEqual([['manifest-row-idle', 3]]);
  });

  test('as an id leaves the row in force, named by its place', () => {
    const { manifest } = load('privaudit: 1\nretention:\n  - {id: TODO, match: {entity: TODO}, keep: P1Y}\n');
    expect(manifest.retention).toEqual([{ id: 'retention[0]', match: {}, keep: 'P1Y' }]);
  });
});

/** Paths of the scalars of a document. */
function leavesOf(text: string): string[] {
  const { data } = readPositionedYaml(text);
  return todoPaths(
    JSON.parse(JSON.stringify(data), (_, value) => (typeof value === 'object' && value !== null ? value : 'TODO')),
  );
}

function substitute(text: string, leaves: readonly string[]): string {
  const { values } = readPositionedYaml(text);
  const lines = text.split('\n');
  const spans = leaves.map((leaf) => values.get(leaf)).filter((span) => span !== undefined);
  spans.sort((a, b) => b.startLine - a.startLine || b.startColumn - a.startColumn);
  for (const { startLine, startColumn, endColumn } of spans) {
    const line = lines[startLine - 1] ?? '';
    lines[startLine - 1] = `${line.slice(0, startColumn - 1)}TODO${line.slice(endColumn - 1)}`;
  }
  return lines.join('\n');
}

test('a waiver without a place is remarked on', () => {
  const text =
    'privaudit: 1\nwaivers:\n  - {clause: northwind/3/encryption, where: "", reason: x, approvedBy: y, expires: 2026-09-01}\n';
  expect(load(text).advisories).toMatchObject([
    { code: 'waiver-whole-clause', clauses: ['northwind/3/encryption'], place: { span: { startLine: 3 } } },
  ]);
});

test.each([
  ['re\\e[31mtention', '`re\\u{1b}[31mtention`'],
  ['re\\ttention', '`re\\u{9}tention`'],
  ['re\\u200btention`', "`re\\u{200b}tention'`"],
  [`${'x'.repeat(78)}\u{1f600}yz`, `\`${'x'.repeat(78)}…\``],
])('what nobody sees in the file is made visible in messages: %j', (key, shown) => {
  const [error = ''] = errorsOf(`privaudit: 1\n"${key}": []\n`);
  expect(error).toContain(shown);
});

test('other configuration files are refused by name', () => {
  expect(manifestFile(['README.md', 'privaudit.yaml'])).toBe('privaudit.yaml');
  expect(manifestFile(['README.md'])).toBeNull();
  for (const name of [
    'privaudit.yml',
    'privaudit.config.js',
    'privaudit.config.mts',
    'privaudit.json',
    '.privauditrc',
    '.privaudit.yaml',
  ]) {
    expect(() => manifestFile(['privaudit.yaml', name])).toThrow(name);
  }
});

test('packs can be asked for before anything is checked', () => {
  expect(packsNamed(everyKey)).toEqual(['northwind', './policies/house-rules']);
  expect(packsNamed('project: {packs: [TODO, a]}')).toEqual(['a']);
  expect(packsNamed('a: [')).toEqual([]);
});
