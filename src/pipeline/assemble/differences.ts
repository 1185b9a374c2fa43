import type { Clause } from '../../model/pack.ts';
import type { ReportAdvisory } from '../../schemas/report.ts';
import { isShorter, parseDuration } from '../../text/duration.ts';

/** A question that several policies answer, so that the strictest answer keeps all of them: a remark, no conflict. */
interface Question {
  readonly family: string;
  readonly about: string;
  /** Null: the clause does not answer it. */
  readonly answer: (params: Clause['params']) => string | null;
  /** The answer that keeps all. */
  readonly strictest: (params: readonly Clause['params'][]) => string;
}

const QUESTIONS: readonly Question[] = [
  {
    family: 'encryption-at-rest',
    about: 'What is encrypted at rest',
    // A clause on certain records asks for a part of what another one asks for.
    answer: (params) => (params.records === undefined ? encrypted([params]) : null),
    strictest: encrypted,
  },
  {
    family: 'erasure',
    about: 'When deleted data is gone',
    answer: ({ deadline }) => within(deadline),
    strictest: (all) => within(all.map(({ deadline }) => deadline).reduce(shorter)),
  },
  {
    family: 'minimum-age',
    about: 'The minimum age',
    answer: ({ age }) => (age === undefined ? null : String(age)),
    strictest: (all) => String(Math.max(...all.map(({ age }) => Number(age)))),
  },
  {
    family: 'subprocessor-listed',
    about: 'What the list of subprocessors tells of each',
    answer: (params) => fieldsOf(params).join(', ') || null,
    strictest: (all) => [...new Set(all.flatMap(fieldsOf))].join(', '),
  },
];

/** settled.md 10: each clause is judged with its own parameters; what would keep all of them is told once. */
export function differences(judged: readonly Clause[]): ReportAdvisory[] {
  return QUESTIONS.flatMap(({ family, about, answer, strictest }): ReportAdvisory[] => {
    const answers = judged
      .filter((clause) => clause.family === family && clause.modality !== 'gap')
      .flatMap((clause) => {
        const text = answer(clause.params);
        return text === null ? [] : [{ clause, text }];
      });
    const texts = [...new Set(answers.map(({ text }) => text))];
    const packs = [...new Set(answers.map(({ clause }) => clause.pack))];
    if (texts.length < 2 || packs.length < 2) return [];
    const said = texts.map(
      (text) => `${text} (${answers.flatMap((one) => (one.text === text ? [one.clause.id] : [])).join(', ')})`,
    );
    const best = strictest(answers.map(({ clause }) => clause.params));
    return [
      {
        code: 'policies-differ',
        clauses: answers.map(({ clause }) => clause.id).sort(),
        packs: packs.sort(),
        message: `${about}: ${said.join('; ')}. To keep all: ${best}`,
        location: null,
      },
    ];
  });
}

function encrypted(all: readonly Clause['params'][]): string {
  const what = all.some(({ scope }) => scope === 'all') ? 'every store' : 'stores with personal data';
  return all.some(({ key }) => key === 'customer-managed') ? `${what}, with keys of one's own` : what;
}

function within(deadline: unknown): string {
  return `within ${deadline}`;
}

function shorter(a: unknown, b: unknown): unknown {
  const [one, other] = [parseDuration(String(a)), parseDuration(String(b))];
  return one !== null && other !== null && isShorter(other, one) ? b : a;
}

/** A name alone is no telling, and rows of other roles are another list. */
function fieldsOf({ requiredFields, roles }: Clause['params']): readonly string[] {
  if (Array.isArray(roles) && !roles.includes('subprocessor')) return [];
  const fields = Array.isArray(requiredFields) ? (requiredFields as string[]) : [];
  return fields.some((field) => field !== 'name') ? fields : [];
}
