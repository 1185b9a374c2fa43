import { commentText } from '../../text/comments.ts';
import { withoutEntities } from './entities.ts';

const LONGEST = 400;

/** The words of a heading or a cell: Markdown's marks and tags taken off, addresses and long numbers blanked. */
export function plainText(raw: string): string {
  const bounded = cut(raw);
  const text = bounded
    .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])?/g, '$1')
    .replace(/<[^<>@]*>/g, ' ')
    .replace(/\s*\{#[^{}]*\}/g, '')
    .replace(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([^\w\s])/g, '$1');
  return commentText(withoutEntities(text));
}

/** Cut between words, so that no half of an address survives. */
function cut(raw: string): string {
  if (raw.length <= LONGEST) return raw;
  const end = raw.lastIndexOf(' ', LONGEST);
  return raw.slice(0, Math.max(end, 0));
}
