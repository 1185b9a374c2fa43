import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { View } from '../src/checks/contract.ts';
import { check as erasureCheck } from '../src/checks/erasure.ts';
import { check as declaredCheck } from '../src/checks/retention-declared.ts';
import { check as enforcedCheck } from '../src/checks/retention-enforced.ts';
import { check as periodCheck } from '../src/checks/retention-period.ts';
import { schema as erasureParams } from '../src/schemas/params/erasure.ts';
import { schema as declaredParams } from '../src/schemas/params/retention-declared.ts';
import { schema as enforcedParams } from '../src/schemas/params/retention-enforced.ts';
import { schema as periodParams } from '../src/schemas/params/retention-period.ts';
import { expectWords, familyWords } from './helpers/family-words.ts';
import { brief, keeper, lineOf } from './helpers/outcomes.ts';
import {
  at,
  byDefault,
  declaredStore,
  entity,
  field,
  job,
  logGroup,
  manifest,
  set,
  store,
  target,
  unresolved,
  vendor,
  view,
} from './helpers/view.ts';

const { kept, resultsOf } = keeper();

const declared = (params: object, seen: View) =>
  kept('retention-declared', declaredCheck(declaredParams.parse(params), seen));
const period = (params: object, seen: View) => kept('retention-period', periodCheck(periodParams.parse(params), seen));
const enforced = (params: object, seen: View) =>
  kept('retention-enforced', enforcedCheck(enforcedParams.parse(params), seen));
const erasure = (deadline: string, seen: View) =>
  kept('erasure', erasureCheck(erasureParams.parse({ deadline }), seen));

const user = entity('User', { storedName: 'users', record: 'account' });

describe('retention-declared', () => {
  test('a personal entity without a rule is accused at its schema line, with a stub to paste', () => {
    const result = declared({}, view({ entities: [user] }));
    expect(brief(result)).toEqual(['fail no-rule User']);
    expect(lineOf(result.outcomes[0])).toBe('prisma/schema.prisma:1');
    expect(result.outcomes[0]?.args).toEqual({
      holds: 'email',
      match: 'entity',
      name: 'User',
      id: 'users',
    });
    const row = { ...user, entity: { ...user.entity, storedName: 'admin/TeamUser' } };
    expect(declared({}, view({ entities: [row] })).outcomes[0]?.args.id).toBe('admin-team-user');
  });

  test.each([
    [{ entity: 'User' }],
    [{ entity: 'users' }],
    [{ entity: './User' }],
    [{ category: 'user.contact' }],
    [{ record: 'account' }],
    [{ default: true }],
    [{ store: 'main-db' }],
  ])('the rule is found by %j', (match) => {
    const held = { ...user, store: { id: 'store:main-db', by: 'manifest' as const } };
    const row = { id: 'a', match, keep: 'P1Y', after: 'created' };
    const result = declared({}, view({ entities: [held], manifest: { retention: [row] } as never }));
    expect(brief(result)).toEqual(['pass has-rule User']);
    expect(result.outcomes[0]?.grade).toBe('declared');
    expect(result.outcomes[0]?.evidence[0]?.place?.file).toBe('privaudit.yaml#retention[0]');
  });

  test('entity before store before category before record before default', () => {
    const matches = [
      { default: true },
      { record: 'account' },
      { category: 'user' },
      { category: 'user.contact' },
      { entity: 'User' },
    ];
    const retention = matches.map((match, index) => ({ id: `r${index}`, match, keep: `P${index + 1}Y` }));
    for (let count = retention.length; count > 0; count--) {
      const result = declared(
        {},
        view({ entities: [user], manifest: { retention: retention.slice(0, count) } as never }),
      );
      expect(result.outcomes.find((one) => one.code === 'has-rule')?.args.rule).toBe(`r${count - 1}`);
    }
  });

  test('two equally specific rules disagree only when they say different things', () => {
    const two = (keep: string) => ({
      retention: [
        { id: 'a', match: { entity: 'User' }, keep: 'P24M', reason: 'service' },
        { id: 'b', match: { entity: 'users' }, keep, reason: 'security' },
      ],
    });
    expect(brief(declared({}, view({ entities: [user], manifest: two('P2Y') as never })))).toEqual([
      'pass has-rule User',
    ]);
    const result = declared({}, view({ entities: [user], manifest: two('P3Y') as never }));
    expect(brief(result)).toEqual(['fail rules-disagree User']);
    expect(lineOf(result.outcomes[0])).toBe('privaudit.yaml#retention[1]:1');
  });

  test.each([
    [{ keep: 'P1Y' }, ['fail no-trigger a']],
    [{ keep: 'P1Y', after: 'created' }, ['pass has-rule User']],
    [{ keep: 'P1Y', until: 'deletion-request' }, ['pass has-rule User']],
    [{ until: 'account-closed' }, ['pass has-rule User']],
    // One defect is one finding.
    [{ keep: 'indefinite' }, ['fail indefinite a']],
    [{}, ['fail no-period a']],
  ])('where a trigger is asked, %j', (row, expected) => {
    const seen = view({
      entities: [user],
      manifest: { retention: [{ id: 'a', match: { entity: 'User' }, ...row }] } as never,
    });
    expect(brief(declared({ needsTrigger: true }, seen))).toEqual(expected);
    if (expected[0] === 'fail no-trigger a') expect(brief(declared({}, seen))).toEqual(['pass has-rule User']);
  });

  test('a wrong rule is one finding, however many entities come under it', () => {
    const others = ['Profile', 'Contact'].map((name) => entity(name));
    const rule = { id: 'all', match: { default: true }, keep: 'indefinite' };
    const seen = view({ entities: [user, ...others], manifest: { retention: [rule] } as never });
    const result = declared({ reasons: ['service'] }, seen);
    expect(brief(result)).toEqual(['fail indefinite all', 'fail no-reason all']);
    expect(lineOf(result.outcomes[0])).toBe('privaudit.yaml#retention[0].keep:1');
    expect(result.outcomes[0]?.related).toHaveLength(3);
    expect(brief(declared({ allowIndefinite: true }, seen))).toEqual([
      'pass has-rule User',
      'pass has-rule Profile',
      'pass has-rule Contact',
    ]);
  });

  test('a rule whose leaves are still TODO has no period', () => {
    const seen = view({ entities: [user], manifest: { retention: [{ id: 'a', match: { entity: 'User' } }] } });
    expect(brief(declared({}, seen))).toEqual(['fail no-period a']);
  });

  test.each([
    ['service', 'operations', true],
    ['service', 'security', false],
    ['active-account', 'service', true],
    ['active-account', 'contract', false],
    ['operations', 'service', true],
    ['business', 'security', true],
    ['legal-obligation', 'compliance', true],
    ['compliance', 'legal-obligation', true],
    ['consent', 'service', false],
  ])('the policy word %s accepts %s: %s', (allowed, reason, accepted) => {
    const rule = { id: 'a', match: { entity: 'User' }, keep: 'P1Y', reason: ['dispute', reason] };
    const result = declared(
      { reasons: [allowed] },
      view({ entities: [user], manifest: { retention: [rule] } as never }),
    );
    expect(brief(result)).toEqual([accepted ? 'pass has-rule User' : 'fail reason-not-allowed a']);
    // A class with a clause of its own answers there.
    const elsewhere = { reasons: [allowed], reasonsExcept: ['account'] };
    expect(brief(declared(elsewhere, view({ entities: [user], manifest: { retention: [rule] } as never })))).toEqual([
      'pass has-rule User',
    ]);
  });

  test('an entity that is personal by foreign key inherits and is never accused', () => {
    const linked = entity('Session', { fields: { token: null }, linked: true, parent: user.entity.id });
    expect(brief(declared({}, view({ entities: [user, linked] })))).toEqual(['fail no-rule User']);
    expect(brief(declared({}, view({ entities: [linked] })))).toEqual(['absent only-linked']);
    const rule = { id: 's', match: { entity: 'Session' }, keep: 'indefinite' };
    expect(brief(declared({}, view({ entities: [linked], manifest: { retention: [rule] } as never })))).toEqual([
      'fail indefinite s',
    ]);
  });

  test('log stores and buckets of personal files need a rule, a database does not', () => {
    const bucket = store('aws_s3_bucket.uploads', { storeKind: 'object', group: 'object' }, { bucketHolds: true });
    const assets = store('aws_s3_bucket.assets', { storeKind: 'object', group: 'object' });
    const stores = [logGroup('app', set(30)), store('aws_db_instance.main'), bucket, assets];
    expect(brief(declared({}, view({ stores })))).toEqual([
      'fail no-rule aws_cloudwatch_log_group.app',
      'fail no-rule aws_s3_bucket.uploads',
    ]);
    const none = logGroup('metrics', set(30), {
      declared: { path: 'datastores[0]', row: { id: 'm', personal: false }, dangling: null },
    });
    expect(brief(declared({}, view({ stores: [none] })))).toEqual(['absent no-personal-data']);
  });

  test('records narrows to a class', () => {
    const params = { records: ['session'] };
    expect(brief(declared(params, view({ entities: [user] })))).toEqual(['absent record-absent']);
    expect(brief(declared(params, view({ entities: [user, entity('Login', { record: 'session' })] })))).toEqual([
      'fail no-rule Login',
    ]);
  });

  test('while the account is active, and after its closure, are two questions', () => {
    const active = {
      records: ['account'],
      reasons: ['active-account'],
      endTriggers: ['last-activity', 'account-closed'],
    };
    const closure = { records: ['account'], reasonsAfterClosure: ['legal-obligation', 'dispute'] };
    const seen = (rule: object) =>
      view({ entities: [user], manifest: { retention: [{ id: 'a', match: { entity: 'User' }, ...rule }] } as never });
    const tail = seen({ keep: 'P7Y', after: 'subscription-end', reason: 'business-record' });
    expect(brief(declared(active, tail))).toEqual(['pass has-rule User']);
    expect(brief(declared(closure, tail))).toEqual(['fail reason-after-closure a']);
    const plain = seen({ keep: 'P7Y', after: 'created', reason: 'service' });
    expect(brief(declared(active, plain))).toEqual(['fail no-end-trigger a']);
    expect(brief(declared(closure, plain))).toEqual(['absent no-closure-rule']);
    const event = seen({ until: 'account-closed', reason: 'service' });
    expect(brief(declared(active, event))).toEqual(['pass has-rule User']);
    expect(brief(declared(closure, seen({ keep: 'P1Y', after: 'closed', reason: 'dispute' })))).toEqual([
      'pass after-closure a',
    ]);
  });

  test('a rule until closure and one from then on are phases, not rivals', () => {
    const rules = (first: object, second: object) =>
      view({
        entities: [user],
        manifest: {
          retention: [
            { id: 'a', match: { entity: 'User' }, ...first },
            { id: 'b', match: { entity: 'User' }, ...second },
          ],
        } as never,
      });
    const tail = { keep: 'P1Y', after: 'closed', reason: 'dispute' };
    const seen = rules({ until: 'account-closed', reason: 'service' }, tail);
    expect(brief(declared({}, seen))).toEqual(['pass has-rule User']);
    // Each is judged.
    expect(brief(declared({ reasons: ['service'] }, seen))).toEqual(['fail reason-not-allowed b']);
    expect(brief(declared({ reasonsAfterClosure: ['dispute'] }, seen))).toEqual(['pass after-closure b']);
    const years = { record: 'account', anchor: 'closed', min: 'P1Y', max: 'P1Y', reasons: ['dispute'] };
    expect(brief(period(years, seen))).toEqual(['pass within b']);
    expect(brief(declared({}, rules({ keep: 'P2Y', after: 'last-activity' }, tail)))).toEqual(['pass has-rule User']);
    expect(brief(declared({}, rules({ keep: 'P2Y', after: 'created' }, tail)))).toEqual(['fail rules-disagree User']);
    expect(brief(declared({}, rules(tail, { ...tail, keep: 'P2Y' })))).toEqual(['fail rules-disagree User']);
  });

  test.each([
    ['support', 'absent no-closure-rule'],
    ['chat', 'absent no-closure-rule'],
    ['billing', 'fail reason-after-closure a'],
    [null, 'fail reason-after-closure a'],
  ])('what is closed: a record of class %s', (record, expected) => {
    const closure = { reasonsAfterClosure: ['dispute'] };
    const run = (after: string) => {
      const rule = { id: 'a', match: { entity: 'Item' }, keep: 'P1Y', after, reason: 'service' };
      return brief(
        declared(closure, view({ entities: [entity('Item', { record })], manifest: { retention: [rule] } as never })),
      );
    };
    expect(run('closed')).toEqual([expected]);
    expect(run('subscription-end')).toEqual(['fail reason-after-closure a']);
  });

  test('a note in the schema is a rule of its table, and the manifest wins', () => {
    const note = { keep: 'P2Y', after: null, reasons: ['contract' as const], place: at('db/schema.sql', 3) };
    const noted = { ...user, note };
    expect(brief(declared({}, view({ entities: [noted] })))).toEqual(['pass has-rule User']);
    const forever = view({ entities: [{ ...user, note: { ...note, keep: 'indefinite' } }] });
    expect(declared({}, forever).outcomes).toMatchObject([
      { code: 'indefinite', subject: 'note on User', place: { file: 'db/schema.sql' } },
    ]);
    const overruled = (keep: string) => {
      const retention = [{ id: 'a', match: { entity: 'User' }, keep, after: 'closed' as const }];
      return declared({}, view({ entities: [noted], manifest: { retention } }));
    };
    expect(brief(overruled('P2Y'))).toEqual(['pass has-rule User']);
    expect(overruled('P2Y').advisories).toEqual([]);
    expect(overruled('P3Y')).toMatchObject({ outcomes: [{ code: 'has-rule', args: { rule: 'a' } }] });
    expect(overruled('P3Y').advisories.map(({ code }) => code)).toEqual(['note-overruled']);
  });

  test('a rule for an entity that is not there is remarked on', () => {
    const retention = [{ id: 'a', match: { entity: 'Usr' }, keep: 'P1Y' }];
    expect(declared({}, view({ entities: [user], manifest: { retention } })).advisories.map((one) => one.code)).toEqual(
      ['matches-nothing'],
    );
    expect(declared({}, view({ entities: [user], manifest: { retention }, narrowed: true })).advisories).toEqual([]);
  });
});

describe('retention-period', () => {
  const account = {
    record: 'account',
    anchor: 'subscription-end',
    min: 'P7Y',
    max: 'P7Y',
    minIs: 'soft',
    reasons: ['business-record', 'legal-obligation'],
  };
  const rule = (over: object = {}) =>
    view({
      entities: [user],
      manifest: {
        retention: [
          {
            id: 'a',
            match: { entity: 'User' },
            keep: 'P7Y',
            after: 'subscription-end',
            reason: 'business-record',
            ...over,
          },
        ],
      } as never,
    });

  test.each([
    [{}, ['pass within a'], []],
    [{ keep: 'P84M' }, ['pass within a'], []],
    [{ keep: 'P2556D' }, ['pass within a'], []],
    [{ keep: 'P8Y' }, ['fail too-long a'], []],
    [{ keep: 'P5Y' }, ['pass within a'], ['shorter-than-published']],
    [{ keep: 'indefinite' }, ['fail indefinite a'], []],
    [{ after: 'last-activity' }, ['fail wrong-anchor a'], []],
    [{ after: undefined }, ['fail wrong-anchor a'], []],
    [{ reason: 'service' }, ['fail wrong-reason a'], []],
    [{ reason: 'compliance' }, ['pass within a'], []],
    [{ keep: 'P1Y', perTenant: { max: 'P9Y' } }, ['fail too-long a'], ['none']],
    [{ keep: undefined }, ['unresolved no-period a'], []],
    [{ keep: undefined, after: undefined, until: 'subscription-end' }, ['pass within a'], ['shorter-than-published']],
  ])('account data %j', (over, expected, advisories) => {
    const result = period(account, rule(over));
    expect(brief(result)).toEqual(expected);
    if (advisories[0] !== 'none') expect(result.advisories.map((one) => one.code)).toEqual(advisories);
  });

  test('the bound is in the fingerprint and the place is the key', () => {
    const [found] = period(account, rule({ keep: 'P8Y' })).outcomes;
    expect(found).toMatchObject({ bound: 'min P7Y, max P7Y', attribute: 'keep', origin: 'declaration' });
    expect(found?.place.file).toBe('privaudit.yaml#retention[0].keep');
  });

  test('billing: too short is hard, and the law is asked', () => {
    const billing = { record: 'billing', min: 'P7Y', max: 'P7Y', anchor: 'record-date', lawRequired: true };
    const seen = (over: object) =>
      view({
        manifest: {
          retention: [{ id: 'b', record: 'billing', keep: 'P7Y', after: 'record-date', law: 'tax act', ...over }],
        } as never,
      });
    expect(brief(period(billing, seen({})))).toEqual(['pass within b']);
    expect(brief(period(billing, seen({ after: 'created' })))).toEqual(['pass within b']);
    expect(brief(period(billing, seen({ keep: 'P6Y' })))).toEqual(['fail too-short b']);
    expect(brief(period(billing, seen({ law: undefined })))).toEqual(['fail no-law b']);
  });

  test('marketing ends with events', () => {
    const marketing = { record: 'marketing', until: ['consent-withdrawn', 'deletion-request'] };
    const seen = (over: object) =>
      view({ manifest: { retention: [{ id: 'm', record: 'marketing', ...over }] } as never });
    expect(brief(period(marketing, seen({ until: ['consent-withdrawn', 'deletion-request'] })))).toEqual([
      'pass within m',
    ]);
    const result = period(marketing, seen({ until: 'deletion-request' }));
    expect(brief(result)).toEqual(['fail no-end-event m']);
    expect(result.outcomes[0]?.args.missing).toBe('consent-withdrawn');
  });

  test('an absent class, and a class nobody declares', () => {
    expect(brief(period(account, view()))).toEqual(['absent record-absent']);
    expect(brief(period(account, view({ entities: [user] })))).toEqual(['unresolved no-rule User']);
    const linked = entity('Account', { fields: {}, record: 'account', linked: true, parent: user.entity.id });
    expect(brief(period(account, { ...rule(), entities: [user, linked] }))).toEqual(['pass within a']);
  });

  test('a log store under a rule for all logs', () => {
    const logs = { record: 'log', min: 'P12M', max: 'P24M', minIs: 'soft', anchor: 'created' };
    const seen = (keep: string) =>
      view({
        stores: [logGroup('app', set(30))],
        manifest: { retention: [{ id: 'logs', match: { record: 'log' }, keep }] } as never,
      });
    expect(brief(period(logs, seen('P18M')))).toEqual(['pass within logs']);
    expect(brief(period(logs, seen('P27M')))).toEqual(['fail too-long logs']);
    // Months of 28 days may be these: only what lies beyond a bound as a whole breaks it (settled, Durations).
    expect(brief(period(logs, seen('P26M')))).toEqual(['pass within logs']);
    expect(period(logs, seen('P30D')).advisories).toHaveLength(1);
  });

  test('a period never breaks its own bounds, whatever its unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.constantFrom('D', 'W', 'M', 'Y'), (count, unit) => {
        const keep = `P${count}${unit}`;
        const seen = view({ manifest: { retention: [{ id: 'x', record: 'log', keep }] } as never });
        expect(brief(periodCheck(periodParams.parse({ record: 'log', min: keep, max: keep }), seen))).toEqual([
          'pass within x',
        ]);
      }),
    );
  });
});

describe('retention-enforced', () => {
  const window = { records: ['log'], min: 'P12M', max: 'P24M', minIs: 'soft' };

  test.each([
    [byDefault('never' as const, 'retention_in_days', 'hashicorp/aws, all versions'), 'fail never-expires', 'set'],
    [set(731, 'retention_in_days'), 'pass enforced', 'max_period'],
    [set(365, 'retention_in_days'), 'pass enforced', 'max_period'],
    [set(1096, 'retention_in_days'), 'fail too-long', 'max_period'],
    [set(30, 'retention_in_days'), 'pass enforced', 'max_period'],
    [unresolved('var.days has no default', 'retention_in_days'), 'unresolved period-unresolved', 'set'],
  ])('a log group %#', (retention, expected, facet) => {
    const result = enforced(window, view({ stores: [logGroup('app', retention)] }));
    expect(brief(result)).toEqual([`${expected} aws_cloudwatch_log_group.app`]);
    expect(result.outcomes[0]).toMatchObject({ topic: 'log_retention', facet, attribute: 'retention_in_days' });
    expect(result.advisories.map((one) => one.code)).toEqual(retention.value === 30 ? ['shorter-than-published'] : []);
  });

  test('the fix is a number of days that the provider takes', () => {
    const result = enforced(window, view({ stores: [logGroup('app', byDefault('never', 'retention_in_days'))] }));
    expect(result.outcomes[0]?.args.setting).toBe('retention_in_days = 731');
    expect(result.outcomes[0]?.place.file).toBe('infra/logs.tf');
  });

  test('a note can name no mechanism: it becomes a row of the manifest', () => {
    const note = { keep: 'P2Y', after: 'closed' as const, reasons: ['contract' as const], place: at('a.sql', 3) };
    const noted = view({ entities: [{ ...user, note }] });
    expect(enforced({}, noted).outcomes).toMatchObject([
      { code: 'note-not-enforced', args: { entity: 'User', keep: 'P2Y', after: 'closed', reason: 'contract' } },
    ]);
    expect(brief(enforced({}, { ...noted, jobs: [job('users', { olderThanDays: 730 })] }))).toEqual([
      'pass enforced note on User',
    ]);
  });

  test('a hard lower bound', () => {
    const hard = { ...window, minIs: 'hard' };
    const result = enforced(hard, view({ stores: [logGroup('app', set(30, 'retention_in_days'))] }));
    expect(brief(result)).toEqual(['fail too-short aws_cloudwatch_log_group.app']);
    expect(result.outcomes[0]?.facet).toBe('min_period');
  });

  test('without bounds, declarations or the class there is nothing to enforce', () => {
    expect(brief(enforced({}, view({ stores: [logGroup('app', set(30))] })))).toEqual(['absent nothing-declared']);
    const rule = { id: 'a', record: 'account', keep: 'P1Y' };
    expect(brief(enforced({ records: ['billing'] }, view({ manifest: { retention: [rule] } as never })))).toEqual([
      'absent record-absent',
    ]);
    const event = { id: 'a', record: 'account', until: 'account-closed' };
    expect(brief(enforced({}, view({ manifest: { retention: [event] } as never })))).toEqual([
      'absent no-period-declared',
    ]);
    expect(brief(enforced({ records: ['account'] }, view({ entities: [user] })))).toEqual(['unresolved no-rule User']);
  });

  test('rules for a reason, or of a class', () => {
    const rows = [
      { id: 'law', match: { entity: 'User' }, keep: 'P1Y', reason: ['contract', 'compliance'] },
      { id: 'hold', record: 'legal-hold', keep: 'P1Y', reason: 'dispute' },
      { id: 'other', record: 'support', keep: 'P1Y', reason: 'contract' },
    ];
    const seen = view({ entities: [user], manifest: { retention: rows } as never });
    const law = { reasons: ['legal-obligation'] };
    expect(brief(enforced(law, seen))).toEqual(['fail not-enforced law']);
    expect(brief(enforced({ ...law, records: ['legal-hold'] }, seen))).toEqual([
      'fail not-enforced law',
      'fail not-enforced hold',
    ]);
    expect(brief(enforced({ records: ['legal-hold'] }, seen))).toEqual(['fail not-enforced hold']);
    expect(brief(enforced({ reasons: ['security'] }, seen))).toEqual(['absent reason-absent']);
  });

  test('a log group is held to the rule it comes under, declared or not by reference', () => {
    const rule = { id: 'logs', match: { record: 'log' }, keep: 'P90D' };
    const place = at('infra/logs.tf', 3);
    const stores = [
      logGroup('a', set(90, 'retention_in_days', place)),
      logGroup('b', set(400, 'retention_in_days', place)),
    ];
    const result = enforced({}, view({ stores, manifest: { retention: [rule] } as never }));
    expect(brief(result)).toEqual([
      'pass enforced aws_cloudwatch_log_group.a',
      'fail longer-than-declared aws_cloudwatch_log_group.b',
    ]);
    expect(result.outcomes[1]).toMatchObject({
      contradicted: true,
      origin: 'code',
      args: { setting: 'retention_in_days = 90' },
    });
    expect(lineOf(result.outcomes[1])).toBe('infra/logs.tf:3');
    const never = enforced(
      { ...window },
      view({ stores: [logGroup('c', byDefault('never'))], manifest: { retention: [rule] } as never }),
    );
    expect(brief(never)).toEqual(['fail never-expires aws_cloudwatch_log_group.c']);
    expect(never.outcomes[0]?.contradicted).toBe(true);
  });

  const held = (enforcedBy: object | undefined, over: Parameters<typeof view>[0] = {}, keep = 'P90D') =>
    view({
      entities: [user],
      manifest: {
        retention: [{ id: 'a', match: { entity: 'User' }, keep, ...(enforcedBy && { enforcedBy }) }],
      } as never,
      ...over,
    });

  test('a purge job', () => {
    const ref = 'jobs/purge.ts';
    const by = { type: 'purge-job', ref, schedule: 'daily' };
    expect(brief(enforced({}, held(undefined)))).toEqual(['fail not-enforced a']);
    const gone = enforced({}, held(by));
    expect(brief(gone)).toEqual(['fail dangling-reference a']);
    expect(gone.outcomes[0]?.place.file).toBe('privaudit.yaml#retention[0].enforcedBy');
    const unread = enforced({}, held(by, { files: [ref] }));
    expect(unread.outcomes.map((one) => [one.status, one.grade])).toEqual([['pass', 'declared']]);
    const deletes = { files: [ref], targets: [target(ref, { deletes: [at(ref, 12)] })] };
    // Seen is that it deletes, not how old a row is then.
    expect(enforced({}, held(by, deletes)).outcomes.map((one) => [one.status, one.grade])).toEqual([
      ['pass', 'declared'],
    ]);
    expect(brief(enforced({}, held({ ...by, days: 120 }, deletes)))).toEqual(['fail longer-than-declared a']);
    const soft = enforced({}, held(by, { files: [ref], targets: [target(ref, { softDeletes: [at(ref, 7)] })] }));
    expect(brief(soft)).toEqual(['fail soft-delete-only a']);
    expect(lineOf(soft.outcomes[0])).toBe('jobs/purge.ts:7');
    expect(brief(enforced({}, held(by, { files: [ref], targets: [target(ref)] })))).toEqual([
      'unresolved no-deletion-seen a',
    ]);
    const others = [entity('Session', { storedName: 'sessions' }), user];
    const mixed = (...mentions: string[]) => ({
      ...deletes,
      entities: others,
      targets: [target(ref, { deletes: [at(ref, 12)], mentions })],
    });
    expect(brief(enforced({}, held(by, mixed('session'))))).toEqual(['unresolved deletes-others a']);
    expect(brief(enforced({}, held(by, mixed('session', 'users'))))).toEqual(['pass enforced a']);
    // What a foreign key deletes along needs no mention.
    const child = (onDelete: 'cascade' | 'set-null') => {
      const key = field('users', 'session_id', { references: { table: 'sessions', column: 'id', onDelete } });
      const owned = { ...user, entity: { ...user.entity, fields: [...user.entity.fields, key] } };
      return brief(enforced({}, held(by, { ...mixed('session'), entities: [others[0] ?? user, owned] })));
    };
    expect(child('cascade')).toEqual(['pass enforced a']);
    expect(child('set-null')).toEqual(['unresolved deletes-others a']);
    const unscheduled = enforced({}, held({ type: 'purge-job', ref }, deletes));
    expect(brief(unscheduled)).toEqual(['fail not-scheduled a']);
    const inFile = { files: [ref], targets: [target(ref, { deletes: [at(ref, 12)], schedules: [at(ref, 3)] })] };
    expect(brief(enforced({}, held({ type: 'purge-job', ref }, inFile)))).toEqual(['pass enforced a']);
    const broken = { code: 'partly-read', level: 'warning' as const, file: ref, span: null, message: 'm', hint: null };
    expect(brief(enforced({}, held(by, { files: [ref], unread: [broken] })))).toEqual([
      'unresolved mechanism-unread a',
    ]);
  });

  test('a job inside the database counts with no reference, by its table', () => {
    expect(brief(enforced({}, held(undefined, { jobs: [job('users')] })))).toEqual(['pass enforced a']);
    expect(brief(enforced({}, held(undefined, { jobs: [job('orders')] })))).toEqual(['fail not-enforced a']);
    expect(brief(enforced({}, held(undefined, { jobs: [job('users', { olderThanDays: 91 })] })))).toEqual([
      'fail longer-than-declared a',
    ]);
    expect(brief(enforced({}, held(undefined, { jobs: [job('users', { enabled: false })] })))).toEqual([
      'fail disabled a',
    ]);
    expect(
      brief(enforced({}, held({ ref: 'purge_users' }, { jobs: [job('users', { olderThanDays: null })] }))),
    ).toEqual(['unresolved period-unresolved a']);
    expect(
      brief(enforced({ compare: 'equal' }, held(undefined, { jobs: [job('users', { olderThanDays: 30 })] }))),
    ).toEqual(['fail too-short a']);
  });

  test('an archive, a route, a vendor setting and another repository', () => {
    expect(brief(enforced({}, held({ type: 'archive-tier', ref: 'infra/main.tf' })))).toEqual([
      'fail archive-is-not-deletion a',
    ]);
    const grade = (by: object) => enforced({}, held(by)).outcomes.map((one) => one.grade ?? one.code);
    expect(grade({ type: 'erasure-route', ref: 'DELETE /v1/me' })).toEqual(['declared']);
    expect(grade({ type: 'vendor-setting', days: 90 })).toEqual(['declared']);
    expect(grade({ type: 'vendor-setting', days: 100 })).toEqual(['longer-than-declared']);
    expect(grade({ type: 'purge-job', evidence: 'https://ops.example/runbook' })).toEqual(['declared']);
    expect(grade({ type: 'purge-job' })).toEqual(['not-enforced']);
  });

  test('buckets: superseded versions count, and on top', () => {
    const bucket = (over: object) =>
      store(
        'aws_s3_bucket.uploads',
        { storeKind: 'object', group: 'object', retentionDays: set(60, 'expiration.days'), ...over },
        { bucketHolds: true },
      );
    const by = { type: 'lifecycle', ref: 'infra/main.tf#aws_s3_bucket.uploads' };
    const run = (over: object) => brief(enforced({}, held(by, { stores: [bucket(over)] })));
    expect(run({})).toEqual(['pass enforced aws_s3_bucket.uploads']);
    expect(run({ versioned: set(true) })).toEqual(['fail only-current-versions aws_s3_bucket.uploads']);
    expect(run({ versioned: set(true), noncurrentDays: set(30) })).toEqual(['pass enforced aws_s3_bucket.uploads']);
    expect(run({ versioned: set(true), noncurrentDays: set(31) })).toEqual([
      'fail longer-than-declared aws_s3_bucket.uploads',
    ]);
    expect(run({ retentionDays: byDefault('never') })).toEqual(['fail never-expires aws_s3_bucket.uploads']);
    const companion = { address: 'aws_s3_bucket_lifecycle_configuration.uploads', place: at('infra/lifecycle.tf', 4) };
    const split = held(
      { type: 'lifecycle', ref: `infra/lifecycle.tf#${companion.address}` },
      { stores: [bucket({ related: [companion] })] },
    );
    expect(brief(enforced({}, split))).toEqual(['pass enforced aws_s3_bucket.uploads']);
    const wrong = held(
      { type: 'lifecycle', ref: 'infra/main.tf#aws_s3_bucket.other' },
      { stores: [bucket({})], files: ['infra/main.tf'] },
    );
    expect(brief(enforced({}, wrong))).toEqual(['fail dangling-reference a']);
  });

  test('a time to live whose length is set at run time', () => {
    const table = (on: boolean) =>
      store('aws_dynamodb_table.t', { storeKind: 'dynamodb', ttl: set(on, 'ttl.enabled') });
    const run = (on: boolean, days?: number) =>
      enforced({}, held({ type: 'ttl', ref: 'aws_dynamodb_table.t', ...(days && { days }) }, { stores: [table(on)] }));
    expect(brief(run(true))).toEqual(['unresolved ttl-at-runtime aws_dynamodb_table.t']);
    expect(run(true, 90).outcomes.map((one) => one.grade)).toEqual(['declared']);
    expect(brief(run(true, 100))).toEqual(['fail longer-than-declared aws_dynamodb_table.t']);
    expect(brief(run(false))).toEqual(['fail disabled aws_dynamodb_table.t']);
  });

  test('a rule for all logs is not kept for a log table by the setting of a log group', () => {
    const rule = { id: 'logs', match: { record: 'log' }, keep: 'P90D' };
    const seen = {
      entities: [entity('AuditLog', { record: 'log' })],
      stores: [logGroup('a', set(90, 'retention_in_days'))],
      manifest: { retention: [rule] } as never,
    };
    const group = 'pass enforced aws_cloudwatch_log_group.a';
    expect(brief(enforced({}, view(seen)))).toEqual([group, 'fail not-enforced logs']);
    expect(brief(enforced({}, view({ ...seen, jobs: [job('AuditLog')] })))).toEqual([group, 'pass enforced logs']);
  });

  test('what is declared to stay is no contradiction of a log group without an end', () => {
    const enforcedBy = { type: 'log-retention', ref: 'aws_cloudwatch_log_group.a' };
    const rule = { id: 'logs', match: { record: 'log' }, keep: 'indefinite', enforcedBy };
    const seen = { stores: [logGroup('a', byDefault('never'))], manifest: { retention: [rule] } as never };
    expect(brief(enforced({}, view(seen)))).toEqual(['absent no-period-declared']);
    expect(brief(enforced(window, view(seen)))).toEqual(['fail never-expires aws_cloudwatch_log_group.a']);
  });

  test('what an event ends needs a mechanism where that is asked, and the erasure route is one', () => {
    const rule = { id: 'a', match: { entity: 'User' }, until: 'account-closed' };
    const seen = (erasure: object | undefined, over: Parameters<typeof view>[0] = {}) =>
      view({ entities: [user], manifest: { retention: [rule], ...(erasure && { erasure }) } as never, ...over });
    const run = (...args: Parameters<typeof seen>) => brief(enforced({ events: true }, seen(...args)));
    expect(run(undefined)).toEqual(['fail not-enforced a']);
    expect(run({ triggers: { request: 'DELETE /me' } })).toEqual(['pass enforced a']);
    expect(run({ triggers: { termination: 'DELETE /tenant' }, covers: ['User'] })).toEqual(['pass enforced a']);
    expect(run({ triggers: { request: 'DELETE /me' }, covers: ['Order'] })).toEqual(['fail not-enforced a']);
    expect(run({ triggers: { request: 'src/close.ts' } })).toEqual(['fail dangling-reference a']);
    expect(run(undefined, { jobs: [job('users', { olderThanDays: null })] })).toEqual(['pass enforced a']);
    expect(brief(enforced({}, seen(undefined)))).toEqual(['absent no-period-declared']);
    // Another clause asks for the mechanism that the rule itself names.
    const timed = { ...rule, keep: 'P30D' };
    const route = view({
      entities: [user],
      manifest: { retention: [timed], erasure: { triggers: { request: 'DELETE /me' } } } as never,
    });
    expect(brief(enforced({}, route))).toEqual(['fail not-enforced a']);
  });

  test('a rule that has to be there, and to end', () => {
    const params = { records: ['web-traffic-log'], ruleRequired: true, vendorPurposes: ['analytics'] };
    const visits = entity('Visit', { record: 'web-traffic-log' });
    const seen = (over: Parameters<typeof view>[0], ...retention: object[]) =>
      brief(enforced(params, view({ ...over, manifest: { retention } as never })));
    expect(seen({ entities: [visits] })).toEqual(['fail no-rule Visit']);
    expect(seen({ entities: [entity('Visit', { record: 'web-traffic-log', fields: { path: null } })] })).toEqual([
      'absent record-absent',
    ]);
    const rule = { id: 'a', record: 'web-traffic-log' };
    expect(seen({ entities: [visits] }, { ...rule, keep: 'indefinite' })).toEqual(['fail indefinite a']);
    expect(seen({ entities: [visits] }, { ...rule, until: 'deletion-request' })).toEqual(['fail no-period a']);
    expect(seen({ entities: [visits] }, { ...rule, keep: 'P1Y' })).toEqual(['fail not-enforced a']);
    const by = { type: 'vendor-setting', days: 365 };
    expect(seen({ entities: [visits] }, { ...rule, keep: 'P1Y', enforcedBy: by })).toEqual(['pass enforced a']);
    expect(seen({ entities: [visits] }, { ...rule, enforcedBy: by })).toEqual(['pass enforced a']);
    const counter = vendor('Counter', { purposes: ['analytics'] });
    expect(seen({ vendors: [counter] })).toEqual(['fail no-rule Counter']);
    expect(seen({ vendors: [{ ...counter, role: 'self-hosted' }] })).toEqual(['absent record-absent']);
    expect(seen({ vendors: [vendor('Mail', { purposes: ['email'] })] })).toEqual(['absent record-absent']);
    // A vendor for many things: as declared, else by its main purpose or by the name of what gave it away.
    const host = vendor('Host', { purposes: ['hosting', 'analytics'] });
    const declaredFor = (purpose: string) => ({ path: 'subprocessors[0]', row: { name: 'Host', purpose } as never });
    const sign = {
      kind: 'vendor-signal',
      vendor: 'host',
      text: '@host/analytics',
      place: at('package.json', 3),
    } as never;
    expect(seen({ vendors: [host] })).toEqual(['absent record-absent']);
    expect(seen({ vendors: [{ ...host, signals: [sign] }] })).toEqual(['fail no-rule Host']);
    expect(seen({ vendors: [{ ...host, declared: declaredFor('analytics') }] })).toEqual(['fail no-rule Host']);
    expect(seen({ vendors: [{ ...host, signals: [sign], declared: declaredFor('hosting') }] })).toEqual([
      'absent record-absent',
    ]);
    // What the vendor does not do is no purpose.
    expect(seen({ vendors: [{ ...counter, declared: declaredFor('security') }] })).toEqual(['fail no-rule Counter']);
    expect(seen({ vendors: [counter] }, { ...rule, keep: 'P1Y', enforcedBy: by })).toEqual(['pass enforced a']);
  });

  test('a period that tenants choose', () => {
    const params = { records: ['chat'], ruleRequired: true, perTenant: true };
    const chats = entity('Chat', { record: 'chat' });
    const settings = entity('TenantSettings', { storedName: 'tenant_settings', fields: { maxAgeDays: null } });
    const ref = 'jobs/purge.ts';
    const job1 = { type: 'purge-job', ref, schedule: 'daily' };
    const base = { id: 'a', match: { entity: 'Chat' }, perTenant: { setting: 'TenantSettings.maxAgeDays' } };
    const file = (...mentions: string[]) => ({
      files: [ref],
      targets: [target(ref, { deletes: [at(ref, 3)], mentions })],
    });
    const run = (rule: object | null, over: Parameters<typeof view>[0] = {}) =>
      brief(
        enforced(
          params,
          view({ entities: [chats, settings], manifest: { retention: rule ? [rule] : [] } as never, ...over }),
        ),
      );
    const reads = file('max_age_days');
    expect(run({ ...base, enforcedBy: job1 }, reads)).toEqual(['pass enforced a']);
    expect(run(null)).toEqual(['fail no-rule Chat']);
    expect(run(base)).toEqual(['fail not-enforced a']);
    expect(run({ ...base, perTenant: undefined, keep: 'P1Y', enforcedBy: job1 }, reads)).toEqual([
      'fail no-tenant-setting a',
    ]);
    expect(run({ ...base, enforcedBy: { ...job1, schedule: undefined } }, reads)).toEqual(['fail not-scheduled a']);
    expect(run({ ...base, enforcedBy: job1 }, file())).toEqual(['fail setting-not-read a']);
    expect(run({ ...base, enforcedBy: job1 }, file('TenantSettings'))).toEqual(['unresolved setting-not-read a']);
    expect(run({ ...base, perTenant: { setting: 'Plan.days' }, enforcedBy: job1 }, file('Plan'))).toEqual([
      'fail dangling-reference a',
      'unresolved setting-not-read a',
    ]);
    // A name that only the job knows: a setting that is no column.
    expect(run({ ...base, perTenant: { setting: 'plan.days' }, enforcedBy: job1 }, file('days'))).toEqual([
      'pass enforced a',
    ]);
    expect(run({ ...base, perTenant: { setting: 'src/tenant.ts#days' }, enforcedBy: job1 }, file('days'))).toEqual([
      'pass enforced a',
    ]);
    expect(run({ ...base, keep: 'P90D' }, { jobs: [job('Chat')] })).toEqual(['fail same-for-all a']);
    expect(run({ ...base, enforcedBy: { type: 'erasure-route', ref: 'DELETE /chats' } })).toEqual([
      'fail not-scheduled a',
    ]);
    // One setting for all that a tenant keeps.
    const general = (retention: string, rule: object) =>
      brief(
        enforced(
          params,
          view({
            entities: [chats, settings, entity('Message', { record: 'chat' })],
            manifest: {
              retention: [{ id: 'a', match: { entity: 'Chat' }, ...rule }],
              tenantControls: { retention },
            } as never,
            ...reads,
          }),
        ),
      );
    expect(general('TenantSettings.maxAgeDays', { enforcedBy: job1 })).toEqual(['pass enforced a']);
    expect(general('none', { keep: 'P1Y', enforcedBy: job1 })).toEqual([
      'fail no-tenant-setting a',
      'fail no-rule Message',
    ]);
    // One rule that offers the choice is enough.
    const other = { id: 'b', record: 'chat', keep: 'P30D' };
    const two = view({
      entities: [chats, settings, entity('Message', { record: 'chat' })],
      manifest: { retention: [{ ...base, enforcedBy: job1 }, other] } as never,
      ...reads,
    });
    expect(brief(enforced(params, two))).toEqual(['pass enforced a']);
  });

  test('a store without any such setting is no mechanism', () => {
    expect(
      brief(enforced({}, held({ ref: 'aws_db_instance.main' }, { stores: [store('aws_db_instance.main')] }))),
    ).toEqual(['fail not-enforced a']);
  });
});

describe('erasure: the backup window', () => {
  const database = (backupDays: object, over: object = {}) =>
    store('aws_db_instance.main', { backupDays: backupDays as never }, over);

  test.each([
    [set(35, 'backup_retention_period'), {}, 'fail backup-outlives-deletion'],
    [set(30, 'backup_retention_period'), {}, 'pass backup-within-deadline'],
    [byDefault(1, 'backup_retention_period'), {}, 'pass backup-within-deadline'],
    [set(30, 'backup_retention_period'), { erasure: { grace: 'P7D' } }, 'fail backup-outlives-deletion'],
    [set(23, 'backup_retention_period'), { erasure: { grace: 'P7D' } }, 'pass backup-within-deadline'],
    [set('never'), {}, 'fail backup-outlives-deletion'],
    [unresolved('var.days has no default'), {}, 'unresolved window-unresolved'],
  ])('%#', (backupDays, declaredRows, expected) => {
    const result = erasure('P30D', view({ stores: [database(backupDays)], manifest: declaredRows as never }));
    expect(brief(result)).toEqual([`${expected} aws_db_instance.main`]);
    expect(result.outcomes[0]).toMatchObject({ topic: 'backup_retention', facet: 'max_period', bound: 'max P30D' });
  });

  test('the code contradicts a declared rotation', () => {
    const stores = [database(set(35, 'backup_retention_period'))];
    const result = erasure('P30D', view({ stores, manifest: { erasure: { backups: { rotate: 'P14D' } } } as never }));
    expect(brief(result)).toEqual([
      'pass backup-within-deadline erasure.backups',
      'fail backup-outlives-deletion aws_db_instance.main',
    ]);
    expect(result.outcomes[1]?.contradicted).toBe(true);
  });

  test('only declared', () => {
    const row = manifest({ datastores: [{ id: 'db', kind: 'postgres', backups: { keep: 'P60D' } }] } as never)
      .datastores[0];
    if (row === undefined) throw new Error('no row');
    const result = erasure('P30D', view({ stores: [declaredStore(row, 'datastores[0]')] }));
    expect(brief(result)).toEqual(['fail backup-outlives-deletion db']);
    expect(lineOf(result.outcomes[0])).toBe('privaudit.yaml#datastores[0].backups.keep:1');
    expect(brief(erasure('P30D', view({ manifest: { erasure: { grace: 'P45D' } } as never })))).toEqual([
      'fail backup-outlives-deletion erasure.backups',
    ]);
  });

  test('nothing to judge', () => {
    expect(brief(erasure('P30D', view()))).toEqual(['absent no-personal-store']);
    expect(brief(erasure('P30D', view({ stores: [store('aws_db_instance.main')] })))).toEqual(['absent no-backups']);
    expect(brief(erasure('P30D', view({ stores: [database(set(35), { personal: 'no' })] })))).toEqual([
      'absent no-personal-store',
    ]);
  });
});

/** Every code that the tests above brought about. */
describe('words', () => {
  test('attestation', () => expect(familyWords('attestation').outcomes).toEqual({}));

  test.each(['retention-declared', 'retention-period', 'retention-enforced', 'erasure'])('%s', (family) => {
    expectWords(familyWords(family), resultsOf(family));
  });
});
