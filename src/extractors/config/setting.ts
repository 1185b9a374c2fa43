import type { SettingDeclaration } from '../../model/declaration.ts';
import type { Span } from '../../model/span.ts';
import type { Value } from '../../model/value.ts';
import { literalValue } from '../../text/values.ts';
import { splitWords } from '../../text/words.ts';
import { endpointOf } from './endpoint.ts';
import { UNKNOWN } from './interpolate.ts';

/**
 * Last words of names whose value is a technical word. A setting may hold anything, a name or a town as well as an engine,
 * so words show only under such a name.
 */
const TECHNICAL = new Set(
  (
    'region zone location environment env mode type kind engine driver dialect adapter provider transport client backend ' +
    'connection connector protocol scheme version level format host hostname server endpoint port bucket image platform ' +
    'enabled enable disabled disable ssl tls sslmode encryption encrypt algorithm store storage queue topic stream retention ' +
    'days hours ttl size limit timeout interval database db'
  ).split(' '),
);

/** Prefixes that say which side may read a variable, not that its value is secret. */
const SIDE = /^(?:NEXT_)?PRIVATE_/;

/** A switch, whatever its name. */
const SWITCH = /^(?:true|false|on|off|yes|no|none|enabled|disabled)$/i;

export interface SettingInput {
  readonly source: SettingDeclaration['source'];
  readonly file: string;
  readonly owner: string | null;
  readonly name: string;
  /** Null where nothing is set; UNKNOWN stands for parts that cannot be known. */
  readonly text: string | null;
  readonly span: Span;
}

/** A setting as it may be shown: a URL by scheme and host, a technical word or number as it is, anything else hidden. */
export function setting({ source, file, owner, name, text, span }: SettingInput): SettingDeclaration {
  const endpoint = text === null ? null : endpointOf(name, text);
  return {
    kind: 'setting',
    file,
    span,
    source,
    owner,
    name,
    value: text === null || text === '' || text.includes(UNKNOWN) ? null : shown(name, text, span),
    scheme: endpoint?.scheme ?? null,
    host: endpoint?.host ?? null,
  };
}

function shown(name: string, text: string, span: Span): Value {
  const hidden: Value = { kind: 'hidden', of: 'string', length: text.length, span };
  if (text.includes('://')) return hidden;
  const value = literalValue(name.replace(SIDE, ''), text, span);
  if (value.kind !== 'word' || SWITCH.test(text)) return value;
  return TECHNICAL.has(splitWords(name).at(-1) ?? '') ? value : hidden;
}
