import { printable } from './printable.ts';

/** A name of the scanned project inside a sentence: in backticks, cut (never through a character), with what is not seen made visible. */
export function quoted(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return `\`${printable(short).replaceAll('\t', '\\u{9}').replaceAll('`', "'")}\``;
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
