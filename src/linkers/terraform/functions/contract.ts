import type { Place } from '../../../model/span.ts';
import type { EvaluatedValue } from '../evaluated.ts';

/** Gets known arguments only. Null: not with these arguments. */
export type KnownFunction = (args: readonly EvaluatedValue[], place: Place) => EvaluatedValue | null;
/** Gets its arguments as they are. */
export type OpenFunction = (args: readonly EvaluatedValue[], place: Place) => EvaluatedValue;
