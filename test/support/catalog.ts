import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readYamlFolder } from '../../src/files/folder.ts';
import { type Category, categorySchema } from '../../src/schemas/category.ts';
import { type RecordClass, recordClassSchema } from '../../src/schemas/record.ts';
import { type WordList, wordListSchema } from '../../src/schemas/words.ts';

/** What of rules/catalog the classifier reads, from source, without the other rooms of the catalogue. */
export interface WordCatalog {
  readonly categories: readonly Category[];
  readonly words: readonly WordList[];
  readonly records: readonly RecordClass[];
}

export function wordCatalog(): WordCatalog {
  return {
    categories: rows('categories', categorySchema),
    words: rows('words', wordListSchema),
    records: rows('records', recordClassSchema),
  };
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
