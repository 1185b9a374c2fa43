/** What a byte-order mark says; UTF-8 without one. Management Studio writes its scripts in UTF-16. */
export function encodingOf(bytes: Buffer): 'utf8' | 'utf16le' | 'utf16be' {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  return bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf16be' : 'utf8';
}

/** Text of a file: UTF-8, or UTF-16 where a byte-order mark says so. The mark itself is dropped; bad bytes become U+FFFD. */
export function decodeText(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf16le') return bytes.toString('utf16le', 2);
  if (encoding === 'utf16be') {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString('utf8', start);
}
