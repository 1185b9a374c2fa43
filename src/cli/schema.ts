import { assets } from '../files/assets.ts';
import type { Io } from './io.ts';
import { oneOf } from './settings.ts';

/** Prints a JSON Schema (draft-07), as the build made it from the code. */
export function schema(name: string, io: Io): number {
  io.stdout.write(assets.text(`${oneOf('schema', name, ['manifest', 'pack', 'report'])}.schema.json`));
  return 0;
}
