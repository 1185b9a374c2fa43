/** A name of the scanned project inside a sentence: in backticks, cut, with control and bidi characters made visible. */
export function quoted(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return `\`${short.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069`]/g, visible)}\``;
}

function visible(character: string): string {
  return character === '`' ? "'" : `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
