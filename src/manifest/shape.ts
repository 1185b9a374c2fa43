import { FILE_START } from '../model/span.ts';
import { type Manifest, manifestSchema } from '../schemas/manifest.ts';
import { type PositionedYaml, pathOf } from '../text/positioned-yaml.ts';
import type { ManifestProblem } from './problem.ts';
import { isObject, type Remainder, takeOut, todoPaths } from './todo.ts';
import { wordIssue } from './wording.ts';

export interface Shape {
  /** What could be read; null when not even that. Bad nodes are left out, so that the rest can be checked in the same run. */
  readonly manifest: Manifest | null;
  readonly tree: Remainder;
  readonly problems: readonly ManifestProblem[];
  /** Paths in the file of the leaves that are TODO. */
  readonly todo: readonly string[];
  /** Paths in the file of rows without effect, since a key they need is TODO. */
  readonly idle: readonly string[];
  /** Top-level keys of which something bad was left out, or whose ids are not all there. */
  readonly broken: ReadonlySet<string>;
}

/** Lists whose rows are named by an id; without one the row is named by its place. */
const NAMED_ROWS = ['dataSubjects', 'purposes', 'retention', 'datastores'];
/** Each round takes out at least one node, and most manifests need one or two. */
const MAX_ROUNDS = 20;

/** Holds a document to the schema. TODO leaves are absent; a row that cannot do without the key is left out as a whole. */
export function shapeOf(document: PositionedYaml): Shape {
  const yaml = { ...document, data: nameRows(document.data) };
  const todo = todoPaths(document.data);
  const gone = new Set(todoPaths(yaml.data));
  const missing = new Set(gone);
  const idle = new Set<string>();
  const broken = new Set(NAMED_ROWS.filter((list) => todo.some((path) => isIdOf(list, path))));
  const problems: ManifestProblem[] = versionProblems(document);
  let tree = takeOut(yaml, gone);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // One file: code made for it would take longer to make than the check.
    const parsed = manifestSchema.safeParse(tree.data, { jitless: true });
    if (parsed.success) return { manifest: parsed.data, tree, problems, todo, idle: [...idle], broken };
    for (const issue of parsed.error.issues) {
      for (const problem of wordIssue(issue, manifestSchema, tree)) {
        const parent = tree.origin.get(pathOf(problem.at.slice(0, -1))) ?? '';
        const key = String(problem.at[problem.at.length - 1]);
        if (problem.missing && missing.has(`${parent}.${key}`)) idle.add(parent);
        else {
          problems.push(problem);
          broken.add(String(problem.at[0] ?? ''));
        }
        gone.add(problem.missing ? parent : (tree.origin.get(pathOf(problem.at)) ?? ''));
      }
    }
    if (gone.has('')) break;
    tree = takeOut(yaml, gone);
  }
  return { manifest: null, tree, problems, todo, idle: [...idle], broken };
}

/** TODO in the place of a list, of a row or of a row's id: other ids may be meant for it. */
function isIdOf(list: string, path: string): boolean {
  return path.startsWith(list) && /^(?:\[\d+\](?:\.id)?)?$/.test(path.slice(list.length));
}

/** The version is judged apart: without it nothing else would be. */
function versionProblems({ data, values }: PositionedYaml): ManifestProblem[] {
  if (!isObject(data) || data.privaudit === 1 || data.privaudit === 'TODO') return [];
  const span = values.get('privaudit') ?? FILE_START;
  if (data.privaudit === undefined)
    return [{ span, message: 'the manifest has no `privaudit`', hint: 'start with `privaudit: 1`' }];
  return [
    {
      span,
      message: '`privaudit` is no version of the manifest that this release reads',
      hint: 'write `privaudit: 1`',
    },
  ];
}

/** Gives rows whose id is TODO their place as id (`retention[2]`). */
function nameRows(data: unknown): unknown {
  if (!isObject(data)) return data;
  const named = { ...data, privaudit: 1, ...rowsNamed(data, NAMED_ROWS, '') };
  if (!isObject(data.project)) return named;
  return { ...named, project: { ...data.project, ...rowsNamed(data.project, ['surfaces'], 'project.') } };
}

function rowsNamed(data: Readonly<Record<string, unknown>>, lists: readonly string[], prefix: string) {
  const named: Record<string, unknown> = {};
  for (const list of lists) {
    const rows = data[list];
    if (!Array.isArray(rows)) continue;
    named[list] = rows.map((row, index) =>
      isObject(row) && row.id === 'TODO' ? { ...row, id: `${prefix}${list}[${index}]` } : row,
    );
  }
  return named;
}
