/** A phrase found in a list of words: where it stands, and what it stood for. */
export interface PhraseHit<T> {
  readonly start: number;
  /** One past the last word. */
  readonly end: number;
  readonly value: T;
}

/** Finds phrases in word lists by their first word, so that the number of phrases costs nothing. */
export class PhraseIndex<T> {
  readonly #byFirst = new Map<string, { readonly words: readonly string[]; readonly value: T }[]>();

  add(words: readonly string[], value: T): void {
    const [first] = words;
    if (first === undefined) return;
    const rows = this.#byFirst.get(first);
    if (rows === undefined) this.#byFirst.set(first, [{ words, value }]);
    else rows.push({ words, value });
  }

  /** Every place where a phrase stands. */
  find(words: readonly string[]): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    for (let start = 0; start < words.length; start += 1) {
      const rows = this.#byFirst.get(words[start] ?? '');
      if (rows === undefined) continue;
      for (const row of rows) {
        if (standsAt(words, row.words, start)) hits.push({ start, end: start + row.words.length, value: row.value });
      }
    }
    return hits;
  }
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
