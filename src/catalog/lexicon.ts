import type { CompiledLexicon, CompiledPhrases } from '../schemas/catalog.ts';
import type { CategoryFile } from '../schemas/category.ts';
import type { RecordClassFile } from '../schemas/record.ts';
import type { WordList } from '../schemas/words.ts';
import { nameWords } from '../text/name-words.ts';
import { pack } from '../text/packed.ts';
import { vocabularyOf } from '../text/word-list.ts';

/** What names are looked up in, from the catalogue's phrases. */
export function compileLexicon({
  categories,
  words,
  records,
}: {
  readonly categories: readonly CategoryFile[];
  readonly words: readonly WordList[];
  readonly records: readonly RecordClassFile[];
}): CompiledLexicon {
  const vocabulary = vocabularyOf(words.find((list) => list.id === 'vocabulary'));
  const read = (phrase: string): readonly string[] => nameWords(phrase, vocabulary);
  const names = phraseTable(read);
  categories.forEach((category, index) => {
    category.names.forEach((row, i) => {
      names.add(row.words, index, i);
    });
    names.add(category.nearMisses, index, -1);
  });
  const classes = phraseTable(read);
  records.forEach((record, index) => {
    classes.add(record.words, index, 0);
    classes.add(record.whenPersonal, index, 1);
    classes.add(record.nearMisses, index, 2);
  });
  const readings: Record<string, string> = {};
  for (const { names: rows, tails, notIn, rest } of categories) {
    for (const phrase of [
      ...rows.flatMap((row) => [...(row.in ?? []), ...(row.beside ?? []), ...(row.without ?? [])]),
      ...tails,
      ...notIn,
      ...(rest?.in ?? []),
    ]) {
      const reading = read(phrase).join(' ');
      if (reading !== phrase) readings[phrase] = reading;
    }
  }
  return {
    names: names.table(),
    records: classes.table(),
    lists: Object.fromEntries(words.map((list) => [list.id, compileWords(list, read)])),
    readings,
  };
}

/** A word list alone, as in `CompiledLexicon.lists`. */
export function compileWords(
  list: { readonly words: readonly string[]; readonly nearMisses: readonly string[] },
  read: (phrase: string) => readonly string[],
): CompiledPhrases {
  const phrases = phraseTable(read);
  phrases.add(list.words, 1, 0);
  phrases.add(list.nearMisses, 0, 0);
  return phrases.table();
}

interface PhraseTable {
  readonly table: () => CompiledPhrases;
  add(phrases: readonly string[], a: number, b: number): void;
}

function phraseTable(read: (phrase: string) => readonly string[]): PhraseTable {
  const table: Record<string, (string | number)[]> = Object.create(null);
  return {
    table: () => pack(table),
    add: (phrases, a, b) => {
      // Spellings that read the same count once.
      for (const phrase of new Set(phrases.map((one) => read(one).join(' ')))) {
        const [first] = phrase.split(' ');
        if (first === undefined || first === '') continue;
        const rows = table[first] ?? [];
        rows.push(phrase, a, b);
        table[first] = rows;
      }
    },
  };
}
