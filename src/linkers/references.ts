import type { ReferenceTarget } from '../model/fact.ts';
import { sortedBy } from '../model/order.ts';
import type { Place, Span } from '../model/span.ts';
import type { LinkInput } from './contract.ts';

/** The files that the manifest points at, with what they were seen to do. */
export function linkReferences(input: LinkInput): ReferenceTarget[] {
  const targets = input.declarations.flatMap((declaration): ReferenceTarget[] => {
    if (declaration.kind !== 'referenced-file') return [];
    const { file, deletes, softDeletes, schedules, ages, mentions } = declaration;
    const at = (span: Span): Place => ({ file, span });
    return [
      {
        kind: 'reference-target',
        file,
        deletes: deletes.map(at),
        softDeletes: softDeletes.map(at),
        schedules: schedules.map(at),
        ages: ages.map(({ value, span }) => ({ value, place: at(span) })),
        mentions,
      },
    ];
  });
  return sortedBy(targets, ({ file }) => file);
}
