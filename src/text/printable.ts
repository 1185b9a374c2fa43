/**
 * Makes text of the scanned project safe on a terminal: C0 (but tab), DEL, C1, bidirectional controls and the Unicode line
 * separators become visible `\u{…}`. Removing escape sequences alone would leave BEL, CR, BS and bidi overrides.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g,
    (unit) => `\\u{${unit.charCodeAt(0).toString(16)}}`,
  );
}
