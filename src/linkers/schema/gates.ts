import type { Entity, Field, Gate } from '../../model/fact.ts';
import { type ListedWords, wordListTest } from '../../text/word-list.ts';
import { splitWords } from '../../text/words.ts';

type Check = Field['checks'][number];

/** Lower bounds below this only keep nonsense out (`age >= 0`). */
const LOWEST_AGE = 5;
const HIGHEST_AGE = 120;

const FLAG = /^(?:bool|boolean|bit|tinyint|smallint|mediumint|int|integer|int2|int4|number|numeric)\b/;
/** `Y` or `N`. */
const LETTER = /^(?:char|character|nchar|bpchar)$/;
/** What a whole number about a birth may be; without it it is a switch or a count (`discount_on_birthday`). */
const YEARS = new Set(['year', 'yob']);
const MOMENT = /^(?:date|time)/;

/**
 * Columns that keep people below an age out: birth dates and ages that a CHECK compares, and stored confirmations. A birth
 * date that nobody compares is listed as not effective.
 */
export function linkGates(entities: readonly Entity[], catalog: ListedWords): Gate[] {
  const isConfirmation = wordListTest(catalog, 'age-confirmation');
  const isBirthDate = wordListTest(catalog, 'birth-date');
  const isAge = wordListTest(catalog, 'age');
  const gates: Gate[] = [];
  for (const entity of entities) {
    if (entity.usage !== 'stored') continue;
    for (const field of entity.fields) {
      const named = (test: (name: string) => boolean): boolean => test(field.name) || test(field.storedName);
      const gate = named(isConfirmation)
        ? confirmation(entity, field)
        : named(isBirthDate)
          ? birthDate(entity, field)
          : named(isAge)
            ? storedAge(entity, field)
            : null;
      if (gate !== null) gates.push(gate);
    }
  }
  return gates;
}

/** A flag, or the moment of confirming; its age is the number in the name. */
function confirmation(entity: Entity, field: Field): Gate | null {
  const moment = MOMENT.test(field.type);
  if (!moment && !FLAG.test(field.type) && !(LETTER.test(field.type) && field.length === 1)) return null;
  // A moment that the database fills in by itself says yes for everybody, as does a flag that starts as true.
  const preset = moment ? field.hasDefault : field.defaultFlag === true;
  return {
    ...gateOf(entity, field),
    method: 'attestation',
    age: ageInName(field.storedName) ?? ageInName(field.name),
    required: !field.nullable && !preset,
    effective: true,
  };
}

function birthDate(entity: Entity, field: Field): Gate | null {
  if (FLAG.test(field.type) && !splitWords(field.storedName).some((word) => YEARS.has(word))) return null;
  const found = strictest(field.checks, (check) =>
    // A birth date has to lie at least that many years back; a function of it (its age) has to be at least that number.
    check.unit === 'years-ago' ? boundOf(check, '<=', '<') : check.unit === 'number' ? lowerBound(check) : null,
  );
  return { ...gateOf(entity, field), ...compared(field, found) };
}

function storedAge(entity: Entity, field: Field): Gate | null {
  const found = strictest(field.checks, (check) => (check.unit === 'number' ? lowerBound(check) : null));
  return found === null ? null : { ...gateOf(entity, field), ...compared(field, found) };
}

interface Comparison {
  readonly age: number;
  readonly check: Check;
}

function compared(
  field: Field,
  found: Comparison | null,
): Pick<Gate, 'method' | 'age' | 'required' | 'effective'> & Partial<Pick<Gate, 'place'>> {
  return {
    method: 'date-of-birth',
    age: found?.age ?? null,
    required: !field.nullable && !field.hasDefault,
    effective: found !== null,
    ...(found === null ? {} : { place: found.check.place }),
  };
}

/** All checks of a row hold together, so the highest age counts. */
function strictest(checks: readonly Check[], ageOf: (check: Check) => number | null): Comparison | null {
  let best: Comparison | null = null;
  for (const check of checks) {
    const age = ageOf(check);
    if (age === null || age < LOWEST_AGE || age > HIGHEST_AGE) continue;
    if (best === null || age > best.age) best = { age, check };
  }
  return best;
}

/** `age >= 18`; `age > 17` means the same in whole years. */
function lowerBound(check: Check): number | null {
  const strict = boundOf(check, '>', '>');
  return strict === null ? boundOf(check, '>=', '>=') : strict + 1;
}

function boundOf(check: Check, ...operators: readonly Check['operator'][]): number | null {
  return operators.includes(check.operator) ? check.bound : null;
}

function ageInName(name: string): number | null {
  const ages = (name.match(/\d+/g) ?? []).map(Number).filter((age) => age >= LOWEST_AGE && age <= HIGHEST_AGE);
  return ages.length === 1 ? (ages[0] ?? null) : null;
}

function gateOf(entity: Entity, field: Field): Pick<Gate, 'kind' | 'id' | 'subject' | 'environment' | 'place'> {
  return {
    kind: 'gate',
    id: `${entity.scope} gate ${entity.storedName}.${field.storedName}`,
    subject: `${entity.name}.${field.name}`,
    environment: entity.environment,
    place: field.place,
  };
}
