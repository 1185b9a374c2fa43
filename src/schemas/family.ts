import { z } from 'zod';
import { INPUT_KINDS } from '../model/input-kind.ts';

/**
 * rules/families/<family>.yaml: the words of a check. Templates take `{name}` from the outcome's args, and always know
 * {subject}, {clause} (id), {policy} (company or pack) and {summary} (the clause's paraphrase). `{name|text}` gives the text when the
 * arg is null or absent.
 */
const words = z.strictObject({
  title: z.string(),
  message: z.string(),
  why: z.string().default('{policy}: {summary}'),
  fix: z.string().default(''),
  references: z.array(z.string()).default([]),
});

export const familySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  kind: z.enum(['code', 'declared', 'document', 'manual']),
  /** What its subjects come from: a file about these that was not read whole leaves no pass. */
  inputs: z.array(z.enum(INPUT_KINDS)).default([]),
  /** Only a part of what its clauses promise is checked yet: with nothing failing they stay not-assessed. */
  partial: z.string().nullable().default(null),
  /** One entry per parameter, for people: type, meaning, meaning when absent. */
  params: z.record(z.string(), z.strictObject({ type: z.string(), meaning: z.string(), absent: z.string() })),
  outcomes: z.record(z.string(), words),
  /** Sentences for a passing subject, by outcome code. */
  passes: z.record(z.string(), z.string()).default({}),
  /** Sentences for a subject that cannot be judged, by outcome code. */
  unresolved: z.record(z.string(), z.strictObject({ message: z.string(), fix: z.string().default('') })).default({}),
  evidence: z.record(z.string(), z.string()).default({}),
  absences: z.record(z.string(), z.string()).default({}),
  advisories: z.record(z.string(), z.string()).default({}),
});

export type FamilyWords = z.infer<typeof familySchema>;
