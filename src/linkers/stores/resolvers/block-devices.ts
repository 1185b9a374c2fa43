import type { EvaluatedBody } from '../../terraform/evaluated.ts';
import { literalOf } from '../forms/literal.ts';
import { blocksAt, valuesAt } from '../path.ts';
import { doubtOf, leastFavourable, placeOf, type Reading, reasonOf, unresolved } from '../reading.ts';
import type { StepInput } from '../step.ts';
import { meaningOf } from '../value.ts';

/**
 * Volumes of a machine. A resolver because each device has a default of its own: the root device takes the encryption of the
 * machine image, a device with a snapshot that of the snapshot, and only an empty device is off when nothing is said.
 */
const FROM_IMAGE = ['root_block_device', 'block_device_mappings.ebs'];
const EMPTY = ['ebs_block_device'];

const IMAGE = 'it takes the encryption of the machine image, which cannot be seen here';

export function blockDevices(input: StepInput): Reading | null {
  const { reader, name } = input;
  const readings: Reading[] = [];
  for (const path of FROM_IMAGE) {
    for (const { body, doubt } of blocksAt(reader.body, path)) readings.push(device(input, path, body, doubt, IMAGE));
  }
  // Without a block of its own the root device is as the image has it.
  if (readings.length === 0) {
    readings.push({ property: unresolved(IMAGE, 'root_block_device.encrypted', null), doubt: null });
  }
  for (const path of EMPTY) {
    for (const { body, doubt } of blocksAt(reader.body, path)) readings.push(device(input, path, body, doubt, null));
  }
  return leastFavourable(name, readings);
}

function device(
  input: StepInput,
  path: string,
  body: EvaluatedBody,
  doubt: string | null,
  inherited: string | null,
): Reading {
  const { world, resource, row, name, step } = input;
  const attribute = `${path}.encrypted`;
  const leaf = valuesAt(body, 'encrypted')[0];
  if (leaf !== undefined) {
    const value = literalOf(world, resource.root, leaf.value);
    const meaning = meaningOf(value, name, step);
    const place = placeOf(leaf.value);
    if (meaning === null) return { property: unresolved(reasonOf(value), attribute, place), doubt };
    return {
      property: { state: 'set', value: meaning, attribute, place, reason: null, source: null },
      doubt: doubt ?? doubtOf(leaf),
    };
  }
  const snapshot = valuesAt(body, 'snapshot_id')[0];
  const place = snapshot === undefined ? null : placeOf(snapshot.value);
  const reason = snapshot === undefined ? inherited : 'it is restored from a snapshot that cannot be seen here';
  if (reason !== null) return { property: unresolved(reason, attribute, place), doubt };
  const source = { url: row.source, checked: row.checked };
  return {
    property: { state: 'default', value: false, attribute, place, reason: 'hashicorp/aws, all versions', source },
    doubt,
  };
}
