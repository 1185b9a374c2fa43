import type { Property } from '../../model/fact.ts';
import type { PropertyName, ProviderRow, ProviderStep } from '../../schemas/provider.ts';
import type { EvaluatedResource } from '../terraform/evaluated.ts';
import type { Outcome } from './reading.ts';
import type { World } from './world.ts';

/** What the steps of a form are told. */
export interface StepInput {
  readonly world: World;
  readonly row: ProviderRow;
  readonly resource: EvaluatedResource;
  /** The body to read: of the resource, or of a companion. */
  readonly reader: EvaluatedResource;
  readonly name: PropertyName;
  readonly step: ProviderStep;
  /** The same property of another resource. */
  readonly ask: (resource: EvaluatedResource, name: PropertyName) => Property<Outcome>;
}
