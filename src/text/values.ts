import type { Span } from '../model/span.ts';
import type { Value } from '../model/value.ts';
import { isRegionName } from './region-names.ts';
import { splitWords } from './words.ts';

/** Words in a name that make its value a secret, whatever it looks like. */
const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'pass',
  'secret',
  'secrets',
  'token',
  'tokens',
  'credential',
  'credentials',
  'key',
  'apikey',
  'private',
  'salt',
  'pepper',
  'signature',
  'cert',
  'certificate',
  'dsn',
  'auth',
  'userdata',
  'cookie',
  'pin',
  'email',
  'mail',
  'phone',
]);
/** A name that ends like this holds the name or address of a thing, not its secret (`kms_key_id`, `hash_key`). */
const SECRET_EXCEPTIONS =
  /(?:kms_.*key.*|.*_key_(?:id|arn|name)|hash_key|range_key|partition_key|sort_key|key_type|attribute_name|.*_arn)$/i;

/** Names of lengths of time, whose numbers may be as long as a telephone number: `default_table_expiration_ms`. */
const LENGTH_OF_TIME = /(?:^|_)(?:ms|millis|milliseconds|seconds|secs)$/;

/** A technical word: an engine, region, version, resource name, path or ARN. */
const WORD = /^[A-Za-z0-9_./:*#+\-[\]]{0,160}$/;
/** Credentials by their form: cloud keys, forge tokens, JSON web tokens, payment keys. */
const SECRET_FORM =
  /^(?:A[KS]IA[0-9A-Z]{12,}|gh[pousr]_\w{20,}|xox[abpr]-|sk_(?:live|test)_|rk_(?:live|test)_|eyJ[\w-]{8,}\.|glpat-|AIza[\w-]{20,}|SG\.[\w-]{10,})/;

/**
 * Decides at birth whether a literal may be shown. Shown: booleans, numbers, names of regions, and short technical words
 * under a name that is not secret. Everything else keeps only its kind, length and place.
 */
export function literalValue(name: string, text: string, span: Span): Value {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
  if (isSecretName(name)) return { kind: 'hidden', of: 'string', length: text.length, span };
  if (/^-?\d{1,9}(?:\.\d{1,6})?$/.test(text) || (LENGTH_OF_TIME.test(name) && /^\d{10,13}$/.test(text)))
    return { kind: 'number', value: Number(text) };
  const shown = WORD.test(text) || isRegionName(text);
  if (!shown || looksSecret(text)) return { kind: 'hidden', of: 'string', length: text.length, span };
  return { kind: 'word', value: text };
}

export function isSecretName(name: string): boolean {
  if (SECRET_EXCEPTIONS.test(name)) return false;
  return splitWords(name).some((word) => SECRET_WORDS.has(word));
}

/** Forms of known credentials, and long runs that mix digits with both cases or hold many digits: random, or about a person. */
export function looksSecret(text: string): boolean {
  if (SECRET_FORM.test(text)) return true;
  for (const run of text.split(/[./:_\-[\]]/)) {
    if (run.length >= 16 && /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run)) return true;
    if (/^\d{9,}$/.test(run) && !/^\d{12}$/.test(run)) return true; // twelve digits: a cloud account number in an ARN
    if (run.length >= 24 && /^[0-9a-f]+$/i.test(run)) return true;
  }
  return false;
}

export function wordOf(value: Value | null): string | null {
  return value?.kind === 'word'
    ? value.value
    : value?.kind === 'number' || value?.kind === 'boolean'
      ? String(value.value)
      : null;
}
