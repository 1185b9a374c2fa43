import type { Place } from '../../../model/span.ts';
import type { EvaluatedValue } from '../evaluated.ts';
import { joined } from '../joined.ts';
import { numberOf } from '../operators.ts';
import { isScalar, known, text } from '../values.ts';
import { listOf, textOf, textsOf } from './arguments.ts';
import type { KnownFunction } from './contract.ts';

export const strings: Readonly<Record<string, KnownFunction>> = {
  chomp: onText((value) => value.replace(/(?<![\r\n])[\r\n]+$/, '')),
  endswith: test((value, part) => value.endsWith(part)),
  format,
  join: ([separator, ...rest], place) => {
    const lists = rest.map(listOf);
    if (separator === undefined || lists.includes(null)) return null;
    const items = lists.flatMap((list) => list ?? []);
    return joined(
      items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])),
      place,
    );
  },
  lower: onText((value) => value.toLowerCase()),
  replace: (args, place) => {
    const [value, part, by] = textsOf(args) ?? [];
    // Between slashes it is a regular expression, which is not run.
    if (value === undefined || part === undefined || by === undefined || /^\/.+\/$/s.test(part)) return null;
    return text(
      value.replaceAll(part, () => by),
      place,
    );
  },
  split: (args, place) => {
    const [separator, value] = textsOf(args) ?? [];
    if (separator === undefined || value === undefined) return null;
    return known(
      value.split(separator).map((part) => text(part, place)),
      place,
    );
  },
  startswith: test((value, part) => value.startsWith(part)),
  strcontains: test((value, part) => value.includes(part)),
  substr: ([value, offset, length], place) => {
    const whole = textOf(value);
    const [from, count] = [numberOf(offset), numberOf(length)];
    if (whole === null || from === null || count === null) return null;
    const start = from < 0 ? Math.max(0, whole.length + from) : from;
    return text(whole.slice(start, count < 0 ? undefined : start + count), place);
  },
  title: onText((value) => value.replace(/(^|\s)(\S)/g, (_, before, letter) => before + letter.toUpperCase())),
  tostring: ([value]) => (value?.state === 'known' && (value.value === null || isScalar(value.value)) ? value : null),
  trim: (args, place) => {
    const [value, characters] = textsOf(args) ?? [];
    if (value === undefined || characters === undefined) return null;
    let [start, end] = [0, value.length];
    while (start < end && characters.includes(value.charAt(start))) start += 1;
    while (end > start && characters.includes(value.charAt(end - 1))) end -= 1;
    return text(value.slice(start, end), place);
  },
  trimprefix: onTexts((value, part) => (value.startsWith(part) ? value.slice(part.length) : value)),
  trimspace: onText((value) => value.trim()),
  trimsuffix: onTexts((value, part) => (part !== '' && value.endsWith(part) ? value.slice(0, -part.length) : value)),
  upper: onText((value) => value.toUpperCase()),
};

function onText(change: (value: string) => string): KnownFunction {
  return ([value], place) => {
    const whole = textOf(value);
    return whole === null ? null : text(change(whole), place);
  };
}

function onTexts(change: (value: string, part: string) => string): KnownFunction {
  return (args, place) => {
    const [value, part] = textsOf(args) ?? [];
    return value === undefined || part === undefined ? null : text(change(value, part), place);
  };
}

function test(holds: (value: string, part: string) => boolean): KnownFunction {
  return (args, place) => {
    const [value, part] = textsOf(args) ?? [];
    return value === undefined || part === undefined ? null : known(holds(value, part), place);
  };
}

/** The verbs that are in use: %s %d %v %q %%, and zero-padded numbers (%02d). */
function format([pattern, ...args]: readonly EvaluatedValue[], place: Place): EvaluatedValue | null {
  const whole = textOf(pattern);
  if (whole === null) return null;
  const parts: EvaluatedValue[] = [];
  let next = 0;
  for (const piece of whole.split(/(%(?:0\d{1,2})?[a-z%])/)) {
    if (!piece.startsWith('%')) parts.push(known(piece, place));
    else if (piece === '%%') parts.push(known('%', place));
    else {
      const arg = args[next];
      next += 1;
      const made = arg === undefined ? null : formatted(piece, arg, place);
      if (made === null) return null;
      parts.push(...made);
    }
  }
  return joined(parts, place);
}

function formatted(verb: string, value: EvaluatedValue, place: Place): EvaluatedValue[] | null {
  const width = /^%0(\d{1,2})d$/.exec(verb)?.[1];
  const number = numberOf(value);
  if (width !== undefined) return number === null ? null : [known(String(number).padStart(Number(width), '0'), place)];
  if (verb === '%q') return [known('"', place), value, known('"', place)];
  return ['%s', '%d', '%v'].includes(verb) ? [value] : null;
}
