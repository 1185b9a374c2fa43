import { looksSecret } from '../../text/values.ts';
import { splitWords } from '../../text/words.ts';
import { UNKNOWN } from './interpolate.ts';

export interface Endpoint {
  /** `https`, `postgres`; null for a bare host name and where it is computed. */
  readonly scheme: string | null;
  /** Lower case, without port and without what is computed of its name; null where it cannot be told. */
  readonly host: string | null;
}

/** `jdbc:mysql://…` counts as mysql. */
const SCHEME = /^(?:jdbc:)?([a-z][a-z0-9+.-]{0,30}|\u0000):\/\//i;
const HOST = /^[a-z0-9][a-z0-9._-]{0,252}$/;
/** A bare host name, with or without a port. */
const DOTTED = /^((?:[a-z0-9][a-z0-9-]{0,62}\.){1,10}[a-z0-9-]{1,62}|localhost)\.?(?::\d{1,5})?$/i;
/** The name of a machine or container in one's own network. */
const LOCAL = /^([a-z][a-z0-9_-]{0,62})(?::\d{1,5})?$/i;
/** Last words of names that hold a host; those that never hold anything else may hold a local one. */
const LOCAL_WORDS = new Set(['host', 'hostname', 'server', 'endpoint']);
const HOST_WORDS = new Set([
  'host',
  'hostname',
  'server',
  'endpoint',
  'domain',
  'url',
  'uri',
  'addr',
  'address',
  'site',
  'base',
  'broker',
  'brokers',
]);

/** Scheme and host of a URL, or the host of a value whose name says that it is one. Null when it is neither. */
export function endpointOf(name: string, text: string): Endpoint | null {
  const scheme = SCHEME.exec(text);
  if (scheme !== null) {
    const name = (scheme[1] ?? '').toLowerCase();
    return { scheme: name === UNKNOWN ? null : name, host: urlHost(text.slice(scheme[0].length)) };
  }
  const word = splitWords(name).at(-1) ?? '';
  const known = knownEnd(text);
  const bare =
    HOST_WORDS.has(word) && known !== null
      ? (DOTTED.exec(known) ?? (LOCAL_WORDS.has(word) ? LOCAL.exec(known) : null))
      : null;
  return bare === null ? null : { scheme: null, host: hostOf(bare[1] ?? '') };
}

/** The host of what follows `scheme://`. Credentials may hold `/`, `?` and `#` unencoded, so doubt gives null. */
function urlHost(rest: string): string | null {
  const end = rest.search(/[/?#\s,]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const sign = authority.lastIndexOf('@');
  if (
    sign < 0 &&
    end >= 0 &&
    rest.indexOf('@', end) >= 0 &&
    (authority.includes(':') || !authority.slice(1, -1).includes('.'))
  )
    return null;
  const host = authority.slice(sign + 1);
  const ipv6 = /^\[([0-9a-f:.]{2,45})\](?::\d*)?$/i.exec(host);
  if (ipv6 !== null) return (ipv6[1] ?? '').toLowerCase();
  const port = /:(?:\d{0,5}|\u0000)$/.exec(host);
  const known = knownEnd(port === null ? host : host.slice(0, port.index));
  return known === null ? null : hostOf(known);
}

/** `${TENANT}.eu.auth0.com` is somewhere below `eu.auth0.com`. Null where that leaves no name of two parts. */
function knownEnd(host: string): string | null {
  const at = host.lastIndexOf(UNKNOWN);
  if (at < 0) return host;
  const dot = host.indexOf('.', at);
  return dot < 0 || !host.includes('.', dot + 1) ? null : host.slice(dot + 1);
}

/** Labels that look like a secret are cut off, with what stands before them. */
function hostOf(text: string): string | null {
  const host = text.toLowerCase().replace(/\.$/, '');
  if (!HOST.test(host)) return null;
  const labels = host.split('.');
  const secret = labels.findLastIndex((label, i) => i < labels.length - 1 && looksSecret(label));
  const rest = labels.slice(secret + 1).join('.');
  return rest === '' || looksSecret(rest) ? null : rest;
}
