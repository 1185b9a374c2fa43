import type { Property } from '../../model/fact.ts';
import type { Place } from '../../model/span.ts';
import type { PropertyName } from '../../schemas/provider.ts';
import type { EvaluatedValue } from '../terraform/evaluated.ts';
import type { Leaf } from './path.ts';

export type Outcome = boolean | number | string;

/** What a step says: a property, and why it may not be the one that applies (null: it surely is). */
export interface Reading {
  readonly property: Property<Outcome>;
  readonly doubt: string | null;
}

export function placeOf(value: EvaluatedValue): Place {
  return { file: value.file, span: value.span };
}

export function unresolved(reason: string, attribute: string | null, place: Place | null): Property<Outcome> {
  return { state: 'unresolved', value: null, attribute, place, reason, source: null };
}

/** Why the text does not tell a value; of a reference, whose attribute it is. */
export function reasonOf(value: EvaluatedValue): string {
  if (value.state === 'unresolved') return value.reason;
  if (value.state === 'reference') return `it is taken from ${[value.target, ...value.path].join('.')}`;
  return value.state === 'hidden' ? 'its value is not shown' : 'its value is none that is known';
}

/** The doubt of a leaf: a block that may not be there, or a value that may be null. */
export function doubtOf({ value, doubt }: Leaf): string | null {
  return doubt ?? (value.state === 'unresolved' && !value.set ? value.reason : null);
}

/** Properties where `false` is the value that counts when there are several. */
const ALL_MUST: ReadonlySet<PropertyName> = new Set(['encryptedAtRest', 'customerKey', 'versioned', 'ttl']);

/** Of several readings of one property (repeated blocks, several companions) the least favourable. */
export function leastFavourable(name: PropertyName, readings: readonly Reading[]): Reading | null {
  let worst: Reading | null = null;
  for (const reading of readings) {
    if (worst === null || weight(name, reading.property) > weight(name, worst.property)) worst = reading;
  }
  if (worst === null) return null;
  // A reading that surely applies makes it sure that one of them does.
  const sure = readings.some(({ doubt, property }) => doubt === null && same(property, worst.property));
  return sure ? { ...worst, doubt: null } : worst;
}

function weight(name: PropertyName, { state, value }: Property<Outcome>): number {
  if (state === 'unresolved') return 1e9;
  if (typeof value === 'boolean') return value === ALL_MUST.has(name) ? 0 : 2e9;
  if (value === 'never') return 2e9;
  return typeof value === 'number' ? value : 0;
}

export function same(a: Property<Outcome>, b: Property<Outcome>): boolean {
  return a.state !== 'unresolved' && b.state !== 'unresolved' && a.value === b.value;
}
