import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { withLanguages } from '../../src/catalog/languages.ts';
import { compileLexicon } from '../../src/catalog/lexicon.ts';
import { readYamlFolder } from '../../src/files/folder.ts';
import type { CompiledLexicon } from '../../src/schemas/catalog.ts';
import { type CategoryFile, categorySchema } from '../../src/schemas/category.ts';
import { type Language, languageSchema } from '../../src/schemas/language.ts';
import { type RecordClassFile, recordClassSchema } from '../../src/schemas/record.ts';
import { wordListSchema } from '../../src/schemas/words.ts';

/** What of rules/catalog the classifier reads, examples included, from source, without the other rooms of the catalogue. */
export interface WordCatalog {
  readonly categories: readonly CategoryFile[];
  readonly words: readonly z.infer<typeof wordListSchema>[];
  readonly records: readonly RecordClassFile[];
  readonly languages: readonly Language[];
  readonly lexicon: CompiledLexicon;
}

export function wordCatalog(): WordCatalog {
  const languages = rows('languages', languageSchema);
  const source = {
    languages,
    categories: rows('categories', categorySchema),
    words: withLanguages(rows('words', wordListSchema), languages),
    records: rows('records', recordClassSchema),
  };
  return { ...source, lexicon: compileLexicon(source) };
}

function rows<T extends { readonly id: string }>(folder: string, schema: z.ZodType<T>): T[] {
  return Object.entries(readYamlFolder(join('rules/catalog', folder)))
    .flatMap(([path, text]) => {
      const row = schema.safeParse(parse(text));
      if (!row.success) throw new Error(`${folder}/${path}: ${z.prettifyError(row.error)}`);
      return [row.data];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
