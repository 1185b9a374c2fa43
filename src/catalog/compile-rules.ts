import { readYamlFolder } from '../files/folder.ts';
import { manifestJsonSchema } from '../schemas/manifest-json.ts';
import { packJsonSchema } from '../schemas/pack.ts';
import { reportJsonSchema } from '../schemas/report.ts';
import { compileCatalog, type Texts } from './compile.ts';
import { compilePack } from './compile-pack.ts';

/** Everything the build writes besides code, by path below dist/: the compiled rules and the published JSON Schemas. */
export async function compileRules(folder: string): Promise<Record<string, string>> {
  const rules = readYamlFolder(folder);
  const catalog = compileCatalog(rules);
  // Rows of providers are half as much again, and most projects have no infrastructure to read by them.
  const { providers, ...rest } = catalog;
  const files: Record<string, string> = {
    'catalog/catalog.json': compact(rest),
    'catalog/providers.json': compact(providers),
  };
  const index: object[] = [];
  for (const [id, texts] of packFolders(rules)) {
    const pack = await compilePack(texts, catalog.families, `packs/${id}`);
    index.push({ id, clauses: pack.clauses.map((clause) => ({ id: clause.id, kind: clause.kind })) });
    files[`catalog/pack-${id}.json`] = compact(pack);
  }
  files['catalog/packs.json'] = compact(index);
  files['manifest.schema.json'] = pretty(manifestJsonSchema());
  files['pack.schema.json'] = pretty(packJsonSchema());
  files['report.schema.json'] = pretty(reportJsonSchema());
  return files;
}

function packFolders(rules: Texts): Map<string, Record<string, string>> {
  const packs = new Map<string, Record<string, string>>();
  for (const [path, text] of Object.entries(rules)) {
    const match = /^packs\/([^/]+)\/(.+)$/.exec(path);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const texts = packs.get(match[1]) ?? {};
    texts[match[2]] = text;
    packs.set(match[1], texts);
  }
  return packs;
}

/** As `assets.json` reads it. */
function compact(value: unknown): string {
  return ascii(JSON.stringify(value));
}

/** The same data or program in ASCII: letters of other scripts stand in strings and comments only. */
export function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function pretty(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
