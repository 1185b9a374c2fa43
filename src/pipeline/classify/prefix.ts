import type { Entity } from '../../model/fact.ts';

const FEWEST_FIELDS = 4;
/** Keys of other tables keep the prefix of those. */
const MOST_OTHERS = 0.3;

/**
 * What most fields of a table start with and none of them means: the table's own name cut short (`LOC_` of `LOC_NOM` and
 * `LOC_EMAIL` in `T_LOCATAIRE`), or a word that is `idle`. Empty where there is none.
 */
export function tablePrefix({ name, fields }: Entity, isIdle: (prefix: string) => boolean): string {
  if (fields.length < FEWEST_FIELDS) return '';
  const counts = new Map<string, number>();
  for (const field of fields) {
    const end = field.name.indexOf('_') + 1;
    const prefix = field.name.slice(0, end).toLowerCase();
    if (end > 1) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  for (const [prefix, count] of counts) {
    if (fields.length - count > fields.length * MOST_OTHERS) continue;
    const short = prefix.slice(0, -1);
    return isCutFrom(short, name) || isIdle(short) ? prefix : '';
  }
  return '';
}

/** The name without the table's prefix. */
export function withoutPrefix(name: string, prefix: string): string {
  return prefix !== '' && startsWith(name, prefix) ? name.slice(prefix.length) : name;
}

function startsWith(name: string, prefix: string): boolean {
  return name.length > prefix.length && name.slice(0, prefix.length).toLowerCase() === prefix;
}

/** Letters of the name in their order, from the start of one of its words on; a whole word is no short form. */
function isCutFrom(short: string, name: string): boolean {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .split('_');
  return words.some((word, i) => {
    if (word === short || !word.startsWith(short.charAt(0))) return false;
    let at = 0;
    for (const letter of words.slice(i).join('')) if (letter === short.charAt(at)) at += 1;
    return at === short.length;
  });
}
