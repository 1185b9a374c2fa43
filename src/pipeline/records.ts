import type { Entity } from '../model/fact.ts';
import { compareCodeUnits } from '../model/order.ts';
import { PERSONAL_THRESHOLD, type Tag } from '../model/tag.ts';
import { entityContext, pointsAtPerson } from './classify/context.ts';
import { type Lexicon, lexiconOf, type NameCatalog } from './classify/lexicon.ts';

/**
 * Record class of an entity by the words of its name (settled.md, Manifest 4), null where none fits: the phrase of most
 * words, of equals the last in the name, which says what a row is. `tags` may be those of all entities.
 */
export function recordOf(entity: Entity, tags: readonly Tag[], catalog: NameCatalog): string | null {
  const lexicon = lexiconOf(catalog);
  let personal: boolean | null = null;
  const { words, head } = entityContext(entity, lexicon);
  return bestRecord(lexicon, words, head.length, () => {
    personal ??= holdsPersonal(entity, tags, lexicon);
    return personal;
  });
}

/** Record class that the name of a bucket speaks of (`chat-archive`). */
export function recordNamed(name: string, catalog: NameCatalog): string | null {
  const lexicon = lexiconOf(catalog);
  return bestRecord(lexicon, lexicon.wordsOf(name), 0, () => false);
}

/** `head`: where the word ends that says what a row is. A `member_price` that nobody's data is in is a price. */
function bestRecord(
  lexicon: Lexicon,
  words: readonly string[],
  head: number,
  isPersonal: () => boolean,
): string | null {
  const hits = lexicon.records.find(words);
  const misses = hits.filter(({ value }) => value.use === 'near-miss');
  const fitting = hits.filter(
    ({ start, end, value }) =>
      value.use !== 'near-miss' &&
      !misses.some((miss) => miss.value.id === value.id && miss.start < end && start < miss.end) &&
      ((value.use === 'yes' && end >= head) || isPersonal()),
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
