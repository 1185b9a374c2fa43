import type { Place } from '../../model/span.ts';
import { literalValue } from '../../text/values.ts';
import type { EvaluatedData, EvaluatedValue, ReferenceValue, UnresolvedValue } from './evaluated.ts';

/** Elements of a value, all levels together; shared parts count every time, since readers walk them every time. */
const MAX_ELEMENTS = 20_000;
const MAX_LEVELS = 64;

export type EvaluatedObject = { readonly [key: string]: EvaluatedValue };
export type EvaluatedList = readonly EvaluatedValue[];
export type Scalar = string | number | boolean;

interface Size {
  readonly elements: number;
  readonly levels: number;
  /** Addresses mentioned in it. */
  readonly mentions: readonly string[];
}

/** Mentions that are kept of a collection. */
const MAX_MENTIONS = 100;

/** Sizes of the collections made so far; a program of ten lines can describe a value larger than any memory. */
const sizes = new WeakMap<object, Size>();
/** Values that Terraform itself would refuse: what `try` and `can` are about. */
const failures = new WeakSet<EvaluatedValue>();

export function known(value: EvaluatedData, place: Place): EvaluatedValue {
  if (typeof value === 'object' && value !== null && !measure(value)) {
    return unresolved('the value is too large to work out', place, [], true);
  }
  return { state: 'known', value, ...at(place) };
}

/** A text put together from parts that may be shown each: the whole has to pass as well. */
export function text(value: string, place: Place): EvaluatedValue {
  const shown = literalValue('', value, place.span);
  return shown.kind === 'hidden' ? hidden(value.length, place) : known(value, place);
}

export function hidden(length: number | null, place: Place): EvaluatedValue {
  return { state: 'hidden', length, ...at(place) };
}

export function reference(target: string, path: readonly string[], place: Place): ReferenceValue {
  return { state: 'reference', target, path, ...at(place) };
}

/** `because`: the values that made it so; what they mention, it mentions. */
export function unresolved(
  reason: string,
  place: Place,
  because: readonly EvaluatedValue[] = [],
  set = false,
): UnresolvedValue {
  const mentions = because.length === 0 ? [] : [...new Set(because.flatMap(mentionsOf))];
  return { state: 'unresolved', reason, set, mentions, ...at(place) };
}

/** Terraform would report an error here. */
export function failed(reason: string, place: Place): EvaluatedValue {
  const value = unresolved(reason, place);
  failures.add(value);
  return value;
}

export function isFailed(value: EvaluatedValue): boolean {
  return failures.has(value);
}

/** The first value that is not known, as the reason for what rests on it. */
export function reasonFor(values: readonly EvaluatedValue[]): string {
  const cause = values.find(({ state }) => state === 'unresolved' || state === 'reference');
  if (cause?.state === 'unresolved') return cause.reason;
  if (cause?.state === 'reference') return `it depends on ${[cause.target, ...cause.path].join('.')}`;
  return 'it depends on a value that is not shown';
}

function mentionsOf(value: EvaluatedValue): readonly string[] {
  if (value.state === 'reference') return [value.target];
  if (value.state === 'unresolved') return value.mentions;
  if (value.state !== 'known' || typeof value.value !== 'object' || value.value === null) return [];
  return sizes.get(value.value)?.mentions ?? [];
}

export function isList(value: EvaluatedData): value is EvaluatedList {
  return Array.isArray(value);
}

export function isObject(value: EvaluatedData): value is EvaluatedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: EvaluatedData): value is Scalar {
  return value !== null && typeof value !== 'object';
}

export function scalarOf(value: EvaluatedValue | undefined): Scalar | null {
  return value?.state === 'known' && isScalar(value.value) ? value.value : null;
}

/** Terraform goes through maps in the order of their keys. */
export function entriesOf(value: EvaluatedObject): [string, EvaluatedValue][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Stands for a key that is not shown; nobody can ask for it by name. */
export function hiddenKey(index: number): string {
  return `…${index + 1}`;
}

export function placeOf({ file, span }: { readonly file: string; readonly span: Place['span'] }): Place {
  return { file, span };
}

/** The value as an attribute that is written elsewhere: its origin stays. */
export function writtenAt(value: EvaluatedValue, { file, span }: Place): EvaluatedValue {
  const moved = { ...value, file, span };
  if (failures.has(value)) failures.add(moved);
  return moved;
}

function at(place: Place): { readonly file: string; readonly span: Place['span']; readonly origin: Place } {
  return { file: place.file, span: place.span, origin: place };
}

function measure(value: EvaluatedList | EvaluatedObject): boolean {
  let elements = 1;
  let levels = 1;
  const mentions = new Set<string>();
  for (const item of isList(value) ? value : Object.values(value)) {
    const data = item.state === 'known' && typeof item.value === 'object' ? item.value : null;
    const inner = data === null ? null : sizes.get(data);
    elements += inner?.elements ?? 1;
    levels = Math.max(levels, 1 + (inner?.levels ?? 0));
    for (const address of mentions.size < MAX_MENTIONS ? mentionsOf(item) : []) mentions.add(address);
  }
  sizes.set(value, { elements, levels, mentions: [...mentions] });
  return elements <= MAX_ELEMENTS && levels <= MAX_LEVELS;
}
