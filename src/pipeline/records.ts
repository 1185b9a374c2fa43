import type { Entity } from '../model/fact.ts';
import { compareCodeUnits } from '../model/order.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../model/tag.ts';
import type { Catalog } from '../schemas/catalog.ts';
import type { RecordClass } from '../schemas/record.ts';
import { pointsAtPerson } from './classify/context.ts';
import { type Lexicon, lexiconOf } from './classify/lexicon.ts';
import { PhraseIndex } from './classify/phrase-index.ts';

type RecordCatalog = Pick<Catalog, 'records' | 'categories' | 'words'>;

interface RecordWord {
  readonly id: string;
  readonly use: 'yes' | 'when-personal' | 'near-miss';
}

const indexes = new WeakMap<RecordCatalog, PhraseIndex<RecordWord>>();

/**
 * Record class of an entity by the words of its name (settled.md, Manifest 4), null where none fits: the phrase of most
 * words, of equals the last in the name, which says what a row is. `tags` may be those of all entities.
 */
export function recordOf(entity: Entity, tags: readonly Tag[], catalog: RecordCatalog): string | null {
  const lexicon = lexiconOf(catalog);
  const words = lexicon.wordsOf(entity.name);
  const hits = indexOf(catalog, lexicon).find(words);
  const misses = hits.filter(({ value }) => value.use === 'near-miss');
  let personal: boolean | null = null;
  const isPersonal = (): boolean => {
    personal ??= holdsPersonal(entity, tags, lexicon);
    return personal;
  };
  const fitting = hits.filter(
    ({ start, end, value }) =>
      value.use !== 'near-miss' &&
      !misses.some((miss) => miss.value.id === value.id && miss.start < end && start < miss.end) &&
      (value.use === 'yes' || isPersonal()),
  );
  const [best] = fitting.sort(
    (a, b) => b.end - b.start - (a.end - a.start) || b.end - a.end || compareCodeUnits(a.value.id, b.value.id),
  );
  return best?.value.id ?? null;
}

function holdsPersonal(entity: Entity, tags: readonly Tag[], lexicon: Lexicon): boolean {
  const own = new Set(entity.fields.map((field) => field.id));
  return (
    tags.some((tag) => own.has(tag.id) && tag.confidence >= PERSONAL_THRESHOLD) ||
    entity.fields.some((field) => pointsAtPerson(field, lexicon))
  );
}

function indexOf(catalog: RecordCatalog, lexicon: Lexicon): PhraseIndex<RecordWord> {
  let index = indexes.get(catalog);
  if (index === undefined) {
    index = new PhraseIndex();
    for (const record of catalog.records) addRecord(index, record, lexicon);
    indexes.set(catalog, index);
  }
  return index;
}

function addRecord(
  index: PhraseIndex<RecordWord>,
  { id, words, whenPersonal, nearMisses }: RecordClass,
  lexicon: Lexicon,
): void {
  for (const phrase of words) index.add(lexicon.phraseWords(phrase), { id, use: 'yes' });
  for (const phrase of whenPersonal) index.add(lexicon.phraseWords(phrase), { id, use: 'when-personal' });
  for (const phrase of nearMisses) index.add(lexicon.phraseWords(phrase), { id, use: 'near-miss' });
}
