import { families } from '../checks/registry.ts';
import { UserError } from '../errors.ts';
import { compareCodeUnits, sortedBy } from '../model/order.ts';
import type { Clause, Pack } from '../model/pack.ts';
import { PURPOSES } from '../model/purposes.ts';
import type { FamilyWords } from '../schemas/family.ts';
import type { ClauseSource, PackSource } from '../schemas/pack.ts';
import { packSchema, sectionSchema } from '../schemas/pack.ts';
import type { PositionedYaml } from '../text/positioned-yaml.ts';
import { digestOf, type Texts } from './compile.ts';
import { placeIn, readYaml, validated } from './read-yaml.ts';

/**
 * Compiles the files of one pack (pack.yaml, one YAML per section; `*.examples.yaml` stay aside) into a Pack with every
 * parameter validated by its family. Throws UserError with file, line and column.
 */
export async function compilePack(files: Texts, words: readonly FamilyWords[], label = ''): Promise<Pack> {
  const at = (name: string): string => (label === '' ? name : `${label}/${name}`);
  const head = files['pack.yaml'] ?? files['pack.yml'];
  if (head === undefined) throw new UserError('pack-not-found', `${label || 'The folder'} holds no pack.yaml`);
  const headSource = readYaml(at('pack.yaml'), head);
  const pack = validated(at('pack.yaml'), headSource, packSchema);
  const purposes = purposesOf(pack);
  const clauses: Clause[] = [];
  for (const [index, clause] of pack.clauses.entries()) {
    clauses.push(
      await compileClause(clause, null, {
        pack,
        purposes,
        words,
        file: at('pack.yaml'),
        source: headSource,
        path: `clauses[${index}]`,
      }),
    );
  }
  for (const name of Object.keys(files).sort(compareCodeUnits)) {
    if (name === 'pack.yaml' || name === 'pack.yml' || /\.examples\.ya?ml$/.test(name)) continue;
    const source = readYaml(at(name), files[name] ?? '');
    const section = validated(at(name), source, sectionSchema);
    for (const [index, clause] of section.clauses.entries()) {
      clauses.push(
        await compileClause(clause, section.section, {
          pack,
          purposes,
          words,
          file: at(name),
          source,
          path: `clauses[${index}]`,
        }),
      );
    }
  }
  if (clauses.length === 0)
    throw new UserError('pack-empty', `${at('pack.yaml')}: the pack has no clauses`, 'Add at least one clause');
  const sorted = sortedBy(clauses, (clause) => clause.id);
  const ids = new Set(sorted.map((clause) => clause.id));
  sorted.forEach((clause, i) => {
    if (sorted[i + 1]?.id === clause.id)
      throw new UserError('pack-duplicate', `${at('pack.yaml')}: clause ${clause.id} is there twice`);
  });
  for (const [index, conflict] of pack.conflicts.entries()) {
    const missing = conflict.clauses.find((id) => !ids.has(id));
    if (missing !== undefined) {
      throw new UserError(
        'pack-unknown-clause',
        `${at('pack.yaml')}:${placeIn(headSource, `conflicts[${index}]`)}  conflict names the clause ${missing}, which the pack does not have`,
      );
    }
    const own = conflict.against.find((one) => one.startsWith(`${pack.id}/`));
    if (own !== undefined) {
      throw new UserError(
        'pack-invalid',
        `${at('pack.yaml')}:${placeIn(headSource, `conflicts[${index}]`)}  against names clauses of other packs, and ${own} is one of this pack`,
      );
    }
  }
  const { id, title, version, policy, conflicts } = pack;
  const body = {
    id,
    title,
    version,
    policy,
    extends: pack.extends,
    purposes: Object.fromEntries(purposes),
    conflicts,
    clauses: sorted,
  };
  return { ...body, digest: digestOf(body) };
}

const CANONICAL_PURPOSES: readonly string[] = PURPOSES;

interface ClauseContext {
  readonly pack: PackSource;
  readonly purposes: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly FamilyWords[];
  readonly file: string;
  readonly source: PositionedYaml;
  readonly path: string;
}

async function compileClause(clause: ClauseSource, section: string | null, context: ClauseContext): Promise<Clause> {
  const { pack, words, file, source, path } = context;
  const fail = (at: string, message: string): never => {
    throw new UserError('pack-invalid', `${file}:${placeIn(source, at)}  ${message}`);
  };
  if (!clause.id.startsWith(`${pack.id}/`))
    fail(`${path}.id`, `the id of a clause starts with the pack: ${pack.id}/…, not ${clause.id}`);
  const family = clause.family ?? (clause.kind === 'manual' && clause.rule ? 'attestation' : null);
  const spoken = family === null ? null : (words.find(({ id }) => id === family) ?? null);
  if (family !== null && spoken === null)
    fail(`${path}.family`, `unknown family ${family}; there are ${words.map(({ id }) => id).join(', ')}`);
  return {
    id: clause.id,
    pack: pack.id,
    section: clause.section ?? section ?? '',
    summary: clause.summary,
    kind: clause.kind ?? spoken?.kind ?? 'declared',
    modality: clause.modality,
    severity: clause.severity ?? spoken?.severity ?? 'medium',
    severityIfFail: clause.severityIfFail ?? null,
    rule: clause.rule,
    derived: clause.derived,
    family: clause.rule ? family : null,
    params: family === null || !clause.rule ? {} : await compileParams(family, clause.params, context, fail),
  };
}

async function compileParams(
  family: string,
  params: Readonly<Record<string, unknown>>,
  context: ClauseContext,
  fail: (at: string, message: string) => never,
): Promise<Record<string, unknown>> {
  const entry = families.find(({ id }) => id === family);
  if (entry === undefined) return fail(`${context.path}.family`, `the family ${family} has no check`);
  const { schema } = await entry.params();
  const parsed = schema.safeParse(params);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? '' : `.${issue.path.join('.')}`;
    return fail(`${context.path}.params${where}`, `parameters of ${family}: ${issue?.message ?? 'invalid'}`);
  }
  const values = { ...(parsed.data as Record<string, unknown>) };
  // A pack speaks of purposes in its policy's own words; checks only know canonical ones.
  for (const key of ['purposes', 'servicePurposes', 'vendorPurposes', 'publishedFor']) {
    const words = values[key];
    if (Array.isArray(words)) values[key] = canonicalPurposes(words as string[], key, context, fail);
  }
  return values;
}

function canonicalPurposes(
  words: readonly string[],
  key: string,
  context: ClauseContext,
  fail: (at: string, message: string) => never,
): string[] {
  const canonical = new Set<string>();
  for (const word of words) {
    const mapped = context.purposes.get(word) ?? (CANONICAL_PURPOSES.includes(word) ? [word] : null);
    if (mapped === null)
      return fail(
        `${context.path}.params.${key}`,
        `the purpose ${word} is neither canonical nor in the pack's purposes`,
      );
    for (const purpose of mapped) canonical.add(purpose);
  }
  return [...canonical].sort(compareCodeUnits);
}

function purposesOf(pack: PackSource): Map<string, readonly string[]> {
  return new Map(
    Object.entries(pack.purposes).map(([word, value]) => [
      word,
      Array.isArray(value) ? value : CANONICAL_PURPOSES.filter((purpose) => !value.except.includes(purpose)),
    ]),
  );
}
