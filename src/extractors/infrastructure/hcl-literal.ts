import type { Expr } from '../../model/declaration.ts';
import type { Span } from '../../model/span.ts';
import type { Value } from '../../model/value.ts';
import { isSecretName, literalValue } from '../../text/values.ts';

/** Names so general that the name of what surrounds them tells whether they are secret. */
const GENERAL_NAMES = new Set(['value', 'values', 'data', 'content', 'string_data', 'default', 'result']);

/** One condition of a version constraint (`~> 5.0`); https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
const CONSTRAINT = /^(?:=|!=|>=?|<=?|~>)?\s{0,4}v?\d{1,6}(?:\.\d{1,6}){0,3}(?:-[0-9A-Za-z.]{1,24})?$/;

/** The name that decides about a literal: a secret name further out stays in force further in. */
export function literalName(outer: string, name: string): string {
  return outer !== '' && isSecretName(outer) && !isSecretName(name) ? outer : name;
}

/** The name for an attribute of a block that is itself called a secret (`azurerm_key_vault_secret`: value). */
export function attributeName(block: string, name: string): string {
  return GENERAL_NAMES.has(name) ? literalName(block, name) : name;
}

/** A module in a public repository; anything a credential could stand in is left out. */
const MODULE_SOURCE =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?[a-z0-9.-]{1,64}[/:][\w.-]{1,64}\/[\w.-]{1,96}(?:\/\/[\w./-]{1,96})?(?:\?(?:ref|depth)=[\w./-]{1,64}(?:&(?:ref|depth)=[\w./-]{1,64})?)?$/;

/** What a format string holds beside its words: https://developer.hashicorp.com/terraform/language/functions/format */
const VERBS = /%(?:0\d{1,2})?[sdvq%]/g;
/** Separators: without a letter or a digit there is nothing to tell. */
const PUNCTUATION = /^[^\p{L}\p{N}]{1,4}$/u;

/**
 * The value of a quoted string. `1.10` is a version, not the number 1.1; constraints, format strings and separators are
 * shown too, since evaluation needs them.
 */
export function stringValue(name: string, text: string, span: Span): Value {
  const value = literalValue(name, text, span);
  if (value.kind === 'number' && String(value.value) !== text) return { kind: 'word', value: text };
  if (value.kind !== 'hidden' || isSecretName(name)) return value;
  if (name === 'source' && MODULE_SOURCE.test(text)) return { kind: 'word', value: text };
  return isConstraint(text) || PUNCTUATION.test(text) || isFormat(name, text, span)
    ? { kind: 'word', value: text }
    : value;
}

function isFormat(name: string, text: string, span: Span): boolean {
  const words = text.includes('%') ? text.replace(VERBS, '') : text;
  return words !== text && literalValue(name, words, span).kind !== 'hidden';
}

/** The value of a number; hexadecimal and exponents included. */
export function numberValue(name: string, text: string, span: Span): Value {
  const value = literalValue(name, text, span);
  return value.kind === 'word' && Number.isFinite(Number(text)) ? { kind: 'number', value: Number(text) } : value;
}

/** A word that the language itself gives: an object key, an attribute behind a dot, a variable of `for`. */
export function nameLiteral(text: string, span: Span): Expr {
  return { type: 'literal', value: stringValue('', text, span), span };
}

function isConstraint(text: string): boolean {
  return text.length <= 120 && text.split(',').every((condition) => CONSTRAINT.test(condition.trim()));
}

/** Decodes the escapes of a quoted template; https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
export function unescapeQuoted(raw: string): string {
  if (!raw.includes('\\')) return unescapeMarkers(raw);
  const decoded = raw.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, u4, u8, plain) => {
    if (u4 !== undefined) return String.fromCharCode(Number.parseInt(u4, 16));
    if (u8 !== undefined) return codePoint(Number.parseInt(u8, 16));
    return plain === 'n' ? '\n' : plain === 't' ? '\t' : plain === 'r' ? '\r' : plain;
  });
  return unescapeMarkers(decoded);
}

/** `$${` and `%%{` stand for the marker itself; the only escapes of a heredoc. */
export function unescapeMarkers(raw: string): string {
  return raw.includes('$${') || raw.includes('%%{') ? raw.replaceAll('$${', '${').replaceAll('%%{', '%{') : raw;
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
}

/** The same expression with every literal hidden: what is sensitive by declaration. Expressions are at most MAX_DEPTH deep. */
export function hideLiterals(expr: Expr): Expr {
  switch (expr.type) {
    case 'literal':
      return expr.value === null || expr.value.kind === 'boolean' || expr.value.kind === 'hidden' ? expr : hidden(expr);
    case 'call':
      return {
        ...expr,
        args: expr.args.map((arg, i) => (expr.name === '{}' && i % 2 === 0 ? arg : hideLiterals(arg))),
      };
    case 'template':
      return { ...expr, parts: expr.parts.map(hideLiterals) };
    default:
      return expr;
  }
}

function hidden({ span, value }: Extract<Expr, { type: 'literal' }>): Expr {
  const length = value !== null && 'value' in value ? String(value.value).length : 0;
  return {
    type: 'literal',
    value: { kind: 'hidden', of: value?.kind === 'number' ? 'number' : 'string', length, span },
    span,
  };
}
