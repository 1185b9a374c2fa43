import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { audit } from '../src/audit.ts';
import { UserError } from '../src/errors.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { type AuditReport, clauseStatus } from '../src/schemas/report.ts';

/**
 * Small projects with the verdicts a reader of the ledger expects, written from it before they were ever run. They are one
 * whole project each, half of them traps; what a single clause means is tested by the examples beside it.
 */
const SCENARIOS = 'fixtures/scenarios';

const bySubject = z.record(z.string(), z.array(z.string()));

const scenarioSchema = z.strictObject({
  /** What is tricky about it. */
  about: z.string().min(20),
  asOf: z.iso.date(),
  /** Absent: the manifest's, else `common`. */
  packs: z.array(z.string()).optional(),
  files: z.record(z.string(), z.string()),
  /** Status per clause. */
  expect: z.record(z.string(), clauseStatus).default({}),
  /** Findings that are there; others may be too. Without a subject: about anything. */
  findings: z
    .array(
      z.strictObject({
        clause: z.string(),
        subject: z.string().optional(),
        code: z.string().optional(),
        severity: z.enum(['critical', 'high', 'medium', 'low']).optional(),
      }),
    )
    .default([]),
  /** Per clause all that it accuses; `a|b`: one of the two or both. */
  accused: bySubject.default({}),
  /** Accused by no clause. */
  innocent: z.array(z.string()).default([]),
  /** Per clause what it does not accuse. */
  innocentOf: bySubject.default({}),
  advisories: z.array(z.string()).default([]),
  /** 2: the manifest is refused. */
  exit: z.number().optional(),
  /** What the tool does not do yet, by name of the expectation, with the reason. It has to go once the tool does it. */
  known: z.record(z.string(), z.string().min(10)).default({}),
});

type Scenario = z.infer<typeof scenarioSchema>;

/** What is asked of a project. */
interface Expectation {
  readonly name: string;
  readonly check: (outcome: Outcome) => void;
}

type Outcome = { readonly report: AuditReport; readonly exit: number } | { readonly refused: UserError };

/** settled.md 10: what another pack promises changes nothing for a clause. */
const PACKS_ALONE = 'judges each pack as if it were alone';

/** What a property that holds for every project varies. */
type Project = Pick<Scenario, 'files' | 'asOf' | 'packs'>;

async function run({ files, asOf, packs }: Project): Promise<Outcome> {
  try {
    const chosen = packs === undefined ? {} : { packs };
    const report = await audit({ source: memoryFiles(files), root: '.', asOf, ...chosen });
    return { report, exit: report.summary.exitCode };
  } catch (error) {
    if (error instanceof UserError) return { refused: error };
    throw error;
  }
}

function reportOf(outcome: Outcome): AuditReport {
  if ('refused' in outcome) throw outcome.refused;
  return outcome.report;
}

function statusesOf(outcome: Outcome): string[] {
  if ('refused' in outcome) return [];
  return outcome.report.clauses.map(({ id, status }) => `${id} ${status}`).sort();
}

/** Unwaived findings that a clause makes, or all. */
function findingsOf(report: AuditReport, clause?: string) {
  return report.findings.filter(({ clauses, waivers }) =>
    clauses.some((one) => (clause === undefined || one === clause) && !waivers.some((waiver) => waiver.clause === one)),
  );
}

function expectationsOf(scenario: Scenario): Expectation[] {
  const statuses = Object.entries(scenario.expect).map(([clause, status]) => ({
    name: clause,
    check: (outcome: Outcome) => {
      const judged = reportOf(outcome).clauses.find(({ id }) => id === clause);
      expect(`${judged?.status} (${judged?.reason})`).toMatch(new RegExp(`^${status} \\(`));
    },
  }));
  const findings = scenario.findings.map(({ clause, subject, code, severity }) => ({
    name: ['finding', clause, subject, code, severity].filter((part) => part !== undefined).join(' '),
    check: (outcome: Outcome) => {
      const seen = findingsOf(reportOf(outcome), clause).map((finding) => ({
        subject: finding.subject,
        code: finding.ruleId.split('/')[1],
        severity: finding.severity,
      }));
      const wanted = Object.entries({ subject, code, severity }).filter(([, value]) => value !== undefined);
      expect(seen).toContainEqual(expect.objectContaining(Object.fromEntries(wanted)));
    },
  }));
  const accused = Object.entries(scenario.accused).map(([clause, subjects]) => ({
    name: `accused ${clause}`,
    check: (outcome: Outcome) => {
      const seen = findingsOf(reportOf(outcome), clause).map(({ subject }) => subject);
      const either = subjects.map((alternatives) => alternatives.split('|'));
      const named = seen.map((subject) => either.findIndex((names) => names.includes(subject)));
      expect([...new Set(named.map((index, at) => (index < 0 ? seen[at] : subjects[index])))].sort()).toEqual(
        [...subjects].sort(),
      );
    },
  }));
  const innocent = scenario.innocent.map((subject) => ({
    name: `innocent ${subject}`,
    check: (outcome: Outcome) => {
      const seen = findingsOf(reportOf(outcome)).filter((finding) => finding.subject === subject);
      expect(seen.map(({ ruleId, clauses }) => `${ruleId} ${clauses.join(' ')}`)).toEqual([]);
    },
  }));
  const innocentOf = Object.entries(scenario.innocentOf).flatMap(([clause, subjects]) =>
    subjects.map((subject) => ({
      name: `innocent of ${clause}: ${subject}`,
      check: (outcome: Outcome) => {
        expect(findingsOf(reportOf(outcome), clause).map((finding) => finding.subject)).not.toContain(subject);
      },
    })),
  );
  const advisories = scenario.advisories.map((code) => ({
    name: `advisory ${code}`,
    check: (outcome: Outcome) => {
      expect(reportOf(outcome).advisories.map((advisory) => advisory.code)).toContain(code);
    },
  }));
  const exit = {
    name: 'exit',
    check: (outcome: Outcome) => {
      expect('refused' in outcome ? `2 ${outcome.refused.message}` : `${outcome.exit}`).toMatch(
        new RegExp(`^${scenario.exit}\\b`),
      );
    },
  };
  return [
    ...statuses,
    ...findings,
    ...accused,
    ...innocent,
    ...innocentOf,
    ...advisories,
    ...(scenario.exit === undefined ? [] : [exit]),
  ];
}

const scenarios = readdirSync(SCENARIOS)
  .sort()
  .map((file) => ({
    name: file.replace(/\.yaml$/, ''),
    scenario: scenarioSchema.parse(parse(readFileSync(join(SCENARIOS, file), 'utf8'))),
  }));

describe.each(scenarios)('$name', ({ scenario }) => {
  const expectations = expectationsOf(scenario);
  let outcome: Promise<Outcome> | undefined;

  for (const { name, check } of expectations) {
    const ask = async () => {
      outcome ??= run(scenario);
      check(await outcome);
    };
    if (name in scenario.known) it.fails(name, ask);
    else it(name, ask);
  }

  const asked = scenario.packs ?? [];
  if (asked.length > 1) {
    const test = PACKS_ALONE in scenario.known ? it.fails : it;
    test(PACKS_ALONE, async () => {
      outcome ??= run(scenario);
      const together = statusesOf(await outcome);
      const alone = await Promise.all(asked.map(async (pack) => statusesOf(await run({ ...scenario, packs: [pack] }))));
      expect(alone.flat().sort()).toEqual(together);
    });
  }

  it('is told in whole sentences: every word that a rule leaves open is filled in', async () => {
    outcome ??= run(scenario);
    const told = await outcome;
    if ('refused' in told) return;
    const { findings, passes, unresolved, clauses, advisories } = told.report;
    const texts = [
      ...[...findings, ...passes, ...unresolved].flatMap(({ message, fix, evidence }) => [
        message,
        fix,
        ...evidence.map(({ note }) => note),
      ]),
      ...clauses.flatMap(({ reason, because }) => [reason, ...because.map(({ note }) => note)]),
      ...advisories.map(({ message }) => message),
    ];
    for (const text of texts) expect(text).not.toMatch(/\{\w+(?:\|[^{}]*)?\}|\bundefined\b/);
  });

  it('is judged the same with the line ends of Windows', async () => {
    outcome ??= run(scenario);
    const files = Object.fromEntries(
      Object.entries(scenario.files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    expect(statusesOf(await run({ ...scenario, files }))).toEqual(statusesOf(await outcome));
  });

  it('knows of no expectation that is not its own', () => {
    const names = [...expectations.map(({ name }) => name), PACKS_ALONE];
    expect(Object.keys(scenario.known).filter((name) => !names.includes(name))).toEqual([]);
  });
});
