import type { DocumentRole } from '../../model/declaration.ts';
import { hasPhrase } from '../../text/phrases.ts';
import { splitWords } from '../../text/words.ts';

interface RoleWords {
  readonly role: DocumentRole;
  /** Say it wherever they stand in a name or a title. */
  readonly phrases: readonly string[];
  /** Say it only as the whole name of a file. */
  readonly names: readonly string[];
  /** Phrases that contain one of the above and mean something else. */
  readonly unless: readonly string[];
}

/** The more particular document comes first: a cookie policy is often titled "Cookie and privacy policy". */
const ROLES: readonly RoleWords[] = [
  {
    role: 'subprocessor-list',
    phrases: [
      'subprocessor list',
      'sub processor list',
      'list of subprocessors',
      'list of sub processors',
      'third party processors',
    ],
    names: ['subprocessors', 'sub processors', 'subprocessor', 'our subprocessors', 'our sub processors'],
    unless: [],
  },
  {
    role: 'dpa',
    phrases: [
      'data processing agreement',
      'data processing addendum',
      'data processing terms',
      'data protection addendum',
      'data protection agreement',
    ],
    names: ['dpa'],
    unless: [],
  },
  {
    role: 'cookie-policy',
    phrases: ['cookie policy', 'cookies policy', 'cookie notice', 'cookie statement', 'cookie declaration'],
    names: ['cookies', 'cookie'],
    unless: [],
  },
  {
    role: 'incident-response',
    phrases: [
      'incident response',
      'breach response',
      'incident management',
      'data breach policy',
      'data breach procedure',
      'data breach plan',
      'breach notification',
    ],
    names: ['incidents', 'incident plan', 'data breach'],
    unless: [],
  },
  {
    role: 'acceptable-use',
    phrases: ['acceptable use policy', 'acceptable usage policy', 'acceptable use'],
    names: ['aup'],
    unless: [],
  },
  {
    role: 'privacy-policy',
    phrases: ['privacy policy', 'privacy notice', 'privacy statement', 'data protection policy'],
    names: ['privacy'],
    unless: [],
  },
  {
    role: 'vulnerability-disclosure',
    phrases: ['vulnerability disclosure', 'responsible disclosure', 'bug bounty'],
    names: [],
    unless: [],
  },
  {
    role: 'security-policy',
    phrases: ['security policy', 'security practices', 'security statement', 'security measures'],
    names: ['security'],
    unless: [
      'content security policy',
      'pod security policy',
      'network security policy',
      'row security policy',
      'level security policy',
      'transport security policy',
    ],
  },
  {
    role: 'terms',
    phrases: [
      'terms of service',
      'terms of use',
      'terms and conditions',
      'terms conditions',
      'master service agreement',
    ],
    names: ['terms', 'tos'],
    unless: [],
  },
];

/** Words of texts about such a document, or about a page that shows one. */
const ABOUT = ['how', 'generator', 'template', 'checker', 'fix', 'add', 'adding', 'changelog', 'todo', 'adr', 'rfc'];
/** A longer title is a sentence. */
const MOST_WORDS = 8;
/** Names of files that take their meaning from their folder. */
const FOLDER_NAMED = ['index', 'readme', 'page'];

/** https://www.rfc-editor.org/rfc/rfc9116: says where to report a vulnerability, no more. */
const SECURITY_TXT = /(?:^|\/)security\.txt$/i;

/** What the name of a file says it is; its first heading is asked where the name says nothing. */
export function roleOf(path: string, title: string | null): DocumentRole {
  const parts = path.split('/');
  if (SECURITY_TXT.test(path)) return 'vulnerability-disclosure';
  let name = (parts[parts.length - 1] ?? '').replace(/\..*$/s, '');
  if (FOLDER_NAMED.includes(name.toLowerCase())) name = parts[parts.length - 2] ?? name;
  return roleIn(splitWords(name), true) ?? (title === null ? null : roleIn(splitWords(title), false)) ?? 'other';
}

function roleIn(words: readonly string[], wholeName: boolean): DocumentRole | null {
  if (words.length > MOST_WORDS || words.some((word) => ABOUT.includes(word))) return null;
  const whole = words.join(' ');
  for (const { role, phrases, names, unless } of ROLES) {
    if (unless.some((phrase) => hasPhrase(words, phrase))) continue;
    if (phrases.some((phrase) => hasPhrase(words, phrase)) || (wholeName && names.includes(whole))) return role;
  }
  // "# Subprocessors" is a title of such a list and of nothing else.
  return !wholeName && /^(?:our )?sub ?processors$/.test(whole) ? 'subprocessor-list' : null;
}
