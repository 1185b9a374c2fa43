import type { Entity } from '../../model/fact.ts';

const FEWEST_FIELDS = 4;
const MOST_OTHERS = 0.1;

/**
 * What nearly all fields of a table start with, where it is the table's own name cut short: `LOC_` of `LOC_NOM` and
 * `LOC_EMAIL` in `T_LOCATAIRE`. It says nothing of a field. Empty where there is none.
 */
export function tablePrefix({ name, fields }: Entity): string {
  if (fields.length < FEWEST_FIELDS) return '';
  const first = fields.find((field) => field.name.includes('_'))?.name ?? '';
  const prefix = first.slice(0, first.indexOf('_') + 1);
  const lower = prefix.toLowerCase();
  const others = fields.filter((field) => !startsWith(field.name, lower)).length;
  return prefix.length > 1 && others <= fields.length * MOST_OTHERS && isCutFrom(lower.slice(0, -1), name)
    ? prefix
    : '';
}

/** The name without the table's prefix. */
export function withoutPrefix(name: string, prefix: string): string {
  return prefix !== '' && startsWith(name, prefix.toLowerCase()) ? name.slice(prefix.length) : name;
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
