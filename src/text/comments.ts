/** Blanks what a comment must not carry on: e-mail addresses, long numbers, quoted samples that look like credentials. */
export function commentText(raw: string): string {
  return raw
    .replace(/[^\s"'<>()]+@[^\s"'<>()]+/g, '…')
    .replace(/\d[\d \-./]{5,}\d/g, '…')
    .replace(/\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{12,}\b/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}
