/**
 * Characters that nobody sees: DEL and C1, bidirectional controls, line separators, spaces of no width, annotations and tags
 * (https://www.unicode.org/reports/tr36/#Recommendations_General). Joiners stay, which several scripts are written with.
 */
const UNSEEN =
  '\\u007f-\\u009f\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';
const UNPRINTABLE = new RegExp(`[\\u0000-\\u0008\\u000a-\\u001f${UNSEEN}]`, 'gu');
const IN_JSON = new RegExp(`[${UNSEEN}]`, 'gu');

/**
 * Makes text of the scanned project safe on a terminal: C0 (but tab) and what is not seen become visible `\u{…}`. Removing
 * escape sequences alone would leave BEL, CR, BS and bidi overrides.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

/** The same JSON with those characters as escapes; C0 in strings is escaped already. */
export function printableJson(json: string): string {
  return json.replace(IN_JSON, (one) =>
    [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
