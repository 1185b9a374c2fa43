/**
 * Rows by word, in few strings: a JSON object of thousands of words takes longer to read than a small scan to look its words up.
 * Words that begin with the same two letters share a string, `;word=a|b|c;other=d`.
 */
export type Packed = Readonly<Record<string, string>>;

const STEM = 2;
const SEPARATORS = /[;=|]/;

/** Packs rows; a word or value with `;`, `=` or `|` in it is an error of whoever wrote the rules. */
export function pack(rows: Readonly<Record<string, readonly (string | number)[]>>): Packed {
  const packed: Record<string, string> = Object.create(null);
  for (const [word, row] of Object.entries(rows)) {
    const odd = [word, ...row].find((text) => SEPARATORS.test(String(text)));
    if (odd !== undefined) throw new Error(`"${odd}": a word holds no ; = or |`);
    const stem = word.slice(0, STEM);
    packed[stem] = `${packed[stem] ?? ''};${word}=${row.join('|')}`;
  }
  return packed;
}

/** The row of a word; empty where there is none. */
export function unpack(packed: Packed, word: string): readonly string[] {
  const stem = word.slice(0, STEM);
  const rows = Object.hasOwn(packed, stem) ? packed[stem] : undefined;
  if (rows === undefined) return [];
  const start = rows.indexOf(`;${word}=`);
  if (start < 0) return [];
  const from = start + word.length + 2;
  const end = rows.indexOf(';', from);
  return rows.slice(from, end < 0 ? undefined : end).split('|');
}
