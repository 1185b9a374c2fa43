import { createHash } from 'node:crypto';
import type { ZodType } from 'zod';
import { compareCodeUnits, sortedBy } from '../model/order.ts';
import type { Catalog } from '../schemas/catalog.ts';
import { categorySchema } from '../schemas/category.ts';
import { documentRoleSchema } from '../schemas/document.ts';
import { familySchema } from '../schemas/family.ts';
import { languageSchema } from '../schemas/language.ts';
import { modelLibrarySchema } from '../schemas/model-library.ts';
import { providerRowSchema } from '../schemas/provider.ts';
import { recordClassSchema } from '../schemas/record.ts';
import { regionsSchema } from '../schemas/regions.ts';
import { vendorSchema } from '../schemas/vendor.ts';
import { wordListSchema } from '../schemas/words.ts';
import { compiledVendor } from './compile-vendor.ts';
import { withLanguages } from './languages.ts';
import { compileLexicon } from './lexicon.ts';
import { readYaml, validated } from './read-yaml.ts';

/** Texts of files by path. */
export type Texts = Readonly<Record<string, string>>;

/** Validates rules/catalog and rules/families and joins them into one catalogue. Throws UserError with file and line. */
export function compileCatalog(rules: Texts): Catalog {
  const languages = compileFolder(rules, 'catalog/languages/', languageSchema);
  const compiled = {
    categories: compileFolder(rules, 'catalog/categories/', categorySchema),
    vendors: compileFolder(rules, 'catalog/vendors/', vendorSchema),
    providers: compileFolder(rules, 'catalog/providers/', providerRowSchema),
    records: compileFolder(rules, 'catalog/records/', recordClassSchema),
    words: withLanguages(compileFolder(rules, 'catalog/words/', wordListSchema), languages),
    modelLibraries: compileFolder(rules, 'catalog/model-libraries/', modelLibrarySchema),
    documents: compileFolder(rules, 'catalog/documents/', documentRoleSchema),
    families: compileFolder(rules, 'families/', familySchema),
    regions: validated(
      'catalog/regions.yaml',
      readYaml('catalog/regions.yaml', rules['catalog/regions.yaml'] ?? ''),
      regionsSchema,
    ),
  };
  return {
    digest: digestOf(compiled),
    ...compiled,
    categories: compiled.categories.map(({ names, nearMisses, examples, ...category }) => ({
      ...category,
      names: names.map(({ words, ...evidence }) => evidence),
    })),
    vendors: compiled.vendors.map(compiledVendor),
    providers: withoutExamples(compiled.providers),
    records: compiled.records.map(({ id, title }) => ({ id, title })),
    words: withoutExamples(compiled.words),
    documents: withoutExamples(compiled.documents),
    lexicon: compileLexicon(compiled),
  };
}

/** Examples run as tests; at run time they would only be parsed. */
function withoutExamples<T extends { readonly examples: unknown }>(rows: readonly T[]): Omit<T, 'examples'>[] {
  return rows.map(({ examples, ...row }) => row);
}

/** A file holds one row, or a list of rows. */
function compileFolder<T extends { readonly id: string }>(rules: Texts, prefix: string, schema: ZodType<T>): T[] {
  const rows: T[] = [];
  for (const path of Object.keys(rules)
    .filter((name) => name.startsWith(prefix))
    .sort(compareCodeUnits)) {
    const source = readYaml(path, rules[path] ?? '');
    if (Array.isArray(source.data)) rows.push(...validated(path, source, schema.array()));
    else rows.push(validated(path, source, schema));
  }
  const sorted = sortedBy(rows, (row) => row.id);
  sorted.forEach((row, i) => {
    if (sorted[i + 1]?.id === row.id) throw new Error(`${prefix}: ${row.id} is there twice`);
  });
  return sorted;
}

export function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
}
