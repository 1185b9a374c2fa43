/** Digits that belong to a word: `oauth2`, `ipv4`, `sha256`, `s3`, `line1` is split. */
const GLUED = new Set([
  'ipv4',
  'ipv6',
  'oauth2',
  'oauth1',
  's3',
  'sha1',
  'sha256',
  'sha512',
  'md5',
  'web3',
  '2fa',
  'u2f',
  'k8s',
  'i18n',
  'utf8',
  'h264',
  'p12',
  'x509',
  'e164',
  'iso3166',
  'argon2',
]);

/**
 * Splits an identifier into lower-case words: `dateOfBirth`, `date_of_birth`, `DATE-OF-BIRTH`, `userIPAddress`
 * and `addressLine1` give `date of birth`, `user ip address`, `address line 1`.
 */
export function splitWords(identifier: string): string[] {
  const words: string[] = [];
  // Nearly all names are ASCII, and Unicode classes are slow.
  const separator = /^[ -~]*$/.test(identifier) ? /[^A-Za-z0-9]+/ : /[^\p{L}\p{N}]+/u;
  for (const chunk of identifier.split(separator)) {
    if (chunk === '') continue;
    if (/^[a-z]+$/.test(chunk)) {
      words.push(chunk);
      continue;
    }
    if (/^[A-Za-z]+$/.test(chunk)) {
      for (const word of chunk.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []) words.push(word.toLowerCase());
      continue;
    }
    const parts = chunk
      .replace(/(?<!\p{Lu})(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
      .split(' ');
    for (const part of parts) {
      const word = part.toLowerCase();
      if (GLUED.has(word)) words.push(word);
      else words.push(...word.split(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u));
    }
  }
  return words;
}

/** Words that end in s and are no plurals, or whose plural follows no rule. */
const IRREGULAR = new Map<string, string>([
  ...[
    'alias',
    'bonus',
    'business',
    'campus',
    'canvas',
    'census',
    'corpus',
    'gas',
    'lens',
    'news',
    'radius',
    'sales',
    'sans',
    'series',
    'species',
    'status',
    'virus',
    'bus',
    'https',
    'redis',
    'kubernetes',
    'always',
    'ios',
    'macos',
    'chaos',
    'kudos',
  ].map((word): [string, string] => [word, word]),
  ['people', 'person'],
  ['persons', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['indices', 'index'],
  ['menus', 'menu'],
  ['gurus', 'guru'],
  ['aliases', 'alias'],
  ['statuses', 'status'],
  ['viruses', 'virus'],
  ['cookies', 'cookie'],
  ['movies', 'movie'],
  ['selfies', 'selfie'],
  ['ids', 'id'],
  ['ips', 'ip'],
  ['urls', 'url'],
]);

/** The singular of an English word: `addresses` gives `address`, `cities` gives `city`; `status` and `gps` stay. */
export function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

export function isNumber(word: string | undefined): boolean {
  return word !== undefined && /^\d+$/.test(word);
}
