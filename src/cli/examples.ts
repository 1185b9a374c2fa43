import { audit } from '../audit.ts';
import type { Texts } from '../catalog/compile.ts';
import { compilePack } from '../catalog/compile-pack.ts';
import { loadCatalog } from '../catalog/load.ts';
import { readYaml, validated } from '../catalog/read-yaml.ts';
import { families } from '../checks/registry.ts';
import { UserError } from '../errors.ts';
import { memoryFiles } from '../files/memory.ts';
import { compareCodeUnits } from '../model/order.ts';
import type { Pack } from '../model/pack.ts';
import { examplesSchema, type PackExample } from '../schemas/pack.ts';
import type { AuditReport } from '../schemas/report.ts';

export interface ExampleResult {
  readonly name: string;
  readonly example: PackExample;
  readonly problems: readonly string[];
}

/** The day on which examples without a day of their own are judged. */
const EXAMPLE_DAY = '2026-11-24';

/** Runs every example of a pack through `audit()` on files in memory. */
export async function runExamples(files: Texts, label: string): Promise<ExampleResult[]> {
  const pack = await compilePack(files, loadCatalog().families, label);
  const results: ExampleResult[] = [];
  for (const file of Object.keys(files)
    .filter((name) => /\.examples\.ya?ml$/.test(name))
    .sort(compareCodeUnits)) {
    for (const example of validated(file, readYaml(file, files[file] ?? ''), examplesSchema)) {
      const name = `${example.clause}: ${example.name}`;
      results.push({ name, example, problems: await problemsOf(example, pack) });
    }
  }
  return results;
}

async function problemsOf(example: PackExample, pack: Pack): Promise<string[]> {
  if (!pack.clauses.some(({ id }) => id === example.clause)) return [`the pack has no clause ${example.clause}`];
  const problems: string[] = [];
  try {
    const report = await judge(example, pack);
    problems.push(...compare(example, report));
    for (const flip of example.flips) {
      const status = statusIn(
        await judge(example, await withParams(pack, example.clause, flip.params)),
        example.clause,
      );
      if (status !== flip.expect)
        problems.push(`with ${JSON.stringify(flip.params)} it should be ${flip.expect}, and is ${status}`);
      if (flip.expect === example.expect)
        problems.push(`the flip ${JSON.stringify(flip.params)} expects what the example expects: it shows nothing`);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
  }
  return problems;
}

function judge(example: PackExample, pack: Pack): Promise<AuditReport> {
  return audit({
    source: memoryFiles(example.files),
    root: '.',
    packs: [pack],
    only: [example.clause],
    asOf: example.asOf ?? EXAMPLE_DAY,
    ...(example.strict ? { strict: example.strict } : {}),
  });
}

function compare(example: PackExample, report: AuditReport): string[] {
  const problems: string[] = [];
  const clause = report.clauses.find(({ id }) => id === example.clause);
  if (report.scope.filesRead === 0 && report.settings.manifest === null)
    problems.push('no extractor read any of its files');
  if (clause?.status !== example.expect)
    problems.push(`expected ${example.expect}, is ${clause?.status}: ${clause?.reason}`);
  const found = report.findings.map(({ subject, ruleId, location }) => ({
    subject,
    code: ruleId.split('/')[1] ?? '',
    line: location.startLine,
    file: location.file,
  }));
  for (const wanted of example.findings) {
    const index = found.findIndex(
      (one) =>
        one.subject === wanted.subject &&
        one.code === wanted.code &&
        (wanted.line ?? one.line) === one.line &&
        (wanted.file ?? one.file) === one.file,
    );
    if (index < 0)
      problems.push(`no finding ${wanted.code} on ${wanted.subject}${wanted.line ? ` at line ${wanted.line}` : ''}`);
    else found.splice(index, 1);
  }
  for (const { subject, code, file, line } of found)
    problems.push(`unexpected finding ${code} on ${subject} (${file}:${line})`);
  if (example.advisories) {
    const codes = report.advisories.map(({ code }) => code);
    for (const code of example.advisories) if (!codes.includes(code)) problems.push(`no advisory ${code}`);
  }
  return problems;
}

function statusIn(report: AuditReport, clause: string): string {
  return report.clauses.find(({ id }) => id === clause)?.status ?? 'missing';
}

/** The pack with other parameters of one clause; `null` takes a parameter away. */
async function withParams(pack: Pack, id: string, params: Readonly<Record<string, unknown>>): Promise<Pack> {
  const clauses = await Promise.all(
    pack.clauses.map(async (clause) => {
      if (clause.id !== id) return clause;
      const entry = families.find((family) => family.id === clause.family);
      const merged = Object.fromEntries(
        Object.entries({ ...clause.params, ...params }).filter(([, value]) => value !== null),
      );
      const parsed = (await entry?.params())?.schema.safeParse(merged);
      if (!parsed?.success)
        throw new UserError(
          'flip-invalid',
          `the flip ${JSON.stringify(params)} gives parameters that the family refuses`,
        );
      return { ...clause, params: parsed.data as Record<string, unknown> };
    }),
  );
  return { ...pack, clauses };
}
