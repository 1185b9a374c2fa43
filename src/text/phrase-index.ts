/** A phrase found in a list of words: where it stands, and what it stood for. */
export interface PhraseHit<T> {
  readonly start: number;
  /** One past the last word. */
  readonly end: number;
  readonly value: T;
}

interface PhraseRow<T> {
  readonly words: readonly string[];
  readonly value: T;
}

/** Finds phrases in lists of words by their first word, so that the number of phrases costs nothing. */
export class PhraseIndex<T> {
  readonly #byFirst = new Map<string, readonly PhraseRow<T>[]>();
  readonly #rowsOf: (first: string) => readonly PhraseRow<T>[];

  /** `rowsOf` gives the phrases that start with a word; asked once a word. */
  constructor(rowsOf: (first: string) => readonly PhraseRow<T>[]) {
    this.#rowsOf = rowsOf;
  }

  /** Every place where a phrase stands. */
  find(words: readonly string[]): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    for (let start = 0; start < words.length; start += 1) {
      for (const row of this.#startingWith(words[start] ?? '')) {
        if (standsAt(words, row.words, start)) hits.push({ start, end: start + row.words.length, value: row.value });
      }
    }
    return hits;
  }

  #startingWith(first: string): readonly PhraseRow<T>[] {
    let rows = this.#byFirst.get(first);
    if (rows === undefined) {
      rows = this.#rowsOf(first);
      this.#byFirst.set(first, rows);
    }
    return rows;
  }
}

/** An index over phrases given one by one. */
export function phraseIndexOf<T>(rows: Iterable<PhraseRow<T>>): PhraseIndex<T> {
  const byFirst = new Map<string, PhraseRow<T>[]>();
  for (const row of rows) {
    const [first] = row.words;
    if (first === undefined) continue;
    const known = byFirst.get(first);
    if (known === undefined) byFirst.set(first, [row]);
    else known.push(row);
  }
  return new PhraseIndex((first) => byFirst.get(first) ?? []);
}

/** Whether a phrase stands in the words from `start` on; a loop, since this is asked a million times. */
export function standsAt(words: readonly string[], phrase: readonly string[], start: number): boolean {
  if (start < 0 || start + phrase.length > words.length) return false;
  for (let i = 0; i < phrase.length; i += 1) {
    if (words[start + i] !== phrase[i]) return false;
  }
  return true;
}

/**
 * Hits that lie within no longer one, nor run into a longer one that ends later: `email address` hides `address`, and
 * `address line 1` the `shipping address` that it overlaps.
 */
export function longestHits<T>(hits: readonly PhraseHit<T>[]): PhraseHit<T>[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) => other.start < hit.end && other.end >= hit.end && other.end - other.start > hit.end - hit.start,
      ),
  );
}
