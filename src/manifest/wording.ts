import type { z } from 'zod';
import { FILE_START } from '../model/span.ts';
import { type Path, pathOf } from '../text/positioned-yaml.ts';
import { eitherOf, quoted } from '../text/quoted.ts';
import { nearest, suggestDuration } from '../text/suggest.ts';
import type { ManifestProblem } from './problem.ts';
import { keysAt, parentsOfKey } from './schema-keys.ts';
import { isObject, type Remainder } from './todo.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong, and the node without which the rest can still be checked. */
export interface SchemaProblem extends ManifestProblem {
  readonly at: Path;
  /** A key that is needed and not there; `at` is that key. */
  readonly missing: boolean;
}

/** One schema issue in words for people, with its place in the file. */
export function wordIssue(issue: Issue, schema: z.ZodType, tree: Remainder): SchemaProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...unknownKey(schema, path, key, valueAt(tree.data, [...path, key])),
      at: [...path, key],
      missing: false,
      span: spanOfKey(tree, [...path, key]),
    }));
  }
  const value = valueAt(tree.data, path);
  const missing = value === undefined;
  const words = missing ? missingKey(path) : wordsOf(issue, path, value);
  return [{ ...words, at: path, missing, span: value === null ? spanOfKey(tree, path) : spanOfValue(tree, path) }];
}

interface Words {
  readonly message: string;
  readonly hint: string | null;
}

function unknownKey(schema: z.ZodType, path: Path, key: string, value: unknown): Words {
  const known = keysAt(schema, path);
  const [near] = nearest(key, known);
  const message = `unknown key ${quoted(key)}`;
  if (near !== undefined) return { message, hint: `did you mean \`${near}\`?` };
  // `{reason: a site, not a person}` reads as a second key.
  if (value === null && /\s/.test(key))
    return { message, hint: 'if it belongs to the text before the comma, put that text in quotes' };
  const parents = parentsOfKey(schema, key).map((parent) => (parent === '' ? 'the top level' : `\`${parent}\``));
  if (parents.length > 0) return { message, hint: `it belongs to ${eitherOf(parents.slice(0, 3))}` };
  return { message, hint: `keys here are ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}` };
}

function missingKey(path: Path): Words {
  return { message: `${nameOf(path.slice(0, -1))} has no ${quoted(String(path[path.length - 1] ?? ''))}`, hint: null };
}

function wordsOf(issue: Issue, path: Path, value: unknown): Words {
  const name = nameOf(path);
  if (value === null) return { message: `${name} is empty`, hint: 'write a value, or TODO' };
  switch (issue.code) {
    case 'invalid_type':
      return {
        message: `${name} must be ${KIND_WORDS[issue.expected] ?? issue.expected}, not ${kindOf(value)}`,
        hint: typeHint([issue.expected], value),
      };
    case 'invalid_value':
      return wrongWord(name, issue.values.map(String), value);
    case 'invalid_format':
      return { message: `${name} is ${shown(value)}, which is no date of the calendar`, hint: dateHint(String(value)) };
    case 'custom':
      return wrongDuration(name, value, issue.params?.word);
    case 'too_small':
      if (typeof value === 'string') return { message: `${name} is empty`, hint: 'write a value, or TODO' };
      return { message: `${name} is ${shown(value)}`, hint: `the least is ${issue.minimum}` };
    case 'too_big':
      return { message: `${name} is ${shown(value)}`, hint: `the most is ${issue.maximum}` };
    case 'invalid_union':
      return wrongUnion(issue.errors, path, value);
    default:
      return { message: `${name} is not valid`, hint: null };
  }
}

/** The branch whose type fits speaks; where none fits, all types are named. */
function wrongUnion(branches: readonly (readonly Issue[])[], path: Path, value: unknown): Words {
  const isWrongType = (issue: Issue): boolean =>
    issue.path.length === 0 &&
    (issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value === 'object'));
  const fitting = branches.find((issues) => !issues.some(isWrongType))?.[0];
  if (fitting !== undefined) {
    const inner = [...path, ...fitting.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    return wordsOf(fitting, inner, valueAt(value, inner.slice(path.length)));
  }
  const expected = branches.flatMap((issues) =>
    issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : [])),
  );
  const kinds = [...new Set(expected.map((kind) => KIND_WORDS[kind] ?? kind))];
  return {
    message: `${nameOf(path)} must be ${eitherOf(kinds)}, not ${kindOf(value)}`,
    hint: typeHint(expected, value),
  };
}

function wrongWord(name: string, allowed: readonly string[], value: unknown): Words {
  if (typeof value === 'object') return { message: `${name} must be a word, not ${kindOf(value)}`, hint: null };
  const [near] = nearest(String(value), allowed);
  const message = `${name} is ${shown(value)}, which is none of ${allowed.join(', ')}`;
  return { message, hint: near === undefined ? null : `did you mean \`${near}\`?` };
}

function wrongDuration(name: string, value: unknown, word: unknown): Words {
  const other = typeof word === 'string' ? `, or \`${word}\`` : '';
  const written =
    suggestDuration(String(value)) ?? (typeof word === 'string' ? nearest(String(value), [word])[0] : undefined);
  const hint = written === undefined || written === null ? `write P30D, P24M or P7Y${other}` : `write \`${written}\``;
  return { message: `${name} is ${shown(value)}, which is no ISO 8601 duration`, hint };
}

function dateHint(value: string): string {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value.trim());
  if (parts === null) return 'write year-month-day, such as 2026-03-20';
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12) return 'a year has 12 months';
  if (day < 1 || day > last) return `that month has ${last} days`;
  return `write ${parts[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text ${quoted(value)}` : quoted(String(value));
}

function typeHint(expected: readonly string[], value: unknown): string | null {
  if (expected.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return 'put it in quotes';
  if (expected.includes('boolean') && typeof value === 'string' && /^(?:yes|on|no|off)$/i.test(value)) {
    return /^(?:yes|on)$/i.test(value) ? 'write `true`' : 'write `false`';
  }
  if (expected.includes('array') && isObject(value)) return 'start each item with `- `';
  if (expected.includes('array') && typeof value === 'string' && value.length < 40)
    return `write ${quoted(`[${value}]`)}`;
  return null;
}

function shown(value: unknown): string {
  return typeof value === 'object' ? kindOf(value) : quoted(String(value));
}

/** `keep`, `enforcedBy.type`, an item of `locations`: without numbers, since the line tells which. */
function nameOf(path: Path): string {
  const last = path[path.length - 1];
  if (last === undefined) return 'the manifest';
  if (typeof last === 'number') return `an item of ${nameOf(path.slice(0, -1))}`;
  const before = path[path.length - 2];
  return quoted(typeof before === 'string' ? pathOf([before, last]) : last);
}

function valueAt(data: unknown, path: Path): unknown {
  let value: unknown = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** Of the nearest node that is there. */
function spanOfValue(tree: Remainder, path: Path) {
  for (let length = path.length; length > 0; length -= 1) {
    const at = pathOf(path.slice(0, length));
    const span = length === path.length ? tree.values.get(at) : tree.positions.get(at);
    if (span) return span;
  }
  return FILE_START;
}

function spanOfKey(tree: Remainder, path: Path) {
  return tree.positions.get(pathOf(path)) ?? FILE_START;
}
