const LEGAL_FORMS =
  /\b(?:inc|incorporated|llc|ltd|limited|gmbh|corp|corporation|co|plc|sarl|sas|srl|spa|bv|nv|ab|sa|ag|se|oy|oyj|as|aps|kg|ug|ltda|pty|pbc|pte|emea)\b\.?/g;

/** Names of companies compare without case, marks, punctuation and legal form: `Société X S.A.` and `societe x` are one. */
export function companyKey(name: string | null | undefined): string {
  const plain = (name ?? '')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words = plain.replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1').replace(LEGAL_FORMS, '');
  const key = words.replace(/[^\p{L}\p{N}]+/gu, '');
  // "Co." alone is a name.
  return key === '' ? plain.replace(/[^\p{L}\p{N}]+/gu, '') : key;
}
