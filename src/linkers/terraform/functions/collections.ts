import type { Place } from '../../../model/span.ts';
import { sameValue } from '../compare.ts';
import type { EvaluatedValue } from '../evaluated.ts';
import { numberOf } from '../operators.ts';
import { type EvaluatedList, entriesOf, isList, known, reasonFor, unresolved } from '../values.ts';
import { flagOf, listOf, listsOf, objectOf, textOf, textsOf } from './arguments.ts';
import type { KnownFunction } from './contract.ts';

/** Products of sets grow fast; nobody writes larger ones. */
const MAX_PRODUCT = 1000;

export const collections: Readonly<Record<string, KnownFunction>> = {
  alltrue: ([list], place) => flags(list, (values) => values.every((v) => v === true), place),
  anytrue: ([list], place) => flags(list, (values) => values.includes(true), place),
  compact: ([list], place) => onList(list, place, (items) => items.filter((item) => !isEmpty(item))),
  concat: (args, place) => {
    const lists = listsOf(args);
    return lists && known(lists.flat(), place);
  },
  contains: ([list, wanted], place) => {
    const items = listOf(list);
    if (items === null || wanted === undefined) return null;
    const results = items.map((item) => sameValue(item, wanted));
    if (results.includes(true)) return known(true, place);
    return results.includes(null) ? unresolved(reasonFor(items), place, items, true) : known(false, place);
  },
  distinct: ([list], place) => onList(list, place, distinct),
  flatten: ([list], place) => {
    const items = listOf(list);
    return items && flatten(items, place);
  },
  index: ([list, wanted], place) => {
    const at = listOf(list)?.findIndex((item) => wanted !== undefined && sameValue(item, wanted) === true) ?? -1;
    return at === -1 ? null : known(at, place);
  },
  keys: ([map], place) => {
    const object = objectOf(map);
    return (
      object &&
      known(
        entriesOf(object).map(([key]) => known(key, place)),
        place,
      )
    );
  },
  length: ([value], place) => {
    const size = listOf(value)?.length ?? textOf(value)?.length ?? Object.keys(objectOf(value) ?? {}).length;
    return objectOf(value) === null && listOf(value) === null && textOf(value) === null ? null : known(size, place);
  },
  list: (args, place) => known(args, place),
  map: (args, place) =>
    known(
      Object.fromEntries(args.flatMap((key, i) => (i % 2 === 0 ? [[textOf(key) ?? '', args[i + 1] ?? key]] : []))),
      place,
    ),
  merge: (args, place) => {
    const objects = args.filter((arg) => arg.state === 'known' && arg.value !== null).map(objectOf);
    return objects.includes(null)
      ? null
      : known(Object.fromEntries(objects.flatMap((object) => Object.entries(object ?? {}))), place);
  },
  reverse: ([list], place) => onList(list, place, (items) => items.toReversed()),
  setintersection: (args, place) => setOf(args, place, (item, others) => others.every((texts) => texts.has(item))),
  setproduct: (args, place) => {
    const lists = listsOf(args);
    if (lists === null || lists.reduce((size, list) => size * list.length, 1) > MAX_PRODUCT) return null;
    let rows: EvaluatedValue[][] = [[]];
    for (const list of lists) rows = rows.flatMap((row) => list.map((item) => [...row, item]));
    return known(
      rows.map((row) => known(row, place)),
      place,
    );
  },
  setsubtract: (args, place) => setOf(args, place, (item, others) => !others.some((texts) => texts.has(item))),
  setunion: (args, place) => {
    const lists = listsOf(args);
    return lists && known(sorted(distinct(lists.flat())), place);
  },
  slice: ([list, start, end], place) => {
    const [from, to] = [numberOf(start), numberOf(end)];
    return from === null || to === null ? null : onList(list, place, (items) => items.slice(from, to));
  },
  sort: ([list], place) => {
    const items = listOf(list);
    if (items === null) return null;
    return textsOf(items) === null ? unresolved(reasonFor(items), place, items, true) : known(sorted(items), place);
  },
  tobool: ([value], place) => {
    if (value?.state === 'known' && value.value === null) return value;
    const flag = flagOf(value);
    return flag === null ? null : known(flag, place);
  },
  tolist: ([value]) => (listOf(value) ? (value ?? null) : null),
  tomap: ([value]) => (objectOf(value) ? (value ?? null) : null),
  toset: ([list], place) => onList(list, place, (items) => sorted(distinct(items))),
  values: ([map], place) => {
    const object = objectOf(map);
    return (
      object &&
      known(
        entriesOf(object).map(([, value]) => value),
        place,
      )
    );
  },
  zipmap: ([keys, values], place) => {
    const [names, items] = [textsOf(listOf(keys) ?? []), listOf(values)];
    if (names === null || items === null || names.length !== items.length) return null;
    return known(Object.fromEntries(names.flatMap((name, i) => (items[i] ? [[name, items[i]]] : []))), place);
  },
};

function onList(
  value: EvaluatedValue | undefined,
  place: Place,
  change: (items: EvaluatedList) => EvaluatedList,
): EvaluatedValue | null {
  const items = listOf(value);
  return items && known(change(items), place);
}

/** The elements of the first set that stay, given the texts of the others. */
function setOf(
  args: readonly EvaluatedValue[],
  place: Place,
  stays: (text: string, others: ReadonlySet<string>[]) => boolean,
): EvaluatedValue | null {
  const lists = listsOf(args);
  if (lists === null) return null;
  const [first = [], ...rest] = lists;
  const texts = lists.map(textsOf);
  if (texts.includes(null)) return unresolved(reasonFor(lists.flat()), place, args, true);
  const others = rest.map((list) => new Set(textsOf(list) ?? []));
  return known(sorted(distinct(first.filter((item) => stays(textOf(item) ?? '', others)))), place);
}

/** Without repeated texts and numbers; other elements all stay. */
function distinct(items: EvaluatedList): EvaluatedValue[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = textOf(item);
    return text === null || (!seen.has(text) && seen.add(text));
  });
}

/** Sets have no order of their own; Terraform goes through them sorted. */
function sorted(items: EvaluatedList): EvaluatedList {
  const texts = textsOf(items);
  if (texts === null) return items;
  return items.toSorted((a, b) => ((textOf(a) ?? '') < (textOf(b) ?? '') ? -1 : textOf(a) === textOf(b) ? 0 : 1));
}

function isEmpty(value: EvaluatedValue): boolean {
  return value.state === 'known' && (value.value === null || value.value === '');
}

function flags(
  list: EvaluatedValue | undefined,
  decide: (values: (boolean | null)[]) => boolean,
  place: Place,
): EvaluatedValue | null {
  const items = listOf(list);
  if (items === null) return null;
  const values = items.map(flagOf);
  return values.includes(null) ? unresolved(reasonFor(items), place, items, true) : known(decide(values), place);
}

function flatten(items: EvaluatedList, place: Place): EvaluatedValue {
  const result: EvaluatedValue[] = [];
  const open = [...items].reverse();
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item.state === 'known' && isList(item.value)) open.push(...item.value.toReversed());
    else if (item.state === 'unresolved') return unresolved(item.reason, place, items, true);
    else result.push(item);
  }
  return known(result, place);
}
