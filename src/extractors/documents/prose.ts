/** Runs of characters that are no white space and hold a letter or a digit. */
export function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit <= 32 || unit === 0xa0) inWord = false;
    else if (!inWord && (unit >= 128 || (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122))) {
      inWord = true;
      words += 1;
    }
  }
  return words;
}

const LONGEST_NAME = 80;

/** What an item of a list starts with, up to its explanation: `Acme, Inc.` of `Acme, Inc. (US): payments`. Null where that is a sentence. */
export function nameOfItem(text: string): string | null {
  const [name = ''] = text.split(/\s*(?::|\(|\s[-–—]\s|\||;)/);
  const short = name.trim();
  return short === '' || short.length > LONGEST_NAME || short.split(' ').length > 6 ? null : short;
}
