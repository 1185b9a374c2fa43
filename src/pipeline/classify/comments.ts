import type { Category } from '../../schemas/category.ts';
import { withoutAccents } from '../../text/languages.ts';
import { type PhraseIndex, phraseIndexOf } from '../../text/phrase-index.ts';
import { singular, splitWords } from '../../text/words.ts';

/** What a column comment says for each category: the phrase of the catalogue that was found and its weight. */
export interface CommentEvidence {
  find(comment: string): ReadonlyMap<string, CommentHit>;
}

export interface CommentHit {
  /** The catalogue's own phrase, never the comment's text. */
  readonly phrase: string;
  readonly weight: number;
}

interface CommentRow {
  readonly category: string;
  readonly phrase: string;
  readonly weight: number;
}

const LONGEST_COMMENT = 200;
/** Scripts written without spaces: their phrases are looked for letter by letter. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

export function commentIndex(categories: readonly Category[]): CommentEvidence {
  const spacedRows: { words: string[]; value: CommentRow }[] = [];
  const unspacedRows: { words: string[]; value: CommentRow }[] = [];
  for (const category of categories) {
    for (const { words, weight } of category.comments) {
      for (const phrase of words) {
        const value = { category: category.id, phrase, weight };
        if (UNSPACED.test(phrase)) unspacedRows.push({ words: [...phrase], value });
        else spacedRows.push({ words: commentWords(phrase), value });
      }
    }
  }
  const [spaced, unspaced] = [phraseIndexOf(spacedRows), phraseIndexOf(unspacedRows)];
  return {
    find: (comment) => {
      const best = new Map<string, CommentHit>();
      const text = comment.slice(0, LONGEST_COMMENT).toLowerCase();
      collect(spaced, commentWords(text), best);
      if (UNSPACED.test(text)) collect(unspaced, [...text.replace(/[^\p{L}\p{N}]+/gu, '')], best);
      return best;
    },
  };
}

function commentWords(text: string): string[] {
  return splitWords(withoutAccents(text)).map(singular);
}

/** A comment that is little more than the phrase says what the column is; a long one may only mention it. */
function collect(index: PhraseIndex<CommentRow>, words: readonly string[], best: Map<string, CommentHit>): void {
  for (const { start, end, value } of index.find(words)) {
    const share = (end - start) / words.length;
    const weight = value.weight * (0.3 + 0.7 * share);
    if (weight > (best.get(value.category)?.weight ?? 0)) best.set(value.category, { phrase: value.phrase, weight });
  }
}
