import type { Params } from '../schemas/params/retention-declared.ts';
import type { Check, CheckAdvisory, CheckOutcome, Evidence, View } from './contract.ts';
import { nothing, outcome } from './outcome.ts';
import { isAfterClosure } from './retention/closure.ts';
import { judgeRule } from './retention/declared-rule.ts';
import type { Subject } from './retention/matching.ts';
import { subjectsOf } from './retention/matching.ts';
import { ofRule, ofSubject, ruleSeen } from './retention/outcome.ts';
import { nameInManifest, namesEntity, ruleIdFor } from './retention/references.ts';
import type { Rule } from './retention/rules.ts';
import { ruleLine, rulesOf, ruleText, saysTheSame } from './retention/rules.ts';
import { rulesOver } from './retention/under.ts';

/** Whether everything personal comes under one retention rule that ends, for a reason the policy allows. */
export const check: Check<Params> = (params, view) => {
  const rules = rulesOf(view);
  const all = subjectsOf(view, rules);
  const subjects = all.filter((one) => isAsked(params, one));
  // A rule of a linked entity's own is judged, though the entity is not.
  const judged = rules.filter((rule) =>
    isJudged(
      params,
      rule,
      all.filter((one) => isInScope(params, one)),
    ),
  );
  // Where only what follows closure is asked, a missing rule is no answer to the question.
  if (asksOnlyAfterClosure(params)) {
    const tails = judged.filter((rule) => isAfterClosure(rule, all));
    if (tails.length === 0) return nothing('no-closure-rule');
    return {
      outcomes: tails.flatMap((rule) => judgeTail(params, view, rule, all)),
      absence: null,
      advisories: [],
    };
  }
  if (subjects.length === 0 && judged.length === 0) return absence(params, view, all);
  const faults = new Map(judged.map((rule) => [rule, judgeRule(params, view, rule, subjects)]));
  const ofSubjects = subjects.flatMap((subject) => judgeSubject(view, subject, faults));
  return {
    outcomes: [...ofSubjects, ...judged.flatMap((rule) => faults.get(rule) ?? [])],
    absence: null,
    advisories: params.records === undefined ? [...strayRules(view, rules), ...overruledNotes(view, all)] : [],
  };
};

/** A rule that keeps data after closure, and gives one of the reasons for it. */
function judgeTail(params: Params, view: View, rule: Rule, subjects: readonly Subject[]): CheckOutcome[] {
  const faults = judgeRule(params, view, rule, subjects);
  if (faults.length > 0) return faults;
  const args = { rule: rule.id, says: ruleText(rule), reason: rule.reasons.join(', ') };
  const who = ofRule(view, rule, 'reason');
  return [
    outcome({
      ...who,
      code: 'after-closure',
      status: 'pass',
      grade: 'declared',
      args,
      evidence: [ruleSeen(view, rule)],
    }),
  ];
}

function asksOnlyAfterClosure(params: Params): boolean {
  return params.reasonsAfterClosure !== undefined && params.reasons === undefined && params.endTriggers === undefined;
}

/** Linked entities are never asked: they go with their parent. */
function isAsked(params: Params, subject: Subject): boolean {
  return isInScope(params, subject) && !(subject.kind === 'entity' && subject.of.linked);
}

function isInScope(params: Params, subject: Subject): boolean {
  if (subject.resolution.inherited) return false;
  if (params.records !== undefined) return params.records.some((record) => record === subject.resolution.record);
  return subject.kind === 'store' || subject.of.personal || subject.of.linked;
}

/** Rules that a subject comes under, and rules about classes and categories, whose data may be where no code shows it. */
function isJudged(params: Params, rule: Rule, subjects: readonly Subject[]): boolean {
  if (subjects.some(({ resolution }) => rulesOver(resolution).includes(rule))) return true;
  // All that it speaks of has a more specific rule.
  if (subjects.some(({ resolution }) => resolution.yielding.includes(rule))) return false;
  if (params.records !== undefined) return rule.record !== null && params.records.includes(rule.record);
  const { entity, store } = rule.row.match ?? {};
  return (
    entity === undefined && store === undefined && (rule.record !== null || rule.row.match?.category !== undefined)
  );
}

function judgeSubject(
  view: View,
  subject: Subject,
  faults: ReadonlyMap<Rule, readonly CheckOutcome[]>,
): CheckOutcome[] {
  const { rule, level, rivals, phases } = subject.resolution;
  const who = ofSubject(view, subject);
  if (rule === null) {
    const args = {
      holds: holds(subject),
      match: subject.kind === 'store' ? 'store' : 'entity',
      name: subject.kind === 'store' ? (subject.of.declared?.row.id ?? who.subject) : who.subject,
      id: ruleIdFor(subject.kind === 'store' ? who.subject : subject.of.entity.storedName),
    };
    return [
      outcome({ ...who, code: 'no-rule', status: 'fail', args, evidence: [unmatched(subject, categoriesOf(subject))] }),
    ];
  }
  if (rivals.length > 0) {
    const both = [rule, ...rivals];
    return [
      outcome({
        ...who,
        code: 'rules-disagree',
        status: 'fail',
        place: ruleLine(view, rivals[0] ?? rule),
        args: { rules: both.map((one) => one.id).join(' and '), level },
        related: [
          { place: who.place, note: `${who.subject} comes under both` },
          { place: ruleLine(view, rule), note: `${rule.id}: ${ruleText(rule)}` },
        ],
        evidence: both.map((one) => ruleSeen(view, one)),
      }),
    ];
  }
  // A rule that is wrong is one finding of its own, not one for each entity under it.
  if ([rule, ...phases].some((one) => (faults.get(one) ?? []).length > 0)) return [];
  const args = { rule: rule.id, says: ruleText(rule), reason: rule.reasons.join(', ') || 'no reason given', level };
  return [
    outcome({ ...who, code: 'has-rule', status: 'pass', grade: 'declared', args, evidence: [ruleSeen(view, rule)] }),
  ];
}

/** In a message. */
const FIELDS_NAMED = 5;

function holds(subject: Subject): string {
  if (subject.kind === 'store') return subject.of.bucketHolds ? 'files of people' : 'logs';
  const { tags, entity } = subject.of;
  const ids = new Set(tags.map(({ id }) => id));
  const names = entity.fields.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  if (names.length === 0) return `records of the class ${subject.resolution.record ?? 'data'}`;
  const more = names.length - FIELDS_NAMED;
  return more > 0
    ? `${names.slice(0, FIELDS_NAMED).join(', ')} and ${more} more personal ${more === 1 ? 'field' : 'fields'}`
    : names.join(', ');
}

function categoriesOf(subject: Subject): string {
  const categories = subject.kind === 'store' ? [] : subject.of.tags.map((tag) => tag.category);
  return categories.length === 0 ? holds(subject) : [...new Set(categories)].sort().join(', ');
}

function unmatched(subject: Subject, what: string): Evidence {
  const place = subject.kind === 'store' ? subject.of.place : subject.of.entity.place;
  return { fact: 'unmatched', args: { holds: what }, place };
}

/** Rules for an entity that is not here: a typo, or a table that is gone. */
function strayRules(view: View, rules: readonly Rule[]): CheckAdvisory[] {
  if (view.narrowed) return [];
  return rules.flatMap((rule) => {
    const name = rule.row.match?.entity;
    if (name === undefined || view.entities.some((one) => namesEntity(name, one))) return [];
    return [{ code: 'matches-nothing', args: { rule: rule.id, name }, place: ruleLine(view, rule, 'match') }];
  });
}

/** A note often gives a period alone. */
function agree(rule: Rule, note: Rule): boolean {
  return saysTheSame(rule, { ...note, after: note.after ?? rule.after, until: rule.until });
}

/** The manifest wins over a note in the schema; where they say different things somebody has to know. */
function overruledNotes(view: View, subjects: readonly Subject[]): CheckAdvisory[] {
  return subjects.flatMap(({ resolution: { rule, yielding } }) => {
    const note = yielding.find(({ noted }) => noted !== null);
    if (rule === null || note === undefined || agree(rule, note)) return [];
    const args = { note: note.id, says: ruleText(note), rule: rule.id, ruleSays: ruleText(rule) };
    return [{ code: 'note-overruled', args, place: ruleLine(view, note) }];
  });
}

function absence(params: Params, view: View, all: readonly Subject[]): ReturnType<typeof nothing> {
  if (params.records !== undefined) return nothing('record-absent', { records: params.records.join(', ') });
  const linked = all.find((one) => one.kind === 'entity' && one.of.linked);
  if (linked?.kind !== 'entity') return nothing('no-personal-data', { entities: view.entities.length });
  return nothing('only-linked', { name: nameInManifest(view, linked.of) }, [
    { fact: 'linked', args: { name: nameInManifest(view, linked.of) }, place: linked.of.entity.place },
  ]);
}
