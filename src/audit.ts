import { UserError } from './errors.ts';
import { readBaseline } from './manifest/baseline.ts';
import type { LoadedManifest } from './manifest/load.ts';
import { FOLDER_UNREAD } from './model/diagnostic.ts';
import type { Clause, Pack } from './model/pack.ts';
import { STRICT } from './model/strict.ts';
import type { AuditOptions } from './options.ts';
import { assemble } from './pipeline/assemble.ts';
import { evaluate } from './pipeline/evaluate.ts';
import type { AuditReport } from './schemas/report.ts';
import { survey } from './survey.ts';
import { VERSION } from './version.ts';

/** Reads, links, classifies, judges: the whole way of the data, one step a line. */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const seen = await survey(options);
  const { catalog, packs, manifest, listing, roots, narrowed, discovery, extracted, facts, view, declared } = seen;
  const selected = selector(options.only ?? [], packs);
  options.onStep?.('judging');
  const evaluation = await evaluate(packs, view, selected);
  const baseline = await readBaseline(options.source, options.baseline);
  return assemble({
    version: VERSION,
    catalog,
    packs,
    facts,
    declared,
    view,
    evaluation,
    extracted,
    baseline: baseline.fingerprints,
    remarks: manifest?.advisories ?? [],
    allowEmpty: options.allowEmpty ?? false,
    isJudged: (file) => !narrowed || roots.some((root) => file === root || file.startsWith(`${root}/`)),
    givenBy: discovery.givenBy,
    diagnostics: seen.diagnostics,
    settings: {
      packsFrom: seen.packsFrom,
      manifest: manifest === null ? null : { file: manifest.path, digest: manifest.digest },
      baseline: baseline.settings,
      failOn: options.failOn ?? 'low',
      strict: [...strictOf(options, manifest)],
      only: [...(options.only ?? [])],
      roots: [...roots],
      excluded: [...discovery.excluded],
    },
    scope: {
      ...(await listing.revision),
      asOf: options.asOf,
      filesListed: listing.paths.length,
      filesRead: extracted.filesRead,
      bytesRead: extracted.bytesRead,
      skipped: [
        ...seen.diagnostics.flatMap(({ code, file }) =>
          code === FOLDER_UNREAD && file !== null ? [{ file, reason: 'a folder that cannot be read' }] : [],
        ),
        ...extracted.skipped,
      ],
    },
  });
}

/** `--only`: an id, or the start of ids up to a slash. One that fits nothing is a mistake, not an empty run. */
function selector(only: readonly string[], packs: readonly Pack[]): (clause: Clause) => boolean {
  const fits = (id: string, wanted: string): boolean => id === wanted || id.startsWith(`${wanted}/`);
  const clauses = packs.flatMap((pack) => pack.clauses);
  for (const wanted of only) {
    if (!clauses.some((clause) => fits(clause.id, wanted) || clause.family === wanted)) {
      throw new UserError(
        'clause-unknown',
        `--only ${wanted}: no clause of ${packs.map(({ id }) => id).join(', ')} is called so`,
        'privaudit rules list shows the ids',
      );
    }
  }
  return (clause) => only.length === 0 || only.some((wanted) => fits(clause.id, wanted) || clause.family === wanted);
}

function strictOf(options: AuditOptions, manifest: LoadedManifest | null): readonly string[] {
  if (options.strict) return options.strict.length === 0 ? [] : [...new Set(options.strict)].sort();
  const declared = manifest?.manifest.project?.strict;
  return declared === true ? STRICT : Array.isArray(declared) ? [...declared].sort() : [];
}
