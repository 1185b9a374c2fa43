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
  const { words, head } = entityContext(entity, lexicon);
  const own = new Set(entity.fields.map((field) => field.id));
  const ofPeople = memo(() => tags.some((tag) => own.has(tag.id) && tag.confidence >= PERSONAL_THRESHOLD));
  return bestRecord(lexicon, words, {
    head: head.length,
    ofPeople,
    personal: memo(() => ofPeople() || entity.fields.some((field) => pointsAtPerson(field, lexicon))),
  });
}

/** Record class that the name of a bucket speaks of (`chat-archive`). */
export function recordNamed(name: string, catalog: NameCatalog): string | null {
  const lexicon = lexiconOf(catalog);
  return bestRecord(lexicon, lexicon.wordsOf(name), { head: 0, ofPeople: () => false, personal: () => false });
}

interface Holder {
  /** Where the word ends that says what a row is. */
  readonly head: number;
  /** Whether it has personal fields of its own. */
  readonly ofPeople: () => boolean;
  /** The same, or a key of a person. */
  readonly personal: () => boolean;
}

/** A `member_price` with nobody's data in it is a price, and an `admin_role` a role, whoever its key points at. */
function bestRecord(lexicon: Lexicon, words: readonly string[], holder: Holder): string | null {
  const hits = lexicon.records.find(words);
  const misses = hits.filter(({ value }) => value.use === 'near-miss');
  const fitting = hits.filter(
    ({ start, end, value }) =>
      value.use !== 'near-miss' &&
      !misses.some((miss) => miss.value.id === value.id && miss.start < end && start < miss.end) &&
      (end >= holder.head ? value.use === 'yes' || holder.personal() : holder.ofPeople()),
  );
  const [best] = fitting.sort(
    (a, b) => b.end - b.start - (a.end - a.start) || b.end - a.end || compareCodeUnits(a.value.id, b.value.id),
  );
  return best?.value.id ?? null;
}

function memo(ask: () => boolean): () => boolean {
  let known: boolean | null = null;
  return () => {
    known ??= ask();
    return known;
  };
}
